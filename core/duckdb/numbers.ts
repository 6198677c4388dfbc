/** Whole columns of numbers between DuckDB and typed arrays, chunk by chunk, with no object per value. */
import { DOUBLE, DuckDBDataChunk, type DuckDBType, type DuckDBVector, UINTEGER, UTINYINT } from '@duckdb/node-api';
import type { Duck } from './duck.ts';
import { name, rawSql, type Sql } from './sql.ts';

export type Numbers = Uint8Array | Uint32Array | Float64Array;

/** What a chunk's vector holds: the numbers as they lie in memory. The library keeps it to itself, and offers only one value at a time. */
function itemsOf(vector: DuckDBVector): Numbers {
  return (vector as unknown as { items: Numbers }).items;
}

const CHUNK_ROWS = 2048;

/**
 * Reads a result into arrays, one per column, each as long as the result. Columns must be UTINYINT, UINTEGER or DOUBLE as their arrays are,
 * and never null.
 *
 * @returns the number of rows read
 */
export async function readNumbers(duck: Duck, sql: Sql, into: readonly Numbers[]): Promise<number> {
  const result = await duck.connection.stream(sql.text);
  let rows = 0;
  for await (const chunk of result) {
    for (const [column, target] of into.entries()) target.set(itemsOf(chunk.getColumnVector(column)), rows);
    rows += chunk.rowCount;
  }
  return rows;
}

/** Hands each chunk's columns to `take`; the arrays hold good only until it returns. Types as for `readNumbers`. */
export async function eachNumbers(duck: Duck, sql: Sql, take: (columns: Numbers[], rows: number) => void): Promise<void> {
  const result = await duck.connection.stream(sql.text);
  for await (const chunk of result) {
    const columns = Array.from({ length: chunk.columnCount }, (_, column) => itemsOf(chunk.getColumnVector(column)));
    take(columns, chunk.rowCount);
  }
}

/** Reads rows of a place and a number, and puts each number where it belongs. Types as for `readNumbers`. */
export async function scatterNumbers(duck: Duck, sql: Sql, into: Numbers): Promise<void> {
  await eachNumbers(duck, sql, ([place, number], rows) => {
    for (let row = 0; row < rows; row++) into[place![row]!] = number![row]!;
  });
}

function typeOf(numbers: Numbers): DuckDBType {
  return numbers instanceof Uint8Array ? UTINYINT : numbers instanceof Uint32Array ? UINTEGER : DOUBLE;
}

/** Makes a table of numbers anew, from the first `rows` of each array. */
export async function writeNumbers(duck: Duck, table: string, columns: Readonly<Record<string, Numbers>>, rows: number): Promise<void> {
  const arrays = Object.values(columns);
  const types = arrays.map(typeOf);
  const shape = Object.keys(columns).map((column, i) => `${name(column).text} ${types[i]}`);
  await duck.run(rawSql(`CREATE OR REPLACE TEMP TABLE ${name(table).text} (${shape.join(', ')})`));
  const appender = await duck.connection.createAppender(table, 'main', 'temp');
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - start);
    const chunk = DuckDBDataChunk.create(types, count);
    for (const [column, numbers] of arrays.entries()) {
      const vector = chunk.getColumnVector(column);
      itemsOf(vector).set(numbers.subarray(start, start + count));
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
