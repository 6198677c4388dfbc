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
  /** How many rows it had before any was taken out. */
  rows: number;
  /** Ascending numbers, within this file from 1, of rows that were taken out. */
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
  // The kept rows' numbers are those of all rows without the gaps, in order.
  const numbers = duck`SELECT row_number() OVER (ORDER BY number) AS place, number FROM range(1, ${file.rows + 1}) AS every(number)
    WHERE number NOT IN (SELECT unnest(${file.gaps as number[]}::BIGINT[]))`;
  return db.change(duck`INSERT INTO ${table} SELECT number + ${file.rowsBefore}, ${values}
    FROM (${numbered}) AS kept JOIN (${numbers}) AS numbers USING (place) ORDER BY place`);
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

/** The delivery's table of all that a closed `TableWriter` took. Returns how many rows. */
export async function loadWrittenTable(
  db: Duck,
  table: Sql,
  { writer, columns }: { writer: { path: string; rows: number }; columns: readonly string[] },
): Promise<number> {
  await createTextTable(db, table, columns);
  // A delivery without a row may have no column either, which DuckDB does not read.
  return writer.rows === 0 ? 0 : insertWrittenTable(db, table, { path: writer.path, columns });
}

function columnTypes(places: readonly string[]): Sql {
  return duck`{${join(places.map((place) => duck`${name(place)}: 'VARCHAR'`))}}`;
}
