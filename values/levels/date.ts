import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { defineFamily, level, ONLY, type Side, sameFeature, takeOnly } from './contract.ts';

/** The day is not known: it is missing, or the 1st of January stands for the year. */
const vague = (side: Side): Sql => duck`(length(${side.value}) < 10 OR (${side.feature('month')} = 1 AND ${side.feature('day')} = 1))`;

const levels = [
  level(
    'swapped',
    ['day and month swapped', '日和月互换'],
    (l, r) =>
      duck`${sameFeature(l, r, 'year')} AND ${l.feature('month')} = ${r.feature('day')} AND ${l.feature('day')} = ${r.feature('month')}`,
  ),
  level(
    'one-digit',
    ['one digit off or two neighbours swapped', '一位数字不同或相邻两位互换'],
    // Ten characters each: one that differs, or two neighbours, leave the same letters in place elsewhere.
    (l, r) => duck`length(${l.value}) = length(${r.value}) AND length(${l.value}) >= 8 AND edits_within(${l.value}, ${r.value}, 1)`,
  ),
  level(
    'year-off',
    ['same day and month, the year off by one, two or ten', '月日相同,年份相差一、二或十'],
    (l, r) =>
      duck`${sameFeature(l, r, 'month')} AND ${sameFeature(l, r, 'day')} AND abs(${l.feature('year')} - ${r.feature('year')}) IN (1, 2, 10)`,
  ),
  level(
    'vague',
    ['same year, the day of one not known or 1 January', '年份相同,一方日期不详或为1月1日'],
    (l, r) =>
      duck`${sameFeature(l, r, 'year')} AND (${vague(l)} OR ${vague(r)}) AND coalesce(${sameFeature(l, r, 'month')} OR ${l.feature('month')} = 1 OR ${r.feature('month')} = 1, true)`,
  ),
  level(
    'two-parts',
    ['two of year, month and day are the same', '年、月、日中有两项相同'],
    (l, r) =>
      duck`CASE WHEN ${sameFeature(l, r, 'year')} THEN ${sameFeature(l, r, 'month')} OR ${sameFeature(l, r, 'day')} ELSE ${sameFeature(l, r, 'month')} AND ${sameFeature(l, r, 'day')} END`,
  ),
  level('year', ['the same year', '年份相同'], (l, r) => sameFeature(l, r, 'year')),
];

export const family = defineFamily({
  name: 'date',
  title: { en: 'Date', zh: '日期' },
  says: {
    en: 'Day and month swapped, a digit or a year off, parts that are not known.',
    zh: '日月互换、一位数字或一年之差、部分不详。',
  },
  settings: ONLY,
  features: ['year', 'month', 'day'],
  levels: (chosen) => takeOnly(levels, chosen),
  examples: [
    { left: '1971-06-04', right: '1971-04-06', level: 'swapped' },
    { left: '1971-06-24', right: '1971-05-24', level: 'one-digit' },
    { left: '1971-06-24', right: '1971-06-42', level: 'one-digit' },
    { left: '1961-13-07', right: '1961-12-07', level: 'one-digit' },
    { left: '1969-06-24', right: '1970-06-24', level: 'year-off' },
    { left: '1995-06-24', right: '2005-06-24', level: 'year-off' },
    { left: '1971-01-01', right: '1971-06-24', level: 'vague' },
    { left: '1971', right: '1971-06-24', level: 'vague' },
    { left: '1971-06', right: '1971-06-24', level: 'vague' },
    { left: '1971-05', right: '1971-06-24', level: 'year' },
    { left: '1971-06-24', right: '1971-06-05', level: 'two-parts' },
    { left: '1971-06-24', right: '1948-06-24', level: 'two-parts' },
    { left: '1971-06-24', right: '1971-11-05', level: 'year' },
    { settings: { only: ['swapped'] }, left: '1971-06-24', right: '1971-11-05', level: null },
    { left: '1971-06-24', right: '1982-11-05', level: null },
  ],
});
