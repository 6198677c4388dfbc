import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, level, ONLY, takeOnly } from './contract.ts';

const LONG_ENOUGH = 6;

const levels = [
  level(
    'fifteen',
    ['15 and 18 digits of one number', '同一号码的15位和18位'],
    (l, r) =>
      duck`length(${l.value}) IN (15, 18) AND length(${l.value}) + length(${r.value}) = 33 AND ${l.feature('seventeen')} = ${r.feature('seventeen')}`,
  ),
  level(
    'one-digit',
    ['one digit off', '一位不同'],
    (l, r) =>
      duck`length(${l.value}) = length(${r.value}) AND length(${l.value}) >= ${LONG_ENOUGH} AND differing(${l.value}, ${r.value}) = 1`,
  ),
  level(
    'two-swapped',
    ['two neighbouring digits swapped', '相邻两位互换'],
    (l, r) =>
      duck`length(${l.value}) = length(${r.value}) AND length(${l.value}) >= ${LONG_ENOUGH} AND CASE WHEN differing(${l.value}, ${r.value}) = 2 THEN damerau_levenshtein(${l.value}, ${r.value}) = 1 ELSE false END`,
  ),
  level(
    'one-missing',
    ['one digit missing', '缺一位'],
    (l, r) =>
      duck`abs(length(${l.value}) - length(${r.value})) = 1 AND least(length(${l.value}), length(${r.value})) >= ${LONG_ENOUGH} AND levenshtein(${l.value}, ${r.value}) = 1`,
  ),
  level(
    'two-digits',
    ['two digits off', '两位不同'],
    (l, r) => duck`length(${l.value}) = length(${r.value}) AND length(${l.value}) >= 8 AND differing(${l.value}, ${r.value}) = 2`,
  ),
  level(
    'same-birth',
    ['the same division and birth in the number', '号码中的区划和出生日期相同'],
    (l, r) => duck`${l.feature('born')} = ${r.feature('born')}`,
  ),
];

export const family = defineFamily({
  name: 'id number',
  title: { en: 'ID number', zh: '证件号码' },
  says: {
    en: 'One digit wrong, missing or swapped; Chinese numbers of 15 and 18 digits; the same division and birth in them.',
    zh: '一位错误、缺失或互换;15位与18位;号码中区划和出生日期相同。',
  },
  settings: ONLY,
  features: ['born', 'seventeen'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: '110105491231002', right: '11010519491231002X', level: 'fifteen' },
    { left: '11010519491231002X', right: '11010519491231003X', level: 'one-digit' },
    { left: '11010519491231002X', right: '11010519491213002X', level: 'two-swapped' },
    { left: '11010519491231002X', right: '1101051949123102X', level: 'one-missing' },
    { left: '11010519491231002X', right: '110105194912310447', level: 'same-birth' },
    { left: '4872362', right: '4872326', level: 'two-swapped' },
    { left: '487236299', right: '487246298', level: 'two-digits' },
    { left: '11010519491231002X', right: '440524188001010014', level: null },
    { left: '12', right: '13', level: null },
  ],
});
