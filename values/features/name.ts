/** What is compared of people's names, Chinese or Latin: letters, everyday forms, sounds. */
import { duck } from '../../core/duckdb/sql.ts';
import { DEGRADED } from '../fold.ts';
import { macro, text } from '../macro-text.ts';
import { TITLE } from '../person-name/clean-person-name.ts';
import type { Feature } from './contract.ts';
import { NICKNAMES } from './latin/nicknames.ts';

/** Spellings of one sound, in order; then vowels go, and letters that sound alike become one figure. Doubled figures are one. */
const SPELLINGS = [
  ['SCH', 'S'],
  ['PH', 'F'],
  ['GHT', 'T'],
  ['CK', 'K'],
  ['WR', 'R'],
  ['TH', 'T'],
  ['DG', 'G'],
  ['CZ', 'S'],
] as const;
const LETTERS = 'BFPVCGJKQSXZDTLMNRAEIOUYHW';
const FIGURES = '11112222222233455600000000';

const spelt = SPELLINGS.reduce((sql, [from, to]) => `replace(${sql}, '${from}', '${to}')`, 'word');
const figures = `translate(sound_letters(word), '${LETTERS}', '${FIGURES}')`;
const single = [...'0123456'].reduce(
  (sql, figure) => `replace(replace(${sql}, '${figure}${figure}', '${figure}'), '${figure}${figure}', '${figure}')`,
  figures,
);
const TITLES = 'MR|MRS|MS|MISS|MX|DR|PROF|SIR|REV|HERR|FRAU|MME|MLLE';
/** By first letter, so that each look goes through few. */
const nicknames = Object.entries(Object.groupBy(NICKNAMES, ([form]) => form[0]!))
  .map(([letter, forms]) => {
    const all = text(`${forms!.map(([form, name]) => `|${form}=${name}`).join('')}|`);
    return `WHEN '${letter}' THEN CASE WHEN contains(${all}, '|' || word || '=') THEN split_part(split_part(${all}, '|' || word || '=', 2), '|', 1) ELSE word END`;
  })
  .join(' ');

export const macros: readonly string[] = [
  macro(
    'sound_letters(word)',
    `CASE WHEN regexp_matches(word, '${SPELLINGS.map(([from]) => from).join('|')}') THEN ${spelt} ELSE word END`,
  ),
  macro('sound_figures(word)', `${single}`),
  macro('latin_sound(word)', `concat(left(sound_figures(word), 1), replace(substr(sound_figures(word), 2), '0', ''))`),
  macro(
    'first_turn(name)',
    `CASE WHEN length(name) <= 6 THEN least(${[0, 1, 2, 3, 4, 5].map((turn) => `concat(substr(name, ${turn + 1}), left(name, ${turn}))`).join(', ')}) END`,
  ),
  macro(
    'name_letters(value)',
    `CASE WHEN regexp_full_match(value, '[A-Z\u4e00-\u9fff]*') THEN value ELSE regexp_replace(value, '[ ·.''-]', '', 'g') END`,
  ),
  macro(
    'without_titles(words)',
    `CASE WHEN regexp_matches(words, '^(?:${TITLES}) ') THEN regexp_replace(words, '^(?:(?:${TITLES}) )+', '') ELSE words END`,
  ),
  macro(
    'kind_person_name(raw)',
    `CASE WHEN regexp_full_match(raw, '[一-鿿]{2,3}') AND NOT regexp_matches(raw, '${TITLE}|[无空不未暂没待保测]') THEN raw WHEN is_han(raw) THEN clean_person_name(raw).value ELSE without_titles(clean_words(raw)) END`,
  ),
  macro(
    'name_sound(value)',
    `CASE WHEN is_han(value) THEN without_tones(han_syllables(name_letters(value))) ELSE latin_sound(replace(value, ' ', '')) END`,
  ),
  macro('full_name(word)', `CASE word[1] ${nicknames} ELSE word END`),
  macro('pinyin_letters(value)', `upper(without_tones(han_syllables(value)))`),
];

export const features: Record<string, Feature> = {
  han: { says: { en: 'whether it has Chinese characters', zh: '是否含汉字' }, type: 'BOOLEAN', of: (value) => duck`is_han(${value})` },
  lost: {
    says: { en: 'whether a character was lost (? or □)', zh: '是否有丢失的字(?或□)' },
    type: 'BOOLEAN',
    of: (value) => duck`regexp_matches(${value}, ${`[${DEGRADED}]`})`,
  },
  letters: {
    says: { en: 'without blanks and separators', zh: '去除空格和间隔号' },
    type: 'VARCHAR',
    of: (value) => duck`name_letters(${value})`,
  },
  plain: {
    says: { en: 'letters, traditional and variant characters in everyday form', zh: '繁体字、异体字转为通用字' },
    type: 'VARCHAR',
    of: (value) => duck`plain_characters(name_letters(${value}))`,
  },
  round: {
    says: { en: 'a Chinese name from whichever character comes first in order', zh: '中文姓名轮转后次序最前的写法' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN is_han(${value}) THEN first_turn(name_letters(${value})) END`,
  },
  tones: {
    says: { en: 'pinyin with tones', zh: '带声调的拼音' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN is_han(${value}) THEN han_syllables(name_letters(${value})) END`,
  },
  sound: {
    says: { en: 'how it sounds: pinyin without tones, or a code of the consonants', zh: '读音:不带声调的拼音,或辅音代码' },
    type: 'VARCHAR',
    of: (value) => duck`name_sound(${value})`,
  },
  pinyin: {
    says: { en: 'Latin letters: those of the name, or its pinyin', zh: '拉丁字母:原文或拼音' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN is_han(${value}) THEN pinyin_letters(name_letters(${value})) ELSE replace(replace(name_letters(${value}), 'LYU', 'LV'), 'NYU', 'NV') END`,
  },
  turned: {
    says: { en: 'Latin letters with the last word first', zh: '末词在前的拉丁字母' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN contains(${value}, ' ') AND NOT is_han(${value}) THEN concat(split_part(${value}, ' ', -1), replace(left(${value}, length(${value}) - length(split_part(${value}, ' ', -1))), ' ', '')) END`,
  },
  fullname: {
    says: { en: 'given name in full for a short form (Bob: Robert)', zh: '昵称还原为全名(Bob:Robert)' },
    type: 'VARCHAR',
    of: (value) => duck`full_name(${value})`,
  },
};
