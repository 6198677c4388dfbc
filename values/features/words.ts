/** Words: capitals without accents and marks, one blank between. */
import { macro, text } from '../macro-text.ts';
import type { Feature } from './contract.ts';

/** Plain ASCII, the usual case, takes a short way. */
const PLAIN_CAPITALS = '[0-9A-Z]+(?: [0-9A-Z]+)*';
const PLAIN = '[0-9A-Za-z]+(?: [0-9A-Za-z]+)*';
/** What stands for "not known", folded; `N A` is what is left of `N/A`. */
const NOTHING = [
  '',
  'NULL',
  'NONE',
  'NIL',
  'N A',
  'UNKNOWN',
  'NOT KNOWN',
  'NOT AVAILABLE',
  'MISSING',
  'TEST',
  '?',
  '??',
  '???',
  '无',
  '空',
  '不详',
  '不明',
  '未知',
  '暂无',
  '没有',
  '未提供',
  '待补',
  '待核实',
  '保密',
  '无名氏',
  '测试',
];

export const macros: readonly string[] = [
  macro(
    'fold_words(raw)',
    `CASE WHEN regexp_full_match(raw, '${PLAIN_CAPITALS}') THEN raw WHEN regexp_full_match(raw, '${PLAIN}') THEN upper(raw)
     ELSE trim(regexp_replace(regexp_replace(upper(strip_accents(fold_wide(raw))), '[''’‘\`´.]', '', 'g'), '[^\\p{L}\\p{M}\\p{N}?□]+', ' ', 'g'), ' ') END`,
  ),
  macro('says_nothing(words)', `length(words) <= 13 AND words IN (${NOTHING.map((one) => text(one)).join(', ')})`),
  macro('clean_words(raw)', `CASE WHEN says_nothing(fold_words(raw)) THEN NULL ELSE fold_words(raw) END`),
];

export const features: Record<string, Feature> = {};
