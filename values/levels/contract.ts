/**
 * How near two values of a column are to each other, in named levels. A level family is a file of this folder that exports `family`;
 * its examples are its tests. A comparison is one or more families, strongest first: the first level that holds is taken; the levels
 * "missing" and "different" are the engine's own.
 *
 * Levels are SQL over two rows of dictionaries of distinct cleaned values, so that each pair of values is judged once.
 */
import { type Static, type TObject, Type } from 'typebox';
import type { Sql } from '../../core/duckdb/sql.ts';
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

/** The setting `only`: the names of the levels to take, where a family has levels of several kinds. */
export const ONLY = Type.Optional(Type.Array(Type.String(), { minItems: 1, description: 'names of the levels to take; default: all' }));

/** The levels that `only` names, in their own order. */
export function takeOnly(levels: readonly Level[], { only }: { only?: string[] }): Level[] {
  return levels.filter(({ name }) => only === undefined || only.includes(name));
}

/** A level in one line: how it is called and when it holds. */
export function level(name: string, [en, zh]: readonly [string, string], holds: Level['holds']): Level {
  return { name, label: { en, zh }, sentence: { en: `{left} and {right}: ${en}`, zh: `{left}与{right}:${zh}` }, holds };
}

/** A family whose settings have the types of its schema. */
export function defineFamily<S extends TObject>(
  family: Omit<LevelFamily, 'settings' | 'levels'> & { settings: S; levels(settings: Static<S>): Level[] },
): LevelFamily {
  return family as unknown as LevelFamily;
}
