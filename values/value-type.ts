/**
 * What one kind of value means. A value type is a folder of `values/` whose `index.ts` exports `makeType`, the maker of a
 * `ValueType`. Bulk work runs the macros in DuckDB; single values (API, generator) run the functions.
 * A property test holds the two together, and the examples are tests of both.
 */
import type { Bilingual } from '../core/errors.ts';

export interface CleanValue {
  /** The normal form; null when nothing usable is left. */
  value: string | null;
  /** Codes of `findings`, sorted. */
  findings: string[];
}

export interface FindingKind {
  /** An error makes the row unusable when the column is required or a key; otherwise the value is kept, doubtful. */
  severity: 'error' | 'warning';
  message: Bilingual;
}

export interface ValueExample {
  raw: string;
  value: string | null;
  findings?: string[];
  /** Why this example is here. */
  note?: string;
}

/** A row of the divisions table. */
export interface DivisionRow {
  /** 2, 4, 6, 9 or 12 digits. */
  code: string;
  name: string;
  level: 'province' | 'city' | 'district' | 'street' | 'community';
  parent: string | null;
  /** `YYYY-MM-DD`; null = always / still. */
  validFrom: string | null;
  validTo: string | null;
  /** The one division into which all of it went that was left; null while it is in force, and where it was split. */
  successor: string | null;
  /** Where parts of it went, with the share of its people (null: unknown) and the day (null: the day it ended). */
  parts?: readonly { code: string; share: number | null; on: string | null }[];
}

/** What a value type may depend on besides the value itself. */
export interface ValueContext {
  divisions: readonly DivisionRow[];
  /** `YYYY-MM-DD`: births after it are in the future, divisions are judged on it. */
  today: string;
}

export interface ValueType {
  /** kebab-case, equal to the folder. `id-number` → macros `clean_id_number`, … */
  name: string;
  title: Bilingual;
  /** Every finding its `clean` can return. */
  findings: Record<string, FindingKind>;
  /**
   * CREATE OR REPLACE MACRO statements. Every type defines `clean_<type>(raw) → STRUCT(value VARCHAR, findings VARCHAR[])`.
   * Optional, with the default when absent:
   * `keys_<type>(value) → VARCHAR[]` join keys with their scheme, empty when the value may not join (default: none). A scheme that
   * ends in `?` may name several entities (a room whose unit is not said): it joins only where a record with a full number bears it too;
   * `search_<type>(value) → VARCHAR` form in which it is searched (default: the value);
   * `compatible_<type>(a, b) → BOOLEAN` neither null; false only where the two cannot be the same in truth (default: a = b).
   */
  macros: string[];
  /**
   * What its macros call where SQL cannot say it: name → function of one text, the same whenever it is asked. DuckDB calls it on Node's
   * thread, so usual texts should not need it.
   */
  functions?: Record<string, (text: string) => string>;
  /**
   * Whether its join keys prove themselves: by check digits, or because they say everything (a full address). Keys that do not may be
   * placeholders, so equal words with such a key are never taken for one statement.
   */
  keysProve?: boolean;
  /**
   * Whether there is a macro `quick_<type>(raw)`: what `clean_<type>` gives for the usual texts, found without a lambda's cost; NULL or
   * a struct whose value is NULL for all others. Changes the speed of bulk work only.
   */
  quick?: boolean;
  /** What it means changes with the table of divisions: sources with such columns are read again when the table changes. */
  usesDivisions?: boolean;
  clean(raw: string): CleanValue;
  /** A key that begins with ':' takes the name of its attribute as scheme. Present exactly when `keys_<type>` is. */
  joinKeys?(value: string): string[];
  /** Present exactly when `search_<type>` is. */
  searchForm?(value: string): string;
  /** Present exactly when `compatible_<type>` is. */
  compatible?(a: string, b: string): boolean;
  /** How it is shown to those without the right to see it whole. */
  mask(value: string): string;
  examples: ValueExample[];
}
