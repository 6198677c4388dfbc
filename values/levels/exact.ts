import { Type } from 'typebox';
import { duck } from '../../core/duckdb/sql.ts';
import { defineFamily } from './contract.ts';

export const family = defineFamily({
  name: 'exact',
  title: { en: 'Exact', zh: '完全相同' },
  says: { en: 'The cleaned values are the same.', zh: '清洗后的值完全相同。' },
  settings: Type.Object({}, { additionalProperties: false }),
  features: [],
  levels: () => [
    {
      name: 'exact',
      label: { en: 'the same', zh: '相同' },
      sentence: { en: 'both are {left}', zh: '两者均为{left}' },
      holds: (left, right) => duck`${left.value} = ${right.value}`,
      tf: true,
    },
  ],
  examples: [
    { left: 'ANNA', right: 'ANNA', level: 'exact' },
    { left: 'ANNA', right: 'ANN', level: null },
    { left: '张伟', right: '张玮', level: null },
  ],
});
