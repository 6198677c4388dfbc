/** What a report looks up in a link's tables. */
import { duck, type Sql } from '../../../core/duckdb/sql.ts';

export const filesRead = duck`SELECT file, count(*)::DOUBLE AS records FROM record GROUP BY file ORDER BY min(n)`;

export const clusterSizes = duck`SELECT size::DOUBLE AS size, count(*)::DOUBLE AS clusters FROM (SELECT count(*) AS size FROM cluster GROUP BY cluster) GROUP BY size ORDER BY size`;

/** One record of each of so many profiles, evenly over all, with the records that it stands for. */
export const someProfiles = (most: number): Sql => duck`
  SELECT min(record.n)::UINTEGER AS n, min(profile.records)::DOUBLE AS records FROM profile JOIN record USING (profile)
  WHERE profile % greatest(1, (SELECT count(*) FROM profile) // ${most}) = 0 GROUP BY profile ORDER BY profile`;

/** Pairs worth a look: the strongest, those nearest to the join line on both sides, vetoed ones, the weakest of the review. */
export const telling = (join: number): Sql => duck`
  WITH pairs AS (SELECT left_n, right_n, weight, band FROM record_pair)
  SELECT left_n, right_n FROM (
    (SELECT 1 AS part, * FROM pairs WHERE band = 'join' ORDER BY weight DESC, left_n, right_n LIMIT 2)
    UNION ALL (SELECT 2, * FROM pairs WHERE band = 'join' ORDER BY abs(weight - ${join} - 6), left_n, right_n LIMIT 2)
    UNION ALL (SELECT 3, * FROM pairs WHERE band = 'join' ORDER BY weight, left_n, right_n LIMIT 6)
    UNION ALL (SELECT 4, * FROM pairs WHERE band IN ('keep', 'review') ORDER BY weight DESC, left_n, right_n LIMIT 6)
    UNION ALL (SELECT 5, * FROM pairs WHERE band = 'veto' ORDER BY weight DESC, left_n, right_n LIMIT 4)
    UNION ALL (SELECT 6, * FROM pairs WHERE band = 'review' ORDER BY weight, left_n, right_n LIMIT 2))
  GROUP BY left_n, right_n ORDER BY max(weight) DESC, left_n, right_n`;
