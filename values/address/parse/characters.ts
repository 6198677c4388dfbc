/** One look at each UTF-16 unit: what it is, and how it is written plainly. Folding keeps the length, so offsets stay those of the text. */

import { VARIANTS } from '../../features/han/characters.ts';

export const DIGIT = 1;
export const LETTER = 2;
export const HAN = 4;
/** A Chinese numeral; HAN as well. */
export const NUMERAL = 8;
export const BLANK = 16;
/** A mark that parts; brackets apart. */
export const MARK = 32;
/** Joins numbers: - ~ 至 is not among them. */
export const DASH = 64;
/** 甲乙丙丁 and the like beside a number; HAN as well. */
export const STEM = 128;
export const ALNUM = DIGIT | LETTER;

const kinds = new Uint8Array(65536);
const folds = new Uint16Array(65536);

function each(characters: string, kind: number): void {
  for (const one of characters) kinds[one.charCodeAt(0)]! |= kind;
}

function fill(first: number, last: number, kind: number): void {
  for (let code = first; code <= last; code++) kinds[code] = kind;
}

function map(from: string, to: string): void {
  for (let i = 0; i < from.length; i++) folds[from.charCodeAt(i)] = to.charCodeAt(i);
}

for (let code = 0; code < 65536; code++) folds[code] = code;
for (let code = 0xff01; code <= 0xff5e; code++) folds[code] = code - 0xff01 + 0x21;
for (let code = 0x61; code <= 0x7a; code++) {
  folds[code] = code - 0x20;
  folds[code + 0xff01 - 0x21] = code - 0x20;
}
// What other scripts and vendors write for the marks and words of addresses.
map('‐‑‒–—―−﹣﹘─━～〜∼', '-----------~~~');
// Traditional characters to simplified ones: those that GB 2312 does not have, where it has the other.
const simplified = new TextDecoder('gbk');
const isSimplified = new Uint8Array(65536);
for (let row = 0xb0; row <= 0xf7; row++)
  for (let cell = 0xa1; cell <= 0xfe; cell++) isSimplified[simplified.decode(new Uint8Array([row, cell])).charCodeAt(0)] = 1;
for (const [variant, plain] of VARIANTS)
  if (isSimplified[variant.charCodeAt(0)] === 0 && isSimplified[plain.charCodeAt(0)] === 1) map(variant, plain);
map('【〔［｛〈《「『', '((((((((');
map('】〕］｝〉》」』', '))))))))');

fill(0x30, 0x39, DIGIT);
fill(0x41, 0x5a, LETTER);
fill(0x3400, 0x9fff, HAN);
fill(0xe000, 0xfaff, HAN);
fill(0xd800, 0xdfff, HAN);
each('々', HAN);
each('〇', HAN | NUMERAL);
each('零一二两三四五六七八九十', NUMERAL);
each('甲乙丙丁戊己庚辛壬癸', STEM);
fill(0, 0x20, BLANK);
fill(0x7f, 0xa0, BLANK);
fill(0x2000, 0x200f, BLANK);
for (const code of [0xad, 0x3000, 0xfeff, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060]) kinds[code] = BLANK;
each(',;:。、|"\'“”‘’·.*?!…<>=&+$%^@`_\\/，；：', MARK);
each('-~', DASH);

export const OPEN = '('.charCodeAt(0);
export const CLOSE = ')'.charCodeAt(0);
export const HASH = '#'.charCodeAt(0);

export function kindOf(code: number): number {
  return kinds[code]!;
}

/** The units of a text, folded: full width to ASCII, small letters to capitals, brackets to ( and ). */
export function foldInto(text: string, units: Uint16Array): string {
  let changed = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const folded = folds[unit]!;
    if (folded !== unit) changed = true;
    units[i] = folded;
  }
  return changed ? String.fromCharCode.apply(null, units.subarray(0, text.length) as unknown as number[]) : text;
}

/** A name as the folded text has it. */
export function foldName(name: string): string {
  let folded = name;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    if (folds[unit] !== unit) folded = folded.slice(0, i) + String.fromCharCode(folds[unit]!) + folded.slice(i + 1);
  }
  return folded;
}

/** The characters that are in any set are numbered; 0 = in none. Sets of numbers, 32 to a table, are so small that a core keeps them at hand. */
const numbers = new Uint16Array(65536);
const MOST_NUMBERED = 2048;
const sets: Uint32Array[] = [];
let setCount = 0;
let numbered = 0;

/** Whether a UTF-16 unit is one of these characters. Indexing a string of Chinese makes a new string each time; looking into a table does not. */
export function oneOf(characters: string): (unit: number | undefined) => boolean {
  const place = setCount++;
  sets[place >> 5] ??= new Uint32Array(MOST_NUMBERED);
  const table = sets[place >> 5]!;
  const bit = 1 << (place & 31);
  for (const one of characters) {
    const unit = one.charCodeAt(0);
    if (numbers[unit] === 0) numbers[unit] = ++numbered;
    table[numbers[unit]!]! |= bit;
  }
  // Neither undefined nor NaN is.
  return (unit) => unit! >= 0 && (table[numbers[unit!]!]! & bit) !== 0;
}

export function unitOf(character: string): number {
  return character.charCodeAt(0);
}
