/**
 * Blocking rules by counting. Every combination of keys that gives few enough pairs may be a rule; those are taken that find
 * the most of typical matches, which lack a value here and differ in another there, for the fewest pairs.
 */
import { createRandom } from '../../core/random.ts';
import { type Keys, ownersOf } from './block-keys.ts';
import { ruleName } from './compile-model.ts';
import type { BlockingRule } from './contract.ts';
import { forget } from './integers.ts';
import type { Dictionary } from './profiles.ts';
import { sortKeys } from './sort-numbers.ts';

export interface KeyFigures {
  column: string;
  feature: string;
  /** Share of records that have it. */
  filled: number;
  /** Chance that two records that have it share it. */
  collision: number;
}

/** How often a key is there and shared by chance, from the keys of a column's values. */
export function countKeys({ keys, starts }: Keys, { records }: Dictionary): { filled: number; pairs: number } {
  const sorted = sortKeys(keys);
  const owner = ownersOf({ keys, ...(starts && { starts }) });
  let pairs = 0;
  for (let start = 0; start < sorted.keys.length; ) {
    let [end, sharing] = [start, 0];
    for (; sorted.keys[end] === sorted.keys[start]; end++) sharing += records[owner?.[sorted.places[end]!] ?? sorted.places[end]!]!;
    pairs += sharing * (sharing - 1);
    start = end;
  }
  forget(sorted.keys, sorted.places);
  let filled = 0;
  for (let code = 1; code < records.length; code++) {
    const [first, end] = starts === undefined ? [code, code + 1] : [starts[code]!, starts[code + 1]!];
    if (first < end && keys[first] !== 0) filled += records[code]!;
  }
  return { filled, pairs };
}

const MOST_RULES = 24;
const MOST_PARTS = 3;
/** Typical matches that are drawn. */
const DRAWN = 2048;
const WORDS = DRAWN / 32;
/** A rule that finds less than this share of matches anew is not worth its cost. */
const LEAST_GAIN = 0.002;
/** Pairs a rule may give: so many per record, and always so many. */
const PAIRS_PER_RECORD = 4;
const ALWAYS_ALLOWED = 200_000;
/** What all rules may cost together; a record costs as much as a pair, under each rule. So many per record, and always so many. */
const COST_PER_RECORD = 12;
const COST_ALWAYS_ALLOWED = 3_000_000;

interface Candidate {
  parts: readonly KeyFigures[];
  pairs: number;
  /** By bits, which of the drawn matches it finds. */
  finds: Uint32Array;
}

export function chooseRules(figures: readonly KeyFigures[], records: number): BlockingRule[] {
  const agreements = drawMatches(figures);
  const allowed = Math.max(ALWAYS_ALLOWED, PAIRS_PER_RECORD * records);
  const all = (records * (records - 1)) / 2;
  const candidates: Candidate[] = combinations(
    figures.map((_, i) => i),
    figures,
  ).flatMap((places) => {
    const parts = places.map((i) => figures[i]!);
    const pairs = parts.reduce((left, { filled, collision }) => left * filled * filled * collision, all);
    if (pairs > allowed) return [];
    const finds = agreements[places[0]!]!.map((bits, word) => places.reduce((left, i) => left & agreements[i]![word]!, bits));
    return [{ parts, pairs, finds }];
  });
  const rules: BlockingRule[] = [];
  const found = new Uint32Array(WORDS);
  let affordable = Math.max(COST_ALWAYS_ALLOWED, COST_PER_RECORD * records);
  while (rules.length < MOST_RULES) {
    const best = bestOf(
      candidates.filter(({ pairs }) => records + pairs <= affordable),
      found,
      records,
    );
    if (best === undefined) break;
    affordable -= records + best.pairs;
    for (let word = 0; word < WORDS; word++) found[word]! |= best.finds[word]!;
    const parts = best.parts.map(({ column, feature }) => ({ column, feature }));
    rules.push({ name: ruleName(parts), parts });
  }
  return rules;
}

/** The candidate that finds the most matches anew for its cost; a record costs as much as a pair. */
function bestOf(candidates: readonly Candidate[], found: Uint32Array, records: number): Candidate | undefined {
  let [best, most]: [Candidate | undefined, number] = [undefined, 0];
  for (const candidate of candidates) {
    let gain = 0;
    for (let word = 0; word < WORDS; word++) gain += countBits(candidate.finds[word]! & ~found[word]!);
    const worth = gain / (records + candidate.pairs);
    if (gain >= LEAST_GAIN * DRAWN && worth > most) [best, most] = [candidate, worth];
  }
  return best;
}

/** A match agrees on a whole value so often, and on the weakest key of the column so often. */
const SAME_VALUE = 0.7;
const SAME_WEAKEST = 0.9;

/** By key, in bits, which of the drawn matches agree on it. Keys of one column agree together, the weaker the more often. */
function drawMatches(figures: readonly KeyFigures[]): Uint32Array[] {
  const random = createRandom(7);
  const columns = [...new Set(figures.map(({ column }) => column))];
  const agreements = figures.map(() => new Uint32Array(WORDS));
  const strengths = figures.map(({ collision }) => -Math.log2(Math.max(collision, 2 ** -40)));
  for (let match = 0; match < DRAWN; match++) {
    for (const column of columns) {
      const [there, same] = [random(), random()];
      const keys = figures.flatMap((key, i) => (key.column === column ? [i] : []));
      const strongest = Math.max(1e-9, ...keys.map((i) => strengths[i]!));
      for (const i of keys) {
        const likely = SAME_WEAKEST - (SAME_WEAKEST - SAME_VALUE) * (strengths[i]! / strongest);
        if (there < figures[i]!.filled ** 1.5 && same < likely) agreements[i]![match >>> 5]! |= 1 << (match & 31);
      }
    }
  }
  return agreements;
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** All sets of up to three keys of different columns. */
function combinations(places: readonly number[], figures: readonly KeyFigures[], parts = MOST_PARTS): number[][] {
  return places.flatMap((first, i) => {
    const rest = places.slice(i + 1).filter((place) => figures[place]!.column !== figures[first]!.column);
    return [[first], ...(parts > 1 ? combinations(rest, figures, parts - 1).map((more) => [first, ...more]) : [])];
  });
}
