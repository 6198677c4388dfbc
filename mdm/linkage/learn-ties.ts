/** From m and what was counted of random pairs: how often levels come about between records that are no match (u), what such records share, and how many matches there are. */
import { countMatches } from './estimate.ts';
import { findOverlaps } from './overlap.ts';
import { dividingMost, divisions, isTold } from './own-comparisons.ts';
import type { Patterns } from './patterns.ts';
import { findRelatives, type Relatives } from './related.ts';
import { logRatio } from './session.ts';
import type { Ties } from './taken-back.ts';

interface Learning {
  patterns: Patterns;
  m: readonly Float64Array[];
  /** By comparison and level: shares among all pairs. */
  counted: readonly Float64Array[];
  /** By comparison: whether it belongs to one alone. */
  own: readonly boolean[];
  /** Places of those of them of which that holds but for their weak levels. */
  partlyShared: readonly number[];
  /** By comparison: the share of records with a value. */
  filled: readonly number[];
  /** The pairs that were drawn most thinly stand for so many each. */
  grain: number;
  allPairs: number;
  /** Matches to begin with, and how many are believed in at most; and all of them where they are known. */
  matches: number;
  most?: number | undefined;
  known?: number;
}

interface Learnt {
  u: Float64Array[];
  /** By comparison and level: log2(m / u). */
  weights: Float64Array[];
  ties: Ties;
  /** By sort. */
  relatives: readonly Relatives[];
  /** Matches among all pairs. */
  expected: number;
}

/** The number of matches and u depend on each other. */
const JOINT_ROUNDS = 2;

export function learnTies({ counted, own, partlyShared, filled, known, ...counting }: Learning): Learnt {
  const { patterns, m, grain, allPairs, matches } = counting;
  const others = (expected: number, relatives: readonly Relatives[] = []) =>
    counted.map((shares, c) => {
      const related = (level: number) => relatives.reduce((sum, sort) => sum + sort.pairs * (sort.shares[c]?.[level] ?? 0), 0);
      const taken = shares.map((_, level) => (expected * m[c]![level]! + related(level)) / Math.max(1, allPairs));
      return amongOthers(shares, taken);
    });
  const bits = divisions(counted, filled);
  const held = own.includes(true) ? partlyShared : [dividingMost(bits)];
  const ownPlaces = own.flatMap((isOwn, c) => (isOwn ? [c] : []));
  let expected = matches;
  for (let round = 0; round < JOINT_ROUNDS; round++)
    expected = countMatches({
      ...counting,
      weights: weightsFrom(m, others(expected)),
      ties: { overlaps: [], related: [] },
      matches: expected,
    });
  const { relatives, matches: beside } = findRelatives({
    patterns,
    m,
    others,
    own,
    held,
    isTold: isTold(ownPlaces, partlyShared, bits),
    grain,
    allPairs,
    matches: expected,
  });
  const u = others(beside, relatives);
  const weights = weightsFrom(m, u);
  const overlaps = findOverlaps({ patterns, m, u, weights, filled, grain, allPairs, relatives });
  const ties: Ties = {
    overlaps,
    related: relatives.map((sort) => ({ prior: Math.log2(sort.pairs / allPairs), weights: weightsOf(sort, u) })),
  };
  return { u, weights, ties, relatives, expected: known ?? countMatches({ ...counting, weights, ties }) };
}

/** Matches and relatives are never known well enough to say that more than this of what two random records share is theirs. */
const MOST_TAKEN = 0.9;

/**
 * Two random records are now and then one entity, and where values are rare most that share one are. What is left without them, and without relatives,
 * is how often each level comes about between strangers.
 */
function amongOthers(counted: Float64Array, taken: Float64Array): Float64Array {
  const others = counted.map((one, level) => Math.max(one * (1 - MOST_TAKEN), one - taken[level]!));
  const total = others.reduce((sum, one) => sum + one, 0);
  return others.map((one) => one / total);
}

function weightsFrom(m: readonly Float64Array[], u: readonly Float64Array[]): Float64Array[] {
  return m.map((shares, c) => logRatio(shares, u[c]!));
}

function weightsOf({ shares }: Relatives, u: readonly Float64Array[]): (Float64Array | undefined)[] {
  return shares.map((own, c) => own && logRatio(own, u[c]!));
}
