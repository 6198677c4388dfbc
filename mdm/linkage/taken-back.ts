/** What is taken back of a pair's weight where its comparisons say the same thing twice (`overlap.ts`). */

/** Taken back where both comparisons agree. */
export interface Overlap {
  /** Places of two comparisons. */
  left: number;
  right: number;
  /** Above 0. */
  bits: number;
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
