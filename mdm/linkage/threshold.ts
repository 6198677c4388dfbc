/**
 * The lines between "one entity", "to be reviewed" and "different", from the model itself. A pair's weight is the log2 odds that it is a
 * match, so the matches above and below any line can be expected without knowing one; the join line is the one of the best expected F1.
 */
import type { Thresholds } from './contract.ts';

/** Steps of the histogram, in bits. */
const STEP = 1 / 8;
/** The best line lies at half of the F1 that can be reached; below this it is doubted. */
const LEAST_JOIN = 0.35;
const KEEP_BELOW_JOIN = 2;
const REVIEW = 0.05;

export function probabilityOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

export function weightOf(probability: number): number {
  return Math.log2(probability / (1 - probability));
}

export interface WeightBin {
  weight: number;
  pairs: number;
  expectedMatches: number;
}

/** Pairs and expected matches by weight, ascending; `pairs` tells how many pairs of records each weight stands for. */
export function binWeights(weights: Float64Array, pairs: (place: number) => number, step = STEP): WeightBin[] {
  const bins = new Map<number, WeightBin>();
  for (let i = 0; i < weights.length; i++) {
    const bin = Math.floor(weights[i]! / step);
    const known = bins.get(bin);
    if (known === undefined) bins.set(bin, { weight: bin * step, pairs: pairs(i), expectedMatches: 0 });
    else known.pairs += pairs(i);
  }
  const ordered = [...bins.values()].sort((a, b) => a.weight - b.weight);
  for (const bin of ordered) bin.expectedMatches = bin.pairs * probabilityOf(bin.weight + step / 2);
  return ordered;
}

/** The lines asked for, and the best for those that are not. */
export function chooseThresholds(bins: readonly WeightBin[], asked: Partial<Thresholds>): Thresholds {
  const join = asked.join ?? Math.max(LEAST_JOIN, probabilityOf(bestLine(bins)));
  const keep = Math.min(join, asked.keep ?? probabilityOf(weightOf(join) - KEEP_BELOW_JOIN));
  return { join, keep, review: Math.min(keep, asked.review ?? Math.min(REVIEW, keep)) };
}

/** The weight at and above which joining is expected to give the best F1. */
function bestLine(bins: readonly WeightBin[]): number {
  const matches = bins.reduce((sum, bin) => sum + bin.expectedMatches, 0);
  let [joined, right, best, line] = [0, 0, -1, 0];
  for (const bin of bins.toReversed()) {
    joined += bin.pairs;
    right += bin.expectedMatches;
    const f1 = (2 * right) / (joined + matches);
    if (f1 > best) [best, line] = [f1, bin.weight];
  }
  return line;
}
