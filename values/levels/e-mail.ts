import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, level, ONLY, takeOnly } from './contract.ts';

const levels = [
  level(
    'user',
    ['the same before the @', '@前部分相同'],
    (l, r) => duck`length(${l.feature('user')}) >= 4 AND ${l.feature('user')} = ${r.feature('user')}`,
  ),
  level(
    'typing',
    ['one or two letters off', '相差一两个字母'],
    (l, r) => duck`least(length(${l.value}), length(${r.value})) >= 8 AND edits_within(${l.value}, ${r.value}, 2)`,
  ),
  level(
    'user-alike',
    ['alike before the @', '@前部分相似'],
    (l, r) => duck`jaro_winkler_similarity(${l.feature('user')}, ${r.feature('user')}, 0.88::DOUBLE) >= 0.88`,
  ),
];

export const family = defineFamily({
  name: 'e-mail',
  title: { en: 'E-mail address', zh: '电子邮箱' },
  says: {
    en: 'The same or a like user part, at the same or another domain; slips of typing.',
    zh: '用户名相同或相似,域名可不同;输入错误。',
  },
  settings: ONLY,
  features: ['user'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: 'robert255@smith.net', right: 'robert255@smith.com', level: 'user' },
    { left: 'robert255@smith.net', right: 'roberta25@smith.net', level: 'typing' },
    { left: 'evied56@harris-bailey.net', right: 'evihd56@earris-bailey.net', level: 'typing' },
    { left: 'robert255@smith.net', right: 'robert25566@example.com', level: 'user-alike' },
    { left: 'al@x.com', right: 'al@y.com', level: 'typing' },
    { left: 'anna@x.com', right: 'peter@x.com', level: null },
  ],
});
