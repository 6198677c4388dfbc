/** Pairs counted by their pattern, the levels of all comparisons together, and by the rules they agree with. Integer counts: any order of adding gives the same. */
import type { Compared } from './compare.ts';
import { recordPairs } from './profiles.ts';
import { shareOf } from './sampling.ts';

export interface Patterns {
  /** Levels per comparison of each pattern. */
  levels: Uint8Array[];
  /** Of each pattern: pairs of records by the bits of the rules that they agree with; of all candidates, as those drawn tell it. */
  counts: Map<number, number>[];
}

/** A pattern as one number: levels as digits, each comparison with as many as it has levels. Exact to 2⁵³. */
export function packLevels(levels: readonly Uint8Array[], place: number, sizes: readonly number[]): number {
  let packed = 0;
  for (let c = 0; c < sizes.length; c++) packed = packed * sizes[c]! + levels[c]![place]!;
  return packed;
}

export function unpackLevels(packed: number, sizes: readonly number[]): Uint8Array {
  const levels = new Uint8Array(sizes.length);
  let rest = packed;
  for (let c = sizes.length - 1; c >= 0; c--) {
    levels[c] = rest % sizes[c]!;
    rest = Math.floor(rest / sizes[c]!);
  }
  return levels;
}

/** Pairs of records of a pattern, whichever rules they agree with. */
export function pairsOf({ counts }: Patterns, pattern: number): number {
  let pairs = 0;
  for (const own of counts[pattern]!.values()) pairs += own;
  return pairs;
}

export class PatternCounter {
  readonly #sizes: readonly number[];
  readonly #counts = new Map<number, Map<number, number>>();

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes;
  }

  /** Adds pairs of profiles as the pairs of records that they stand for. */
  add({ size, left, right, rules, levels }: Compared, records: Uint32Array): void {
    for (let i = 0; i < size; i++) {
      const packed = packLevels(levels, i, this.#sizes);
      const pairs = recordPairs(records, left[i]!, right[i]!);
      const byRules = this.#counts.get(packed) ?? new Map<number, number>();
      this.#counts.set(packed, byRules);
      byRules.set(rules[i]!, (byRules.get(rules[i]!) ?? 0) + pairs);
    }
  }

  /** In the order of the packed numbers. @param shares by which pairs were drawn, by rule */
  patterns(shares: readonly number[]): Patterns {
    const packed = [...this.#counts.keys()].sort((a, b) => a - b);
    const all = (counts: Map<number, number>) => new Map([...counts].map(([rules, pairs]) => [rules, pairs / shareOf(rules, shares)]));
    return { levels: packed.map((one) => unpackLevels(one, this.#sizes)), counts: packed.map((one) => all(this.#counts.get(one)!)) };
  }
}
