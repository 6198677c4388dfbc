/**
 * What a column holds, as a short model says it: `name: person name`. From it follow the cleaning of its values, how two of them are
 * compared and which keys bring records together. A kind is a file of this folder that exports `kind`; its examples are its tests.
 */
import type { Sql } from '../../core/duckdb/sql.ts';
import type { Bilingual } from '../../core/errors.ts';
import type { LevelChoice } from '../levels/contract.ts';

export interface BlockingKey {
  /** A feature's name, or `value` for the cleaned value itself. */
  key: string;
  /** How much it narrows, in bits: log2 of the number of groups of like size into which it divides a large list. */
  strength: number;
}

export interface Kind {
  /** Words of the file's name: `person name` in `person-name.ts`. */
  name: string;
  title: Bilingual;
  /** What belongs in such a column, in a sentence. */
  says: Bilingual;
  /** The normal form, VARCHAR; null for what says nothing. For any text, also composed of several columns with blanks between; never throws. */
  clean(raw: Sql): Sql;
  /** Strongest first. */
  levels: readonly LevelChoice[];
  /** Strongest first; empty where the values bring nothing together. */
  blocking: readonly BlockingKey[];
  /** Whether the frequency of values says something (names), or each value is nearly its own (numbers). */
  tf: boolean;
  /** Two different values are two entities. */
  exclusive?: boolean;
  /** What belongs to one alone: who shares street, household or employer with another shares it no sooner than any stranger does. */
  own?: boolean;
  /** Relatives share a part of it, as the surname in a whole name: only its strong levels belong to one alone. */
  partlyShared?: boolean;
  /** Tells of an organisation; in a list of organisations, a person may belong to several. */
  organisation?: boolean;
  /** Statements run once in a database before `clean` is used. */
  macros: readonly string[];
  examples: readonly { raw: string; value: string | null }[];
  /** Raw values and the level that its levels give them; null: different. */
  pairs: readonly { left: string; right: string; level: string | null }[];
}
