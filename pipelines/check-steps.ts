import type { ColumnConfig, SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type CleanRequest, meaningRows, rawColumn } from './clean-steps.ts';
import type { ValueTypes } from './context.ts';
import { countyFindings } from './county-steps.ts';
import { RECORD_FINDINGS } from './findings.ts';
import { isFormulaError } from './formula-errors.ts';
import { placeFindings } from './place-steps.ts';
import { trimmed } from './record-steps.ts';

/**
 * Judges each touched row: `finding` (row_number, position, field, code, value, severity) → `verdict` (row_number, rejected,
 * findings) → view `judged` (touched with its verdict).
 */
export function checkSteps(request: CheckRequest): Step[] {
  return [findingStep(request), verdictStep(), judgedStep()];
}

export function isObligatory(source: SourceConfig, column: ColumnConfig): boolean {
  return column.required || source.key.includes(column.name);
}

export type CheckRequest = Pick<CleanRequest, 'source' | 'valueTypes' | 'unique' | 'areFew'>;

/** Characters of Unicode's three private-use areas. */
const PRIVATE_USE = '[\\x{E000}-\\x{F8FF}\\x{F0000}-\\x{FFFFD}\\x{100000}-\\x{10FFFD}]';

function findingStep(request: CheckRequest): Step {
  const { source, valueTypes, unique } = request;
  const found = source.columns.flatMap((column, i) => {
    const place = duck`row_number, ${i} AS position, ${column.name} AS field`;
    const severe = isObligatory(source, column) ? errorCodes(column, valueTypes) : [];
    const severity =
      severe.length === 0 ? rawSql("'warning'") : duck`CASE WHEN list_contains(${severe}, code) THEN 'error' ELSE 'warning' END`;
    const which = rawSql(unique.has(i) ? 'row_number, raw' : 'raw');
    const blank = duck`UNION ALL SELECT ${which}, 'requiredMissing' FROM ${meaningRows(i, request)} WHERE ${trimmed(rawSql('raw'))} = ''`;
    const isNeeded = column.required && !source.key.includes(column.name);
    const ofText = duck`SELECT ${which}, unnest(findings) AS code FROM ${meaningRows(i, request)} WHERE len(findings) > 0
      UNION ALL SELECT ${which}, 'privateUseCharacter' FROM ${meaningRows(i, request)} WHERE strlen(raw) <> length(raw) AND regexp_matches(raw, ${PRIVATE_USE})
      ${isNeeded ? blank : rawSql('')}`;
    const rows = unique.has(i) ? duck`(${ofText})` : duck`touched JOIN (${ofText}) t ON t.raw = touched.${rawColumn(i)}`;
    const ofRows = duck`SELECT ${place}, code, left(raw, 200) AS value, ${severity} AS severity FROM ${rows}`;
    const ofNothing = duck`SELECT ${place}, 'requiredMissing' AS code, NULL::VARCHAR AS value, 'error' AS severity FROM touched WHERE ${rawColumn(i)} IS NULL`;
    return isNeeded ? [ofRows, ofNothing] : [ofRows];
  });
  return {
    name: 'findings',
    says: 'list what is wrong with each row',
    sql: duck`CREATE TABLE finding AS ${join([...found, formulaErrors(source), ...placeFindings(source), ...countyFindings(source)], ' UNION ALL ')}`,
  };
}

/** They were not cleansed: no type is to take them for a value. */
function formulaErrors(source: SourceConfig): Sql {
  const cells = source.columns.map((column, i) => {
    const severity = isObligatory(source, column) ? 'error' : 'warning';
    return duck`{position: ${i}, field: ${column.name}, value: ${rawColumn(i)}, severity: ${severity}}`;
  });
  const any = join(
    source.columns.map((_, i) => isFormulaError(rawColumn(i))),
    ' OR ',
  );
  return duck`SELECT row_number, cell.position, cell.field, 'formulaError', cell.value, cell.severity
    FROM (SELECT row_number, unnest([${join(cells)}]) AS cell FROM touched WHERE ${any}) WHERE ${isFormulaError(rawSql('cell.value'))}`;
}

/** An error of a column that the row can do without is a warning: the row stays, its value is kept or left out. */
function errorCodes(column: ColumnConfig, valueTypes: ValueTypes): string[] {
  const kinds = { ...RECORD_FINDINGS, ...valueTypes[column.type]?.findings };
  return Object.entries(kinds)
    .filter(([, kind]) => kind.severity === 'error')
    .map(([code]) => code)
    .sort();
}

/** Most rows have one finding at most; only the lists of the others need to be put in order, which is slow. */
function verdictStep(): Step {
  const finding = rawSql('{code: code, severity: severity, field: field, value: value}');
  return {
    name: 'verdict',
    says: 'judge each row by its findings',
    sql: duck`CREATE TABLE verdict AS WITH several AS (SELECT row_number FROM finding GROUP BY row_number HAVING count(*) > 1)
      SELECT row_number, severity = 'error' AS rejected, [${finding}] AS findings FROM finding ANTI JOIN several USING (row_number)
      UNION ALL SELECT row_number, bool_or(severity = 'error'), list(${finding} ORDER BY position, code)
      FROM finding SEMI JOIN several USING (row_number) GROUP BY row_number`,
  };
}

function judgedStep(): Step {
  return {
    name: 'judged',
    says: 'put rows and verdicts together',
    sql: duck`CREATE VIEW judged AS SELECT t.*, coalesce(v.rejected, false) AS rejected, v.findings,
      NOT coalesce(v.rejected, false) AND (t.class <> 'same' OR NOT t.was_accepted) AS written
      FROM touched t LEFT JOIN verdict v ON v.row_number = t.row_number`,
  };
}
