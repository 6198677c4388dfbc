import type { Duck } from '../../../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../../../core/duckdb/sql.ts';
import { charactersOf2022, longestRowBytes } from '../../text/index.ts';

export interface ParquetColumn {
  /** As it stands in the file; DuckDB itself renames what stands twice. */
  name: string;
  /** DuckDB's type of it. */
  type: string;
}

/** The columns of a Parquet file, nested ones as one. */
export async function describeParquet(db: Duck, path: string): Promise<ParquetColumn[]> {
  const types = await db.rows<{ type: string }>(duck`SELECT column_type AS type FROM (DESCRIBE SELECT * FROM read_parquet(${path}))`);
  const schema = await db.rows<{ name: string; children: number | null }>(
    duck`SELECT name, num_children::DOUBLE AS children FROM parquet_schema(${path})`,
  );
  const names = topLevel(schema);
  return types.map(({ type }, i) => ({ name: names[i] ?? '', type }));
}

/** The schema comes with every node before its children, the root first. */
function topLevel(schema: readonly { name: string; children: number | null }[]): string[] {
  const names: string[] = [];
  for (let at = 1; at < schema.length; ) {
    names.push(schema[at]!.name);
    for (let open = 1; open > 0 && at < schema.length; at++) open += (schema[at]!.children ?? 0) - 1;
  }
  return names;
}

export interface ParquetPart {
  path: string;
  columns: readonly ParquetColumn[];
  /** Number of the row before the file's first one. */
  rowsBefore: number;
}

/** Appends a file's rows as text, in the file's order, without those that are too long. Returns how many. */
export async function insertParquet(db: Duck, table: Sql, part: ParquetPart): Promise<number> {
  const values = join(part.columns.map((_, i) => name(`v${i}`)));
  return db.change(
    duck`INSERT INTO ${table} SELECT place + ${part.rowsBefore}, ${values} FROM (${asText(part)}) WHERE ${lengthOf(part)} <= ${longestRowBytes}`,
  );
}

/** Rows of the file, and the numbers of those that are too long. */
export async function checkParquet(db: Duck, part: ParquetPart): Promise<{ rows: number; tooLong: { place: number; start: string }[] }> {
  const { rows } = await db.row<{ rows: number }>(duck`SELECT count(*)::DOUBLE AS "rows" FROM read_parquet(${part.path})`);
  const tooLong = await db.rows<{ place: number; start: string }>(duck`SELECT place::DOUBLE AS place, left(coalesce(v0, ''), 1000) AS start
    FROM (${asText(part)}) WHERE ${lengthOf(part)} > ${longestRowBytes} ORDER BY place LIMIT 100001`);
  return { rows, tooLong };
}

function asText({ path, columns }: ParquetPart): Sql {
  const places = columns.map((_, i) => name(`c${i}`));
  const texts = columns.map(({ type }, i) => duck`${textOf(places[i]!, type)} AS ${name(`v${i}`)}`);
  return duck`SELECT row_number() OVER () AS place, ${join(texts)} FROM read_parquet(${path}) AS file(${join(places)})`;
}

function lengthOf({ columns }: ParquetPart): Sql {
  return join(
    columns.map((_, i) => duck`coalesce(strlen(${name(`v${i}`)}), 0)`),
    ' + ',
  );
}

/** Whole numbers without exponent or point, moments in ISO form (UTC where the file knows a zone), nested values as JSON. */
function textOf(value: Sql, type: string): Sql {
  const text = duck`${value}::VARCHAR`;
  if (type === 'VARCHAR') return of2022(value);
  if (type === 'DOUBLE' || type === 'FLOAT') {
    return duck`CASE WHEN isfinite(${value}) AND ${value} = trunc(${value}) AND abs(${value}) < 1e37 THEN ${value}::HUGEINT::VARCHAR ELSE ${text} END`;
  }
  if (type.startsWith('TIMESTAMP WITH')) return duck`replace(replace(${text}, ' ', 'T'), '+00', 'Z')`;
  if (type.startsWith('TIMESTAMP')) return duck`replace(${text}, ' ', 'T')`;
  if (type === 'BLOB') return duck`coalesce(try(decode(${value})), '\\x' || hex(${value}))`;
  const isNested = type.endsWith(']') || type.startsWith('STRUCT') || type.startsWith('MAP');
  return isNested ? duck`CASE WHEN ${value} IS NULL THEN NULL ELSE to_json(${value})::VARCHAR END` : text;
}

/** Only a text beyond ASCII can hold one of the characters. */
function of2022(value: Sql): Sql {
  const { old, now } = charactersOf2022;
  return duck`CASE WHEN ${rawSql(`strlen(${value.text}) = length(${value.text})`)} THEN ${value} ELSE translate(${value}, ${old}, ${now}) END`;
}
