/** What is counted while clusters grow. A tally is told of every merge of two clusters, by the records that stand for them. */
import { type Measure, measure, share } from '../../agreement.ts';

export interface Tally {
  /** How much there is to go through for this cluster; the smaller of two is merged into the larger. */
  size(root: number): number;
  merge(into: number, from: number): void;
  measure(): Measure;
  /** Pairs that are in one cluster so far, of those that count. */
  readonly pairs: number;
}

/** Pairs counted against true clusters: per cluster, how many of its members belong to which true one. */
export class ClusterTally implements Tally {
  readonly #truth: Int32Array;
  /** Members that the truth knows. */
  readonly #known: Int32Array;
  /** Of clusters with more than one member: true cluster → members. */
  readonly #shares = new Map<number, Map<number, number>>();
  readonly #truePairs: number;
  #rightPairs = 0;
  pairs = 0;

  /** @param truth true cluster of each record; −1 where the truth does not know it */
  constructor(truth: Int32Array) {
    this.#truth = truth;
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

  size(root: number): number {
    return this.#sharesOf(root).size;
  }

  merge(into: number, from: number): void {
    const kept = this.#sharesOf(into);
    this.pairs += this.#known[into]! * this.#known[from]!;
    for (const [cluster, members] of this.#sharesOf(from)) {
      const before = kept.get(cluster) ?? 0;
      this.#rightPairs += before * members;
      kept.set(cluster, before + members);
    }
    this.#known[into]! += this.#known[from]!;
    this.#shares.delete(from);
    this.#shares.set(into, kept);
  }

  #sharesOf(root: number): Map<number, number> {
    const cluster = this.#truth[root]!;
    return this.#shares.get(root) ?? new Map(cluster < 0 ? [] : [[cluster, 1]]);
  }
}

export interface JudgedPairs {
  left: ArrayLike<number>;
  right: ArrayLike<number>;
  /** 1 or true where the two are one. */
  match: ArrayLike<number | boolean>;
}

/** Only pairs that were judged count: per cluster, the judgements that lead out of it. */
export class JudgedTally implements Tally {
  readonly #open = new Map<number, Map<number, { matches: number; others: number }>>();
  readonly #matches: number = 0;
  #right = 0;
  pairs = 0;

  constructor({ left, right, match }: JudgedPairs) {
    let matches = 0;
    for (let i = 0; i < left.length; i++) {
      const isMatch = Boolean(match[i]);
      matches += Number(isMatch);
      for (const [at, other] of [
        [left[i]!, right[i]!],
        [right[i]!, left[i]!],
      ] as const)
        this.#add(at, other, { matches: Number(isMatch), others: Number(!isMatch) });
    }
    this.#matches = matches;
  }

  measure(): Measure {
    return measure(share(this.#right, this.pairs), share(this.#right, this.#matches));
  }

  size(root: number): number {
    return this.#open.get(root)?.size ?? 0;
  }

  merge(into: number, from: number): void {
    for (const [other, judged] of this.#open.get(from) ?? []) {
      this.#open.get(other)?.delete(from);
      if (other === into) {
        this.#right += judged.matches;
        this.pairs += judged.matches + judged.others;
      } else {
        this.#add(into, other, judged);
        this.#add(other, into, judged);
      }
    }
    this.#open.delete(from);
  }

  #add(at: number, other: number, { matches, others }: { matches: number; others: number }): void {
    const open = this.#open.get(at) ?? new Map<number, { matches: number; others: number }>();
    const before = open.get(other) ?? { matches: 0, others: 0 };
    open.set(other, { matches: before.matches + matches, others: before.others + others });
    this.#open.set(at, open);
  }
}
