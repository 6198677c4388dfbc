import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { allWordsOf, defineFamily, level, ONLY, type Side, sameFeature, takeOnly } from './contract.ts';

const both = (l: Side, r: Side): Sql => duck`NOT ${l.feature('han')} AND NOT ${r.feature('han')}`;
const shortest = (l: Side, r: Side): Sql => duck`least(length(${l.value}), length(${r.value}))`;
const alike = (l: Side, r: Side, least: number): Sql => duck`jaro_winkler_similarity(${l.value}, ${r.value}, ${least}::DOUBLE) >= ${least}`;
/** One is a letter with which the other begins: J and JOHN; behind it the words are the same: J SMITH and JOHN SMITH. */
const initial = (one: Side, other: Side): Sql =>
  duck`length(${one.feature('first')}) = 1 AND starts_with(${other.value}, ${one.feature('first')}) AND CASE WHEN length(${one.value}) = 1 THEN NOT contains(${other.value}, ' ') ELSE ${one.feature('last')} = ${other.feature('last')} END`;

/** One has the other's first or last word: the surname, wherever it stands, or the given name. */
const ends = (l: Side, r: Side): Sql =>
  duck`${sameFeature(l, r, 'last')} OR ${sameFeature(l, r, 'first')} OR ${l.feature('first')} = ${r.feature('last')} OR ${l.feature('last')} = ${r.feature('first')}`;

const levels = [
  level(
    'same-words',
    ['the same words in another order', '词相同,次序不同'],
    (l, r) => duck`${both(l, r)} AND ${sameFeature(l, r, 'sorted')}`,
  ),
  level('blanks', ['the same but for blanks', '仅空格不同'], (l, r) => duck`${both(l, r)} AND ${sameFeature(l, r, 'letters')}`),
  level(
    'typing',
    ['one letter off, missing or swapped', '一个字母不同、缺失或互换'],
    (l, r) => duck`${both(l, r)} AND ${shortest(l, r)} >= 3 AND edits_within(${l.value}, ${r.value}, 1)`,
  ),
  level('nickname', ['a short form', '昵称'], (l, r) => duck`${sameFeature(l, r, 'fullname')}`),
  level('alike', ['nearly the same letters', '字母几乎相同'], (l, r) => duck`${both(l, r)} AND ${alike(l, r, 0.92)}`),
  level('initial', ['an initial for a name', '首字母缩写'], (l, r) => duck`${initial(l, r)} OR ${initial(r, l)}`),
  level('words-missing', ['all words of one stand in the other', '一方的词全部见于另一方'], (l, r) =>
    allWordsOf(l.feature('words'), r.feature('words')),
  ),
  level(
    'sound',
    ['sounds alike', '读音相近'],
    (l, r) => duck`${both(l, r)} AND length(${l.feature('sound')}) >= 2 AND ${sameFeature(l, r, 'sound')}`,
  ),
  level('similar', ['similar letters', '字母相似'], (l, r) => duck`${both(l, r)} AND ${alike(l, r, 0.85)}`),
  level(
    'shared-word',
    ['the first or last word in common', '首词或末词相同'],
    (l, r) => duck`CASE WHEN contains(${l.value}, ' ') AND contains(${r.value}, ' ') THEN ${ends(l, r)} END`,
  ),
];

export const family = defineFamily({
  name: 'latin name',
  title: { en: 'Latin name', zh: '拉丁字母姓名' },
  says: {
    en: 'Order of words, slips of typing, short forms (Bob, Robert), initials, missing words, like sounds. Chinese names have levels of their own.',
    zh: '词的次序、输入错误、昵称(Bob与Robert)、首字母、缺词、读音相近。中文姓名另有专用层级。',
  },
  settings: ONLY,
  features: ['first', 'fullname', 'han', 'last', 'letters', 'sorted', 'sound', 'words'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: 'JOHN SMITH', right: 'SMITH JOHN', level: 'same-words' },
    { left: 'MARY ANN', right: 'MARYANN', level: 'blanks' },
    { left: 'MURPHY', right: 'PMURPHY', level: 'typing' },
    { left: 'ALAN', right: 'ALEN', level: 'typing' },
    { left: 'ROBERT', right: 'BOB', level: 'nickname' },
    { left: 'BOB', right: 'BERT', level: 'nickname' },
    { left: 'THOMPSON', right: 'THOMASON', level: 'typing' },
    { left: 'CHRISTENSEN', right: 'CHRISTIANSEN', level: 'alike' },
    { left: 'MICHAELSON', right: 'MICHALSEN', level: 'alike' },
    { left: 'J', right: 'JOHN', level: 'initial' },
    { left: 'J SMITH', right: 'JOHN SMITH', level: 'initial' },
    { left: 'JOHN SMITH', right: 'JOHN EDWARD SMITH', level: 'words-missing' },
    { left: 'SMITH', right: 'DE LA CRUZ SMITH', level: 'words-missing' },
    { left: 'CATHRYN', right: 'KATHERINE', level: 'nickname' },
    { left: 'SMITH', right: 'SCHMIDT', level: 'sound' },
    { left: 'GARCIA LOPEZ', right: 'XIMENA LOPEZ', level: 'shared-word' },
    { left: 'ANNA', right: 'PETER', level: null },
    { left: '张伟', right: '张玮', level: null },
  ],
});
