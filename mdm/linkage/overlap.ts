/**
 * Evidence that comes twice: who lives in one street lives in one town, and who shares an address shares its postcode. Counted as if they were
 * independent, two such agreements would make strangers one. For each two comparisons it is measured how much more often two records that are no
 * match agree on both than they would if the two had nothing to do with each other; so many bits are taken back where both agree.
 */

import { type Patterns, pairsOf } from './patterns.ts';
import type { Relatives } from './related.ts';
import { countShare } from './session.ts';
import { agrees, type Overlap } from './taken-back.ts';

interface Finding {
  patterns: Patterns;
  m: readonly Float64Array[];
  u: readonly Float64Array[];
  /** By comparison and level. */
  weights: readonly Float64Array[];
  /** By comparison: the share of records with a value. */
  filled: readonly number[];
  /** The pairs that were drawn most thinly stand for so many each. */
  grain: number;
  allPairs: number;
  /** They are no match either, and need nothing taken back once more. */
  relatives?: readonly Relatives[];
}

/** Agreements that are this rare together say nothing for sure. */
const LEAST_PAIRS = 20;
/** Matches that are taken for none: so large a share of them, and so many times the square root. */
const MISTAKEN = 0.03;
const CAUTION = 2;
const LEAST_BITS = 0.25;

/** A forest over the comparisons: each agreement is taken back by the strongest of those that it goes with, once. */
export function findOverlaps(finding: Finding): Overlap[] {
  const { u } = finding;
  const all: Overlap[] = [];
  for (let left = 0; left < u.length; left++) {
    for (let right = left + 1; right < u.length; right++) {
      const bits = overlapOf(finding, left, right);
      if (bits >= LEAST_BITS) all.push({ left, right, bits });
    }
  }
  const tree = u.map((_, c) => c);
  return all
    .sort((a, b) => b.bits - a.bits || a.left - b.left || a.right - b.right)
    .filter(({ left, right }) => {
      const [a, b] = [tree[left]!, tree[right]!];
      if (a === b) return false;
      for (const [c, own] of tree.entries()) if (own === b) tree[c] = a;
      return true;
    });
}

function overlapOf({ patterns, m, u, weights, filled, grain, allPairs, relatives = [] }: Finding, left: number, right: number): number {
  const both: { levels: Uint8Array; count: number }[] = [];
  let pairs = 0;
  for (const [i, levels] of patterns.levels.entries()) {
    if (!agrees(weights[left]!, levels[left]!) || !agrees(weights[right]!, levels[right]!)) continue;
    const count = pairsOf(patterns, i);
    both.push({ levels, count });
    pairs += count;
  }
  if (pairs < LEAST_PAIRS * grain) return 0;
  const free = u.map((_, c) => c).filter((c) => c !== left && c !== right);
  const strangers = pairs * (1 - countShare({ seen: both, pairs, free, m, u }));
  const among = (shares: Float64Array, c: number) =>
    shares.reduce((sum, share, level) => sum + (agrees(weights[c]!, level) ? share : 0), 0);
  const related = ({ shares }: Relatives, c: number) => among(shares[c] ?? u[c]!, c);
  const kin = relatives.reduce((sum, sort) => sum + sort.pairs * related(sort, left) * related(sort, right), 0);
  const sure = Math.max(0, strangers - kin - MISTAKEN * pairs - CAUTION * Math.sqrt(strangers * grain));
  const chance = (c: number) => filled[c]! ** 2 * among(u[c]!, c);
  return Math.max(0, Math.log2((sure + 1) / (allPairs * chance(left) * chance(right) + 1)));
}
