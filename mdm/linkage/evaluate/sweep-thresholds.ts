/** What every threshold would have given: clusters grown edge by edge, from the strongest to the weakest. */
import { type Measure, measure, share } from '../../agreement.ts';

export interface ThresholdPoint extends Measure {
  /** Pairs of this weight and above are joined. */
  threshold: number;
  /** Pairs of records that share a cluster then. */
  pairs: number;
}

export interface SweepRequest {
  /** True cluster of each record by its number; −1 where the truth does not know it. */
  truth: Int32Array;
  /** Edges from the strongest to the weakest. A weight of Infinity stands for records that are one from the start. */
  edges: { left: ArrayLike<number>; right: ArrayLike<number>; weight: ArrayLike<number> };
}

/**
 * Precision, recall and F1 over pairs of records, were all edges of a weight and above joined (and nothing vetoed): one point for each
 * weight that occurs, from high to low. Costs n log n, no pair is enumerated.
 */
export function sweepThresholds({ truth, edges }: SweepRequest): ThresholdPoint[] {
  const clusters = new GrowingClusters(truth);
  const points: ThresholdPoint[] = [];
  for (let i = 0; i < edges.weight.length; i++) {
    clusters.join(edges.left[i]!, edges.right[i]!);
    const threshold = edges.weight[i]!;
    if (edges.weight[i + 1] === threshold || threshold === Infinity) continue;
    points.push({ threshold, pairs: clusters.pairs, ...clusters.measure() });
  }
  return points;
}

/** The point of highest F1; of equals the highest threshold. */
export function bestPoint(points: readonly ThresholdPoint[]): ThresholdPoint | undefined {
  return points.reduce<ThresholdPoint | undefined>((best, point) => (best === undefined || point.f1 > best.f1 ? point : best), undefined);
}

/** Union-find that keeps count, per cluster, of the true clusters in it. */
class GrowingClusters {
  readonly #parent: Int32Array;
  readonly #truth: Int32Array;
  /** Members that the truth knows. */
  readonly #known: Int32Array;
  /** Of clusters with more than one member: true cluster → members. */
  readonly #shares = new Map<number, Map<number, number>>();
  readonly #truePairs: number;
  #rightPairs = 0;
  pairs = 0;

  constructor(truth: Int32Array) {
    this.#truth = truth;
    this.#parent = Int32Array.from(truth, (_, record) => record);
    this.#known = Int32Array.from(truth, (cluster) => (cluster >= 0 ? 1 : 0));
    const sizes = new Map<number, number>();
    for (const cluster of truth) if (cluster >= 0) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
    let pairs = 0;
    for (const size of sizes.values()) pairs += (size * (size - 1)) / 2;
    this.#truePairs = pairs;
  }

  measure(): Measure {
    return measure(share(this.#rightPairs, this.pairs), share(this.#rightPairs, this.#truePairs));
  }

  join(left: number, right: number): void {
    let [into, from] = [this.#root(left), this.#root(right)];
    if (into === from) return;
    let [kept, given] = [this.#sharesOf(into), this.#sharesOf(from)];
    if (kept.size < given.size) {
      [into, from] = [from, into];
      [kept, given] = [given, kept];
    }
    this.pairs += this.#known[into]! * this.#known[from]!;
    for (const [cluster, members] of given) {
      const before = kept.get(cluster) ?? 0;
      this.#rightPairs += before * members;
      kept.set(cluster, before + members);
    }
    this.#parent[from] = into;
    this.#known[into]! += this.#known[from]!;
    this.#shares.delete(from);
    this.#shares.set(into, kept);
  }

  #sharesOf(root: number): Map<number, number> {
    const cluster = this.#truth[root]!;
    return this.#shares.get(root) ?? new Map(cluster < 0 ? [] : [[cluster, 1]]);
  }

  #root(record: number): number {
    let root = record;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    for (let at = record; at !== root; ) {
      const next = this.#parent[at]!;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }
}
