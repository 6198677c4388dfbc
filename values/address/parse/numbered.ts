/** A number together with the word behind it. */
import { DIGIT, HAN, kindOf, LETTER, NUMERAL, oneOf, STEM, unitOf } from './characters.ts';
import type { House } from './house.ts';
import { plainNumber } from './numbers.ts';
import { addFinding, isBreak, type Reading, type Span } from './reading.ts';
import * as words from './unit-words.ts';

export interface Numbered extends Span {
  /** Where the number itself ends and its word begins. */
  digitsEnd: number;
}

export type Reader = (reading: Reading, house: House, number: Numbered) => number;

const RANGE = /\d[、,/&]|(?:^|[^A-Z\d])\d+[-~至]\d/u;

export function plainOf(reading: Reading, { start, digitsEnd }: Numbered, suffix: string): string {
  const from = reading.units[start] === SELF ? start + 2 : start;
  return plainNumber(reading.folded.slice(from, digitsEnd)) + suffix;
}

export function noteRange(reading: Reading, { start, end, digitsEnd }: Numbered): void {
  if (RANGE.test(reading.folded.slice(start, digitsEnd))) addFinding(reading, 'rangeOfHouses', reading.text.slice(start, end));
}

/** Length of 负 and 地下 before a storey, or 自编 before a number that a village gave. */
export function belowGround({ folded, units }: Reading, at: number): number {
  const unit = units[at];
  if (unit === MINUS) return 1;
  if (unit !== GROUND && unit !== SELF) return 0;
  return folded.startsWith('地下', at) || folded.startsWith('自编', at) ? 2 : 0;
}

/** Chinese numerals are parts of names as well: 三门, 一社. */
export function isPlausible(reading: Reading, kind: number, { start, end, digitsEnd }: Numbered): boolean {
  const { units, folded } = reading;
  const isNumeral = (kindOf(units[digitsEnd - 1]!) & NUMERAL) !== 0;
  const next = folded[end];
  // 28院; but not 二院.
  if (kind === words.COURT && folded[digitsEnd] === '院') return (kindOf(units[digitsEnd - 1]!) & DIGIT) !== 0 && !isNumeral;
  // A塔, but not 三塔.
  if (kind === words.BUILDING && folded[digitsEnd] === '塔') return digitsEnd - start < 3 && (kindOf(units[start]!) & LETTER) !== 0;
  if (kind === words.DOOR && isNumeral) return isBreak(reading, end) || (kindOf(units[end]!) & (DIGIT | NUMERAL)) !== 0;
  if (kind === words.LANE || kind === words.GROUP) return next !== '路' && next !== '街' && next !== '桥';
  if (kind === words.UNIT && folded[digitsEnd] === '梯') return isBreak(reading, end) || (kindOf(units[end]!) & HAN) === 0 || isNumeral;
  if (kind === words.REGIMENT || kind === words.COMPANY) return reading.divisionCode.startsWith('65') || folded.includes('兵团');
  if (kind === words.STOREY_OR_BUILDING && isNumeral) return next !== '村' && next !== '乡' && next !== '镇';
  return end > start;
}

/** Whether the text at a place begins with what a number may begin with. */
export function startsNumber({ units }: Reading, at: number): boolean {
  return (kindOf(units[at]!) & (DIGIT | LETTER | NUMERAL | STEM)) !== 0 || isNumberPrefix(units[at]);
}

const isNumberPrefix = oneOf('第特附副增');
const [MINUS, GROUND, SELF] = [unitOf('负'), unitOf('地'), unitOf('自')];
