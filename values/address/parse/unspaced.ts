/** Texts that were read from paper letter by letter: 文 三 路 259 号. They are parsed without those blanks, and the spans set back. */
import type { AddressPart, ParsedAddress } from './parsed-address.ts';

const LETTER_BY_LETTER = /(?:^|\s)[㐀-鿿]\s+[㐀-鿿]\s+[㐀-鿿](?=\s|$)/u;
const SINGLE = /^[㐀-鿿]$/u;

export interface Unspaced {
  text: string;
  /** Where each unit stands in the text as it was given. */
  places: number[];
}

/** Undefined for a text that is not written so. Blanks beside a single character go, others stay. */
export function unspaced(text: string): Unspaced | undefined {
  if (!text.includes(' ') || !LETTER_BY_LETTER.test(text)) return undefined;
  let plain = '';
  const places: number[] = [];
  let last = '';
  for (const { 0: token, index } of text.matchAll(/\S+/gu)) {
    if (plain !== '' && !SINGLE.test(last) && !SINGLE.test(token)) {
      plain += ' ';
      places.push(index - 1);
    }
    for (let i = 0; i < token.length; i++) places.push(index + i);
    plain += token;
    last = token;
  }
  return { text: plain, places };
}

/** The parts with their places in the text as it was given; its blanks are marks, or lie within a part. */
export function spaced(parsed: ParsedAddress, text: string, places: readonly number[]): ParsedAddress {
  const parts: AddressPart[] = [];
  let at = 0;
  const skip = (to: number): void => {
    if (to > at) parts.push({ level: 'mark', start: at, end: to, text: text.slice(at, to), value: text.slice(at, to), confidence: 1 });
    at = to;
  };
  for (const part of parsed.parts) {
    if (part.start === null) continue;
    skip(places[part.start]!);
    at = places[part.end! - 1]! + 1;
    parts.push({ ...part, start: places[part.start]!, end: at, text: text.slice(places[part.start]!, at) });
  }
  skip(text.length);
  return { ...parsed, text, parts: [...parts, ...parsed.parts.filter(({ start }) => start === null)] };
}
