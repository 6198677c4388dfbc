import type { SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, literal, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { RECORDS } from '../schema/index.ts';
import { isFormulaError } from './formula-errors.ts';

/**
 * From decoded text to what changed. Tables, each `CREATE TABLE`d once in a run:
 * `raw` (row_number, the file's columns; by the format) → `keyed` (row_number, record, row_hash) → `unnamed` (row_number, code:
 * rows that name no record of their own) → `passed` (row_number, record, deleted: rows whose own values count for nothing) → `state`
 * (the source's last state) → `diff` (row_number, record, row_hash, class new | changed | same, was_accepted, returned) and `absent`
 * (record, missed, present, accepted). For a source of kind period also `period_of` (text, period).
 */

/** All that departments' systems pad with. */
const BLANKS = ' \t\r\n\u00a0\u3000';
const PADDING = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, 'g');

export function trimmed(expression: Sql): Sql {
  return duck`trim(${expression}, ${BLANKS})`;
}

/** As `trimmed`, for one text. */
export function trimmedText(text: string): string {
  return text.replace(PADDING, '');
}

/** `reading`: see `readingVersion`. */
export function keyStep(source: SourceConfig, reading: string): Step {
  const keys = source.key.map((column) => trimmed(name(column)));
  const blank = join(
    keys.map((key) => duck`coalesce(${key}, '') = '' OR ${isFormulaError(key)}`),
    ' OR ',
  );
  const columns = join(source.columns.map((column) => name(column.name)));
  return {
    name: 'key',
    says: 'name each row by its key and hash its content',
    sql: duck`CREATE TABLE keyed AS SELECT row_number, CASE WHEN ${blank} THEN NULL ELSE concat_ws('|', ${join(keys)}) END AS record,
      hash(${columns}, ${reading}) AS row_hash FROM raw`,
  };
}

/** `paths`: the source's records files, in the order of their version. `period` is NULL where the source has none. */
export function stateStep(paths: readonly string[]): Step {
  const state = paths.length === 0 ? emptyState() : lakeState({ key: RECORDS.key, groups: [paths] });
  return {
    name: 'state',
    says: "read the source's last state",
    sql: duck`CREATE TABLE state AS SELECT record, row_hash, accepted, missed, period
      FROM (${state} UNION ALL BY NAME (SELECT NULL::VARCHAR AS period LIMIT 0)) WHERE present`,
  };
}

function emptyState(): Sql {
  return duck`SELECT NULL::VARCHAR AS record, NULL::UBIGINT AS row_hash, false AS present, false AS accepted, 0 AS missed WHERE false`;
}

export function diffStep(): Step {
  return {
    name: 'diff',
    says: 'compare with the last state by key and content',
    sql: duck`CREATE TABLE diff AS SELECT k.row_number, k.record, k.row_hash,
      CASE WHEN s.record IS NULL THEN 'new' WHEN s.row_hash = k.row_hash THEN 'same' ELSE 'changed' END AS class,
      coalesce(s.accepted, false) AS was_accepted, coalesce(s.missed > 0, false) AS returned
      FROM (SELECT * FROM keyed WHERE record IS NOT NULL) k ANTI JOIN (SELECT row_number FROM unnamed UNION ALL SELECT row_number FROM passed) u
        ON u.row_number = k.row_number LEFT JOIN state s ON s.record = k.record`,
  };
}

export interface DeliveryStamp {
  delivery: number;
  /** `YYYY-MM-DD` */
  asOf: string;
  configVersion: string;
}

/** `delivery`, `as_of` as columns. */
export function stamp({ delivery, asOf }: DeliveryStamp): Sql {
  return duck`${delivery}::BIGINT AS delivery, ${asOf}::DATE AS as_of`;
}

/** The source's columns as one STRUCT of text, from expressions in the order of the configuration. */
export function valuesStruct(source: SourceConfig, expressions: readonly Sql[]): Sql {
  const fields = source.columns.map((column, i) => rawSql(`${literal(column.name)}: ${expressions[i]!.text}`));
  return duck`{${join(fields)}}`;
}

/** DuckDB type of `values` for this source. */
export function valuesType(source: SourceConfig): Sql {
  return duck`STRUCT(${join(source.columns.map((column) => duck`${name(column.name)} VARCHAR`))})`;
}
