/** Tells of given pairs of records why they are one, or are not. */
import type { Bilingual } from '../../../core/errors.ts';
import { fill } from '../../../core/errors.ts';
import type { ComparedLevel, ModelComparison, PairEvidence as ScoredPair, TrainedModel } from '../contract.ts';
import type { Prepared } from '../prepare.ts';
import { scorePairs } from '../score-pairs.ts';
import { weightOf } from '../threshold.ts';
import type { Band, Contradiction, FieldEvidence, PairEvidence, RecordName } from './contract.ts';
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
  const explained: PairEvidence[] = [];
  for (const pair of scored) {
    const [left, right] = [records.get(pair.left)!, records.get(pair.right)!];
    const band = bands.get(`${Math.min(pair.left, pair.right)} ${Math.max(pair.left, pair.right)}`) ?? 'apart';
    const together = left.cluster === right.cluster;
    const path = together ? await pathBetween(context, { left, right }) : [];
    explained.push({ ...describe(context, { pair, left, right }), band, together, path });
  }
  return explained;
}

/** By number. */
export async function readRecords({ db, model }: Prepared, ns: readonly number[]): Promise<Map<number, KnownRecord>> {
  const places = model.columns.map((_, i) => `v${i}`);
  const rows = await db.rows<Record<string, never> & { n: number; file: string; id: string; cluster: number }>(
    recordsOf(ns, places.length),
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
    const place = model.columns.findIndex(({ name }) => name === comparison.column);
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
  const say = (sentence: string) => fill(sentence, { left: left ?? '–', right: right ?? '–' });
  const sentence: Bilingual = { en: say(level.sentence.en), zh: say(level.sentence.zh) };
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

async function pathBetween({ prepared }: ExplainContext, { left, right }: Sides) {
  const edges = await edgesOf(prepared, left.cluster);
  const direct = edges.find((edge) => (edge.left === left.n && edge.right === right.n) || (edge.left === right.n && edge.right === left.n));
  const way = direct === undefined ? strongestPath(edges, left.n, right.n) : [{ left: left.n, right: right.n, weight: direct.weight }];
  const records = await readRecords(prepared, [...new Set(way.flatMap((edge) => [edge.left, edge.right]))]);
  return named(way, (n) => nameOf(records.get(n)!));
}

/** Pairs that joined within a cluster, the strongest first. */
export async function edgesOf({ db }: Prepared, cluster: number): Promise<Edge[]> {
  const rows = await db.rows<{ left_n: number; right_n: number; weight: number }>(edgesWithin(cluster));
  return rows.map(({ left_n, right_n, weight }) => ({ left: left_n, right: right_n, weight }));
}

export function nameOf({ file, id }: RecordName): RecordName {
  return { file, id };
}
