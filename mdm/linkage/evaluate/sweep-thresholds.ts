/** What every threshold would have given: clusters grown edge by edge, from the strongest to the weakest. */
import type { Measure } from '../../agreement.ts';
import type { Tally } from './tally.ts';

export interface ThresholdPoint extends Measure {
  /** Pairs of this weight and above are joined. */
  threshold: number;
  /** Pairs that share a cluster then, of those that count. */
  pairs: number;
}

export interface SweepRequest {
  records: number;
  tally: Tally;
  /** Edges between records by number, from the strongest to the weakest. */
  edges: { left: ArrayLike<number>; right: ArrayLike<number>; weight: ArrayLike<number> };
}

/**
 * Precision, recall and F1 were all edges of a weight and above joined (and nothing vetoed): one point for each weight that occurs,
 * from high to low. Costs n log n, no pair is enumerated.
 */
export function sweepThresholds({ records, tally, edges }: SweepRequest): ThresholdPoint[] {
  const parent = Int32Array.from({ length: records }, (_, record) => record);
  const points: ThresholdPoint[] = [];
  for (let i = 0; i < edges.weight.length; i++) {
    const [left, right] = [rootOf(parent, edges.left[i]!), rootOf(parent, edges.right[i]!)];
    if (left !== right) {
      const [into, from] = tally.size(left) < tally.size(right) ? [right, left] : [left, right];
      parent[from] = into;
      tally.merge(into, from);
    }
    const threshold = edges.weight[i]!;
    if (edges.weight[i + 1] !== threshold) points.push({ threshold, pairs: tally.pairs, ...tally.measure() });
  }
  return points;
}

/** The point of highest F1; of equals the highest threshold. */
export function bestPoint(points: readonly ThresholdPoint[]): ThresholdPoint | undefined {
  return points.reduce<ThresholdPoint | undefined>((best, point) => (best === undefined || point.f1 > best.f1 ? point : best), undefined);
}

/** At most so many points, the best and the ends among them, the others evenly from the whole curve. */
export function thinned(points: readonly ThresholdPoint[], most: number): ThresholdPoint[] {
  if (points.length <= most) return [...points];
  const best = bestPoint(points);
  const step = (points.length - 1) / (most - 2);
  const places = new Set(Array.from({ length: most - 1 }, (_, i) => Math.round(i * step)));
  return points.filter((point, i) => places.has(i) || point === best);
}

function rootOf(parent: Int32Array, record: number): number {
  let root = record;
  while (parent[root] !== root) root = parent[root]!;
  for (let at = record; at !== root; ) {
    const next = parent[at]!;
    parent[at] = root;
    at = next;
  }
  return root;
}
