/**
 * How often each level comes about between two records of one entity (m), without labels: expectation and maximisation over pattern counts.
 *
 * Each blocking rule is a session of its own over all pairs that agree with it. The columns that the rule looks at are all but given
 * there and learn nothing; the others are free of it. u stays as it was counted. A comparison's m is the mean of its sessions, each
 * weighted by the matches that are certain in it.
 */

import type { LabelledMatches } from './labels.ts';
import { type Patterns, pairsOf } from './patterns.ts';
import { BELIEF, believedShares, MOST_ROUNDS, runSession, type Seen, shares } from './session.ts';
import { type Ties, takenBack } from './taken-back.ts';

export interface Session {
  /** Bit of the rule. */
  rule: number;
  /** Comparisons whose column the rule does not look at. */
  free: readonly number[];
  /** Those of them that strangers share no sooner for being in one block. */
  own: readonly number[];
  /** Those of these of which that holds but for their weak levels. */
  partlyShared: readonly number[];
  /** Those of them that tell by themselves who is one. */
  telling: readonly number[];
}

export interface Estimate {
  /** By comparison and level; level 0 is 0. */
  m: Float64Array[];
  rounds: number;
  converged: boolean;
  /** Most matches that one session expects. */
  matches: number;
}

/** Fewer free comparisons tell nothing of which pairs are matches. */
const LEAST_FREE = 2;

interface Estimating {
  patterns: Patterns;
  u: readonly Float64Array[];
  sessions: readonly Session[];
}

export function estimate({ patterns, u, sessions }: Estimating): Estimate {
  const totals = u.map((shares) => believedShares(shares.length).map((share) => share * BELIEF));
  const result: Estimate = { m: [], rounds: 0, converged: true, matches: 0 };
  for (const { session, seen, pairs } of narrowestFirst(sessions, patterns)) {
    const told = seen.reduce((sum, { count }) => sum + count, 0);
    const learnt = runSession({ ...session, seen, pairs: told, u, before: totals });
    for (const c of session.free)
      for (let level = 1; level < totals[c]!.length; level++) totals[c]![level]! += learnt.m[c]![level]! * learnt.certain;
    result.rounds = Math.max(result.rounds, learnt.rounds);
    result.converged &&= learnt.rounds < MOST_ROUNDS;
    // Pairs in which nothing else is known teach nothing; matches are as frequent among them as among the others.
    result.matches = Math.max(result.matches, (learnt.matches * pairs) / told);
  }
  result.m = totals.map(shares);
  return result;
}

/** What labels say, in place of what sessions learn. @param sample share of the candidates in the patterns */
export function fromLabels({ levels, pairs }: LabelledMatches, sample: number): Estimate {
  const m = levels.map((counts) => shares(believedShares(counts.length).map((share, level) => share * BELIEF + counts[level]!)));
  return { m, rounds: 0, converged: true, matches: pairs * sample };
}

/** Sessions that can be learnt from. What is learnt where nearly all pairs are matches guides those where few are. */
function narrowestFirst(sessions: readonly Session[], patterns: Patterns): { session: Session; seen: Seen[]; pairs: number }[] {
  return sessions
    .filter(({ free }) => free.length >= LEAST_FREE)
    .map((session) => {
      const all = patternsOf(patterns, session.rule, session.free);
      const seen = all.filter(({ levels }) => session.free.some((c) => levels[c] !== 0));
      return { session, seen, pairs: all.reduce((sum, { count }) => sum + count, 0) };
    })
    .filter(({ seen }) => seen.length > 0)
    .sort((a, b) => a.pairs - b.pairs || a.session.rule - b.session.rule);
}

/** The patterns of the pairs that agree with a rule, as far as the free comparisons tell them apart. */
function patternsOf({ levels, counts }: Patterns, rule: number, free: readonly number[]): Seen[] {
  const merged = new Map<string, Seen>();
  for (const [i, own] of levels.entries()) {
    let count = 0;
    for (const [rules, pairs] of counts[i]!) if ((rules >>> rule) & 1) count += pairs;
    if (count === 0) continue;
    const key = free.map((c) => own[c]).join();
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { levels: own, count });
    else known.count += count;
  }
  return [...merged.values()];
}

interface CountingMatches {
  patterns: Patterns;
  /** By comparison and level. */
  weights: readonly Float64Array[];
  ties: Ties;
  /** Pairs of the sample stand for so many each. */
  scale: number;
  allPairs: number;
  /** Matches to begin with. */
  matches: number;
}

/** Matches among all pairs: the number that, taken as the prior, gives itself back over the candidates. */
export function countMatches({ patterns, weights, ties, scale, allPairs, matches: begin }: CountingMatches): number {
  const seen = patterns.levels.map((levels, i) => {
    let weight = 0;
    for (let c = 0; c < weights.length; c++) weight += weights[c]![levels[c]!]!;
    return { count: pairsOf(patterns, i) * scale, weight: weight - takenBack(ties, weights, { levelOf: (c) => levels[c]! }) };
  });
  let matches = Math.max(1, begin * scale);
  for (let round = 0; round < 50; round++) {
    const prior = matches / Math.max(1, allPairs - matches);
    let next = 0;
    for (const { count, weight } of seen) {
      const odds = prior * 2 ** weight;
      next += (count * odds) / (1 + odds);
    }
    matches = Math.min(allPairs / 2, Math.max(1, next));
  }
  return matches;
}
