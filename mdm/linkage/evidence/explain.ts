/** Tells of given pairs of records why they are one, or are not. */
import type { Bilingual } from '../../../core/errors.ts';
import { fill } from '../../../core/errors.ts';
import { placeOf } from '../compile-model.ts';
import type { ComparedLevel, ModelComparison, PairEvidence as ScoredPair, TrainedModel } from '../contract.ts';
import type { Prepared } from '../prepare.ts';
import { scorePairs } from '../score-pairs.ts';
import { weightOf } from '../threshold.ts';
import type { Band, Contradiction, FieldEvidence, PairEvidence, PathStep, RecordName } from './contract.ts';
import { bandsOf, edgesWithin, recordsOf } from './evidence-steps.ts';
import { type Edge, named, strongestPath } from './path.ts';

export interface KnownRecord extends RecordName {
  n: number;
  cluster: number;
  /** Cleaned, by the model's columns. */
  values: (string | null)[];
}

export interface ExplainContext {
  prepared: Prepared;
  trained: TrainedModel;
  /** What the model is known by. */
  modelVersion: string;
}

/** The weights at which a pair joins, stays joined and is reviewed; a line at certainty is written as 60. */
export function linesOf({ thresholds }: TrainedModel): PairEvidence['thresholds'] {
  const weight = (probability: number) => Math.max(-60, Math.min(60, weightOf(probability)));
  return { join: weight(thresholds.join), keep: weight(thresholds.keep), review: weight(thresholds.review) };
}

/** Pairs by the records' numbers (`record.n`), beside the tables that a link leaves. */
export async function explainPairs(context: ExplainContext, pairs: readonly (readonly [number, number])[]): Promise<PairEvidence[]> {
  if (pairs.length === 0) return [];
  const { prepared, trained } = context;
  const scored = await scorePairs(prepared, trained, pairs);
  const records = await readRecords(prepared, [...new Set(pairs.flat())]);
  const bands = new Map<string, Band>();
  for (const row of await prepared.db.rows<{ left_n: number; right_n: number; band: Band }>(bandsOf(pairs))) {
    bands.set(`${row.left_n} ${row.right_n}`, row.band);
  }
  const sides = scored.map(({ left, right }): Sides => ({ left: records.get(left)!, right: records.get(right)! }));
  const paths = await pathsBetween(context, sides);
  return scored.map((pair, i) => {
    const { left, right } = sides[i]!;
    const band = bands.get(`${Math.min(pair.left, pair.right)} ${Math.max(pair.left, pair.right)}`) ?? 'apart';
    return { ...describe(context, { pair, left, right }), band, together: left.cluster === right.cluster, path: paths[i]! };
  });
}

/** By number. */
export async function readRecords({ db, model, profiles }: Prepared, ns: readonly number[]): Promise<Map<number, KnownRecord>> {
  if (ns.length === 0) return new Map();
  const places = model.columns.map((_, i) => `v${i}`);
  const rows = await db.rows<Record<string, never> & { n: number; file: string; id: string; cluster: number }>(
    recordsOf(
      ns,
      profiles.codes.map((codes) => ns.map((n) => codes[profiles.profileOf[n]!]!)),
    ),
  );
  return new Map(
    rows.map((row) => [
      row.n,
      { n: row.n, file: row.file, id: row.id, cluster: row.cluster, values: places.map((place) => row[place] ?? null) },
    ]),
  );
}

interface Sides {
  left: KnownRecord;
  right: KnownRecord;
}

type Described = Omit<PairEvidence, 'band' | 'together' | 'path'>;

function describe({ prepared, trained, modelVersion }: ExplainContext, { pair, left, right }: Sides & { pair: ScoredPair }): Described {
  const { model } = prepared;
  const fields = model.comparisons.map((comparison, i) => {
    const place = placeOf(model, comparison.column);
    return fieldEvidence(comparison, pair.levels[i]!, [left.values[place]!, right.values[place]!]);
  });
  return {
    left: nameOf(left),
    right: nameOf(right),
    candidateKeys: pair.rules,
    fields,
    contradictions: contradictions(prepared, { left, right }),
    prior: pair.prior,
    total: pair.weight,
    probability: pair.probability,
    thresholds: linesOf(trained),
    modelVersion,
    decisions: [],
  };
}

function fieldEvidence(comparison: ModelComparison, compared: ComparedLevel, [left, right]: [string | null, string | null]): FieldEvidence {
  const level = comparison.levels[compared.level]!;
  const values = { left: left ?? '–', right: right ?? '–' };
  const sentence: Bilingual = { en: fill(level.sentence.en, values, 'en'), zh: fill(level.sentence.zh, values, 'zh') };
  const rarity = compared.rarity === 0 ? {} : { rarity: compared.rarity };
  return { field: comparison.name, left, right, level: level.name, label: level.label, sentence, weight: compared.weight, ...rarity };
}

function contradictions({ model }: Prepared, { left, right }: Sides): Contradiction[] {
  const exclusive = model.columns.flatMap(({ name, exclusive: isExclusive }, i): Contradiction[] => {
    const [a, b] = [left.values[i]!, right.values[i]!];
    return isExclusive && a !== null && b !== null && a !== b ? [{ kind: 'exclusive', of: name, left: a, right: b }] : [];
  });
  const isTwice = left.file === right.file && left.n !== right.n && model.noDuplicates.includes(left.file);
  return [...exclusive, ...(isTwice ? [{ kind: 'noDuplicates' as const, of: left.file, left: null, right: null }] : [])];
}

/** How each two are held together; all are looked up at once, for each look goes through a whole table. */
async function pathsBetween({ prepared }: ExplainContext, pairs: readonly Sides[]): Promise<PathStep[][]> {
  const clusters = pairs.flatMap(({ left, right }) => (left.cluster === right.cluster ? [left.cluster] : []));
  const edges = await edgesOf(prepared, clusters);
  const ways = pairs.map(({ left, right }) =>
    left.cluster === right.cluster ? wayBetween(edges.get(left.cluster) ?? [], left.n, right.n) : [],
  );
  const records = await readRecords(prepared, [...new Set(ways.flat().flatMap((edge) => [edge.left, edge.right]))]);
  return ways.map((way) => named(way, (n) => nameOf(records.get(n)!)));
}

function wayBetween(edges: readonly Edge[], left: number, right: number): Edge[] {
  const direct = edges.find((edge) => (edge.left === left && edge.right === right) || (edge.left === right && edge.right === left));
  return direct === undefined ? strongestPath(edges, left, right) : [{ left, right, weight: direct.weight }];
}

/** Pairs that joined within each of the clusters, the strongest first. */
export async function edgesOf({ db }: Prepared, clusters: readonly number[]): Promise<Map<number, Edge[]>> {
  if (clusters.length === 0) return new Map();
  const rows = await db.rows<{ cluster: number; left_n: number; right_n: number; weight: number }>(edgesWithin([...new Set(clusters)]));
  const edges = rows.map(({ cluster, left_n, right_n, weight }) => ({ cluster, edge: { left: left_n, right: right_n, weight } }));
  const grouped = Map.groupBy(edges, ({ cluster }) => cluster);
  return new Map([...grouped].map(([cluster, own]) => [cluster, own.map(({ edge }) => edge)]));
}

export function nameOf({ file, id }: RecordName): RecordName {
  return { file, id };
}
