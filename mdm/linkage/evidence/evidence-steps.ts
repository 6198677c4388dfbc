/** What evidence looks up in a link's tables, for a few records at a time. */
import { duck, join, name, type Sql } from '../../../core/duckdb/sql.ts';
import { codeColumn, dictionary } from '../encode-steps.ts';

const among = (ns: readonly number[]) => duck`(SELECT unnest(${ns as number[]}::UINTEGER[]))`;

/** `n`, `file`, `id`, `cluster` and the cleaned value of each column as `v0`, `v1` … */
export function recordsOf(ns: readonly number[], columns: number): Sql {
  const places = Array.from({ length: columns }, (_, i) => i);
  const values = places.map((i) => duck`, ${name(`d${i}`)}.value AS ${name(`v${i}`)}`);
  const joins = places.map((i) => duck`LEFT JOIN ${dictionary(i)} ${name(`d${i}`)} ON ${name(`d${i}`)}.code = profile.${codeColumn(i)}`);
  return duck`SELECT record.n, record.file, record.id, cluster.cluster${join(values, '')}
    FROM record JOIN profile USING (profile) LEFT JOIN cluster USING (n) ${join(joins, ' ')} WHERE record.n IN ${among(ns)} ORDER BY record.n`;
}

/** The bands of these pairs, each with the smaller record first. */
export function bandsOf(pairs: readonly (readonly [number, number])[]): Sql {
  const [left, right] = [pairs.map(([a, b]) => Math.min(a, b)), pairs.map(([a, b]) => Math.max(a, b))];
  return duck`SELECT left_n, right_n, band FROM record_pair WHERE (left_n, right_n) IN (SELECT unnest(${left}::UINTEGER[]), unnest(${right}::UINTEGER[]))`;
}

/** The pairs that hold a cluster together, the strongest first. */
export function edgesWithin(cluster: number): Sql {
  return duck`SELECT left_n, right_n, weight FROM record_pair JOIN cluster a ON a.n = left_n JOIN cluster b ON b.n = right_n
    WHERE a.cluster = ${cluster} AND b.cluster = ${cluster} AND band = 'join' ORDER BY weight DESC, left_n, right_n`;
}
