/** The tables that a link leaves: pairs with their bands, and clusters. */
import type { Step } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import type { Thresholds } from './contract.ts';

/** `pair` and `record_pair` out of the table of numbers `scored`. */
export function pairSteps({ join, keep, review }: Thresholds): Step[] {
  return [
    {
      name: 'pair',
      says: 'keep the pairs that are joined or may be, each in its band',
      sql: duck`CREATE OR REPLACE TABLE pair AS
        SELECT left_profile, right_profile, weight, probability, pattern::BIGINT AS pattern,
          CASE WHEN vetoed = 1 THEN 'veto' WHEN bridge = 1 THEN 'review' WHEN probability >= ${join} THEN 'join' WHEN probability >= ${keep} THEN 'keep' ELSE 'review' END AS band
        FROM (SELECT *, 1 / (1 + pow(2, -weight)) AS probability FROM scored) WHERE probability >= ${review}
        ORDER BY left_profile, right_profile`,
    },
    { name: 'forget_scored', says: 'forget the other pairs', sql: duck`DROP TABLE scored` },
    {
      name: 'record_pair',
      says: 'the same by records',
      sql: duck`CREATE OR REPLACE VIEW record_pair AS
        SELECT least(a.n, b.n) AS left_n, greatest(a.n, b.n) AS right_n, weight, probability, band
        FROM pair JOIN record a ON a.profile = left_profile JOIN record b ON b.profile = right_profile
        WHERE left_profile <> right_profile OR a.n < b.n`,
    },
  ];
}

/** Pairs of records by band, and clusters. */
export const resultCounts = duck`SELECT
  (SELECT count(DISTINCT cluster)::DOUBLE FROM cluster) AS clusters,
  coalesce(sum(pairs) FILTER (band = 'join'), 0)::DOUBLE AS join_pairs,
  coalesce(sum(pairs) FILTER (band IN ('keep', 'review')), 0)::DOUBLE AS review_pairs,
  coalesce(sum(pairs) FILTER (band = 'veto'), 0)::DOUBLE AS vetoed
  FROM (SELECT band, CASE WHEN left_profile = right_profile THEN l.records * (l.records - 1) // 2 ELSE l.records::BIGINT * r.records END AS pairs
    FROM pair JOIN profile l ON l.profile = left_profile JOIN profile r ON r.profile = right_profile)`;
