/**
 * How near two values of a column are to each other, in named levels. A level family is a file of this folder that exports `family`;
 * its examples are its tests. A comparison is one or more families, strongest first: the first level that holds is taken; the levels
 * "missing" and "different" are the engine's own.
 *
 * Levels are SQL over two rows of dictionaries of distinct cleaned values, so that each pair of values is judged once.
 */
import { type Static, type TObject, Type } from 'typebox';
import { duck, type Sql } from '../../core/duckdb/sql.ts';
import type { Bilingual } from '../../core/errors.ts';

/** One side of a pair: SQL over the row of its value. */
export interface Side {
  /** The cleaned VARCHAR, never null. */
  value: Sql;
  /** A feature that the family names; may be null. */
  feature(name: string): Sql;
}

export interface Level {
  /** kebab-case, its own within the family for any settings: `jaro-winkler-0.92`. */
  name: string;
  label: Bilingual;
  /** For a clerk; may hold `{left}` and `{right}`. */
  sentence: Bilingual;
  /** BOOLEAN; null counts as false. Both values are there and differ, unless the level is `exact`. Symmetric. */
  holds(left: Side, right: Side): Sql;
  /** Whether it says that the two are one and the same value, so that a rare value weighs more than a frequent one. A spelling that is nearly the same is rare by itself, whatever it is a spelling of. */
  tf?: boolean;
}

export interface LevelExample {
  settings?: Record<string, unknown>;
  /** Cleaned values. */
  left: string;
  right: string;
  /** Name of the first level that holds; null: none does. */
  level: string | null;
}

export interface LevelFamily {
  /** Words of the file's name: `edit distance` in `edit-distance.ts`. */
  name: string;
  title: Bilingual;
  /** What it is for, in a sentence. */
  says: Bilingual;
  /** typebox schema, every property with a default. */
  settings: TObject;
  /** Names of the features its levels look at. */
  features: readonly string[];
  /** Strongest and cheapest first. */
  levels(settings: Record<string, unknown>): Level[];
  examples: readonly LevelExample[];
}

/** A family as a kind or a model names it. */
export interface LevelChoice {
  family: string;
  settings?: Record<string, unknown>;
}

/** The settings of a family that has levels of several kinds: `only` names those to take. */
export const ONLY = Type.Object(
  { only: Type.Optional(Type.Array(Type.String(), { minItems: 1, description: 'names of the levels to take; default: all' })) },
  { additionalProperties: false },
);

/** The levels that `only` names, in their own order. */
export function takeOnly(levels: readonly Level[], { only }: { only?: string[] }): Level[] {
  return levels.filter(({ name }) => only === undefined || only.includes(name));
}

/** A level in one line: how it is called and when it holds. */
export function level(name: string, [en, zh]: readonly [string, string], holds: Level['holds']): Level {
  return { name, label: { en, zh }, sentence: { en: `{left} and {right}: ${en}`, zh: `{left}与{right}:${zh}` }, holds };
}

/** Whether both sides have the same of a feature; null where one has none. */
export function sameFeature(left: Side, right: Side, feature: string): Sql {
  return duck`${left.feature(feature)} = ${right.feature(feature)}`;
}

/** Evaluated only where both are written in Chinese characters. */
export function ofHan(left: Side, right: Side, condition: Sql): Sql {
  return duck`CASE WHEN ${left.feature('han')} AND ${right.feature('han')} THEN ${condition} END`;
}

/** Whether all words of the shorter list stand in the longer; null where they are as long. */
export function allWordsOf(left: Sql, right: Sql): Sql {
  return duck`CASE WHEN len(${left}) < len(${right}) THEN list_has_all(${right}, ${left}) WHEN len(${left}) > len(${right}) THEN list_has_all(${left}, ${right}) END`;
}

/** A level for each share of words in common, the highest first. */
export function overlapLevels(prefix: string, shares: readonly number[], holds: (least: number) => Level['holds']): Level[] {
  return shares
    .toSorted((a, b) => b - a)
    .map((least) => {
      const percent = Math.round(least * 100);
      return level(`${prefix}-${least}`, [`share ${percent} % of their words or more`, `共同词不少于${percent}%`], holds(least));
    });
}

/** A family whose settings have the types of its schema. */
export function defineFamily<S extends TObject>(
  family: Omit<LevelFamily, 'settings' | 'levels'> & { settings: S; levels(settings: Static<S>): Level[] },
): LevelFamily {
  return family as unknown as LevelFamily;
}
