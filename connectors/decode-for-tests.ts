import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Duck } from '../core/duckdb/duck.ts';
import { duck, name, type Sql } from '../core/duckdb/sql.ts';
import type { Decoded, Format } from './contract.ts';

/** What a decoding gave, and its table as rows: row number first. */
export type Outcome = Decoded & { table: (string | bigint | null)[][] };

export interface TestDecoder {
  folder: string;
  duck: Duck;
  table: Sql;
  decode(
    format: Format,
    content: Buffer | string | Buffer[],
    options?: { settings?: Record<string, unknown>; columns?: string[]; ending?: string },
  ): Promise<Outcome>;
  close(): Promise<void>;
}

/** A small DuckDB of its own, and a folder that goes away with it. */
export async function openTestDecoder(): Promise<TestDecoder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sanku-formats-'));
  const db = await Duck.open({ spillFolder: folder, memoryMb: 256 });
  const table = name('delivery');
  let count = 0;
  return {
    folder,
    duck: db,
    table,
    async decode(format, content, { settings = {}, columns = [], ending = format.extensions[0]! } = {}) {
      const workFolder = path.join(folder, String(++count));
      await mkdir(workFolder);
      const contents = Array.isArray(content) ? content : [content];
      const files = contents.map((_, i) => path.join(workFolder, `feed.${i + 1}-of-${contents.length}${ending}`));
      await Promise.all(contents.map((one, i) => writeFile(files[i]!, one)));
      const decoded = await format.decode({ files, settings, columns, duck: db, table, workFolder });
      const rows = await db.rows(duck`SELECT * FROM ${table} ORDER BY row_number`);
      await rm(workFolder, { recursive: true });
      return { ...decoded, table: rows.map((row) => Object.values(row) as (string | bigint | null)[]) };
    },
    async close() {
      db.close();
      await rm(folder, { recursive: true });
    },
  };
}
