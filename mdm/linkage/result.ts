/** What a link leaves: its pairs in their bands, its clusters, and how many there are of each. */
import { runSteps } from '../../core/duckdb/duck.ts';
import { writeNumbers } from '../../core/duckdb/numbers.ts';
import { silentLog } from '../../core/log.ts';
import { type Clustered, clustersOfRecords } from './cluster.ts';
import type { LinkOptions, LinkResult, TrainedModel } from './contract.ts';
import { placesOf } from './edges.ts';
import { forget, pick, upTo } from './integers.ts';
import type { Prepared } from './prepare.ts';
import { recordPairs } from './profiles.ts';
import { BANDS, pairSteps } from './result-steps.ts';
import type { Scored } from './score.ts';
import { sortRows } from './sort-numbers.ts';
import { probabilityOf } from './threshold.ts';

interface Found {
  scored: Scored;
  clustered: Clustered;
  trained: TrainedModel;
}

export interface WrittenResult {
  counts: Pick<LinkResult['counts'], 'joinPairs' | 'reviewPairs' | 'clusters' | 'vetoed' | 'bridges'>;
  /** How many clusters have so many records, by their size. */
  clusterSizes: { size: number; clusters: number }[];
}

/** Leaves the tables `pair`, `record_pair` and `cluster`. */
export async function writeResult(prepared: Prepared, found: Found, { log = silentLog, print }: LinkOptions = {}): Promise<WrittenResult> {
  const { db, profiles, noDuplicates } = prepared;
  const clusters = clustersOfRecords(profiles.profileOf, found.clustered, (profile) => noDuplicates[profiles.file[profile]!]!);
  await writeNumbers(db, 'cluster', { n: upTo(clusters.length), cluster: clusters }, clusters.length);
  const pairs = await writePairs(prepared, found);
  await runSteps(db, pairSteps, { log, ...(print && { print }) });
  const clusterSizes = sizesOf(clusters);
  const counts = {
    joinPairs: pairs.join,
    reviewPairs: pairs.keep + pairs.review,
    clusters: clusterSizes.reduce((sum, { clusters }) => sum + clusters, 0),
    vetoed: pairs.veto,
    bridges: found.clustered.bridge.reduce((sum, one) => sum + one, 0),
  };
  return { counts, clusterSizes };
}

/** Table `scored`, by profiles: the pairs from the review line on. @returns how many pairs of records are in each band */
async function writePairs(
  { db, profiles }: Prepared,
  { scored: { edges, pattern }, clustered: { vetoed, bridge }, trained: { thresholds } }: Found,
): Promise<Record<(typeof BANDS)[number], number>> {
  const kept = placesOf(edges, (edge) => probabilityOf(edges.weight[edge]!) >= thresholds.review);
  const ends = [pick(edges.left, kept), pick(edges.right, kept)];
  const order = pick(kept, sortRows(ends, kept.length));
  const weight = pick(edges.weight, order);
  const probability = weight.map(probabilityOf);
  const counts = { join: 0, keep: 0, review: 0, veto: 0 };
  const band = new Uint8Array(order.length);
  const { join, keep } = thresholds;
  for (const [i, edge] of order.entries()) {
    const likely = probability[i]!;
    const own = vetoed[edge] ? 'veto' : bridge[edge] || likely < keep ? 'review' : likely < join ? 'keep' : 'join';
    counts[own] += recordPairs(profiles.records, edges.left[edge]!, edges.right[edge]!);
    band[i] = BANDS.indexOf(own);
  }
  const columns = {
    left_profile: pick(edges.left, order),
    right_profile: pick(edges.right, order),
    weight,
    probability,
    pattern: pick(pattern, order),
    band,
  };
  await writeNumbers(db, 'scored', columns, order.length);
  forget(kept, ...ends, order, ...Object.values(columns));
  return counts;
}

/** A cluster is named by its first record. */
function sizesOf(clusters: Uint32Array): WrittenResult['clusterSizes'] {
  const sizes = new Uint32Array(clusters.length);
  for (let n = 0; n < clusters.length; n++) sizes[clusters[n]!]!++;
  const counts = new Map<number, number>();
  for (let n = 0; n < sizes.length; n++) if (sizes[n] !== 0) counts.set(sizes[n]!, (counts.get(sizes[n]!) ?? 0) + 1);
  return [...counts].map(([size, clusters]) => ({ size, clusters })).sort((a, b) => a.size - b.size);
}
