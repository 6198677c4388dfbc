/** What is written in several ways and means one thing. */
import { plainNumber } from './numbers.ts';

/** 19之2 and 19附2 are 19-2. */
export function dashed(number: string): string {
  return number.replaceAll(/[之附]/gu, '-');
}

/** Numerals within names stay: 文一路 is not 文1路; those of lanes and groups count: 三组, 12弄. */
export function plainName(name: string): string {
  return name.replaceAll(/[〇一二两三四五六七八九十百]+(?=[弄巷组队社])/gu, (numeral) => plainNumber(numeral));
}
