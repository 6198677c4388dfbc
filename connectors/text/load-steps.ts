import type { Duck } from '../../core/duckdb/duck.ts';
import { duck, join, name, type Sql } from '../../core/duckdb/sql.ts';

/** A UTF-8 file that DuckDB reads as it stands: every record well formed and of the same width. */
export interface TextFile {
  path: string;
  delimiter: string;
  /** Empty: values are never quoted. */
  quote: string;
  header: boolean;
  /** Number of the row before the file's first one. */
  rowsBefore: number;
  /** Ascending numbers, within this file from 1, of rows that were taken out of it. */
  gaps: readonly number[];
}

const textColumns = (columns: readonly string[]) => columns.map((column) => duck`${name(column)} VARCHAR`);

/** An empty table of a delivery: `row_number` and one text column each. */
export async function createTextTable(db: Duck, table: Sql, columns: readonly string[]): Promise<void> {
  await db.run(duck`CREATE OR REPLACE TABLE ${table} (${join([duck`row_number BIGINT`, ...textColumns(columns)])})`);
}

/** Appends a file's rows in the file's order. Returns how many. */
export async function insertTextFile(db: Duck, table: Sql, { file, width }: { file: TextFile; width: number }): Promise<number> {
  const places = Array.from({ length: width }, (_, i) => `c${i}`);
  const source = duck`read_csv(${file.path}, auto_detect = false, header = ${file.header}, delim = ${file.delimiter},
    quote = ${file.quote}, escape = ${file.quote}, force_not_null = ${places}, strict_mode = true, columns = ${columnTypes(places)})`;
  const numbered = duck`SELECT row_number() OVER () AS place, * FROM ${source}`;
  const values = join(places.map(name));
  if (file.gaps.length === 0) {
    return db.change(duck`INSERT INTO ${table} SELECT place + ${file.rowsBefore}, ${values} FROM (${numbered})`);
  }
  // A row taken out as the i-th at number g stands before every kept row from place g - i on (i from 0).
  const from = file.gaps.map((gap, i) => gap - i);
  return db.change(duck`INSERT INTO ${table}
    SELECT place + ${file.rowsBefore} + coalesce(shift, 0), ${values}
    FROM (${numbered}) AS kept ASOF LEFT JOIN (
      SELECT threshold, max(i) AS shift FROM (SELECT unnest(${from}) AS threshold, unnest(range(1, ${from.length + 1})) AS i) GROUP BY threshold
    ) AS gap ON kept.place >= gap.threshold
    ORDER BY place`);
}

/** Appends what a `TableWriter` wrote: rows that carry their numbers, an unquoted empty field is NULL. Columns missing here become NULL. */
export async function insertWrittenTable(
  db: Duck,
  table: Sql,
  { path, columns }: { path: string; columns: readonly string[] },
): Promise<number> {
  const places = columns.map((_, i) => `c${i}`);
  const source = duck`read_csv(${path}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
    allow_quoted_nulls = false, strict_mode = true, columns = ${columnTypes(['place', ...places])})`;
  const target = join([duck`row_number`, ...columns.map(name)]);
  return db.change(duck`INSERT INTO ${table} (${target}) SELECT ${join([duck`place::BIGINT`, ...places.map(name)])} FROM ${source}`);
}

function columnTypes(places: readonly string[]): Sql {
  return duck`{${join(places.map((place) => duck`${name(place)}: 'VARCHAR'`))}}`;
}
