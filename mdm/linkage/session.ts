/** Expectation and maximisation over the pairs of one block rule: which of them are matches, and how often matches are at each level of the other comparisons. */
import { agrees, type Overlap } from './taken-back.ts';

export const MOST_ROUNDS = 100;
const STILL = 1e-4;
/** What m is thought to be before anything is seen, worth so many matches. */
export const BELIEF = 4;

/** Equal values mostly, then near ones; the last level is "different". */
export function believedShares(levels: number): Float64Array {
  const near = levels - 3;
  return Float64Array.from({ length: levels }, (_, level) => {
    if (level === 0) return 0;
    if (level === 1) return near > 0 ? 0.8 : 0.9;
    return level === levels - 1 ? 0.1 : 0.1 / near;
  });
}

export interface Seen {
  levels: Uint8Array;
  count: number;
}

export interface Learnt {
  m: Float64Array[];
  matches: number;
  /** Matches as far as they are certain. */
  certain: number;
  rounds: number;
  /** By comparison: the share of matches that have a value on both sides. */
  there: number[];
  /** u among the pairs of the block. */
  among: readonly Float64Array[];
}

/** Some pairs are always doubted to begin with. */
const MOST_AT_FIRST = 0.9;
/** u is thought to be among the pairs of a block what it is among all, worth so many pairs; in a block of one street more live in one town. */
const STRANGERS = 50;
/** So many where what belongs wholly to one alone tells who is one: others are not taken for matches then, however little is known of them. */
const STRANGERS_TOLD = 5;
/** Rounds until it is settled which pairs of a block are matches, before m is learnt from them. */
const SETTLING = 20;

/** What goes together among pairs of a block that are no match. */
export interface Together {
  /** Of comparisons that are free. */
  overlaps: readonly Overlap[];
  /** By comparison and level; above 0 it agrees. */
  weights: readonly Float64Array[];
  /** u among the pairs, as it is thought to be. */
  among: readonly Float64Array[];
}

export interface Running {
  free: readonly number[];
  /** Those whose u is the same in every block. */
  own: readonly number[];
  /** Those of them of which that holds but for their weak levels: who shares a surname shares a part of the whole name. */
  partlyShared: readonly number[];
  /** Those that tell by themselves who is one; none where what is free does not suffice for it. */
  telling: readonly number[];
  seen: readonly Seen[];
  pairs: number;
  u: readonly Float64Array[];
  /** Whether what belongs wholly to one alone suffices for that. */
  isTold?: boolean;
  /** What is known of m, as counts of matches by comparison and level. */
  before: readonly Float64Array[];
  /** Absent: nothing goes together, and u among the pairs is thought to be what it is among all. */
  together?: Together | undefined;
  /** More matches than this are not among the pairs. */
  most?: number | undefined;
}

export function runSession(running: Running): Learnt {
  const { free, before } = running;
  let m = before.map(shares);
  let { among, share } = begin(running, m);
  let certain = 0;
  for (let round = 1; ; round++) {
    const counts = before.map((own) => believed(own, certain));
    const expected = expect(running, { m, among, share });
    ({ among, share, certain } = expected);
    for (const [c, own] of counts.entries()) for (const [level, one] of expected.levels[c]!.entries()) own[level]! += one;
    const next = counts.map((own, c) => (running.own.includes(c) ? seldomDifferent(shares(own), running.u[c]!) : shares(own)));
    const change = Math.max(...free.map((c) => Math.max(...next[c]!.map((one, level) => Math.abs(one - m[c]![level]!)))));
    m = next;
    if (change < STILL || round === MOST_ROUNDS)
      return { m, matches: expected.matches, certain, rounds: round, there: sharesThere(expected), among };
  }
}

/** Of the matches, at most so many times as many as of any two differ in what belongs to one alone: others are relatives, whatever else they share. */
const MOST_DIFFERENT = 0.2;

function seldomDifferent(shares: Float64Array, u: Float64Array): Float64Array {
  const [different, most] = [shares.at(-1)!, MOST_DIFFERENT * u.at(-1)!];
  if (different <= most) return shares;
  const rest = (1 - most) / (1 - different);
  return shares.map((share, level) => (level === shares.length - 1 ? most : share * rest));
}

function strangersOf({ isTold }: Running): number {
  return isTold ? STRANGERS_TOLD : STRANGERS;
}

function sharesThere({ levels, matches }: { levels: readonly Float64Array[]; matches: number }): number[] {
  return levels.map((own) => own.subarray(1).reduce((sum, one) => sum + one, 0) / Math.max(1e-9, matches));
}

interface Guess {
  m: readonly Float64Array[];
  /** u among the pairs of the block. */
  among: readonly Float64Array[];
  share: number;
}

/** What pairs are matches under a guess, and what follows of those that are not. */
function expect(running: Running, { m, among, share }: Guess) {
  const { free, own: fixed, seen, pairs, u } = running;
  const levels = u.map(({ length }) => new Float64Array(length));
  const stay = staying(running, m);
  const others = (running.together?.among ?? u).map((own) => own.map((one) => one * strangersOf(running)));
  let [matches, certain] = [0, 0];
  const given = { free, m, u: among, twice: twiceIn(running, among) };
  const likely = seen.map((one) => ({ odds: oddsOf(one.levels, given) * (share / (1 - share)), count: one.count }));
  const held = running.most === undefined ? 1 : oddsShare(likely, running.most);
  for (const [i, { levels: own, count }] of seen.entries()) {
    const odds = likely[i]!.odds * held;
    const expected = (count * odds) / (1 + odds);
    matches += expected;
    if (odds > 1) certain += (count * (odds - 1)) / (odds + 1);
    for (const c of free) levels[c]![own[c]!]! += expected;
    for (const c of free) others[c]![own[c]!]! += count - expected;
  }
  return {
    matches,
    certain,
    levels,
    among: others.map((own, c) => (fixed.includes(c) ? stay(c, own) : shares(own))),
    share: Math.min(0.9999, Math.max(1e-7, matches / pairs)),
  };
}

/**
 * Where some columns tell who is one by themselves, all others are thought to go with the block until these have told which pairs are matches, and m
 * stays as it was thought to be meanwhile: in a home for the aged, all share address, town and phone, and are not one for it.
 */
function begin(running: Running, m: readonly Float64Array[]): Omit<Guess, 'm'> {
  const { free, telling, seen, pairs, u } = running;
  const first = (among: readonly Float64Array[]) =>
    Math.min(MOST_AT_FIRST, countShare({ seen, pairs, free, m, u: among, twice: twiceIn(running, among) }));
  const thought = running.together?.among ?? u;
  if (telling.length === 0) return { among: thought, share: first(thought) };
  const stay = staying(running, m);
  const all = u.map((own) => own.map((one) => one * strangersOf(running)));
  for (const { levels, count } of seen) for (const c of free) all[c]![levels[c]!]! += count;
  let among: readonly Float64Array[] = all.map((own, c) => (telling.includes(c) ? stay(c, own) : shares(own)));
  let share = first(among);
  for (let round = 0; round < SETTLING; round++) ({ among, share } = expect(running, { m, among, share }));
  return { among, share };
}

/** By what the odds are to be multiplied for no more than so many to be matches. */
function oddsShare(likely: readonly { odds: number; count: number }[], most: number): number {
  const matches = (held: number) => likely.reduce((sum, { odds, count }) => sum + (count * odds * held) / (1 + odds * held), 0);
  if (matches(1) <= most) return 1;
  let [low, high] = [-60, 0];
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2;
    if (matches(2 ** middle) > most) high = middle;
    else low = middle;
  }
  return 2 ** low;
}

/** u of what belongs to one alone, by what is counted of those that are no match. */
function staying({ partlyShared, u }: Running, m: readonly Float64Array[]): (c: number, counts: Float64Array) => Float64Array {
  return (c, counts) => (partlyShared.includes(c) ? heldBack(shares(counts), u[c]!, m[c]!) : u[c]!);
}

/** Of matches, at the strongest levels. */
const MOST_MATCHES = 0.5;

/** Shares of some that are no match: at the strongest levels, at which most matches are, no oftener than strangers. */
export function heldBack(shares: Float64Array, u: Float64Array, m: Float64Array): Float64Array {
  let [last, matches, kept] = [0, 0, 0];
  while (last < m.length - 2 && matches < MOST_MATCHES) {
    matches += m[++last]!;
    kept += Math.min(u[last]!, shares[last]!);
  }
  const rest = shares.subarray(last + 1).reduce((sum, one) => sum + one, 0);
  return shares.map((share, level) => (level <= last ? Math.min(u[level]!, share) : (share / rest) * (1 - kept)));
}

/** What was learnt before weighs at most as much as what this session sees. */
function believed(before: Float64Array, certain: number): Float64Array {
  const total = before.reduce((sum, one) => sum + one, 0);
  const weight = Math.min(1, Math.max(BELIEF, certain) / total);
  return before.map((one) => one * weight);
}

interface Given {
  free: readonly number[];
  m: readonly Float64Array[];
  u: readonly Float64Array[];
  /** By what the odds are divided for agreements that come twice. */
  twice?(levels: Uint8Array): number;
}

/** As often as two agree together, each of them does: where the pairs of a block all agree on something, it takes nothing back. */
function twiceIn({ together }: Running, among: readonly Float64Array[]): (levels: Uint8Array) => number {
  if (together === undefined) return () => 1;
  const { overlaps, weights } = together;
  const agreeing = (c: number) => among[c]!.reduce((sum, share, level) => sum + (agrees(weights[c]!, level) ? share : 0), 0);
  const most = overlaps.map(({ left, right, bits }) => Math.min(2 ** bits, 1 / Math.max(agreeing(left), agreeing(right))));
  return (levels) => {
    let twice = 1;
    for (const [i, { left, right }] of overlaps.entries())
      if (agrees(weights[left]!, levels[left]!) && agrees(weights[right]!, levels[right]!)) twice *= most[i]!;
    return twice;
  };
}

function oddsOf(levels: Uint8Array, { free, m, u, twice }: Given): number {
  let odds = 1 / (twice?.(levels) ?? 1);
  for (const c of free) if (levels[c] !== 0) odds *= m[c]![levels[c]!]! / u[c]![levels[c]!]!;
  return odds;
}

/**
 * The share of matches among pairs, m and u being known; found from below. Begun with many, a large block in which most pairs are no matches
 * would be learnt from as if they were.
 */
export function countShare({ seen, pairs, ...given }: Given & { seen: readonly Seen[]; pairs: number }): number {
  const likely = seen.map((one) => ({ odds: oddsOf(one.levels, given), count: one.count }));
  let share = 1 / (pairs + 1);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let matches = 0;
    for (const { odds, count } of likely) matches += (count * odds * share) / (1 - share + odds * share);
    share = Math.max(share, matches / pairs);
  }
  return share;
}

export function shares(counts: Float64Array): Float64Array {
  let total = 0;
  for (let level = 1; level < counts.length; level++) total += counts[level]!;
  return counts.map((one, level) => (level === 0 ? 0 : one / total));
}

/** By level: log2 of how much more often it comes about than by u; 0 where a value is missing. */
export function logRatio(shares: Float64Array, u: Float64Array): Float64Array {
  return shares.map((share, level) => (level === 0 ? 0 : Math.log2(share / u[level]!)));
}
