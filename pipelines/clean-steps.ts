import type { AttributeConfig, ColumnConfig, EntityConfig, SourceConfig } from '../config/index.ts';
import type { Duck, Step } from '../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import type { EntityType } from '../schema/index.ts';
import { cleanSql, joinKeysSql, quickSql, searchFormSql } from '../values/index.ts';
import type { ValueTypes } from './context.ts';
import { isFormulaError } from './formula-errors.ts';
import { trimmed } from './record-steps.ts';

/**
 * From what changed to what it means, each distinct text once where texts repeat: a city pays the same person every month. Tables:
 * `touched` (row_number, record, row_hash, class, was_accepted, returned, raw text `r<i>` of column i) and `set_aside` (the rows
 * that name no record of their own) → `meaning<i>` (raw, value, findings, `said`: value and keys as one number, `proven`: whether a key
 * among them proves itself, and the keys of each attribute that the column feeds; with row_number where texts hardly repeat). Of few
 * rows the same stands in one table: see `cleanseFew`.
 */

/** The raw text and the cleansed value of a column, by its place in the configuration. */
export const rawColumn = (i: number): Sql => name(`r${i}`);
export const cleanColumn = (i: number): Sql => name(`c${i}`);
/** A table of its own, or, of few rows, a column of `meant`: what stands behind a dot after it is the same. */
export const meaningOf = (i: number): Sql => name(`meaning${i}`);

type KeyKind = 'join' | 'search';

/** The join keys or the search key that column i gives an attribute of an entity. */
export function keyColumn(kind: KeyKind, of: { i: number; entity: EntityType; attribute: string }): Sql {
  return name(keyName(kind, of));
}

function keyName(kind: KeyKind, { i, entity, attribute }: { i: number; entity: EntityType; attribute: string }): string {
  return `${kind}${i}:${entity}.${attribute}`;
}

export interface CleanRequest {
  source: SourceConfig;
  entities: Record<EntityType, EntityConfig>;
  valueTypes: ValueTypes;
  /** Columns whose texts hardly repeat, or all where rows are few, by place: they are cleansed row by row, without looking for distinct ones. */
  unique: ReadonlySet<number>;
  /** So few rows that they are cleansed by functions, and their meanings stand in one table: see `cleanseFew`. */
  areFew: boolean;
}

/** Repeated texts are looked for where there are at most this many distinct ones per row. */
const DISTINCT_PER_ROW = 0.5;
const FEW_ROWS = 4096;

/** Looks at `touched`: whether its rows are few, and the columns whose texts hardly repeat. The answer changes the speed only. */
export async function measureTouched(db: Duck, source: SourceConfig): Promise<Pick<CleanRequest, 'unique' | 'areFew'>> {
  const { rows } = await db.row<{ rows: number }>(rawSql('SELECT count(*)::DOUBLE AS "rows" FROM touched'));
  const places = source.columns.map((_, i) => i);
  if (rows < FEW_ROWS) return { unique: new Set(places), areFew: true };
  const counts = source.columns.map((_, i) => duck`approx_count_distinct(${rawColumn(i)})::DOUBLE AS ${rawColumn(i)}`);
  const row = await db.row<Record<string, number>>(duck`SELECT ${join(counts)} FROM touched`);
  return { unique: new Set(places.filter((i) => row[`r${i}`]! > rows * DISTINCT_PER_ROW)), areFew: false };
}

/** The rows of `meaning<i>`. */
export function meaningRows(i: number, { areFew }: Pick<CleanRequest, 'areFew'>): Sql {
  return areFew ? duck`(SELECT row_number, unnest(${meaningOf(i)}) FROM meant)` : meaningOf(i);
}

/** Condition under which a row of `touched` has a row of `meaning<i>`, or of a query of the same shape. */
export function meansSame(i: number, table: Sql, unique: ReadonlySet<number>): Sql {
  return unique.has(i) ? duck`${table}.row_number = touched.row_number` : duck`${table}.raw = touched.${rawColumn(i)}`;
}

/** The texts of each column whose type has usual ones → `usual<i>` (raw or row_number and raw; c: what is known of it so far). */
export function usualSteps(request: CleanRequest): Step[] {
  const { source, unique } = request;
  return source.columns.flatMap((column, i) => {
    const usual = usualSql(column, request);
    if (usual === undefined) return [];
    const sql = duck`CREATE TABLE ${usualTable(i)} AS SELECT *, ${usual} AS c FROM (${texts(i, unique)})`;
    return [{ name: `usual:${column.name}`, says: `cleanse the usual texts of ${column.name}`, sql }];
  });
}

function usualSql({ codes, type }: ColumnConfig, { valueTypes }: CleanRequest): Sql | undefined {
  return codes === undefined ? quickSql(valueTypes[type]!, rawSql('raw')) : undefined;
}

const usualTable = (i: number): Sql => name(`usual${i}`);

/** The columns of which all texts are usual: nothing is to be cleansed the long way. */
export async function usualColumns(db: Duck, request: CleanRequest): Promise<Set<number>> {
  const places = request.source.columns.map((_, i) => i).filter((i) => usualSql(request.source.columns[i]!, request) !== undefined);
  if (places.length === 0) return new Set();
  const counts = places.map((i) => duck`(SELECT count(*)::DOUBLE FROM ${usualTable(i)} WHERE c.value IS NULL) AS ${usualTable(i)}`);
  const row = await db.row<Record<string, number>>(duck`SELECT ${join(counts)}`);
  return new Set(places.filter((i) => row[`usual${i}`] === 0));
}

/** `usual`: see `usualColumns`. */
export function cleanSteps(request: CleanRequest, usual: ReadonlySet<number>): Step[] {
  return request.source.columns.map((_, i) => meaningStep(request, { i, isUsual: usual.has(i) }));
}

function texts(i: number, unique: ReadonlySet<number>): Sql {
  const columns = unique.has(i) ? rawSql('row_number,') : rawSql('DISTINCT');
  return duck`SELECT ${columns} ${rawColumn(i)} AS raw FROM touched WHERE ${rawColumn(i)} IS NOT NULL AND NOT ${isFormulaError(rawColumn(i))}`;
}

/**
 * What is worked on from here on; the decoded text itself is no longer needed then. Unchanged rows cost nothing more, except
 * rejected ones: the reader of this delivery's rejects wants to see why, again.
 */
export function touchSteps(source: SourceConfig): Step[] {
  const raws = source.columns.map((column, i) => duck`raw.${name(column.name)} AS ${rawColumn(i)}`);
  const touched: Step = {
    name: 'touched',
    says: 'take what is new or changed',
    sql: duck`CREATE TABLE touched AS SELECT d.row_number, d.record, d.row_hash, d.class, d.was_accepted, d.returned, ${join(raws)}
      FROM diff d JOIN raw ON raw.row_number = d.row_number WHERE d.class <> 'same' OR d.returned OR NOT d.was_accepted`,
  };
  const setAside: Step = {
    name: 'setAside',
    says: 'keep the rows that name no record of their own',
    sql: duck`CREATE TABLE set_aside AS SELECT u.row_number, u.code, k.record, k.row_hash, ${join(raws)}
      FROM unnamed u JOIN keyed k USING (row_number) JOIN raw USING (row_number)`,
  };
  const forget: Step = { name: 'forgetText', says: 'let go of the decoded text', sql: rawSql('DROP TABLE raw; DROP TABLE keyed') };
  return [touched, setAside, forget];
}

/** What a column feeds: attributes that are searched or joined by. */
interface Feed {
  i: number;
  entity: EntityType;
  attribute: AttributeConfig;
}

/** In the order of the source's mentions and the entity's attributes. */
export function feeds({ source, entities }: CleanRequest, i: number): Feed[] {
  const found = new Map<string, Feed>();
  for (const { entity, attributes } of source.mentions) {
    for (const attribute of entities[entity].attributes) {
      if (attributes[attribute.name] !== source.columns[i]!.name || !(attribute.search || attribute.exclusive)) continue;
      found.set(`${entity}.${attribute.name}`, { i, entity, attribute });
    }
  }
  return [...found.values()];
}

/** The keys that a feed gives, by name: join keys, a sorted list, and the search key. NULL where there is no value. */
export function feedKeys({ i, entity, attribute }: Feed): { kind: KeyKind; key: string }[] {
  const kinds: KeyKind[] = [...(attribute.exclusive ? (['join'] as const) : []), ...(attribute.search ? (['search'] as const) : [])];
  return kinds.map((kind) => ({ kind, key: keyName(kind, { i, entity, attribute: attribute.name }) }));
}

function meaningStep(request: CleanRequest, { i, isUsual }: { i: number; isUsual: boolean }): Step {
  const { source, valueTypes, unique } = request;
  const keys = feeds(request, i).flatMap((feed) => {
    const expressions = keyExpressions(feed, valueTypes);
    return feedKeys(feed).map(({ kind, key }) => duck`${expressions[kind]} AS ${name(key)}`);
  });
  const meant = [rawSql(unique.has(i) ? 'row_number, raw' : 'raw'), rawSql('c.value AS value, c.findings AS findings'), ...keys];
  return {
    name: `clean:${source.columns[i]!.name}`,
    says: `cleanse each distinct ${source.columns[i]!.name}`,
    sql: duck`CREATE TABLE ${meaningOf(i)} AS SELECT *, ${saidSql(request, i, rawSql('value'))} AS said, ${provenSql(request, i)} AS proven
      FROM (SELECT ${join(meant)} FROM (${cleanRows(request, { i, isUsual })}))`,
  };
}

/** Value and keys as one number; NULL where there is no value. */
export function saidSql(request: CleanRequest, i: number, value: Sql): Sql {
  const keys = feeds(request, i).flatMap((feed) => feedKeys(feed).map(({ key }) => name(key)));
  return duck`CASE WHEN ${value} IS NOT NULL THEN hash(${join([value, ...keys])}) END`;
}

/** Whether a key among those of column i proves itself. */
export function provenSql(request: CleanRequest, i: number): Sql {
  const proofs = feeds(request, i).filter(({ attribute }) => attribute.exclusive && request.valueTypes[attribute.type]!.keysProve);
  const proven = proofs.map((feed) => {
    const key = keyColumn('join', { i, entity: feed.entity, attribute: feed.attribute.name });
    return duck`coalesce(len(${key}) > 0 AND NOT contains(${key}[1], '?:'), false)`;
  });
  return proven.length === 0 ? rawSql('false') : join(proven, ' OR ');
}

/** The texts of column i with their cleansed value and its findings as `c`. Sorting brings those together that are not usual. */
function cleanRows(request: CleanRequest, { i, isUsual }: { i: number; isUsual: boolean }): Sql {
  const { source, valueTypes, unique } = request;
  const column = source.columns[i]!;
  const all = duck`SELECT *, ${cleanExpression(column, valueTypes)} AS c`;
  if (usualSql(column, request) === undefined) return duck`${all} FROM (${texts(i, unique)})`;
  if (isUsual) return duck`SELECT * FROM ${usualTable(i)}`;
  return duck`SELECT * FROM ${usualTable(i)} WHERE c.value IS NOT NULL
    UNION ALL ${all} FROM (SELECT * EXCLUDE (c) FROM ${usualTable(i)} WHERE c.value IS NULL ORDER BY raw)`;
}

function keyExpressions({ attribute: { name: attributeName, type } }: Feed, valueTypes: ValueTypes): Record<KeyKind, Sql> {
  const value = rawSql('c.value');
  return {
    join: duck`CASE WHEN ${value} IS NOT NULL THEN list_sort(${joinKeysSql(valueTypes[type]!, attributeName, value)}) END`,
    search: duck`${`${attributeName}:`} || ${searchFormSql(valueTypes[type]!, value)}`,
  };
}

/** The cleansed value of the text `raw` and its findings. No CASE around the cleansing: DuckDB would work out common parts inside of it again and again. */
export function cleanExpression({ codes, type }: Pick<ColumnConfig, 'codes' | 'type'>, valueTypes: ValueTypes): Sql {
  const raw = rawSql('raw');
  if (codes === undefined) return cleanSql(valueTypes[type]!, raw);
  const cases = Object.entries(codes).map(([theirs, ours]) => duck`WHEN ${theirs} THEN ${clean(ours, [])}`);
  return duck`CASE ${trimmed(raw)} ${join([...cases, duck`WHEN '' THEN ${clean(null, [])}`], ' ')} ELSE ${clean(null, ['codeUnlisted'])} END`;
}

function clean(value: string | null, findings: string[]): Sql {
  return duck`{value: ${value}::VARCHAR, findings: ${findings}::VARCHAR[]}`;
}

/** `touched` with what the given columns mean; to be read as `FROM ${touchedMeaning(…)}`. */
export function touchedMeaning(columns: readonly number[], { unique, areFew }: Pick<CleanRequest, 'unique' | 'areFew'>): Sql {
  if (areFew) return rawSql('touched JOIN meant ON meant.row_number = touched.row_number');
  const joins = columns.map((i) => duck`LEFT JOIN ${meaningOf(i)} ON ${meansSame(i, meaningOf(i), unique)}`);
  return duck`touched ${join(joins, ' ')}`;
}
