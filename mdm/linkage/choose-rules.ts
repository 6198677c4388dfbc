/**
 * Blocking rules by counting. Every combination of keys that gives few enough pairs may be a rule; those are taken that find
 * the most of typical matches, which lack a value here and differ in another there, for the fewest pairs.
 */
import type { Duck } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import { isList } from './block-keys.ts';
import { featureColumn, ruleName } from './compile-model.ts';
import type { BlockingRule, LinkModel } from './contract.ts';
import { dictionary } from './encode-steps.ts';
import { randomNumbers } from './integers.ts';

export interface KeyFigures {
  column: string;
  feature: string;
  /** Share of records that have it. */
  filled: number;
  /** Chance that two records that have it share it. */
  collision: number;
}

/** How often each key is there and shared by chance. */
export async function countKeys(db: Duck, model: LinkModel, records: number): Promise<KeyFigures[]> {
  const figures: KeyFigures[] = [];
  for (const { column, feature } of model.blockingKeys) {
    const place = model.columns.findIndex(({ name }) => name === column);
    const text = featureColumn(feature);
    const rows = isList(model, place, feature)
      ? duck`SELECT code, records, unnest(${text}) AS key FROM ${dictionary(place)}`
      : duck`SELECT code, records, ${text} AS key FROM ${dictionary(place)}`;
    const counted = await db.row<{ filled: number; pairs: number }>(duck`SELECT
      (SELECT coalesce(sum(records), 0)::DOUBLE FROM ${dictionary(place)} WHERE ${text} IS NOT NULL) AS filled,
      (SELECT coalesce(sum(n::HUGEINT * (n - 1)), 0)::DOUBLE FROM (SELECT sum(records)::BIGINT AS n FROM (${rows}) WHERE key IS NOT NULL GROUP BY key)) AS pairs`);
    const { filled, pairs } = counted;
    if (filled > 1) figures.push({ column, feature, filled: filled / records, collision: pairs / (filled * (filled - 1)) });
  }
  return figures;
}

const MOST_RULES = 24;
const MOST_PARTS = 3;
/** Typical matches that are drawn. */
const DRAWN = 2048;
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
  /** Which of the drawn matches it finds. */
  finds: Uint8Array;
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
    const finds = new Uint8Array(DRAWN);
    for (let match = 0; match < DRAWN; match++) finds[match] = places.every((i) => agreements[i]![match]) ? 1 : 0;
    return [{ parts, pairs, finds }];
  });
  const rules: BlockingRule[] = [];
  const found = new Uint8Array(DRAWN);
  let affordable = Math.max(COST_ALWAYS_ALLOWED, COST_PER_RECORD * records);
  while (rules.length < MOST_RULES) {
    const best = bestOf(
      candidates.filter(({ pairs }) => records + pairs <= affordable),
      found,
      records,
    );
    if (best === undefined) break;
    affordable -= records + best.pairs;
    for (let match = 0; match < DRAWN; match++) found[match]! |= best.finds[match]!;
    const parts = best.parts.map(({ column, feature }) => ({ column, feature }));
    rules.push({ name: ruleName(parts), parts });
  }
  return rules;
}

/** The candidate that finds the most matches anew for its cost; a record costs as much as a pair. */
function bestOf(candidates: readonly Candidate[], found: Uint8Array, records: number): Candidate | undefined {
  let [best, most]: [Candidate | undefined, number] = [undefined, 0];
  for (const candidate of candidates) {
    let gain = 0;
    for (let match = 0; match < DRAWN; match++) gain += candidate.finds[match]! & ~found[match]! & 1;
    const worth = gain / (records + candidate.pairs);
    if (gain >= LEAST_GAIN * DRAWN && worth > most) [best, most] = [candidate, worth];
  }
  return best;
}

/** A match agrees on a whole value so often, and on the weakest key of the column so often. */
const SAME_VALUE = 0.7;
const SAME_WEAKEST = 0.9;

/** By key, which of the drawn matches agree on it. Keys of one column agree together, the weaker the more often. */
function drawMatches(figures: readonly KeyFigures[]): Uint8Array[] {
  const random = randomNumbers(7);
  const columns = [...new Set(figures.map(({ column }) => column))];
  const agreements = figures.map(() => new Uint8Array(DRAWN));
  const strengths = figures.map(({ collision }) => -Math.log2(Math.max(collision, 2 ** -40)));
  for (let match = 0; match < DRAWN; match++) {
    for (const column of columns) {
      const [there, same] = [random(), random()];
      const keys = figures.flatMap((key, i) => (key.column === column ? [i] : []));
      const strongest = Math.max(1e-9, ...keys.map((i) => strengths[i]!));
      for (const i of keys) {
        const likely = SAME_WEAKEST - (SAME_WEAKEST - SAME_VALUE) * (strengths[i]! / strongest);
        agreements[i]![match] = there < figures[i]!.filled ** 1.5 && same < likely ? 1 : 0;
      }
    }
  }
  return agreements;
}

/** All sets of up to three keys of different columns. */
function combinations(places: readonly number[], figures: readonly KeyFigures[], parts = MOST_PARTS): number[][] {
  return places.flatMap((first, i) => {
    const rest = places.slice(i + 1).filter((place) => figures[place]!.column !== figures[first]!.column);
    return [[first], ...(parts > 1 ? combinations(rest, figures, parts - 1).map((more) => [first, ...more]) : [])];
  });
}
