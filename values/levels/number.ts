import { Type } from 'typebox';
import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily, level } from './contract.ts';

const steps = (description: string, initial: number[]) =>
  Type.Array(Type.Number({ exclusiveMinimum: 0 }), { default: initial, description });
const settings = Type.Object(
  {
    absolute: steps('a level for each largest difference', []),
    whole: steps('a level for each largest difference of whole numbers: years, ages', [1, 2]),
    relative: steps('a level for each largest difference as a share of the greater number', [0.01, 0.1]),
  },
  { additionalProperties: false },
);
const ascending = (numbers: number[]) => [...numbers].sort((a, b) => a - b);

export const family = defineFamily({
  name: 'number',
  title: { en: 'Number', zh: '数值' },
  says: { en: 'Two numbers near to each other, by an amount or by a share.', zh: '两个数值相近,按差额或按比例。' },
  settings,
  features: ['number'],
  levels: ({ absolute, whole, relative }) => [
    level('equal', ['the same number', '数值相等'], (l, r) => duck`${l.feature('number')} = ${r.feature('number')}`),
    ...ascending(absolute).map((most) =>
      level(
        `within-${most}`,
        [`${most} or less apart`, `相差不超过${most}`],
        (l, r) => duck`abs(${l.feature('number')} - ${r.feature('number')}) <= ${most}`,
      ),
    ),
    ...ascending(whole).map((most) =>
      level(
        `whole-${most}`,
        [`whole numbers, ${most} or less apart`, `整数相差不超过${most}`],
        (l, r) =>
          duck`abs(${l.feature('number')} - ${r.feature('number')}) <= ${most} AND ${l.feature('number')} % 1 = 0 AND ${r.feature('number')} % 1 = 0`,
      ),
    ),
    ...ascending(relative).map((most) =>
      level(
        `within-${Number((most * 100).toFixed(4))}-percent`,
        [`${Number((most * 100).toFixed(4))} % or less apart`, `相差不超过${Number((most * 100).toFixed(4))}%`],
        (l, r) =>
          duck`abs(${l.feature('number')} - ${r.feature('number')}) <= ${most} * greatest(abs(${l.feature('number')}), abs(${r.feature('number')}))`,
      ),
    ),
  ],
  examples: [
    { left: '5', right: '5.0', level: 'equal' },
    { left: '1000', right: '1005', level: 'within-1-percent' },
    { left: '1000', right: '1080', level: 'within-10-percent' },
    { left: '1000', right: '2000', level: null },
    { settings: { absolute: [2], relative: [] }, left: '17', right: '19', level: 'within-2' },
    { left: '1990', right: '1991', level: 'whole-1' },
    { left: '0.4', right: '0.6', level: null },
    { left: '17', right: 'SEVENTEEN', level: null },
  ],
});
