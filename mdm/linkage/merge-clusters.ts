/**
 * Who is one within a component that hangs together by more or less: clusters are merged as whole clusters, so that one pair that looks alike by chance
 * is no bridge, and a record with few values is held beside all that its cluster knows.
 *
 * The evidence between two clusters is that of one pair of records made of all of theirs: for each comparison the mean likelihood ratio over the
 * pairs that have a value on both sides (a value of one cluster may come from any of the other's), and the prior once. The strongest merge is done first.
 */

import { addOdds } from './taken-back.ts';

/** Members of a component and what each comparison says of each two of them. */
export interface Component {
  size: number;
  prior: number;
  /** By comparison, at `left * size + right`, left < right: the weight; NaN where a value is missing. */
  weights: readonly Float64Array[];
  /** In the same places: minus what an overlap takes back; NaN where one of its values is missing. */
  overlaps?: readonly Float64Array[];
  /** By sort of relatives, in the same places: what two say for being such; and its prior. */
  related?: readonly { prior: number; weights: readonly Float64Array[] }[];
  /** Evidence from which two clusters are one. */
  join: number;
  /** Whether two clusters, each named by one of its members, may be one at all. */
  mayJoin(left: number, right: number): boolean;
  /** Hears of each merge, after it was decided. */
  onMerge(left: number, right: number): void;
}

export function mergeClusters(component: Component): void {
  const clusters = new Clusters(component);
  for (;;) {
    const best = clusters.strongest();
    if (best === undefined) return;
    const [left, right] = best;
    if (!component.mayJoin(left, right)) {
      clusters.forbid(left, right);
      continue;
    }
    component.onMerge(left, right);
    clusters.merge(left, right);
  }
}

/** Clusters by their smallest member, with the sums of evidence between each two. */
class Clusters {
  readonly #component: Component;
  readonly #active: number[];
  /** The weights, the overlaps and what relatives say, one behind the other. */
  readonly #told: readonly Float64Array[];
  /** Of each, at `left * size + right` both ways: the sum of likelihood ratios and the number of pairs that have one. */
  readonly #sums: Float64Array[];
  readonly #counts: Float64Array[];
  readonly #evidence: Float64Array;
  /** For each cluster the one with which it has the most evidence. */
  readonly #nearest: Int32Array;

  constructor(component: Component) {
    const { size, weights, overlaps = [], related = [] } = component;
    this.#component = component;
    this.#active = Array.from({ length: size }, (_, i) => i);
    this.#told = [...weights, ...overlaps, ...related.flatMap((sort) => sort.weights)];
    this.#sums = this.#told.map(() => new Float64Array(size * size));
    this.#counts = this.#told.map(() => new Float64Array(size * size));
    this.#evidence = new Float64Array(size * size).fill(Number.NEGATIVE_INFINITY);
    this.#nearest = new Int32Array(size).fill(-1);
    for (const [c, own] of this.#told.entries()) {
      for (let left = 0; left < size; left++) {
        for (let right = left + 1; right < size; right++) {
          const weight = own[left * size + right]!;
          if (Number.isNaN(weight)) continue;
          this.#add(c, left, right, 2 ** weight, 1);
        }
      }
    }
    for (const left of this.#active) for (const right of this.#active) if (left < right) this.#weigh(left, right);
    for (const one of this.#active) this.#seek(one);
  }

  /** The two clusters of the most evidence, where it reaches the line. */
  strongest(): readonly [number, number] | undefined {
    let [best, most] = [-1, this.#component.join];
    for (const one of this.#active) {
      const nearest = this.#nearest[one]!;
      if (nearest >= 0 && this.#between(one, nearest) >= most && (best < 0 || this.#between(one, nearest) > most))
        [best, most] = [one, this.#between(one, nearest)];
    }
    if (best < 0) return undefined;
    const other = this.#nearest[best]!;
    return best < other ? [best, other] : [other, best];
  }

  forbid(left: number, right: number): void {
    this.#set(left, right, Number.NEGATIVE_INFINITY);
    this.#seek(left);
    this.#seek(right);
  }

  /** The larger number becomes part of the smaller. */
  merge(into: number, from: number): void {
    this.#active.splice(this.#active.indexOf(from), 1);
    const { size } = this.#component;
    for (const other of this.#active) {
      if (other === into) continue;
      const isForbidden =
        this.#between(into, other) === Number.NEGATIVE_INFINITY || this.#between(from, other) === Number.NEGATIVE_INFINITY;
      for (const c of this.#sums.keys())
        this.#add(c, into, other, this.#sums[c]![from * size + other]!, this.#counts[c]![from * size + other]!);
      if (isForbidden) this.#set(into, other, Number.NEGATIVE_INFINITY);
      else this.#weigh(into, other);
    }
    this.#seek(into);
    for (const other of this.#active) {
      if (other === into) continue;
      if (this.#nearest[other] === from || this.#nearest[other] === into) this.#seek(other);
      else if (this.#nearest[other]! >= 0 && this.#between(other, into) > this.#between(other, this.#nearest[other]!))
        this.#nearest[other] = into;
    }
  }

  #between(left: number, right: number): number {
    return this.#evidence[left * this.#component.size + right]!;
  }

  #set(left: number, right: number, evidence: number): void {
    const { size } = this.#component;
    this.#evidence[left * size + right] = evidence;
    this.#evidence[right * size + left] = evidence;
  }

  #add(c: number, left: number, right: number, sum: number, count: number): void {
    const { size } = this.#component;
    for (const at of [left * size + right, right * size + left]) {
      this.#sums[c]![at]! += sum;
      this.#counts[c]![at]! += count;
    }
  }

  #weigh(left: number, right: number): void {
    const { prior, weights, overlaps = [], related = [] } = this.#component;
    const own = weights.length;
    let first = own + overlaps.length;
    let taken = -this.#mean(left, right, own, first);
    for (const sort of related) {
      taken = addOdds(taken, sort.prior + this.#mean(left, right, first, first + sort.weights.length));
      first += sort.weights.length;
    }
    this.#set(left, right, prior + this.#mean(left, right, 0, own) - taken);
  }

  /** What some of that which is told says of two clusters: the sum of their mean likelihood ratios. */
  #mean(left: number, right: number, first: number, end: number): number {
    const at = left * this.#component.size + right;
    let bits = 0;
    for (let told = first; told < end; told++) {
      const count = this.#counts[told]![at]!;
      if (count > 0) bits += Math.log2(this.#sums[told]![at]! / count);
    }
    return bits;
  }

  #seek(one: number): void {
    let [nearest, most] = [-1, Number.NEGATIVE_INFINITY];
    for (const other of this.#active)
      if (other !== one && this.#between(one, other) > most) [nearest, most] = [other, this.#between(one, other)];
    this.#nearest[one] = nearest;
  }
}
