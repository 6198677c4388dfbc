/** The pairs of a link with what the truth says of them; over the tables of `LinkTables` and those of a loaded truth. */
import { duck, type Sql } from '../../../core/duckdb/sql.ts';
import type { TruthForm } from './truth-steps.ts';

/** Kept pairs of which the truth speaks: `record_pair` with `match` and `together`. */
function judged(form: TruthForm): Sql {
  const said =
    form === 'clusters'
      ? duck`a.truth = b.truth AS match FROM record_pair p JOIN truth a ON a.n = left_n JOIN truth b ON b.n = right_n`
      : duck`match FROM record_pair p JOIN truth_pair USING (left_n, right_n)`;
  return duck`SELECT left_n, right_n, weight, band, match, ca.cluster = cb.cluster AS together
    FROM (SELECT p.*, ${said}) JOIN cluster ca ON ca.n = left_n JOIN cluster cb ON cb.n = right_n`;
}

/** All true pairs; of large truths those of every `everyth` true cluster only. */
function truePairs(form: TruthForm, everyth: number): Sql {
  if (form === 'pairs') return duck`SELECT left_n, right_n FROM truth_pair WHERE match`;
  return duck`SELECT a.n AS left_n, b.n AS right_n FROM truth a JOIN truth b ON a.truth = b.truth AND a.n < b.n WHERE hash(a.truth) % ${everyth} = 0`;
}

export const countTruePairs = (form: TruthForm): Sql =>
  form === 'pairs'
    ? duck`SELECT count(*)::DOUBLE AS pairs FROM truth_pair WHERE match`
    : duck`SELECT coalesce(sum(n * (n - 1) // 2), 0)::DOUBLE AS pairs FROM (SELECT count(*)::HUGEINT AS n FROM truth GROUP BY truth)`;

/** Some true pairs, the same ones each time: of every `everyth` true cluster, `most` at most. */
export const someTruePairs = (form: TruthForm, everyth: number, most: number): Sql =>
  duck`SELECT left_n, right_n FROM (${truePairs(form, everyth)}) ORDER BY hash(left_n, right_n), left_n, right_n LIMIT ${most}`;

/** Table `unkept(left_n, right_n)`: true pairs that are not among the kept ones. */
export const unkeptSteps = (form: TruthForm, everyth: number): Sql => duck`CREATE OR REPLACE TEMP TABLE unkept AS
  SELECT left_n, right_n FROM (${truePairs(form, everyth)}) ANTI JOIN record_pair USING (left_n, right_n)`;

export const countTrueSample = (form: TruthForm, everyth: number): Sql =>
  duck`SELECT count(*)::DOUBLE AS pairs, (SELECT count(*)::DOUBLE FROM unkept) AS unkept FROM (${truePairs(form, everyth)})`;

/** So many of the unkept, the same ones each time. */
export const someUnkept = (most: number): Sql =>
  duck`SELECT left_n, right_n FROM unkept ORDER BY hash(left_n, right_n), left_n, right_n LIMIT ${most}`;

/** True pairs among the kept ones, by bins of weight. */
export const matchesByWeight = (form: TruthForm, step: number): Sql =>
  duck`SELECT floor(weight / ${step}) * ${step} AS weight, count(*)::DOUBLE AS pairs FROM (${judged(form)}) WHERE match GROUP BY 1 ORDER BY 1`;

/** Kept pairs that were joined wrongly, the strongest first. */
export const joinedWrongly = (form: TruthForm, most: number): Sql =>
  duck`SELECT left_n, right_n FROM (${judged(form)}) WHERE together AND NOT match ORDER BY weight DESC, left_n, right_n LIMIT ${most}`;

/** Kept true pairs that were not joined, the strongest first. */
export const keptAndMissed = (form: TruthForm, most: number): Sql =>
  duck`SELECT left_n, right_n FROM (${judged(form)}) WHERE match AND NOT together ORDER BY weight DESC, left_n, right_n LIMIT ${most}`;

/** Whether each of the unkept ended together all the same, by way of others. */
export const areTogether = (pairs: readonly (readonly [number, number])[]): Sql => duck`
  SELECT a.cluster = b.cluster AS together FROM (SELECT row_number() OVER () AS place, * FROM (SELECT
    unnest(${pairs.map(([left]) => left)}::UINTEGER[]) AS left_n, unnest(${pairs.map(([, right]) => right)}::UINTEGER[]) AS right_n))
  JOIN cluster a ON a.n = left_n JOIN cluster b ON b.n = right_n ORDER BY place`;
