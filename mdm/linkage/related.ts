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

export interface Relatives {
  /** Matches beside them, among all pairs. */
  matches: number;
  /** Among all pairs. */
  pairs: number;
  /** By comparison and level; absent: as with any two records. */
  shares: (Float64Array | undefined)[];
}

interface Finding {
  patterns: Patterns;
  m: readonly Float64Array[];
  /** By comparison and level: of pairs that are no match, when there are so many matches and such relatives. */
  others(matches: number, relatives?: Relatives): readonly Float64Array[];
  /** By comparison: whether relatives are at its levels as any two records are. */
  own: readonly boolean[];
  /** Places of comparisons of which that holds for the strongest levels only: whole names, or what tells relatives where none belongs to one alone. */
  held: readonly number[];
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

/** @returns nothing where there are none worth telling */
export function findRelatives(finding: Finding): Relatives | undefined {
  const { patterns, m, others, own, held: heldAt, grain, allPairs } = finding;
  const counts = patterns.levels.map((_, i) => pairsOf(patterns, i));
  let matches = Math.max(1, finding.matches);
  let relatives = begin(finding);
  const held = (shares: Float64Array, c: number, u: readonly Float64Array[]) =>
    heldAt.includes(c) ? heldBack(shares, u[c]!, m[c]!) : shares;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const u = others(matches, relatives);
    const matching = m.map((one, c) => logRatio(one, u[c]!));
    const relating = relatives.shares.map((one, c) => one && logRatio(one, u[c]!));
    const next = relatives.shares.map((one, c) => one && u[c]!.map((share) => share * BELIEF));
    const [matchPrior, relatedPrior] = [Math.log2(matches / allPairs), Math.log2(relatives.pairs / allPairs)];
    let [matched, related] = [0, 0];
    for (const [i, levels] of patterns.levels.entries()) {
      let [match, relative] = [matchPrior, relatedPrior];
      for (let c = 0; c < levels.length; c++) {
        match += matching[c]![levels[c]!]!;
        relative += relating[c]?.[levels[c]!] ?? 0;
      }
      const none = addOdds(0, relative);
      const all = addOdds(match, none);
      matched += counts[i]! * 2 ** (match - all);
      const kin = counts[i]! * 2 ** (relative - all);
      related += kin;
      for (let c = 0; c < levels.length; c++) if (levels[c] !== 0 && next[c] !== undefined) next[c]![levels[c]!]! += kin;
    }
    if (related < 1) return undefined;
    const change = Math.abs(matched - matches) + Math.abs(related - relatives.pairs);
    matches = Math.max(1, matched);
    relatives = { matches, pairs: related, shares: next.map((one, c) => one && held(shares(one), c, u)) };
    if (change < STILL * matches) break;
  }
  const least = own.includes(true) ? LEAST_PAIRS * grain : Math.max(LEAST_PAIRS * grain, LEAST_OF_MATCHES * relatives.matches);
  return relatives.pairs < least ? undefined : relatives;
}

/** Half like matches, half like strangers. */
function begin({ m, others, own, held, matches }: Finding): Relatives {
  const u = others(matches);
  return {
    matches,
    pairs: Math.max(1, matches / 2),
    shares: m.map(({ length }, c) => {
      if (own[c] && !held.includes(c)) return undefined;
      const believed = believedShares(length);
      const half = u[c]!.map((share, level) => (share + believed[level]!) / 2);
      return held.includes(c) ? heldBack(half, u[c]!, m[c]!) : half;
    }),
  };
}
