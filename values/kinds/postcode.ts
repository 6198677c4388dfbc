import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'postcode',
  title: { en: 'Postcode', zh: '邮政编码' },
  says: { en: 'A postal code of any country.', zh: '任何国家的邮政编码。' },
  clean: (raw) => duck`kind_postcode(${raw})`,
  levels: [{ family: 'exact' }, { family: 'code', settings: { only: ['one-off', 'head'] } }],
  blocking: [
    { key: 'value', strength: 11 },
    { key: 'head', strength: 6 },
  ],
  tf: true,
  macros: [macro('kind_postcode(raw)', `CASE WHEN regexp_full_match(raw, '[0-9]{5}-?[0-9]{4}') THEN left(raw, 5) ELSE kind_code(raw) END`)],
  examples: [
    { raw: 'sw1a 1aa', value: 'SW1A1AA' },
    { raw: '89111-1234', value: '89111' },
    { raw: '315000', value: '315000' },
    { raw: '', value: null },
  ],
  pairs: [
    { left: 'SW1A 1AA', right: 'sw1a1aa', level: 'exact' },
    { left: '315000', right: '315001', level: 'one-off' },
    { left: 'SW1A 1AA', right: 'SW1Y 9QQ', level: 'head' },
    { left: '2611', right: '4870', level: null },
  ],
};
