/**
 * Relatives: records that are no match and still have much in common, as those of one household, one album or one building have. Counted as strangers,
 * two of them who share surname, address and phone would be one person. So the pairs that are no match are of two sorts, strangers and relatives,
 * and how many are relatives and what those have in common is learnt from the candidates by expectation and maximisation, beside the matches.
 *
 * What tells relatives from matches that have changed is that some columns are with them as they are with any two records: those that belong to one alone
 * (given name, birth date). Where a model has none of these, it is the column that divides the records most (the title of a song, not its album): relatives may
 * have titles that resemble each other, but are no oftener than strangers at the levels at which most matches are.
 */
import { type Patterns, pairsOf } from './patterns.ts';
import { believedShares, heldBack, logRatio, shares } from './session.ts';
import { addOdds } from './taken-back.ts';

/** One sort of them. */
export interface Relatives {
  /** Among all pairs. */
  pairs: number;
  /** By comparison and level; absent: as with any two records. */
  shares: (Float64Array | undefined)[];
}

export interface Found {
  relatives: Relatives[];
  /** Matches beside them, among all pairs. */
  matches: number;
}

interface Finding {
  patterns: Patterns;
  m: readonly Float64Array[];
  /** By comparison and level: of pairs that are no match, when there are so many matches and such relatives. */
  others(matches: number, relatives?: readonly Relatives[]): readonly Float64Array[];
  /** By comparison: whether relatives are at its levels as any two records are. */
  own: readonly boolean[];
  /** Places of comparisons of which that holds for the strongest levels only: whole names, or what tells relatives where none belongs to one alone. */
  held: readonly number[];
  /** Whether others tell relatives at all levels. Else a second sort of them would be matches that have changed. */
  isTold: boolean;
  /** The pairs that were drawn most thinly stand for so many each. */
  grain: number;
  allPairs: number;
  /** Matches among all pairs, to begin with. */
  matches: number;
}

const MOST_ROUNDS = 100;
const STILL = 1e-4;
/** Relatives are thought to be as strangers are, worth so many pairs. */
const BELIEF = 10;
/** Fewer pairs that were drawn are no sign of relatives. */
const LEAST_PAIRS = 20;
/** Fewer than so many times the matches are rather matches that have changed, where no column belongs to one alone. */
const LEAST_OF_MATCHES = 0.25;
/** By sort, how like matches its pairs are thought to be, in what does not belong to one alone: the first half, as neighbours, the others as households. */
const LIKE_MATCHES = [0.5, 0.95, 0.95];

/** Sorts are looked for one after the other, until one is too few to tell: neighbours first, who are most, then the households among them. */
export function findRelatives(finding: Finding): Found {
  const { own, isTold, grain, matches } = finding;
  let found: Found = { relatives: [], matches };
  for (const likeness of isTold ? LIKE_MATCHES : LIKE_MATCHES.slice(0, 1)) {
    const next = runMixture(finding, [...found.relatives, begin(finding, likeness)]);
    const least = own.includes(true) ? LEAST_PAIRS * grain : Math.max(LEAST_PAIRS * grain, LEAST_OF_MATCHES * next.matches);
    if (next.relatives.some(({ pairs }) => pairs < least)) break;
    found = next;
  }
  return found;
}

function runMixture({ patterns, m, others, held: heldAt, allPairs, ...finding }: Finding, begun: readonly Relatives[]): Found {
  const counts = patterns.levels.map((_, i) => pairsOf(patterns, i));
  let matches = Math.max(1, finding.matches);
  let relatives = [...begun];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const u = others(matches, relatives);
    const matching = m.map((one, c) => logRatio(one, u[c]!));
    const relating = relatives.map(({ pairs, shares: own }) => ({
      prior: Math.log2(pairs / allPairs),
      weights: own.map((one, c) => one && logRatio(one, u[c]!)),
      next: own.map((one, c) => one && u[c]!.map((share) => share * BELIEF)),
      pairs: 0,
    }));
    const matchPrior = Math.log2(matches / allPairs);
    let matched = 0;
    for (const [i, levels] of patterns.levels.entries()) {
      let match = matchPrior;
      for (let c = 0; c < levels.length; c++) match += matching[c]![levels[c]!]!;
      const told = relating.map(({ prior, weights }) => weights.reduce((sum, own, c) => sum + (own?.[levels[c]!] ?? 0), prior));
      const all = told.reduce(addOdds, addOdds(match, 0));
      matched += counts[i]! * 2 ** (match - all);
      for (const [sort, one] of relating.entries()) {
        const kin = counts[i]! * 2 ** (told[sort]! - all);
        one.pairs += kin;
        for (let c = 0; c < levels.length; c++) if (levels[c] !== 0 && one.next[c] !== undefined) one.next[c]![levels[c]!]! += kin;
      }
    }
    const change = relating.reduce((sum, { pairs }, sort) => sum + Math.abs(pairs - relatives[sort]!.pairs), Math.abs(matched - matches));
    matches = Math.max(1, matched);
    relatives = relating.map(({ pairs, next }) => ({
      pairs: Math.max(1, pairs),
      shares: next.map((one, c) => one && (heldAt.includes(c) ? heldBack(shares(one), u[c]!, m[c]!) : shares(one))),
    }));
    if (change < STILL * matches || relatives.some(({ pairs }) => pairs <= 1)) break;
  }
  return { relatives, matches };
}

function begin({ m, others, own, held, matches }: Finding, likeness: number): Relatives {
  const u = others(matches);
  return {
    pairs: Math.max(1, matches / 2),
    shares: m.map(({ length }, c) => {
      if (own[c] && !held.includes(c)) return undefined;
      const believed = believedShares(length);
      const begun = u[c]!.map((share, level) => share * (1 - likeness) + believed[level]! * likeness);
      return held.includes(c) ? heldBack(begun, u[c]!, m[c]!) : begun;
    }),
  };
}
