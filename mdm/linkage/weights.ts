/** What a trained model says of a level and of a value, in arrays by comparison, level and code. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import { placeOf } from './compile-model.ts';
import type { LinkModel, TrainedModel } from './contract.ts';
import { dictionary } from './encode-steps.ts';
import type { Dictionary, Profiles } from './profiles.ts';
import { type Ties, tiesOf } from './taken-back.ts';

export interface Weights {
  prior: number;
  /** By comparison and level. */
  levels: Float64Array[];
  /** By comparison: what the rarity of a value adds at a tf level, by code; undefined = nothing. */
  rarity: (Float64Array | undefined)[];
  /** By comparison and level: whether the rarity counts. */
  tf: boolean[][];
  /** By comparison: the most that a pair of different values can add. */
  bestOfDifferent: number[];
  /** By comparison: place of its column. */
  columns: number[];
  ties: Ties;
}

export async function weightsOf(
  db: Duck,
  { model, trained, profiles }: { model: LinkModel; trained: TrainedModel; profiles: Profiles },
): Promise<Weights> {
  const columns = model.comparisons.map(({ column }) => placeOf(model, column));
  const levels = trained.comparisons.map((comparison) => Float64Array.from(comparison.levels, ({ weight }) => weight));
  const rarity: (Float64Array | undefined)[] = [];
  for (const [c, { tf, levels: own }] of trained.comparisons.entries()) {
    const u = own.find((_, level) => model.comparisons[c]!.levels[level]!.tf)?.u;
    rarity.push(
      tf === undefined || u === undefined
        ? undefined
        : await rarityOf(db, { column: columns[c]!, tf, u, dictionary: profiles.dictionaries[columns[c]!]! }),
    );
  }
  const tf = model.comparisons.map((comparison) => comparison.levels.map((level) => level.tf));
  // Level 1 is only reached by different values where it is not the level of equal ones; taking it in costs little.
  const bestOfDifferent = levels.map((own, c) => Math.max(...own.subarray(tf[c]![1] ? 2 : 1)));
  return { prior: trained.prior, levels, rarity, tf, bestOfDifferent, columns, ties: tiesOf(trained) };
}

interface RarityOf {
  column: number;
  tf: Frequencies;
  /** Average chance that two others share the value. */
  u: number;
  dictionary: Dictionary;
}

type Frequencies = NonNullable<TrainedModel['comparisons'][number]['tf']>;

/** What was looked up before: the weights of one model are asked for at several stages. */
const known = new WeakMap<Dictionary, WeakMap<Frequencies, Float64Array>>();

async function rarityOf(db: Duck, asked: RarityOf): Promise<Float64Array> {
  const own = known.get(asked.dictionary) ?? new WeakMap<Frequencies, Float64Array>();
  known.set(asked.dictionary, own);
  const rarity = own.get(asked.tf) ?? (await lookUp(db, asked));
  own.set(asked.tf, rarity);
  return rarity;
}

async function lookUp(db: Duck, { column, tf, u, dictionary: { size } }: RarityOf): Promise<Float64Array> {
  const bits = (frequency: number) => Math.log2(u / frequency);
  const rarity = new Float64Array(size + 1).fill(bits(tf.rest));
  const values = Object.keys(tf.values);
  const codes = await db.rows<{ code: number; value: string }>(
    duck`SELECT code, value FROM ${dictionary(column)} WHERE value IN (SELECT unnest(${values}::VARCHAR[]))`,
  );
  for (const { code, value } of codes) rarity[code] = bits(tf.values[value]!);
  return rarity;
}

/** What a level of a comparison adds for two codes. */
export function weightAt(weights: Weights, c: number, level: number, code: number): number {
  return weights.levels[c]![level]! + rarityAt(weights, c, level, code);
}

/** What the rarity of a value adds at a level. */
export function rarityAt({ tf, rarity }: Weights, c: number, level: number, code: number): number {
  return tf[c]![level] ? (rarity[c]?.[code] ?? 0) : 0;
}
