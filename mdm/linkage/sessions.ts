/**
 * The sessions of learning, one after the other. The columns that a session's rule looks at are all but given in it and learn nothing; the others are free
 * of it. u stays as it was counted. A comparison's m is the mean of its sessions, each weighted by the matches that are certain in it.
 */
import type { Patterns } from './patterns.ts';
import { BELIEF, believedShares, MOST_ROUNDS, runSession, type Seen, shares, type Together } from './session.ts';
import type { Overlap } from './taken-back.ts';

export interface Session {
  /** Bit of the rule. */
  rule: number;
  /** What it looks at, each as one text. */
  parts: readonly string[];
  /** A comparison of each column that the rule looks at. */
  looked: readonly number[];
  /** Comparisons whose column the rule does not look at. */
  free: readonly number[];
  /** Those of them that strangers share no sooner for being in one block. */
  own: readonly number[];
  /** Those of these of which that holds but for their weak levels. */
  partlyShared: readonly number[];
  /** Those of them that tell by themselves who is one. */
  telling: readonly number[];
  /** Whether those of them suffice for that of which it holds at all levels. */
  isTold?: boolean;
}

/** A session and the pairs that agree with its rule. */
export interface Counted {
  session: Session;
  /** By pattern of what is free of it, where anything is known of that. */
  seen: Seen[];
  pairs: number;
  /** By comparison and level: whether pairs that agree with the rule are at it. */
  met: readonly (readonly boolean[])[];
}

/** What a session says of the matches among all pairs, and what it is worth, from 0 to 1. */
export interface Told {
  all: number;
  weight: number;
  /** Whether it was seen in most of its pairs; of those in which nothing else is known it is only concluded. */
  isKnown: boolean;
}

/** Which sessions are held to how many matches among all pairs, and by comparison how many matches have a value on both sides. */
export interface Holding {
  isHeld: readonly boolean[];
  most: number;
  both: readonly number[];
}

/** What goes together among pairs that are no match. */
export interface GoingTogether {
  overlaps: readonly Overlap[];
  /** By comparison and level; above 0 it agrees. */
  weights: readonly Float64Array[];
  /** By session: u among its pairs, as it is thought to be. */
  among: readonly (readonly Float64Array[])[];
}

interface Learning {
  sessions: readonly Counted[];
  u: readonly Float64Array[];
  filled: readonly number[];
  telling: readonly number[];
  holding?: Holding | undefined;
  together?: GoingTogether;
}

export interface LearntInTurn {
  m: Float64Array[];
  rounds: number;
  converged: boolean;
  /** Most matches that one session expects. */
  matches: number;
  told: Told[];
  /** By comparison: the share of matches that have a value on both sides. */
  both: number[];
  blocks: Block[];
}

/** Pairs of a session that are no match. */
interface Block {
  among: readonly Float64Array[];
  strangers: number;
}

/** So few certain matches are half of what one can be sure of, and so few of other sessions half of what can be known of a column. */
const FEW = 5;
const FEW_OF_COLUMN = 20;

/** Most pairs: more than this share of them. */
const LEAST_KNOWN = 0.5;

export function learnInTurn({ sessions, u, filled, telling, holding, together }: Learning): LearntInTurn {
  const totals = u.map((shares) => believedShares(shares.length).map((share) => share * BELIEF));
  const both = filled.map((share) => ({ there: BELIEF * share ** 2, all: BELIEF }));
  const learned = u.map(() => 0);
  const told: { matches: number; shared: number; weight: number; isKnown: boolean }[] = [];
  const blocks: Block[] = [];
  const result = { rounds: 0, converged: true, matches: 0 };
  for (const [i, { session, seen, pairs, met }] of sessions.entries()) {
    const known = seen.reduce((sum, { count }) => sum + count, 0);
    const shared = sharing(session, met, totals);
    const most = holding?.isHeld[i] ? (holding.most * reachOf(session, shared, holding.both) * known) / pairs : undefined;
    const learnt = runSession({
      ...(most === undefined ? session : toldApart(session, telling)),
      ...{ seen, pairs: known, u, before: totals, most },
      ...(together && { together: { ...overlapsWithin(session, together), among: together.among[i]! } }),
    });
    // Pairs in which nothing else is known teach nothing; matches are as frequent among them as among the others.
    const matches = (learnt.matches * pairs) / known;
    const sureness = session.looked.map((c) => (telling.includes(c) ? 1 : learned[c]! / (learned[c]! + FEW_OF_COLUMN)));
    blocks.push({ among: learnt.among, strangers: known - learnt.matches });
    const weight = sureness.reduce((product, one) => product * one, learnt.certain / (learnt.certain + FEW));
    told.push({ matches, shared, weight, isKnown: known > LEAST_KNOWN * pairs });
    for (const c of session.free) {
      for (let level = 1; level < totals[c]!.length; level++) totals[c]![level]! += learnt.m[c]![level]! * learnt.certain;
      learned[c]! += learnt.certain;
      both[c]!.there += learnt.there[c]! * learnt.certain;
      both[c]!.all += (learnt.certain * pairs) / known;
    }
    result.rounds = Math.max(result.rounds, learnt.rounds);
    result.converged &&= learnt.rounds < MOST_ROUNDS;
    result.matches = Math.max(result.matches, matches);
  }
  const ofBoth = both.map(({ there, all }) => there / all);
  const all = told.map(({ matches, shared, ...one }, i) => ({ ...one, all: matches / reachOf(sessions[i]!.session, shared, ofBoth) }));
  return { ...result, m: totals.map(shares), told: all, both: ofBoth, blocks };
}

function overlapsWithin({ free }: Session, { overlaps, weights }: GoingTogether): Pick<Together, 'overlaps' | 'weights'> {
  return { overlaps: overlaps.filter(({ left, right }) => free.includes(left) && free.includes(right)), weights };
}

/** The share of matches with all values there that agree with a rule, by what is known of m. */
function sharing({ looked }: Session, met: Counted['met'], totals: readonly Float64Array[]): number {
  return looked.reduce(
    (product, c) => product * shares(totals[c]!).reduce((sum, share, level) => sum + (met[c]![level] ? share : 0), 0),
    1,
  );
}

const LEAST_REACH = 1e-9;

/** The share of all matches that agree with a rule; above 0. */
function reachOf({ looked }: Session, shared: number, both: readonly number[]): number {
  return Math.max(
    LEAST_REACH,
    looked.reduce((product, c) => product * both[c]!, shared),
  );
}

/** Of a session that took strangers for matches: where nothing free of it belongs to one alone, what divides the records most tells them apart. */
function toldApart(session: Session, telling: readonly number[]): Session {
  const own = session.own.length > 0 ? [] : session.free.filter((c) => telling.includes(c));
  return own.length === 0 ? session : { ...session, own, partlyShared: own, telling: own };
}

/** Fewer pairs do not tell what goes with a key. */
const LEAST_STRANGERS = 200;

/** By session: u among its pairs, by what wider sessions learnt: who shares a postcode lives in one town, and so does who shares a postcode and a name. */
export function amongWider(
  sessions: readonly Pick<Counted, 'session'>[],
  blocks: readonly Block[],
  u: readonly Float64Array[],
): Float64Array[][] {
  return sessions.map(({ session: { parts, free, own } }) => {
    const wider = blocks.filter(({ strangers }, i) => {
      const other = sessions[i]!.session.parts;
      return strangers >= LEAST_STRANGERS && other.length < parts.length && other.every((part) => parts.includes(part));
    });
    const leastDifferent = (c: number) =>
      wider.reduce((least, { among }) => (among[c]!.at(-1)! < least.at(-1)! ? among[c]! : least), u[c]!);
    return u.map((shares, c) => (free.includes(c) && !own.includes(c) ? leastDifferent(c) : shares));
  });
}

/** Fewer free comparisons tell nothing of which pairs are matches. */
const LEAST_FREE = 2;

/** Sessions that can be learnt from. What is learnt where nearly all pairs are matches guides those where few are. */
export function narrowestFirst(sessions: readonly Session[], patterns: Patterns): Counted[] {
  return sessions
    .filter(({ free }) => free.length >= LEAST_FREE)
    .map((session) => {
      const all = patternsOf(patterns, session.rule);
      const merged = mergedBy(session.free, all);
      const seen = merged.filter(({ levels }) => session.free.some((c) => levels[c] !== 0));
      return { session, seen, pairs: merged.reduce((sum, { count }) => sum + count, 0), met: levelsMet(all) };
    })
    .filter(({ seen }) => seen.length > 0)
    .sort((a, b) => a.pairs - b.pairs || a.session.rule - b.session.rule);
}

/** The patterns of the pairs that agree with a rule. */
function patternsOf({ levels, counts }: Patterns, rule: number): Seen[] {
  return levels.flatMap((own, i) => {
    let count = 0;
    for (const [rules, pairs] of counts[i]!) if ((rules >>> rule) & 1) count += pairs;
    return count === 0 ? [] : [{ levels: own, count }];
  });
}

/** As far as the free comparisons tell them apart. */
function mergedBy(free: readonly number[], patterns: readonly Seen[]): Seen[] {
  const merged = new Map<string, Seen>();
  for (const { levels, count } of patterns) {
    const key = free.map((c) => levels[c]).join();
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { levels, count });
    else known.count += count;
  }
  return [...merged.values()];
}

/** A level of fewer of a block's pairs does not come with its key. */
const LEAST_MET = 0.005;

function levelsMet(patterns: readonly Seen[]): boolean[][] {
  const pairs = patterns.reduce((sum, { count }) => sum + count, 0);
  const met: number[][] = [];
  for (const { levels, count } of patterns) {
    for (const [c, level] of levels.entries()) {
      met[c] ??= [];
      met[c][level] = (met[c][level] ?? 0) + count;
    }
  }
  return met.map((own) => Array.from(own, (count = 0) => count > LEAST_MET * pairs));
}
