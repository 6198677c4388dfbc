/** The tables that a link leaves: pairs with their bands, and clusters. */
import type { Step } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';

/** What becomes of a pair, in the order of the numbers that `scored` has for it. */
export const BANDS = ['join', 'keep', 'review', 'veto'] as const;

/** A pair of profiles is one of every two of their records. */
export const pairsOfRecords = duck`pair JOIN record a ON a.profile = left_profile JOIN record b ON b.profile = right_profile
  WHERE left_profile <> right_profile OR a.n < b.n`;

/** `pair` and `record_pair` out of the table of numbers `scored`. */
export const pairSteps: readonly Step[] = [
  {
    name: 'pair',
    says: 'name the band of each pair that is joined or may be',
    sql: duck`CREATE OR REPLACE TABLE pair AS
      SELECT left_profile, right_profile, weight, probability, pattern::BIGINT AS pattern, ${[...BANDS]}[band + 1] AS band FROM scored`,
  },
  { name: 'forget_scored', says: 'forget the numbers of the bands', sql: duck`DROP TABLE scored` },
  {
    name: 'record_pair',
    says: 'the same by records',
    sql: duck`CREATE OR REPLACE VIEW record_pair AS
      SELECT least(a.n, b.n) AS left_n, greatest(a.n, b.n) AS right_n, weight, probability, band FROM ${pairsOfRecords}`,
  },
];
