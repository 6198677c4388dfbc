import type { ColumnConfig } from '../config/index.ts';
import type { Duck, Step } from '../core/duckdb/duck.ts';
import { duck, join, literal, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type ColumnType, type RowValue, writeRows } from '../core/duckdb/write-rows.ts';
import { joinKeys, searchForm, type ValueType } from '../values/index.ts';
import { type CleanRequest, feedKeys, feeds, meaningOf, provenSql, rawColumn, saidSql } from './clean-steps.ts';
import type { ValueTypes } from './context.ts';
import { isFormulaErrorText } from './formula-errors.ts';
import { trimmedText } from './record-steps.ts';

/**
 * Where few rows changed, their texts are cleansed by the functions of the value types: to plan a column's macros takes longer than to cleanse its texts.
 * One property test holds functions and macros together, so the meaning is the same. Tables: `cleansed` (row_number, and of column i `raw<i>`, `value<i>`,
 * `findings<i>` and the keys of what it feeds) → `meant` (row_number, and of column i `meaning<i>`: a STRUCT of what the table of that name has of more
 * rows), so that whoever asks for several columns joins one table.
 *
 * @returns the step that makes `meant`
 */
export async function cleanseFew(db: Duck, request: CleanRequest): Promise<Step[]> {
  const places = request.source.columns.map((_, i) => i);
  const touched = await readTouched(db, places);
  const rows: RowValue[][] = touched.map(({ row }) => [row]);
  for (const i of places) {
    const means = meaningOfTexts(request, i);
    for (const [at, { texts }] of touched.entries()) rows[at]!.push(...means(texts[i]!));
    // A look-up that comes meanwhile need not wait for all columns.
    await new Promise(setImmediate);
  }
  const columns = Object.fromEntries([['row_number', 'INTEGER'] as const, ...places.flatMap((i) => cells(request, i))]);
  await writeRows(db, { table: 'cleansed', columns }, rows);
  const meanings = places.map((i) => duck`${meaningSql(request, i)} AS ${meaningOf(i)}`);
  const sql = duck`CREATE TABLE meant AS SELECT ${join([rawSql('row_number::BIGINT AS row_number'), ...meanings])} FROM cleansed`;
  return [{ name: 'clean', says: 'put together what each cleansed text means', sql }];
}

interface TouchedRow {
  row: number;
  texts: (string | null)[];
}

async function readTouched(db: Duck, places: readonly number[]): Promise<TouchedRow[]> {
  const touched: TouchedRow[] = [];
  for await (const { rowCount, columns } of db.columns(
    duck`SELECT ${join([rawSql('row_number'), ...places.map(rawColumn)])} FROM touched`,
  )) {
    const [rows, ...texts] = columns as [bigint[], ...(string | null)[][]];
    for (let at = 0; at < rowCount; at++) touched.push({ row: Number(rows[at]), texts: texts.map((column) => column[at]!) });
  }
  return touched;
}

/** The columns of `cleansed` that column i gets, and their types. */
function cells(request: CleanRequest, i: number): [string, ColumnType][] {
  const keys = feeds(request, i).flatMap(feedKeys);
  return [
    [`raw${i}`, 'VARCHAR'],
    [`value${i}`, 'VARCHAR'],
    [`findings${i}`, 'VARCHAR[]'],
    ...keys.map(({ kind, key }): [string, ColumnType] => [key, kind === 'join' ? 'VARCHAR[]' : 'VARCHAR']),
  ];
}

/** What a text of column i comes to, in the order of its columns in `cleansed`; worked out once for equal texts. */
function meaningOfTexts(request: CleanRequest, i: number): (raw: string | null) => RowValue[] {
  const { source, valueTypes } = request;
  const clean = cleaner(source.columns[i]!, valueTypes);
  const keys = feeds(request, i).flatMap((feed) => feedKeys(feed).map(({ kind }) => ({ kind, attribute: feed.attribute })));
  const keyOf = ({ kind, attribute: { name: attribute, type } }: (typeof keys)[number], value: string) =>
    kind === 'join' ? joinKeys(valueTypes[type]!, attribute, value).sort(byBytes) : `${attribute}:${searchForm(valueTypes[type]!, value)}`;
  const nothing = [null, null, null, ...keys.map(() => null)];
  const known = new Map<string, RowValue[]>();
  return (raw) => {
    if (raw === null || isFormulaErrorText(raw)) return nothing;
    let meant = known.get(raw);
    if (meant === undefined) {
      const { value, findings } = clean(raw);
      meant = [raw, value, findings, ...keys.map((key) => (value === null ? null : keyOf(key, value)))];
      known.set(raw, meant);
    }
    return meant;
  };
}

function cleaner({ codes, type }: ColumnConfig, valueTypes: ValueTypes): ValueType['clean'] {
  if (codes === undefined) return valueTypes[type]!.clean;
  const meanings = new Map<string, string | null>([['', null], ...Object.entries(codes)]);
  return (raw) => {
    const value = meanings.get(trimmedText(raw));
    return value === undefined ? { value: null, findings: ['codeUnlisted'] } : { value, findings: [] };
  };
}

/** The order of DuckDB's lists of texts. */
function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** `meaning<i>`; NULL where the row has no text. */
function meaningSql(request: CleanRequest, i: number): Sql {
  const value = name(`value${i}`);
  const keys = feeds(request, i).flatMap((feed) => feedKeys(feed).map(({ key }) => duck`${rawSql(literal(key))}: ${name(key)}`));
  const fields = [duck`raw: ${name(`raw${i}`)}, value: ${value}, findings: ${name(`findings${i}`)}`, ...keys];
  const own = duck`said: ${saidSql(request, i, value)}, proven: ${provenSql(request, i)}`;
  return duck`CASE WHEN ${name(`raw${i}`)} IS NOT NULL THEN {${join([...fields, own])}} END`;
}
