/** What is taken back of a pair's weight where its comparisons say the same thing twice (`overlap.ts`). */
import type { TrainedModel } from './contract.ts';

/** Taken back where both comparisons agree. */
export interface Overlap {
  /** Places of two comparisons. */
  left: number;
  right: number;
  /** Above 0. */
  bits: number;
}

/** The overlaps of a trained model by the places of its comparisons. */
export function placedOverlaps({ comparisons, overlaps = [] }: TrainedModel): Overlap[] {
  const placeOf = (comparison: string) => comparisons.findIndex(({ name }) => name === comparison);
  return overlaps.map(({ between: [left, right], bits }) => ({ left: placeOf(left), right: placeOf(right), bits }));
}

/** Whether a level speaks for a match. */
export function agrees(weights: Float64Array, level: number): boolean {
  return level > 0 && level < weights.length - 1 && weights[level]! > 0;
}

/** Bits to take back of a pair, by its levels. */
export function takenBack(overlaps: readonly Overlap[], weights: readonly Float64Array[], levelOf: (comparison: number) => number): number {
  let bits = 0;
  for (const { left, right, bits: own } of overlaps) {
    if (agrees(weights[left]!, levelOf(left)) && agrees(weights[right]!, levelOf(right))) bits += own;
  }
  return bits;
}
