/** The files that a link leaves, as queries. Sorted: the same records and model write the same bytes. */
import { duck } from '../../../core/duckdb/sql.ts';

export const clustersQuery = duck`SELECT file, id, cluster FROM record JOIN cluster USING (n) ORDER BY file, id, cluster`;

export const pairsQuery = duck`
  SELECT a.file AS left_file, a.id AS left_id, b.file AS right_file, b.id AS right_id, round(p.weight, 4) AS weight, round(p.probability, 6) AS probability, p.band
  FROM record_pair p JOIN record a ON a.n = left_n JOIN record b ON b.n = right_n ORDER BY left_file, left_id, right_file, right_id`;
