/** Numbers as addresses write them: 12, 甲12, 12-1, 12之二, 1A, 十二, 二〇三, 201、203. */
import { ALNUM, DASH, DIGIT, kindOf, LETTER, NUMERAL, oneOf, STEM } from './characters.ts';

const code = (one: string): number => one.charCodeAt(0);
const ORDINAL = code('第');
const SUB = code('之');
const ATTACHED = code('附');
/** Written for 附 in places. */
const ATTACHED_TOO = code('副');
const TO = code('至');
const TEN = code('十');
const HUNDRED = code('百');
const SLASH = code('/');
const LIST = code('、');
const COMMA = code(',');
const DOT = code('.');
const AND = code('&');
const ZERO = code('0');
const SPECIAL = code('特');
const ADDED = code('增');
const BACKSLASH = code('\\');
const WORD = code('字');
/** 12½号 */
const HALF = code('½');

/** End of the number that begins at `at`, or `at` where none does. Lists and ranges belong to it. */
export function numberEnd(units: Uint16Array, at: number, end: number): number {
  let i = at;
  if (i < end && units[i] === ORDINAL) i++;
  if (i + 1 < end && ((kindOf(units[i]!) & STEM) !== 0 || units[i] === SPECIAL || units[i] === ATTACHED || units[i] === ATTACHED_TOO)) {
    if (isNumeric(units[i + 1]!)) i++;
    // 甲字2号
    else if (units[i + 1] === WORD && i + 2 < end && isNumeric(units[i + 2]!)) i += 2;
  }
  // 增3号 in Tianjin
  if (i + 1 < end && units[i] === ADDED && (kindOf(units[i + 1]!) & DIGIT) !== 0) i++;
  const first = pieceEnd(units, i, end);
  if (first === i) return at;
  i = first;
  while (i + 1 < end) {
    // 10502——10505
    const next = (kindOf(units[i]!) & DASH) !== 0 && (kindOf(units[i + 1]!) & DASH) !== 0 ? i + 2 : i + 1;
    const joined = isJoin(units[i]!) ? pieceEnd(units, next, end) : next;
    if (joined === next) break;
    // A list goes on only where the next piece is a number as well: 201、203 but not 5、A座.
    if (isListed(units[i]!) && (kindOf(units[i + 1]!) & (DIGIT | NUMERAL)) === 0 && !isLetterListed(units, i, end)) break;
    i = joined;
  }
  return i;
}

function isListed(unit: number): boolean {
  return unit === LIST || unit === COMMA || unit === DOT || unit === BACKSLASH;
}

/** 9A、B、C, but not 5、A座. */
function isLetterListed(units: Uint16Array, at: number, end: number): boolean {
  const isLetter = (i: number): boolean => i < end && (kindOf(units[i]!) & LETTER) !== 0;
  if (units[at] === DOT || !isLetter(at - 1) || !isLetter(at + 1)) return false;
  return at + 2 >= end || ((kindOf(units[at + 2]!) & ALNUM) === 0 && !isOfTower(units[at + 2]));
}

const isOfTower = oneOf('座栋幢区塔楼馆坐排');

function isNumeric(unit: number): boolean {
  return (kindOf(unit) & (ALNUM | NUMERAL)) !== 0;
}

function isJoin(unit: number): boolean {
  return (
    (kindOf(unit) & DASH) !== 0 ||
    unit === SLASH ||
    unit === LIST ||
    unit === COMMA ||
    unit === SUB ||
    unit === TO ||
    unit === DOT ||
    unit === AND ||
    unit === BACKSLASH
  );
}

/** Digits and letters, or Chinese numerals; with 甲 and the like behind. */
function pieceEnd(units: Uint16Array, at: number, end: number): number {
  let i = at;
  if (i < end && (kindOf(units[i]!) & ALNUM) !== 0) {
    while (i < end && (kindOf(units[i]!) & ALNUM) !== 0) i++;
  } else if (i < end && (kindOf(units[i]!) & NUMERAL) !== 0) {
    while (i < end && ((kindOf(units[i]!) & NUMERAL) !== 0 || (units[i] === HUNDRED && i > at))) i++;
  } else return at;
  if (i < end && ((kindOf(units[i]!) & STEM) !== 0 || units[i] === HALF)) i++;
  return i;
}

const NUMERALS = new Map([...'〇零一二两三四五六七八九'].map((one, i) => [code(one), [0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9][i]!]));

function isPlain(text: string): boolean {
  if (text.charCodeAt(0) === ZERO) return false;
  for (let i = 0; i < text.length; i++) if ((kindOf(text.charCodeAt(i)) & DIGIT) === 0) return false;
  return true;
}

/** The number in ASCII digits, without leading zeros, 第 and blanks; 之 and 附 kept. */
export function plainNumber(text: string): string {
  if (isPlain(text)) return text;
  let plain = '';
  let i = 0;
  while (i < text.length) {
    const unit = text.charCodeAt(i);
    const kind = kindOf(unit);
    if ((kind & NUMERAL) !== 0) {
      let end = i;
      while (end < text.length && ((kindOf(text.charCodeAt(end)) & NUMERAL) !== 0 || text.charCodeAt(end) === HUNDRED)) end++;
      plain += fromNumerals(text, i, end);
      i = end;
    } else if ((kind & DIGIT) !== 0) {
      let end = i;
      while (end < text.length && (kindOf(text.charCodeAt(end)) & DIGIT) !== 0) end++;
      // 009 is 9, but B05 stays: letters before the digits make a name.
      const follows = i > 0 && (kindOf(text.charCodeAt(i - 1)) & LETTER) !== 0;
      while (!follows && i < end - 1 && text[i] === '0') i++;
      plain += text.slice(i, end);
      i = end;
    } else {
      if (unit !== ORDINAL && unit !== WORD && unit > 0x20)
        plain +=
          unit === ATTACHED_TOO ? '附' : unit === TO || unit === code('~') ? '-' : plain.endsWith('-') && text[i] === '-' ? '' : text[i];
      i++;
    }
  }
  return plain;
}

function fromNumerals(text: string, from: number, to: number): string {
  let hasPlaces = false;
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === TEN || text.charCodeAt(i) === HUNDRED) hasPlaces = true;
  if (!hasPlaces) {
    let digits = '';
    for (let i = from; i < to; i++) digits += NUMERALS.get(text.charCodeAt(i));
    return digits.replace(/^0+(?=.)/, '');
  }
  let sum = 0;
  let last = 0;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit === TEN || unit === HUNDRED) {
      sum += (last === 0 ? 1 : last) * (unit === TEN ? 10 : 100);
      last = 0;
    } else last = NUMERALS.get(unit)!;
  }
  return String(sum + last);
}
