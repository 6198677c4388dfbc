import type { SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { cleanExpression } from './clean-steps.ts';
import type { LandedKind, ValueTypes } from './context.ts';
import { isFormulaError } from './formula-errors.ts';
import { trimmed } from './record-steps.ts';

/* What a delivery's kind decides: which of equal keys counts, which records a delivery takes away, and which rows it replaces. */

/**
 * Of equal keys the first row is kept; in a delta, which tells one change after the other, the last. In a correction, a row that was
 * set aside for its key and still says so in `_code` is set aside again while another row holds its key: clearing `_code` says that
 * it is the right one.
 */
export function unnamedSteps({ key }: SourceConfig, kind: LandedKind): Step[] {
  const repeated = duck`SELECT k.row_number, CASE WHEN k.row_hash = f.row_hash THEN 'duplicateRow' ELSE 'duplicateKey' END
    FROM repeated_key r JOIN keyed k ON k.record = r.record JOIN keyed f ON f.row_number = r.first_row WHERE k.row_number > r.first_row`;
  const again = duck`SELECT k.row_number, 'duplicateKey' FROM raw JOIN keyed k USING (row_number) JOIN state s ON s.record = k.record
    WHERE raw._code LIKE '%duplicate%' AND s.row_hash <> k.row_hash`;
  const errors = join(
    key.map((column) => isFormulaError(trimmed(name(column)))),
    ' OR ',
  );
  const missing = duck`SELECT row_number, CASE WHEN ${errors} THEN 'formulaError' ELSE 'keyMissing' END AS code
    FROM (SELECT row_number FROM keyed WHERE record IS NULL) JOIN raw USING (row_number)`;
  const found: Partial<Record<LandedKind, Sql[]>> = { delta: [missing], correction: [missing, duck`(${repeated} UNION ${again})`] };
  return [
    {
      name: 'repeatedKeys',
      says: 'find keys that stand in more than one row',
      sql: rawSql(`CREATE TABLE repeated_key AS SELECT record, min(row_number) AS first_row, max(row_number) AS last_row
        FROM keyed WHERE record IS NOT NULL GROUP BY record HAVING count(*) > 1`),
    },
    {
      name: 'unnamed',
      says: 'set rows aside that name no record of their own',
      sql: duck`CREATE TABLE unnamed AS ${join(found[kind] ?? [missing, repeated], ' UNION ALL ')}`,
    },
  ];
}

/** Rows that a later row of the same delta takes the place of, and rows that say that their record is gone. */
export function passedStep({ deleted }: SourceConfig, kind: LandedKind): Step {
  const outdated = rawSql(
    `SELECT row_number, record, false AS deleted FROM keyed JOIN repeated_key USING (record) WHERE ${kind === 'delta'} AND row_number < last_row`,
  );
  const gone =
    deleted === undefined
      ? duck``
      : duck`UNION ALL SELECT row_number, record, true FROM keyed JOIN raw USING (row_number) ANTI JOIN unnamed USING (row_number)
    WHERE list_contains(${deleted.values}, ${trimmed(name(deleted.column))})`;
  return {
    name: 'passed',
    says: 'find rows that only say that their record is gone, or that a later row takes the place of',
    sql: duck`CREATE TABLE passed AS SELECT row_number, any_value(record) AS record, bool_and(deleted) AS deleted FROM (${outdated} ${gone}) GROUP BY row_number`,
  };
}

/** The period that each text of the period's column means: 2026-09 and 202609 are one month. */
export function periodStep(source: SourceConfig, valueTypes: ValueTypes): Step[] {
  const column = source.columns.find((each) => each.name === source.period);
  if (column === undefined) return [];
  return [
    {
      name: 'periods',
      says: 'understand the period of each row',
      sql: duck`CREATE TABLE period_of AS SELECT raw AS text, c.value AS period
        FROM (SELECT raw, ${cleanExpression(column, valueTypes)} AS c FROM (SELECT DISTINCT ${name(column.name)} AS raw FROM raw))`,
    },
  ];
}

/**
 * Which records this delivery says are missing or gone: a snapshot by leaving them out, a delivery of periods by leaving them out of
 * theirs, any other by a row that says so.
 */
export function absentStep({ absentAfter, period }: SourceConfig, kind: LandedKind): Step {
  const leftOut = rawSql('FROM state s ANTI JOIN (SELECT record FROM keyed WHERE record IS NOT NULL) k USING (record)');
  const gone = rawSql('SELECT s.record, (s.missed + 1)::INTEGER AS missed, false AS present, s.accepted');
  const said = duck`${gone} FROM state s SEMI JOIN (SELECT record FROM passed WHERE deleted) p USING (record)`;
  const misses: Partial<Record<LandedKind, Sql>> = {
    snapshot: duck`SELECT s.record, (s.missed + 1)::INTEGER AS missed, s.missed + 1 < ${absentAfter} AS present, s.accepted ${leftOut}`,
    ...(period === undefined ? {} : { period: duck`${gone} ${leftOut} WHERE s.period IN (SELECT period FROM period_of)` }),
  };
  return { name: 'absent', says: 'find records that the delivery leaves out', sql: duck`CREATE TABLE absent AS ${misses[kind] ?? said}` };
}
