/** One file by one decoder, or by DuckDB's own CSV reader when none is named. */
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { loadFormats } from '../../../connectors/index.ts';
import { Duck } from '../../../core/duckdb/duck.ts';
import { join, name, duck as sql } from '../../../core/duckdb/sql.ts';

export interface DecodeFileTask {
  format: string | null;
  settings: Record<string, unknown>;
  file: string;
  columns: string[];
}

export interface DecodedFile {
  rows: number;
  seconds: number;
  /** Of all its threads. */
  processorSeconds: number;
}

export async function task({ format, settings, file, columns }: DecodeFileTask): Promise<DecodedFile> {
  const formats = await loadFormats();
  const workFolder = await mkdtemp(path.join(path.dirname(file), 'work-'));
  const duck = await Duck.open({ spillFolder: workFolder });
  const before = process.cpuUsage();
  const start = performance.now();
  const rows = format === null ? await readPlainly(duck, { file, columns }) : await decode();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  duck.close();
  await rm(workFolder, { recursive: true });
  return { rows, seconds, processorSeconds: (user + system) / 1e6 };

  async function decode(): Promise<number> {
    const decoded = await formats[format!]!.decode({ files: [file], settings, columns, duck, table: name('raw'), workFolder });
    if (decoded.unreadable.length > 0) throw new Error(`${file}: ${decoded.unreadable[0]!.message.en}`);
    return decoded.rows;
  }
}

async function readPlainly(duck: Duck, { file, columns }: { file: string; columns: string[] }): Promise<number> {
  const types = join(columns.map((column) => sql`${name(column)}: 'VARCHAR'`));
  await duck.run(sql`CREATE TABLE raw AS SELECT row_number() OVER () AS row_number, *
    FROM read_csv(${file}, auto_detect = false, header = true, delim = ',', quote = '"', columns = {${types}})`);
  return (await duck.row<{ n: number }>(sql`SELECT count(*)::DOUBLE AS n FROM raw`)).n;
}
