/** A link held beside a truth: how right its clusters are, and what every other threshold would have given. */
import type { Duck } from '../../../core/duckdb/duck.ts';
import { duck } from '../../../core/duckdb/sql.ts';
import { type AgreementCounts, type Measure, measure, share, toAgreement } from '../../agreement.ts';
import { agreementCounts } from '../../agreement-steps.ts';
import { type LoadedTruth, loadTruth } from './load-truth.ts';
import { bestPoint, sweepThresholds, type ThresholdPoint, thinned } from './sweep-thresholds.ts';
import { ClusterTally, JudgedTally, type Tally } from './tally.ts';

export interface Evaluation {
  /** Over pairs of records that the truth knows; where it judges pairs, over those pairs alone. */
  pairs: Measure;
  /** B³; null where the truth judges pairs only. */
  bcubed: Measure | null;
  /** Of all thresholds, were everything at or above it joined; null where no pair was kept. */
  best: ThresholdPoint | null;
  /** From high to low, thinned. */
  curve: ThresholdPoint[];
  /** Pairs joined wrongly, and true ones that were not joined. */
  wrongJoins: number;
  missed: number;
  truth: LoadedTruth;
}

const MOST_POINTS = 400;

/**
 * Evaluates the tables `record(n, file, id)`, `cluster(n, cluster)` and `record_pair(left_n, right_n, weight, …)` of a link. Leaves the
 * truth as `truth(n, truth)` or `truth_pair(left_n, right_n, match)`.
 *
 * @throws truthUnreadable, truthEmpty, truthColumnsUnknown, truthOfOthers, truthAmbiguous, truthContradicts, truthMatchUnknown
 */
export async function evaluate(db: Duck, truthFile: string): Promise<Evaluation> {
  const truth = await loadTruth(db, truthFile);
  const counted = truth.form === 'clusters' ? await evaluateClusters(db) : await evaluatePairs(db);
  const { records } = await db.row<{ records: number }>(duck`SELECT count(*)::DOUBLE AS records FROM record`);
  const tally = truth.form === 'clusters' ? await clusterTally(db, records) : await judgedTally(db);
  const points = sweepThresholds({ records, tally, edges: await readEdges(db) });
  return { ...counted, best: bestPoint(points) ?? null, curve: thinned(points, MOST_POINTS), truth };
}

type Counted = Pick<Evaluation, 'pairs' | 'bcubed' | 'wrongJoins' | 'missed'>;

async function evaluateClusters(db: Duck): Promise<Counted> {
  const cells = duck`SELECT cluster AS found, truth, count(*) AS n FROM cluster JOIN truth USING (n) GROUP BY ALL`;
  const counts = await db.row<AgreementCounts>(agreementCounts({ cells, by: [] }));
  return { ...toAgreement(counts), wrongJoins: counts.found_pairs - counts.both, missed: counts.truth_pairs - counts.both };
}

async function evaluatePairs(db: Duck): Promise<Counted> {
  const { both, found, true_pairs } = await db.row<{ both: number; found: number; true_pairs: number }>(duck`
    SELECT count(*) FILTER (match AND together)::DOUBLE AS both, count(*) FILTER (together)::DOUBLE AS found, count(*) FILTER (match)::DOUBLE AS true_pairs
    FROM (SELECT match, a.cluster = b.cluster AS together FROM truth_pair JOIN cluster a ON a.n = left_n JOIN cluster b ON b.n = right_n)`);
  return { pairs: measure(share(both, found), share(both, true_pairs)), bcubed: null, wrongJoins: found - both, missed: true_pairs - both };
}

async function clusterTally(db: Duck, records: number): Promise<Tally> {
  const truth = new Int32Array(records).fill(-1);
  for await (const { columns } of db.columns(duck`SELECT n, truth FROM truth`)) {
    const [ns, clusters] = columns as [number[], number[]];
    for (const [i, n] of ns.entries()) truth[n] = clusters[i]!;
  }
  return new ClusterTally(truth);
}

async function judgedTally(db: Duck): Promise<Tally> {
  const judged = { left: [] as number[], right: [] as number[], match: [] as boolean[] };
  for await (const { columns } of db.columns(duck`SELECT left_n, right_n, match FROM truth_pair ORDER BY ALL`)) {
    const [left, right, match] = columns as [number[], number[], boolean[]];
    for (const i of left.keys()) {
      judged.left.push(left[i]!);
      judged.right.push(right[i]!);
      judged.match.push(match[i]!);
    }
  }
  return new JudgedTally(judged);
}

/** Edges by weight, to four places as they are written. */
async function readEdges(db: Duck) {
  const { rows } = await db.row<{ rows: number }>(duck`SELECT count(*)::DOUBLE AS rows FROM record_pair`);
  const edges = { left: new Uint32Array(rows), right: new Uint32Array(rows), weight: new Float64Array(rows) };
  let at = 0;
  const ordered = duck`SELECT left_n, right_n, round(weight, 4) AS weight FROM record_pair ORDER BY 3 DESC, left_n, right_n`;
  for await (const { rowCount, columns } of db.columns(ordered)) {
    edges.left.set(columns[0] as number[], at);
    edges.right.set(columns[1] as number[], at);
    edges.weight.set(columns[2] as number[], at);
    at += rowCount;
  }
  return edges;
}
