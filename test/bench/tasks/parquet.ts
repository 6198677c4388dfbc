/** DuckDB alone writing the Parquet that a hub's lake holds. Each file is brought into memory first, which is not counted. */
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Duck } from '../../../core/duckdb/duck.ts';
import { parquet, writeParquet } from '../../../core/duckdb/files.ts';
import { duck as sql } from '../../../core/duckdb/sql.ts';
import { silentLog } from '../../../core/log.ts';
import { openHub } from '../../../hub.ts';

export interface ParquetTask {
  dataFolder: string;
}

export interface ParquetWritten {
  seconds: number;
  files: number;
  rows: number;
}

export async function task({ dataFolder }: ParquetTask): Promise<ParquetWritten> {
  const hub = await openHub({ dataFolder, log: silentLog });
  const live = await hub.database.sql<{ path: string; rows: number }[]>`select path, rows from lake_file where status = 'live' order by id`;
  const folder = await mkdtemp(path.join(hub.folders.work, 'bench-'));
  let ms = 0;
  for (const [number, file] of live.entries()) {
    using duck = await Duck.open({ spillFolder: folder, memoryMb: hub.config.hub.memoryMb });
    await duck.run(sql`CREATE TABLE t AS SELECT * FROM ${parquet([path.join(hub.folders.lake, file.path)])}`);
    const start = performance.now();
    await duck.run(writeParquet({ query: sql`SELECT * FROM t`, path: path.join(folder, `${number}.parquet`), shape: 'bench' }));
    ms += performance.now() - start;
  }
  await rm(folder, { recursive: true, force: true });
  await hub.close();
  return { seconds: ms / 1000, files: live.length, rows: live.reduce((sum, { rows }) => sum + rows, 0) };
}
