/**
 * How often each level comes about between two records of one entity (m), without labels: expectation and maximisation over pattern counts.
 *
 * Each blocking rule is a session of its own over all pairs that agree with it (`sessions.ts`). What one session says of the number of matches is held
 * against what the others say: where strangers share all that a wide rule leaves to compare (the firms of one building share address, postcode and phone),
 * its session takes them for matches, tens of times more than all others know of. Such sessions learn again, held to the number that is agreed on.
 *
 * Sessions learn twice: first as if pairs that are no match agreed on one thing by chance whatever else they agree on, then knowing what goes together.
 */

import type { LabelledMatches } from './labels.ts';
import { findOverlaps } from './overlap.ts';
import { type Patterns, pairsOf } from './patterns.ts';
import { BELIEF, believedShares, logRatio, shares } from './session.ts';
import {
  amongWider,
  type Counted,
  type GoingTogether,
  type Holding,
  type LearntInTurn,
  learnInTurn,
  narrowestFirst,
  type Session,
  type Told,
} from './sessions.ts';
import { type Ties, takenBack } from './taken-back.ts';

export interface Estimate {
  /** By comparison and level; level 0 is 0. */
  m: Float64Array[];
  rounds: number;
  converged: boolean;
  /** Most matches that one session expects. */
  matches: number;
  /** More are not believed in; absent where all sessions agree. */
  most?: number;
}

interface Estimating {
  patterns: Patterns;
  u: readonly Float64Array[];
  /** By comparison: the share of records with a value. */
  filled: readonly number[];
  sessions: readonly Session[];
  /** Places of the comparisons that tell who is one: those of what belongs to one alone, or else the one that divides the records most. */
  telling: readonly number[];
  /** The pairs that were drawn most thinly stand for so many each. */
  grain: number;
  allPairs: number;
}

/** A session that says so many times more than what is agreed on is mistaken. */
const MOST_TIMES = 2.5;
/** What it is held to, and the number of matches at large: so many times what is agreed on. */
const SLACK = 1.25;
const MOST_TURNS = 4;
/** Mistaken sessions say more, others may say less: of all that is said, in order of size, what stands at this share of the weights is agreed on. */
const AGREED = 0.25;
/** Sessions with so large a weight, and so many of them, can agree on something. */
const LEAST_WEIGHT = 0.5;
const LEAST_SESSIONS = 4;

export function estimate({ patterns, sessions: all, ...estimating }: Estimating): Estimate {
  const sessions = narrowestFirst(all, patterns);
  const first = learnInTurn({ ...estimating, sessions });
  const together = goingTogether({ patterns, sessions, ...estimating }, first);
  let holding: Holding | undefined;
  let agreed: number | undefined;
  for (let turn = 1; ; turn++) {
    const { told, both, blocks: _, ...learnt } = learnInTurn({ ...estimating, sessions, together, holding });
    const held = told.map((_, i) => holding?.isHeld[i] === true);
    agreed = agreedOn(told.filter((_, i) => !held[i])) ?? agreed;
    if (agreed === undefined) return learnt;
    const line = MOST_TIMES * agreed;
    const isHeld = told.map(({ all, isKnown }, i) => held[i]! || (isKnown && all > line));
    const most = SLACK * agreed;
    if (turn === MOST_TURNS || isHeld.every((own, i) => own === held[i])) return isHeld.includes(true) ? { ...learnt, most } : learnt;
    holding = { isHeld, most, both };
  }
}

/** What goes together among pairs that are no match, as far as sessions that knew nothing of it can tell. */
function goingTogether(
  { patterns, u, sessions, filled, grain, allPairs }: Omit<Estimating, 'sessions'> & { sessions: readonly Counted[] },
  { m, blocks }: LearntInTurn,
): GoingTogether {
  const weights = m.map((shares, c) => logRatio(shares, u[c]!));
  const overlaps = findOverlaps({ patterns, m, u, weights, filled, grain, allPairs });
  return { overlaps, weights, among: amongWider(sessions, blocks, u) };
}

/** Matches among all pairs, as the sessions agree on them; undefined where too few can tell. */
export function agreedOn(told: readonly Told[]): number | undefined {
  if (told.filter(({ weight }) => weight > LEAST_WEIGHT).length < LEAST_SESSIONS) return undefined;
  let rest = AGREED * told.reduce((sum, { weight }) => sum + weight, 0);
  return told
    .toSorted((a, b) => a.all - b.all)
    .find(({ weight }) => {
      rest -= weight;
      return rest <= 0;
    })?.all;
}

/** What labels say, in place of what sessions learn. */
export function fromLabels({ levels, pairs }: LabelledMatches): Estimate {
  const m = levels.map((counts) => shares(believedShares(counts.length).map((share, level) => share * BELIEF + counts[level]!)));
  return { m, rounds: 0, converged: true, matches: pairs };
}

interface CountingMatches {
  patterns: Patterns;
  /** By comparison and level. */
  weights: readonly Float64Array[];
  ties: Ties;
  allPairs: number;
  /** Matches to begin with. */
  matches: number;
  /** More are not believed in. */
  most?: number | undefined;
}

/** Matches among all pairs: the number that, taken as the prior, gives itself back over the candidates. */
export function countMatches({
  patterns,
  weights,
  ties,
  allPairs,
  matches: begin,
  most = Number.POSITIVE_INFINITY,
}: CountingMatches): number {
  const seen = patterns.levels.map((levels, i) => {
    let weight = 0;
    for (let c = 0; c < weights.length; c++) weight += weights[c]![levels[c]!]!;
    return { count: pairsOf(patterns, i), weight: weight - takenBack(ties, weights, { levelOf: (c) => levels[c]! }) };
  });
  let matches = Math.max(1, Math.min(begin, most));
  for (let round = 0; round < 50; round++) {
    const prior = matches / Math.max(1, allPairs - matches);
    let next = 0;
    for (const { count, weight } of seen) {
      const odds = prior * 2 ** weight;
      next += (count * odds) / (1 + odds);
    }
    matches = Math.min(allPairs / 2, most, Math.max(1, next));
  }
  return matches;
}
