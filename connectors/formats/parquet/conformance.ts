import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Duck } from '../../../core/duckdb/duck.ts';
import { duck, join, name, type Sql } from '../../../core/duckdb/sql.ts';
import type { FormatFixture } from '../../conformance-fixture.ts';

/** The Parquet file of a query, uncompressed, so that its values stand in it as they are. */
export async function parquetOf(query: Sql): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sanku-parquet-'));
  const db = await Duck.open({ spillFolder: folder, memoryMb: 128, threads: 1 });
  try {
    const file = path.join(folder, 'x.parquet');
    await db.run(duck`COPY (${query}) TO ${file} (FORMAT parquet, COMPRESSION uncompressed)`);
    return await readFile(file);
  } finally {
    db.close();
    await rm(folder, { recursive: true });
  }
}

/** DuckDB writes no name twice, other programs do: names of the same length are put in afterwards. */
const standIn = (column: string, i: number) => `~${i}`.padEnd(Buffer.byteLength(column), '~');

export const fixture: FormatFixture = {
  settings: {},
  async write({ columns, rows }) {
    const wide = columns.map((column, i) => standIn(column, i));
    const values = rows.length === 0 ? [columns.map(() => null)] : rows;
    const list = join(values.map((row) => duck`(${join(row.map((value) => duck`${value}::VARCHAR`))})`));
    const bytes = await parquetOf(duck`SELECT * FROM (VALUES ${list}) AS t(${join(wide.map(name))}) WHERE ${rows.length > 0}`);
    for (const [i, column] of columns.entries())
      for (let at = bytes.indexOf(wide[i]!); at !== -1; at = bytes.indexOf(wide[i]!, at + 1)) bytes.write(column, at);
    return bytes;
  },
  cannot: [],
  cutOff: { bytes: 30, code: 'parquetTruncated' },
};
