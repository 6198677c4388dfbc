/** Learns a model from the files themselves: u from random pairs, m by sessions over a sample of the candidates, the prior from both. */
import { createHash } from 'node:crypto';
import type { Duck } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import { compareAll } from './compare.ts';
import { placeOf } from './compile-model.ts';
import type { RuleFigures, TrainedComparison, TrainedModel } from './contract.ts';
import { dictionary } from './encode-steps.ts';
import { estimate, fromLabels } from './estimate.ts';
import type { CountedPattern } from './figures.ts';
import { countLabelledMatches } from './labels.ts';
import { learnTies } from './learn-ties.ts';
import { divisions, isTold, ownComparisons, tellers, tellingOf } from './own-comparisons.ts';
import { pairBatches } from './pairs.ts';
import { PatternCounter, type Patterns, pairsOf } from './patterns.ts';
import type { Prepared } from './prepare.ts';
import { possiblePairs, randomLevels } from './random-levels.ts';
import { sampleShares } from './sampling.ts';
import type { Session } from './sessions.ts';

export interface Trained {
  /** Its thresholds are those asked for, 0 where none was. */
  trained: TrainedModel;
  /** Patterns of the candidates, as the sample tells them. */
  patterns: CountedPattern[];
}

/** Others that have a value that nobody else is seen to have. */
const LEAST_OTHERS = 0.5;
/** By their frequencies, at most so many times as many others share a value as u tells. */
const MOST_OTHERS = 2;
/** Values whose frequency is kept. */
const FREQUENT = 5_000;

export interface Training {
  seed: number;
  /** A file that says which records are one, in the form of a truth file; without it m is learnt from the records alone. */
  labels?: string;
}

export async function train(prepared: Prepared, { seed, labels }: Training): Promise<Trained> {
  const { db, model, profiles, judge, rules, noDuplicates } = prepared;
  const columns = model.comparisons.map(({ column }) => placeOf(model, column));
  const sizes = model.comparisons.map(({ levels }) => levels.length);
  const counted = prepared.random ?? (await randomLevels({ judge, model, profiles, noDuplicates, seed }));
  const filled = columns.map((column) => profiles.dictionaries[column]!.filled / Math.max(1, profiles.totalRecords));
  const bits = divisions(counted, filled);
  const own = ownComparisons(
    columns.map((column) => model.columns[column]!),
    bits,
  );
  const partlyShared = columns.flatMap((column, c) => (own[c] && model.columns[column]!.partlyShared ? [c] : []));
  const shares = sampleShares(rules.figures.map(({ pairs }) => pairs));
  const patterns = await countPatterns(prepared, { columns, sizes, shares, seed });
  const labelled = labels === undefined ? undefined : await countLabelledMatches(prepared, labels, { columns, sizes });
  const counts = { patterns, filled, grain: 1 / Math.min(1, ...shares), allPairs: possiblePairs(profiles, noDuplicates) };
  const { m, rounds, converged, matches, most } =
    labelled === undefined
      ? estimate({ ...counts, u: counted, telling: tellers(own, bits), sessions: sessionsOf(prepared, { bits, own, partlyShared }) })
      : fromLabels(labelled);
  const { u, weights, ties, relatives, expected } = learnTies({
    ...counts,
    ...{ m, counted, own, partlyShared },
    ...{ matches, most },
    ...(labelled?.isComplete && { known: labelled.pairs }),
  });
  const comparisons: TrainedComparison[] = [];
  for (const c of model.comparisons.keys())
    comparisons.push(
      await describe(prepared, c, { m: m[c]!, u: u[c]!, r: relatives.map(({ shares: own }) => own[c]), weights: weights[c]!, expected }),
    );
  const trained: TrainedModel = {
    version: 1,
    dataHash: await hashRecords(db, prepared),
    prior: Math.log2(Math.max(expected, 0.01) / Math.max(1, counts.allPairs - expected)),
    comparisons,
    overlaps: ties.overlaps.map(({ left, right, bits }) => ({ between: [comparisons[left]!.name, comparisons[right]!.name], bits })),
    ...(relatives.length > 0 && { related: ties.related.map(({ prior }) => prior) }),
    rules: rules.rules.map((rule, i) => ({ ...rule, capped: cappedValues(rules.figures[i]!) })),
    thresholds: { join: 0, keep: 0, review: 1, ...model.thresholds },
    figures: {
      records: profiles.totalRecords,
      rounds,
      converged,
      expectedMatches: Math.round(expected),
      ...(labelled && { labelledMatches: labelled.pairs }),
    },
  };
  return { trained, patterns: patterns.levels.map((levels, i) => ({ levels, pairs: pairsOf(patterns, i) })) };
}

function cappedValues({ tightened, leftOut, largest }: RuleFigures): string[][] {
  return tightened + leftOut === 0 ? [] : largest.slice(0, tightened).map(({ values }) => values);
}

interface Telling {
  /** By comparison, how much it divides the records. */
  bits: readonly number[];
  /** By comparison: whether it belongs to one alone. */
  own: readonly boolean[];
  /** Places of those of which that holds but for their weak levels. */
  partlyShared: readonly number[];
}

/** A session per rule, learning of the columns that the rule does not look at. */
function sessionsOf({ model, rules }: Prepared, { bits, own: isOwn, partlyShared }: Telling): Session[] {
  return rules.rules.map(({ parts }, rule) => {
    const looked = parts.map(({ column }) => column);
    const free = model.comparisons.flatMap(({ column }, c) => (looked.includes(column) ? [] : [c]));
    const own = free.filter((c) => isOwn[c]);
    const oneOfEach = model.comparisons.flatMap(({ column }, c) =>
      looked.includes(column) && model.comparisons.findIndex((one) => one.column === column) === c ? [c] : [],
    );
    return {
      rule,
      parts: parts.map(({ column, feature }) => JSON.stringify([column, feature])),
      ...{ looked: oneOfEach, free, own },
      partlyShared: own.filter((c) => partlyShared.includes(c)),
      telling: tellingOf(own, bits),
      isTold: isTold(own, partlyShared, bits),
    };
  });
}

interface Sampling {
  columns: readonly number[];
  sizes: readonly number[];
  shares: readonly number[];
  seed: number;
}

async function countPatterns(
  { profiles, judge, rules, noDuplicates }: Prepared,
  { columns, sizes, shares, seed }: Sampling,
): Promise<Patterns> {
  const counter = new PatternCounter(sizes);
  for (const batch of pairBatches({ profiles, rules, noDuplicates, shares, seed, tellRules: true })) {
    counter.add(await compareAll(batch, { judge, profiles, columns }), profiles.records);
  }
  return counter.patterns(shares);
}

async function describe(
  { db, model, profiles }: Prepared,
  c: number,
  {
    m,
    u,
    r,
    weights,
    expected,
  }: { m: Float64Array; u: Float64Array; r: readonly (Float64Array | undefined)[]; weights: Float64Array; expected: number },
): Promise<TrainedComparison> {
  const { name, column, levels } = model.comparisons[c]!;
  const place = placeOf(model, column);
  const related = r.filter((own) => own !== undefined);
  const trained: TrainedComparison = {
    name,
    column,
    levels: levels.map(({ name }, i) => ({
      name,
      m: m[i]!,
      u: u[i]!,
      weight: weights[i]!,
      ...(related.length > 0 && i > 0 && { r: related.map((own) => own[i]!) }),
    })),
  };
  if (!levels.some(({ tf }) => tf)) return trained;
  const { filled, size } = profiles.dictionaries[place]!;
  const frequent = await db.rows<{ value: string; records: number }>(
    duck`SELECT value, records FROM ${dictionary(place)} WHERE records > 1 ORDER BY records DESC, value LIMIT ${FREQUENT}`,
  );
  // Two records that share a value are one entity in many cases, and so are more of those that have it: what counts is how many others do.
  const ownRecords = 1 + (2 * expected * m[1]!) / Math.max(1, profiles.totalRecords);
  const counted = frequent.reduce((sum, { records }) => sum + records, 0);
  // Who is recorded often makes his values frequent: they are no sign of many others beyond what u tells.
  const others = frequent.reduce((sum, { records }) => sum + records * Math.max(0, records - ownRecords), 0);
  const scale = Math.min(1, (MOST_OTHERS * u[1]! * filled ** 2) / Math.max(1, others));
  const shareOf = (records: number) => Math.max(LEAST_OTHERS, scale * (records - ownRecords)) / Math.max(1, filled);
  const rest = shareOf(size === frequent.length ? 1 : (filled - counted) / (size - frequent.length));
  return { ...trained, tf: { rest, values: Object.fromEntries(frequent.map(({ value, records }) => [value, shareOf(records)])) } };
}

/** Of the columns' names and kinds, their values and the profiles: the same for the same records in any order. */
async function hashRecords(db: Duck, { model, profiles }: Prepared): Promise<string> {
  const hash = createHash('sha256');
  for (const [i, { name, kind, from }] of model.columns.entries()) {
    const { values } = await db.row<{ values: string }>(duck`SELECT bit_xor(hash(code, value))::VARCHAR AS values FROM ${dictionary(i)}`);
    hash.update(JSON.stringify([name, kind, from, values]));
  }
  for (const codes of [...profiles.codes, profiles.records]) hash.update(codes);
  return hash.digest('hex');
}
