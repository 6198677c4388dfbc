/**
 * Chinese characters as tables that SQL reads without a join: how each sounds, and the everyday form of traditional and variant ones.
 * A table is one long text with a fixed width for each character of Unicode's main block, so a look-up is one `substr`;
 * DuckDB takes it in constant time as long as text and look-up stand outside of a lambda.
 *
 * `pinyin.txt`: syllable with tone (1–5, ü as v) and its characters, each at its usual reading; `surnames.txt`: readings as a surname;
 * both made from pinyin-pro 3.29.4 (MIT). `variants.txt`: everyday form and what stands for it, from OpenCC's TSCharacters (Apache-2.0)
 * and, for rare characters that sound the same, from Unihan's variants (Unicode 15.0).
 */
import { readFileSync } from 'node:fs';
import { macro, text } from '../../macro-text.ts';

const FIRST = 0x4e00;
const LAST = 0x9fff;
const SYLLABLE_WIDTH = 7;
const CODE_WIDTH = 5;
/** Characters that are looked up; what stands behind them stays as it is. */
const LONGEST = 8;

const lines = (file: string): [string, string][] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ') as [string, string]);

/** Character → syllable with tone. */
export const SYLLABLES: ReadonlyMap<string, string> = new Map(
  lines('pinyin.txt').flatMap(([syllable, characters]) => [...characters].map((one) => [one, syllable] as const)),
);
/** Character → syllable with tone, where a surname is read otherwise. */
export const SURNAMES: ReadonlyMap<string, string> = new Map(lines('surnames.txt'));
/** Traditional or variant character → everyday form. */
export const VARIANTS: ReadonlyMap<string, string> = new Map(
  lines('variants.txt').flatMap(([plain, variants]) => [...variants].map((one) => [one, plain] as const)),
);

const block = Array.from({ length: LAST - FIRST + 1 }, (_, i) => String.fromCodePoint(FIRST + i));
const inBlock = (character: string) => `${character} BETWEEN '一' AND '鿿'`;
const lookUp = (table: string, character: string, width: number) =>
  `substr(${text(table)}, ((unicode(${character}) - ${FIRST}) * ${width} + 1)::BIGINT, ${width})`;
const soundTable = block.map((one) => (SYLLABLES.get(one) ?? '').padEnd(SYLLABLE_WIDTH)).join('');
const formTable = block.map((one) => (VARIANTS.get(one) ?? one).codePointAt(0)).join('');
const surnameTable = block.map((one) => (SURNAMES.get(one) ?? SYLLABLES.get(one) ?? '').padEnd(SYLLABLE_WIDTH)).join('');

const pairs = [...VARIANTS].map(([variant, plain]) => `|${variant}${plain}`).join('');

/** `concat` of an expression of each of the first characters, and the rest as it is. */
function unrolled(first: string, each: (character: string) => string): string {
  const rest = Array.from(
    { length: LONGEST - 1 },
    (_, i) => `CASE WHEN length(value) > ${i + 1} THEN ${each(`value[${i + 2}]`)} ELSE '' END`,
  );
  return `concat(${[first, ...rest].join(', ')}, CASE WHEN length(value) > ${LONGEST} THEN substr(value, ${LONGEST + 1}) ELSE '' END)`;
}

export const hanMacros: readonly string[] = [
  macro(
    'is_han(value)',
    `CASE WHEN strlen(value) = length(value) THEN false ELSE regexp_matches(value, '[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]') END`,
  ),
  macro(
    'has_variant(value)',
    `CASE WHEN strlen(value) = length(value) THEN false ELSE regexp_matches(value, '[${[...VARIANTS.keys()].join('')}]') END`,
  ),
  macro('plain_character(one)', `CASE WHEN ${inBlock('one')} THEN chr(${lookUp(formTable, 'one', CODE_WIDTH)}::INTEGER) ELSE one END`),
  macro(
    'plain_characters(value)',
    `CASE WHEN has_variant(value) THEN ${unrolled('plain_character(value[1])', (one) => `plain_character(${one})`)} ELSE value END`,
  ),
  // For texts of any length, without the tables: a variant is looked for in a list of pairs.
  macro(
    'plain_text(value)',
    `CASE WHEN has_variant(value) THEN array_to_string(list_transform(string_split(value, ''), lambda han_c: CASE WHEN has_variant(han_c) THEN left(split_part(${text(pairs)}, '|' || han_c, 2), 1) ELSE han_c END), '') ELSE value END`,
  ),
  macro('han_syllable(one)', `CASE WHEN ${inBlock('one')} THEN rtrim(${lookUp(soundTable, 'one', SYLLABLE_WIDTH)}) ELSE one END`),
  macro('surname_syllable(one)', `CASE WHEN ${inBlock('one')} THEN rtrim(${lookUp(surnameTable, 'one', SYLLABLE_WIDTH)}) ELSE one END`),
  macro(
    'han_syllables(value)',
    unrolled('surname_syllable(value[1])', (one) => `han_syllable(${one})`),
  ),
  macro('without_tones(syllables)', `translate(syllables, '12345', '')`),
];
