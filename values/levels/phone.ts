import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, level, ONLY, takeOnly } from './contract.ts';

const levels = [
  level(
    'prefix',
    ['the same behind the country or area code', '除国家代码或区号外相同'],
    (l, r) =>
      duck`length(${l.value}) <> length(${r.value}) AND least(length(${l.value}), length(${r.value})) >= 7 AND (ends_with(${l.value}, ${r.value}) OR ends_with(${r.value}, ${l.value}))`,
  ),
  level(
    'one-digit',
    ['one digit off, missing or swapped', '一位不同、缺失或互换'],
    (l, r) => duck`least(length(${l.value}), length(${r.value})) >= 6 AND edits_within(${l.value}, ${r.value}, 1)`,
  ),
  level('last-digits', ['the last seven digits are the same', '末七位相同'], (l, r) => duck`${l.feature('tail')} = ${r.feature('tail')}`),
];

export const family = defineFamily({
  name: 'phone',
  title: { en: 'Telephone number', zh: '电话号码' },
  says: {
    en: 'A country or area code more or less, one digit wrong, the last digits the same.',
    zh: '国家代码或区号有无之别,一位错误,末几位相同。',
  },
  settings: ONLY,
  features: ['tail'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: '8613812345678', right: '13812345678', level: 'prefix' },
    { left: '57487654321', right: '87654321', level: 'prefix' },
    { left: '13812345678', right: '13812345679', level: 'one-digit' },
    { left: '13812345678', right: '13812345687', level: 'one-digit' },
    { left: '13812345678', right: '1381234568', level: 'one-digit' },
    { left: '21062345678', right: '57462345678', level: 'last-digits' },
    { left: '13812345678', right: '13987654321', level: null },
  ],
});
