import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, level, ONLY, takeOnly } from './contract.ts';

const levels = [
  level(
    'one-off',
    ['one character off, missing or swapped', '一个字符不同、缺失或互换'],
    (l, r) => duck`least(length(${l.value}), length(${r.value})) >= 4 AND edits_within(${l.value}, ${r.value}, 1)`,
  ),
  level(
    'longer',
    ['one ends or begins with the other', '一方以另一方开头或结尾'],
    (l, r) =>
      duck`least(length(${l.value}), length(${r.value})) >= 5 AND (starts_with(${l.value}, ${r.value}) OR starts_with(${r.value}, ${l.value}) OR ends_with(${l.value}, ${r.value}) OR ends_with(${r.value}, ${l.value}))`,
  ),
  level(
    'two-off',
    ['two characters off', '两个字符不同'],
    (l, r) => duck`least(length(${l.value}), length(${r.value})) >= 7 AND edits_within(${l.value}, ${r.value}, 2)`,
  ),
  level(
    'head',
    ['the same first half', '前半部分相同'],
    (l, r) => duck`least(length(${l.value}), length(${r.value})) >= 4 AND ${l.feature('head')} = ${r.feature('head')}`,
  ),
];

export const family = defineFamily({
  name: 'code',
  title: { en: 'Code', zh: '代码' },
  says: {
    en: 'Letters and digits that name something, nearly the same: one off, or with a prefix. Postcodes: the same first half.',
    zh: '由字母和数字组成的编号几乎相同:一位之差,或带前缀。邮政编码:前半部分相同。',
  },
  settings: ONLY,
  features: ['head'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: 'AB12345', right: 'AB12346', level: 'one-off' },
    { left: 'AB12345', right: 'AB1234', level: 'one-off' },
    { left: 'AB12345', right: '0000AB12345', level: 'longer' },
    { left: 'AB12345', right: 'AB12367', level: 'two-off' },
    { left: 'SW1A1AA', right: 'SW1Y9QQ', level: 'head' },
    { left: 'AB12345', right: 'XY98765', level: null },
    { left: 'A1', right: 'A2', level: null },
  ],
});
