import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'number',
  title: { en: 'Number', zh: '数值' },
  says: {
    en: 'A quantity: age, year, price, length. Currency signs and thousands’ commas do not matter.',
    zh: '数量:年龄、年份、价格、长度等,货币符号和千位分隔符不计。',
  },
  clean: (raw) => duck`kind_number(${raw})`,
  levels: [{ family: 'exact' }, { family: 'number' }],
  blocking: [{ key: 'value', strength: 6 }],
  tf: true,
  macros: [
    macro(
      'kind_number(raw)',
      `regexp_replace(TRY_CAST(replace(regexp_extract(fold_wide(raw), '-?[0-9][0-9,]*(?:[.][0-9]+)?(?:[eE][-+]?[0-9]+)?'), ',', '') AS DOUBLE)::VARCHAR, '[.]0$', '')`,
    ),
  ],
  examples: [
    { raw: '$1,299.50', value: '1299.5' },
    { raw: '007', value: '7' },
    { raw: '17 years', value: '17' },
    { raw: 'many', value: null },
    { raw: '', value: null },
  ],
  pairs: [
    { left: '5', right: '5.0', level: 'exact' },
    { left: '1000', right: '1005', level: 'within-1-percent' },
    { left: '1000', right: '2000', level: null },
  ],
};
