/** What is taken back of a pair's weight because records that are no match agree together too: overlaps (`overlap.ts`) and relatives (`related.ts`). */
import type { TrainedModel } from './contract.ts';

/** Taken back where both comparisons agree. */
export interface Overlap {
  /** Places of two comparisons. */
  left: number;
  right: number;
  /** Above 0. */
  bits: number;
}

/** A sort of records that are no match, and have in common what two of one household, one album or one building have. */
export interface Related {
  /** log2 odds that two random records are. */
  prior: number;
  /** By comparison and level: log2 of how much more often they are at it than others; absent: as often as any. */
  weights: (Float64Array | undefined)[];
}

export interface Ties {
  overlaps: readonly Overlap[];
  /** By sort. */
  related: readonly Related[];
}

/** The ties of a trained model by the places of its comparisons. */
export function tiesOf({ comparisons, overlaps = [], related = [] }: TrainedModel): Ties {
  const placeOf = (comparison: string) => comparisons.findIndex(({ name }) => name === comparison);
  const placed = overlaps.map(({ between: [left, right], bits }) => ({ left: placeOf(left), right: placeOf(right), bits }));
  const weights = (sort: number) =>
    comparisons.map(({ levels }) =>
      levels.some(({ r }) => r !== undefined)
        ? Float64Array.from(levels, ({ r, u }) => (r === undefined ? 0 : Math.log2([r].flat()[sort]! / u)))
        : undefined,
    );
  // Where there could be one sort only, it was written without a list.
  return { overlaps: placed, related: [related].flat().map((prior, sort) => ({ prior, weights: weights(sort) })) };
}

/** Whether a level speaks for a match. */
export function agrees(weights: Float64Array, level: number): boolean {
  return level > 0 && level < weights.length - 1 && weights[level]! > 0;
}

/** How one pair compares. */
interface Pair {
  levelOf(comparison: number): number;
  /** What the rarity of a value adds at its level. */
  rarityOf?(comparison: number): number;
}

/** Bits to take back of a pair; not below 0. */
export function takenBack({ overlaps, related }: Ties, weights: readonly Float64Array[], { levelOf, rarityOf }: Pair): number {
  let bits = 0;
  for (const { left, right, bits: own } of overlaps) {
    if (agrees(weights[left]!, levelOf(left)) && agrees(weights[right]!, levelOf(right))) bits += own;
  }
  for (const { prior, weights: shared } of related) {
    let told = prior;
    for (let c = 0; c < weights.length; c++) {
      const own = shared[c];
      const level = levelOf(c);
      if (own !== undefined && level !== 0) told += own[level]! + (rarityOf?.(c) ?? 0);
    }
    bits = addOdds(bits, told);
  }
  return bits;
}

/** log2(2^a + 2^b) */
export function addOdds(a: number, b: number): number {
  return Math.max(a, b) + Math.log2(1 + 2 ** -Math.abs(a - b));
}
