import type { ColumnConfig, SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { cleanSql } from '../values/index.ts';
import type { ValueTypes } from './context.ts';
import { RECORD_FINDINGS } from './findings.ts';
import { trimmed } from './record-steps.ts';

/**
 * From what changed to what it means. `cleaned`: one row per row to check, with the raw text `r<i>` and the cleansed value
 * `c<i>` STRUCT(value, findings) of column i → `finding` (row_number, position, field, code, severity, value) → `verdict`
 * (row_number, rejected, findings, fields) → view `checked` (cleaned with its verdict).
 */

/** The raw text and the cleansed value of a column, by its place in the configuration. */
export const rawColumn = (i: number): Sql => name(`r${i}`);
export const cleanColumn = (i: number): Sql => name(`c${i}`);
export const cleanValue = (i: number): Sql => duck`${cleanColumn(i)}.value`;

export function isObligatory(source: SourceConfig, column: ColumnConfig): boolean {
  return column.required || source.key.includes(column.name);
}

export function checkSteps(source: SourceConfig, valueTypes: ValueTypes): Step[] {
  return [cleanStep(source, valueTypes), ...findingSteps(source, valueTypes), verdictStep(), checkedStep()];
}

/** Unchanged rows cost nothing here, except rejected ones: the reader of this delivery's rejects wants to see why, again. */
function cleanStep(source: SourceConfig, valueTypes: ValueTypes): Step {
  const raws = source.columns.map((column, i) => duck`raw.${name(column.name)} AS ${rawColumn(i)}`);
  const cleans = source.columns.map(
    (column, i) => duck`${cleanExpression({ source, column, valueTypes }, rawColumn(i))} AS ${cleanColumn(i)}`,
  );
  return {
    name: 'clean',
    says: 'cleanse what is new or changed',
    sql: duck`CREATE TABLE cleaned AS SELECT *, ${join(cleans)} FROM (
      SELECT d.row_number, d.record, d.row_hash, d.class, d.was_accepted, d.returned, ${join(raws)}
      FROM diff d JOIN raw ON raw.row_number = d.row_number WHERE d.class <> 'same' OR d.returned OR NOT d.was_accepted)`,
  };
}

interface ColumnToClean {
  source: SourceConfig;
  column: ColumnConfig;
  valueTypes: ValueTypes;
}

function cleanExpression({ source, column, valueTypes }: ColumnToClean, raw: Sql): Sql {
  const blank = clean(null, isObligatory(source, column) ? ['requiredMissing'] : []);
  const filled = column.codes === undefined ? cleanSql(valueTypes[column.type]!, raw) : mapCode(column.codes, raw);
  return duck`CASE WHEN coalesce(${trimmed(raw)}, '') = '' THEN ${blank} ELSE ${filled} END`;
}

function mapCode(codes: Record<string, string>, raw: Sql): Sql {
  const cases = Object.entries(codes).map(([theirs, ours]) => duck`WHEN ${theirs} THEN ${clean(ours, [])}`);
  const unlisted = clean(null, ['codeUnlisted']);
  if (cases.length === 0) return unlisted;
  return duck`CASE ${trimmed(raw)} ${join(cases, ' ')} ELSE ${unlisted} END`;
}

function clean(value: string | null, findings: string[]): Sql {
  return duck`{value: ${value}::VARCHAR, findings: ${findings}::VARCHAR[]}`;
}

/** Characters of Unicode's three private-use areas. */
const PRIVATE_USE = '[\\x{E000}-\\x{F8FF}\\x{F0000}-\\x{FFFFD}\\x{100000}-\\x{10FFFD}]';

function findingSteps(source: SourceConfig, valueTypes: ValueTypes): Step[] {
  const ofValues = source.columns.map(
    (column, i) => duck`SELECT row_number, ${i} AS position, ${column.name} AS field, unnest(${cleanColumn(i)}.findings) AS code,
      left(${rawColumn(i)}, 200) AS value FROM cleaned WHERE len(${cleanColumn(i)}.findings) > 0`,
  );
  const ofCharacters = source.columns.map(
    (column, i) => duck`SELECT row_number, ${i} AS position, ${column.name} AS field, 'privateUseCharacter' AS code,
      left(${rawColumn(i)}, 200) AS value FROM cleaned SEMI JOIN private_use USING (row_number) WHERE regexp_matches(${rawColumn(i)}, ${PRIVATE_USE})`,
  );
  return [
    {
      name: 'privateUse',
      says: 'find rows with private-use characters',
      sql: duck`CREATE TABLE private_use AS SELECT row_number FROM cleaned WHERE regexp_matches(concat(${join(source.columns.map((_, i) => rawColumn(i)))}), ${PRIVATE_USE})`,
    },
    {
      name: 'findings',
      says: 'list what is wrong with each row',
      sql: duck`CREATE TABLE finding AS SELECT *, ${severity(source, valueTypes)} AS severity FROM (${join([...ofValues, ...ofCharacters], ' UNION ALL ')})`,
    },
  ];
}

/** An error of a column that the row can do without is a warning: the row stays, its value is kept or left out. */
function severity(source: SourceConfig, valueTypes: ValueTypes): Sql {
  const cases = source.columns
    .map((column, position) => ({ column, position }))
    .filter(({ column }) => isObligatory(source, column))
    .map(
      ({ column, position }) => duck`WHEN position = ${position} AND list_contains(${errorCodes(column, valueTypes)}, code) THEN 'error'`,
    );
  return cases.length === 0 ? rawSql("'warning'") : duck`CASE ${join(cases, ' ')} ELSE 'warning' END`;
}

function errorCodes(column: ColumnConfig, valueTypes: ValueTypes): string[] {
  const kinds = { ...RECORD_FINDINGS, ...valueTypes[column.type]?.findings };
  return Object.entries(kinds)
    .filter(([, kind]) => kind.severity === 'error')
    .map(([code]) => code)
    .sort();
}

function verdictStep(): Step {
  return {
    name: 'verdict',
    says: 'judge each row by its findings',
    sql: duck`CREATE TABLE verdict AS SELECT row_number, bool_or(severity = 'error') AS rejected,
      list({code: code, severity: severity, field: field, value: value} ORDER BY position, code) AS findings, list(DISTINCT field) AS fields
      FROM finding GROUP BY row_number`,
  };
}

function checkedStep(): Step {
  return {
    name: 'checked',
    says: 'put rows and verdicts together',
    sql: duck`CREATE VIEW checked AS SELECT c.*, coalesce(v.rejected, false) AS rejected, v.findings, v.fields,
      NOT coalesce(v.rejected, false) AND (c.class <> 'same' OR NOT c.was_accepted) AS written
      FROM cleaned c LEFT JOIN verdict v ON v.row_number = c.row_number`,
  };
}
