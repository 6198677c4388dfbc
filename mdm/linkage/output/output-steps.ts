/** The files that a link leaves, as queries. Sorted: the same records and model write the same bytes. */
import { duck, name, type Sql } from '../../../core/duckdb/sql.ts';
import { pairsOfRecords } from '../result-steps.ts';

/** Two rows at most: enough to tell whether there is only one. */
export const filesQuery = duck`SELECT DISTINCT file FROM record LIMIT 2`;

/** @param only the file that all records are of: it is not carried along with each then */
export function clustersQuery(only?: string): Sql {
  const [file, order] = only === undefined ? [duck`file`, duck`file, id`] : [duck`${only} AS file`, duck`id`];
  return duck`SELECT ${file}, id, cluster FROM record JOIN cluster USING (n) ORDER BY ${order}, cluster`;
}

export function pairsQuery(only?: string): Sql {
  // The record that was read first on the left.
  const side = (column: 'file' | 'id', end: 'left' | 'right') =>
    duck`CASE WHEN (a.n < b.n) = ${end === 'left'} THEN a.${name(column)} ELSE b.${name(column)} END AS ${name(`${end}_${column}`)}`;
  const file = (end: 'left' | 'right') => (only === undefined ? side('file', end) : duck`${only} AS ${name(`${end}_file`)}`);
  const order = only === undefined ? duck`left_file, left_id, right_file, right_id` : duck`left_id, right_id`;
  return duck`
    SELECT ${file('left')}, ${side('id', 'left')}, ${file('right')}, ${side('id', 'right')}, round(weight, 4) AS weight, round(probability, 6) AS probability, band
    FROM ${pairsOfRecords} ORDER BY ${order}`;
}
