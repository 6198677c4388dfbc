import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Kind } from './contract.ts';

export const kind: Kind = {
  name: 'date',
  title: { en: 'Date', zh: '日期' },
  says: { en: 'A day of the world, such as a birth: whole or in part.', zh: '日期,如出生日期;可只有年或年月。' },
  clean: (raw) => duck`kind_date(${raw})`,
  levels: [{ family: 'exact' }, { family: 'edit distance' }],
  blocking: [
    { key: 'value', strength: 14 },
    { key: 'year', strength: 6 },
  ],
  tf: false,
  macros: [
    macro(
      'kind_date(raw)',
      `CASE WHEN regexp_full_match(raw, '(?:1[89]|20)[0-9]{2}-[0-9]{2}-[0-9]{2}') THEN nullif(raw, '1900-01-01') ELSE clean_date(raw).value END`,
    ),
  ],
  examples: [
    { raw: '1971-06-24', value: '1971-06-24' },
    { raw: '19710624', value: '1971-06-24' },
    { raw: '1900-01-01', value: null },
    { raw: '', value: null },
  ],
  pairs: [{ left: '1971-06-24', right: '1971-05-24', level: 'edit-1' }],
};
