/** Parts of a date as the kind `date` writes it: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, perhaps an impossible day. Other texts have none. */
import { duck } from '../../core/duckdb/sql.ts';
import { macro } from '../macro-text.ts';
import type { Feature } from './contract.ts';

export const macros: readonly string[] = [
  macro(
    'date_piece(value, first, size)',
    `CASE WHEN length(value) IN (4, 7, 10) THEN TRY_CAST(nullif(substr(value, first, size), '') AS INTEGER) END`,
  ),
];

export const features: Record<string, Feature> = {
  year: { says: { en: 'year', zh: '年' }, type: 'INTEGER', of: (value) => duck`date_piece(${value}, 1, 4)` },
  month: { says: { en: 'month', zh: '月' }, type: 'INTEGER', of: (value) => duck`date_piece(${value}, 6, 2)` },
  yearmonth: {
    says: { en: 'year and month', zh: '年月' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN length(${value}) >= 7 THEN left(${value}, 7) END`,
  },
  birthday: {
    says: { en: 'month and day', zh: '月日' },
    type: 'VARCHAR',
    of: (value) => duck`CASE WHEN length(${value}) = 10 THEN right(${value}, 5) END`,
  },
  day: { says: { en: 'day of the month', zh: '日' }, type: 'INTEGER', of: (value) => duck`date_piece(${value}, 9, 2)` },
};
