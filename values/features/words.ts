/** Words: capitals without accents and marks, one blank between. */
import { duck } from '../../core/duckdb/sql.ts';
import { macro, text } from '../macro-text.ts';
import type { Feature } from './contract.ts';

/** Plain ASCII, the usual case, takes a short way: looked at once, and in capitals. */
const PLAIN = '[0-9A-Za-z]+(?: [0-9A-Za-z]+)*';
/** Letters that are no base letter with an accent. */
const [STROKED, UNSTROKED] = ['ØŁĐÐŦÞ', 'OLDDTT'];

/** What stands for "not known", folded; `N A` is what is left of `N/A`. */
const NOTHING =
  '|NULL|NONE|NIL|N A|UNKNOWN|NOT KNOWN|NOT AVAILABLE|MISSING|TEST|?|??|???|无|空|不详|不明|未知|暂无|没有|未提供|待补|待核实|保密|无名氏|测试'.split(
    '|',
  );

export const macros: readonly string[] = [
  macro(
    'fold_accents(raw)',
    `CASE WHEN strlen(raw) = length(raw) THEN upper(raw) ELSE replace(replace(replace(translate(upper(strip_accents(fold_wide(raw))), '${STROKED}', '${UNSTROKED}'), 'ß', 'SS'), 'ẞ', 'SS'), 'Æ', 'AE') END`,
  ),
  macro(
    'fold_words(raw)',
    `CASE WHEN regexp_full_match(raw, '${PLAIN}') THEN upper(raw)
     ELSE trim(regexp_replace(regexp_replace(fold_accents(raw), '[''’‘\`´.]', '', 'g'), '[^\\p{L}\\p{M}\\p{N}?□]+', ' ', 'g'), ' ') END`,
  ),
  macro('says_nothing(words)', `length(words) <= 13 AND words IN (${NOTHING.map((one) => text(one)).join(', ')})`),
  macro('words_or_nothing(words)', 'CASE WHEN says_nothing(words) THEN NULL ELSE words END'),
  macro(
    'clean_words(raw)',
    `CASE WHEN regexp_full_match(raw, '${PLAIN}') THEN words_or_nothing(upper(raw)) ELSE words_or_nothing(fold_words(raw)) END`,
  ),
  macro(
    'character_pairs(value)',
    `CASE WHEN length(value) < 2 THEN [value] ELSE list_sort(list_distinct(list_transform(range(1, length(value)), lambda place: substr(value, place, 2)))) END`,
  ),
  macro(
    'word_list(value)',
    `CASE WHEN contains(value, ' ') THEN list_sort(list_distinct(string_split(value, ' '))) WHEN value IS NOT NULL THEN [value] END`,
  ),
  macro('word_grams(value)', `CASE WHEN is_han(value) THEN character_pairs(replace(value, ' ', '')) ELSE word_list(value) END`),
  // A word as a number: its rarity in eighths of a bit, then its hash; so a list of them sorts by rarity, and is summed without looking anything up.
  macro('weighed_word(word, bits)', `(round(8 * bits)::UBIGINT << 40) | (hash(word) & 1099511627775)`),
  macro('rarity_of(words)', `coalesce(list_sum(list_transform(words, lambda word: word >> 40)), 0)::INTEGER`),
  macro('equally_rare(value)', `list_transform(word_grams(value), lambda word: weighed_word(word, 8))`),
];

export const features: Record<string, Feature> = {
  words: { says: { en: 'its words, each once', zh: '词的集合' }, type: 'VARCHAR[]', of: (value) => duck`word_list(${value})` },
  grams: {
    says: { en: 'its words, or pairs of characters of a Chinese text', zh: '词的集合;中文为相邻两字' },
    type: 'VARCHAR[]',
    of: (value) => duck`word_grams(${value})`,
  },
  weighed: {
    says: {
      en: 'its words (Chinese: pairs of characters), each with how rare it is in the column',
      zh: '词的集合(中文为相邻两字),各带其在该列中的罕见程度',
    },
    type: 'UBIGINT[]',
    of: (value) => duck`equally_rare(${value})`,
    amongAll: (words) => words,
  },
  rareness: {
    says: { en: 'how rare its words are together', zh: '各词罕见程度之和' },
    type: 'INTEGER',
    of: (value) => duck`rarity_of(equally_rare(${value}))`,
    amongAll: (words) => duck`rarity_of(${words})`,
  },
  rarest: {
    says: { en: 'the two rarest words that other records have too', zh: '其他记录也有的词中最罕见的两个' },
    type: 'UBIGINT[]',
    of: (value) => duck`equally_rare(${value})`,
    amongAll: (_, shared) => duck`${shared}[1:2]`,
  },
  longwords: {
    says: { en: 'its words of six letters and more', zh: '六个字母以上的词' },
    type: 'VARCHAR[]',
    of: (value) =>
      duck`CASE WHEN is_han(${value}) THEN []::VARCHAR[] ELSE list_sort(list_distinct(regexp_extract_all(${value}, '[^ ]{6,}'))) END`,
  },
  sorted: {
    says: { en: 'its words in alphabetical order', zh: '按字母顺序排列的词' },
    type: 'VARCHAR',
    of: (value) =>
      duck`CASE WHEN contains(${value}, ' ') THEN array_to_string(list_sort(string_split(${value}, ' ')), ' ') ELSE ${value} END`,
  },
  joined: { says: { en: 'without blanks', zh: '去除空格' }, type: 'VARCHAR', of: (value) => duck`replace(${value}, ' ', '')` },
  first: { says: { en: 'the first word', zh: '第一个词' }, type: 'VARCHAR', of: (value) => duck`split_part(${value}, ' ', 1)` },
  last: { says: { en: 'the last word', zh: '最后一个词' }, type: 'VARCHAR', of: (value) => duck`split_part(${value}, ' ', -1)` },
  start: { says: { en: 'the first three letters', zh: '前三个字母' }, type: 'VARCHAR', of: (value) => duck`left(${value}, 3)` },
  initial: { says: { en: 'the first letter', zh: '首字母' }, type: 'VARCHAR', of: (value) => duck`left(${value}, 1)` },
};
