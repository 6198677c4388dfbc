/** What a report looks up in a link's tables. */
import { duck, type Sql } from '../../../core/duckdb/sql.ts';

/** Pairs worth a look: the strongest, those nearest to the join line on both sides, vetoed ones, the weakest of the review. One of each two profiles. */
export const telling = (join: number): Sql => duck`
  WITH chosen AS (
    (SELECT * FROM pair WHERE band = 'join' ORDER BY weight DESC, left_profile, right_profile LIMIT 2)
    UNION (SELECT * FROM pair WHERE band = 'join' ORDER BY abs(weight - ${join} - 6), left_profile, right_profile LIMIT 2)
    UNION (SELECT * FROM pair WHERE band = 'join' ORDER BY weight, left_profile, right_profile LIMIT 6)
    UNION (SELECT * FROM pair WHERE band IN ('keep', 'review') ORDER BY weight DESC, left_profile, right_profile LIMIT 6)
    UNION (SELECT * FROM pair WHERE band = 'veto' ORDER BY weight DESC, left_profile, right_profile LIMIT 4)
    UNION (SELECT * FROM pair WHERE band = 'review' ORDER BY weight, left_profile, right_profile LIMIT 2)),
  member AS (SELECT profile, min(n) AS first, max(n) AS last FROM record
    WHERE profile IN (SELECT left_profile FROM chosen UNION SELECT right_profile FROM chosen) GROUP BY profile)
  SELECT l.first AS left_n, CASE WHEN left_profile = right_profile THEN r.last ELSE r.first END AS right_n
  FROM chosen JOIN member l ON l.profile = left_profile JOIN member r ON r.profile = right_profile ORDER BY weight DESC, left_n, right_n`;
