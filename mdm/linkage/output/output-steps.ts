/** The files that a link leaves, as queries. Sorted: the same records and model write the same bytes. */
import { duck, name } from '../../../core/duckdb/sql.ts';

export const clustersQuery = duck`SELECT file, id, cluster FROM record JOIN cluster USING (n) ORDER BY file, id, cluster`;

/** The record that was read first on the left. */
const side = (column: 'file' | 'id', end: 'left' | 'right') =>
  duck`CASE WHEN (a.n < b.n) = ${end === 'left'} THEN a.${name(column)} ELSE b.${name(column)} END AS ${name(`${end}_${column}`)}`;

export const pairsQuery = duck`
  SELECT ${side('file', 'left')}, ${side('id', 'left')}, ${side('file', 'right')}, ${side('id', 'right')}, round(weight, 4) AS weight, round(probability, 6) AS probability, band
  FROM pair JOIN record a ON a.profile = left_profile JOIN record b ON b.profile = right_profile WHERE left_profile <> right_profile OR a.n < b.n
  ORDER BY left_file, left_id, right_file, right_id`;
