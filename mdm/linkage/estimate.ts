/**
 * How often each level comes about between two records of one entity (m), without labels: expectation and maximisation over pattern counts.
 *
 * Each blocking rule is a session of its own over all pairs that agree with it. The columns that the rule looks at are all but given
 * there and learn nothing; the others are free of it. u stays as it was counted. A comparison's m is the mean of its sessions, each
 * weighted by the matches expected in it.
 */
import type { Patterns } from './patterns.ts';

export interface Session {
  /** Bit of the rule. */
  rule: number;
  /** Comparisons whose column the rule does not look at. */
  free: readonly number[];
}

export interface Estimate {
  /** By comparison and level; level 0 is 0. */
  m: Float64Array[];
  rounds: number;
  converged: boolean;
  /** Most matches that one session expects. */
  matches: number;
}

const MOST_ROUNDS = 100;
const STILL = 1e-4;
/** What m is thought to be before anything is seen, worth so many matches. */
const BELIEF = 4;

/** Equal values mostly, then near ones; the last level is "different". */
export function believedShares(levels: number): Float64Array {
  const near = levels - 3;
  return Float64Array.from({ length: levels }, (_, level) => {
    if (level === 0) return 0;
    if (level === 1) return near > 0 ? 0.8 : 0.9;
    return level === levels - 1 ? 0.1 : 0.1 / near;
  });
}

interface Estimating {
  patterns: Patterns;
  u: readonly Float64Array[];
  sessions: readonly Session[];
}

export function estimate({ patterns, u, sessions }: Estimating): Estimate {
  const totals = u.map((shares) => believedShares(shares.length).map((share) => share * BELIEF));
  const result: Estimate = { m: [], rounds: 0, converged: true, matches: 0 };
  for (const session of sessions) {
    const learnt = runSession(session, patterns, u);
    if (learnt === undefined) continue;
    for (const c of session.free)
      for (let level = 1; level < totals[c]!.length; level++) totals[c]![level]! += learnt.m[c]![level]! * learnt.matches;
    result.rounds = Math.max(result.rounds, learnt.rounds);
    result.converged &&= learnt.rounds < MOST_ROUNDS;
    result.matches = Math.max(result.matches, learnt.matches);
  }
  result.m = totals.map((counts) => {
    const total = counts.reduce((sum, one) => sum + one, 0);
    return counts.map((one) => one / total);
  });
  return result;
}

interface Learnt {
  m: Float64Array[];
  matches: number;
  rounds: number;
}

/** Fewer free comparisons tell nothing of which pairs are matches. */
const LEAST_FREE = 2;

function runSession({ rule, free }: Session, patterns: Patterns, u: readonly Float64Array[]): Learnt | undefined {
  const seen = patternsOf(patterns, rule, free);
  const pairs = seen.reduce((sum, { count }) => sum + count, 0);
  if (free.length < LEAST_FREE || pairs === 0) return undefined;
  let m = u.map((shares) => believedShares(shares.length));
  let share = 0.5;
  for (let round = 1; ; round++) {
    const counts = u.map((shares) => believedShares(shares.length).map((one) => one * BELIEF));
    let matches = 0;
    for (const { levels, count } of seen) {
      let odds = share / (1 - share);
      for (const c of free) if (levels[c] !== 0) odds *= m[c]![levels[c]!]! / u[c]![levels[c]!]!;
      const expected = (count * odds) / (1 + odds);
      matches += expected;
      for (const c of free) counts[c]![levels[c]!]! += expected;
    }
    const next = counts.map((own) => shares(own));
    const change = Math.max(...free.map((c) => Math.max(...next[c]!.map((one, level) => Math.abs(one - m[c]![level]!)))));
    m = next;
    share = Math.min(0.9999, Math.max(1e-7, matches / pairs));
    if (change < STILL || round === MOST_ROUNDS) return { m, matches, rounds: round };
  }
}

function shares(counts: Float64Array): Float64Array {
  let total = 0;
  for (let level = 1; level < counts.length; level++) total += counts[level]!;
  return counts.map((one, level) => (level === 0 ? 0 : one / total));
}

/** The patterns of the pairs that agree with a rule, as far as the free comparisons tell them apart. */
function patternsOf({ levels, counts }: Patterns, rule: number, free: readonly number[]): { levels: Uint8Array; count: number }[] {
  const merged = new Map<string, { levels: Uint8Array; count: number }>();
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
  /** Pairs of the sample stand for so many each. */
  scale: number;
  allPairs: number;
  /** Matches to begin with. */
  matches: number;
}

/** Matches among all pairs: the number that, taken as the prior, gives itself back over the candidates. */
export function countMatches({ patterns, weights, scale, allPairs, matches: begin }: CountingMatches): number {
  const seen = patterns.levels.map((levels, i) => {
    let count = 0;
    for (const pairs of patterns.counts[i]!.values()) count += pairs;
    let weight = 0;
    for (let c = 0; c < weights.length; c++) weight += weights[c]![levels[c]!]!;
    return { count: count * scale, weight };
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
