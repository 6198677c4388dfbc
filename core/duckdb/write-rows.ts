/** A few rows of texts, numbers and lists of texts into DuckDB: thousands, never millions. */
import { DuckDBDataChunk, type DuckDBType, INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { Duck } from './duck.ts';
import { name, rawSql } from './sql.ts';

const TYPES = { INTEGER, VARCHAR, 'VARCHAR[]': LIST(VARCHAR) } as const satisfies Record<string, DuckDBType>;

export type ColumnType = keyof typeof TYPES;

export type RowValue = number | string | null | readonly string[];

const CHUNK_ROWS = 2048;

/** Makes a temporary table anew, of the columns and rows given. */
export async function writeRows(
  duck: Duck,
  { table, columns }: { table: string; columns: Readonly<Record<string, ColumnType>> },
  rows: readonly (readonly RowValue[])[],
): Promise<void> {
  const shape = Object.entries(columns).map(([column, type]) => `${name(column).text} ${type}`);
  await duck.run(rawSql(`CREATE OR REPLACE TEMP TABLE ${name(table).text} (${shape.join(', ')})`));
  const types = Object.values(columns).map((type) => TYPES[type]);
  const appender = await duck.connection.createAppender(table, 'main', 'temp');
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const some = rows.slice(start, start + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, some.length);
    for (const column of types.keys())
      chunk.setColumnValues(
        column,
        some.map((row) => duckValue(row[column]!)),
      );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function duckValue(value: RowValue): string | number | null | ReturnType<typeof listValue> {
  return Array.isArray(value) ? listValue(value.map(duckValue)) : (value as string | number | null);
}
