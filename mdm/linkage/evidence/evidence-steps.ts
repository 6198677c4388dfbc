/** What evidence looks up in a link's tables, for a few records at a time. */
import { duck, join, name, type Sql } from '../../../core/duckdb/sql.ts';
import { codeColumn, dictionary } from '../encode-steps.ts';

const among = (ns: readonly number[]) => duck`(SELECT unnest(${ns as number[]}::UINTEGER[]))`;

/** `n`, `file`, `id`, `cluster` and the cleaned value of each column as `v0`, `v1` … @param codes of these records, by the model's columns */
export function recordsOf(ns: readonly number[], codes: readonly (readonly number[])[]): Sql {
  const places = [...codes.keys()];
  const values = places.map((i) => duck`, ${name(`d${i}`)}.value AS ${name(`v${i}`)}`);
  const joins = places.map((i) => duck`LEFT JOIN ${dictionary(i)} ${name(`d${i}`)} ON ${name(`d${i}`)}.code = wanted.${codeColumn(i)}`);
  const columns = codes.map((own, i) => duck`, unnest(${own as number[]}::UINTEGER[]) AS ${codeColumn(i)}`);
  // The few records first, so that they are looked up in the dictionaries, and not the dictionaries in them.
  return duck`WITH asked AS MATERIALIZED (SELECT unnest(${ns as number[]}::UINTEGER[]) AS n${join(columns, '')}),
      wanted AS MATERIALIZED (SELECT asked.*, file, id FROM asked JOIN record USING (n))
    SELECT wanted.n, wanted.file, wanted.id, cluster.cluster${join(values, '')} FROM wanted LEFT JOIN cluster USING (n) ${join(joins, ' ')} ORDER BY wanted.n`;
}

/** The bands of these pairs, each with the smaller record first. */
export function bandsOf(pairs: readonly (readonly [number, number])[]): Sql {
  const [left, right] = [pairs.map(([a, b]) => Math.min(a, b)), pairs.map(([a, b]) => Math.max(a, b))];
  return duck`SELECT left_n, right_n, band FROM record_pair WHERE (left_n, right_n) IN (SELECT unnest(${left}::UINTEGER[]), unnest(${right}::UINTEGER[]))`;
}

/** The pairs that hold these clusters together, the strongest first. */
export function edgesWithin(clusters: readonly number[]): Sql {
  return duck`WITH member AS MATERIALIZED (SELECT n, cluster FROM cluster WHERE cluster IN ${among(clusters)})
    SELECT a.cluster, left_n, right_n, weight FROM record_pair JOIN member a ON a.n = left_n JOIN member b ON b.n = right_n AND b.cluster = a.cluster
    WHERE band = 'join' ORDER BY weight DESC, left_n, right_n`;
}
