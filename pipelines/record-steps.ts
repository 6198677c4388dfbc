import type { SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, literal, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { RECORDS } from '../schema/index.ts';

/**
 * From decoded text to what changed. Tables, each `CREATE TABLE`d once in a run:
 * `raw` (row_number, the file's columns; by the format) → `keyed` (row_number, record, row_hash) → `unnamed` (row_number, code:
 * rows that name no record of their own) → `state` (the source's last state) → `diff` (row_number, record, row_hash, class
 * new | changed | same, was_accepted, returned) and `absent` (record, missed, present, accepted).
 */

/** Blank, for all that departments' systems pad with. */
export function trimmed(expression: Sql): Sql {
  return duck`trim(${expression}, ${' \t\r\n\u00a0\u3000'})`;
}

export function keyStep(source: SourceConfig, configVersion: string): Step {
  const keys = source.key.map((column) => trimmed(name(column)));
  const blank = join(
    keys.map((key) => duck`coalesce(${key}, '') = ''`),
    ' OR ',
  );
  const columns = join(source.columns.map((column) => name(column.name)));
  return {
    name: 'key',
    says: 'name each row by its key and hash its content',
    sql: duck`CREATE TABLE keyed AS SELECT row_number, CASE WHEN ${blank} THEN NULL ELSE concat_ws('|', ${join(keys)}) END AS record,
      hash(${columns}, ${configVersion}) AS row_hash FROM raw`,
  };
}

/**
 * Of equal keys the first row is kept. In a correction, a row that was set aside for its key and still says so in `_code` is
 * set aside again while another row holds its key: clearing `_code` says that it is the right one.
 */
export function unnamedSteps({ isCorrection }: { isCorrection: boolean }): Step[] {
  const again = duck`UNION SELECT k.row_number, 'duplicateKey' FROM raw JOIN keyed k USING (row_number) JOIN state s ON s.record = k.record
    WHERE raw._code LIKE '%duplicate%' AND s.row_hash <> k.row_hash`;
  return [
    {
      name: 'repeatedKeys',
      says: 'find keys that stand in more than one row',
      sql: duck`CREATE TABLE repeated_key AS SELECT record, min(row_number) AS first_row FROM keyed WHERE record IS NOT NULL GROUP BY record HAVING count(*) > 1`,
    },
    {
      name: 'unnamed',
      says: 'set rows aside that name no record of their own',
      sql: duck`CREATE TABLE unnamed AS SELECT row_number, 'keyMissing' AS code FROM keyed WHERE record IS NULL
        UNION ALL SELECT k.row_number, CASE WHEN k.row_hash = f.row_hash THEN 'duplicateRow' ELSE 'duplicateKey' END
        FROM repeated_key r JOIN keyed k ON k.record = r.record JOIN keyed f ON f.row_number = r.first_row WHERE k.row_number > r.first_row ${isCorrection ? again : rawSql('')}`,
    },
  ];
}

/** `paths`: the source's records files, in the order of their version. */
export function stateStep(paths: readonly string[]): Step {
  const columns = ['record', 'row_hash', 'present', 'accepted', 'missed'];
  const state = paths.length === 0 ? emptyState() : lakeState({ key: RECORDS.key, groups: [paths], columns });
  return {
    name: 'state',
    says: "read the source's last state",
    sql: duck`CREATE TABLE state AS SELECT record, row_hash, accepted, missed FROM (${state}) WHERE present`,
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
      FROM (SELECT * FROM keyed WHERE record IS NOT NULL) k ANTI JOIN unnamed u ON u.row_number = k.row_number LEFT JOIN state s ON s.record = k.record`,
  };
}

/** Which records this delivery misses. Only a snapshot says so by leaving them out. */
export function absentStep({ isWholeList, absentAfter }: { isWholeList: boolean; absentAfter: number }): Step {
  return {
    name: 'absent',
    says: 'find records that the delivery leaves out',
    sql: duck`CREATE TABLE absent AS SELECT s.record, (s.missed + 1)::INTEGER AS missed, s.missed + 1 < ${absentAfter} AS present, s.accepted
      FROM state s ANTI JOIN (SELECT record FROM keyed WHERE record IS NOT NULL) k USING (record) WHERE ${isWholeList}`,
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
