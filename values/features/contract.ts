/**
 * What is computed once for each distinct value so that pairs of values are compared cheaply: a part of a date, the letters of a name
 * in order, how it sounds. Blocking keys are features too. A file of this folder exports `features`, by name.
 */

import type { Sql } from '../../core/duckdb/sql.ts';
import type { Bilingual } from '../../core/errors.ts';

export interface Feature {
  /** What it holds, in a few words. */
  says: Bilingual;
  type: 'VARCHAR' | 'VARCHAR[]' | 'UBIGINT[]' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN';
  /** The feature that it is made of, where that is not the value itself: what is dear is made once. */
  from?: string;
  /** Of a cleaned VARCHAR (or of the other feature) that may be null; null or an empty text where there is no such part. Deterministic, never throws. */
  of(value: Sql): Sql;
  /** Where it depends on how rare the words are among all values of the column: of the value's words, rarest first, and of those that other records have too. `of` then takes all words for equally rare. */
  amongAll?(words: Sql, shared: Sql): Sql;
}

/** What a file of this folder exports. */
export interface FeatureFile {
  features: Record<string, Feature>;
  /** Statements run once in a database, in order, before the features are used: macros and small tables. */
  macros: readonly string[];
}
