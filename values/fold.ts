/**
 * Spelling that means nothing: full-width characters, blanks, invisible characters, case. Folding is silent.
 * Every function has a macro of the same meaning; `foldMacros` holds them.
 */
import { contains, fullMatch, macro, text } from './macro-text.ts';
import { whole } from './rewrite.ts';

const character = String.fromCodePoint;
const span = (first: number, last: number): string => `${character(first)}-${character(last)}`;

/** Inside of a class: blanks, control characters, and what cannot be seen. */
export const BLANK = `\\x01-\\x20\\x7f-${character(0xa0)}${character(0xad)}${character(0x1680)}${span(0x2000, 0x200f)}${span(0x2028, 0x202f)}${span(0x205f, 0x2064)}${character(0x3000)}${character(0xfeff)}`;
/** Inside of a class: Chinese characters, with 〇, 々 and those of vendors' fonts. */
export const HAN = `〇々${span(0x3400, 0x4dbf)}${span(0x4e00, 0x9fff)}${span(0xe000, 0xf8ff)}${span(0xf900, 0xfaff)}${span(0x20000, 0x3ffff)}`;
/** Inside of a class: characters that stand for one that got lost, among them those of vendors' fonts. */
export const DEGRADED = `?□■${character(0xfffd)}${span(0xe000, 0xf8ff)}${span(0xf0000, 0x10fffd)}`;

const wide = Array.from({ length: 94 }, (_, i) => [character(0xff01 + i), character(0x21 + i)] as const);
const dashes = [...'‐‑‒–—―−﹣﹘─━'].map((dash) => [dash, '-'] as const);
const small = Array.from({ length: 26 }, (_, i) => [character(0x61 + i), character(0x41 + i)] as const);
const upper = new Map(small);
const widePairs = [...wide, ...dashes, [character(0x3000), ' '] as const];
const codePairs = [...widePairs.map(([from, to]) => [from, upper.get(to) ?? to] as const), ...small];

function folder(pairs: readonly (readonly [string, string])[]): (value: string) => string {
  const table = new Map(pairs);
  const any = new RegExp(`[${classOf(pairs)}]`, 'gu');
  return (value) => value.replace(any, (one) => table.get(one)!);
}

function classOf(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([from]) => from).join('');
}

function translateSql(expression: string, pairs: readonly (readonly [string, string])[]): string {
  return `translate(${expression}, ${text(classOf(pairs))}, ${text(pairs.map(([, to]) => to).join(''))})`;
}

/** Full-width characters and dashes to ASCII. */
export const foldWide: (value: string) => string = folder(widePairs);
const foldUpper = folder(codePairs);
const blanks = new RegExp(`[${BLANK}]+`, 'gu');
const marks = new RegExp(`[${BLANK}'"\`-]+`, 'gu');

/** For codes: ASCII capitals, no blanks. */
export function foldCode(value: string): string {
  return foldUpper(value).replace(blanks, '');
}

/** For numbers: as `foldCode`, and without dashes and quotation marks. */
export function foldNumber(value: string): string {
  return foldUpper(value).replace(marks, '');
}

/** For texts: full-width to ASCII, runs of blanks to one space, none at the ends. */
export function foldText(value: string): string {
  return trimBlanks(foldWide(value).replace(blanks, ' '));
}

function trimBlanks(value: string): string {
  return value.replace(/^ +| +$/g, '');
}

const PLACEHOLDER = '无|空|不详|不明|未知|暂无|没有|未提供|待补|待核实|保密|无名氏|测试|NULL|NONE|NIL|N/?A|#N/?A|UNKNOWN|[-/.*_?]+';
const NUMBER_PLACEHOLDER = `${PLACEHOLDER}|${[...'0123456789'].map((digit) => `${digit}+`).join('|')}|X+|123456789012345678?`;
const LONGEST_PLACEHOLDER = 12;
const placeholder = whole(PLACEHOLDER);
const numberPlaceholder = whole(NUMBER_PLACEHOLDER);

/** Whether a folded text says that nothing is known. */
export function isPlaceholder(folded: string): boolean {
  return [...folded].length <= LONGEST_PLACEHOLDER && placeholder.test(foldUpper(folded));
}

/** Whether a folded number says nothing: a placeholder, or one digit all over. */
export function isNumberPlaceholder(folded: string): boolean {
  return folded === '' || numberPlaceholder.test(folded);
}

const hasWide = contains('raw', `[${classOf(widePairs)}]`);
const hasUpper = contains('raw', `[${classOf(codePairs)}]`);

export const foldMacros: string[] = [
  macro('fold_wide(raw)', `CASE WHEN ${hasWide} THEN ${translateSql('raw', widePairs)} ELSE raw END`),
  macro('fold_upper(raw)', `CASE WHEN ${hasUpper} THEN ${translateSql('raw', codePairs)} ELSE raw END`),
  macro(
    'fold_code(raw)',
    `CASE WHEN ${contains('raw', `[${BLANK}${classOf(codePairs)}]`)} THEN regexp_replace(fold_upper(raw), ${text(`[${BLANK}]+`)}, '', 'g') ELSE raw END`,
  ),
  macro(
    'fold_number(raw)',
    `CASE WHEN ${fullMatch('raw', '[0-9A-Z]*')} THEN raw ELSE regexp_replace(fold_upper(raw), ${text(`[${BLANK}'"\`-]+`)}, '', 'g') END`,
  ),
  macro(
    'fold_text(raw)',
    `CASE WHEN ${contains('raw', `[${BLANK}${classOf(widePairs)}]`)} THEN trim(regexp_replace(fold_wide(raw), ${text(`[${BLANK}]+`)}, ' ', 'g'), ' ') ELSE raw END`,
  ),
  macro(
    'is_placeholder(folded)',
    `CASE WHEN length(folded) > ${LONGEST_PLACEHOLDER} THEN false ELSE ${fullMatch('fold_upper(folded)', PLACEHOLDER)} END`,
  ),
  macro('is_number_placeholder(folded)', `folded = '' OR ${fullMatch('folded', NUMBER_PLACEHOLDER)}`),
];
