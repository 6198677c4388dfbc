/** PostgreSQL alone taking the golden rows: COPY into fresh tables and the same indexes on them, as many at once as a publish does. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { silentLog } from '../../../core/log.ts';
import { COPY_FORM } from '../../../core/postgres/copy-form.ts';
import { copyOut } from '../../../core/postgres/copy-out.ts';
import { type Hub, openHub } from '../../../hub.ts';

export interface CopyTask {
  dataFolder: string;
}

export interface Copied {
  seconds: number;
  tables: Record<string, { rows: number; seconds: number }>;
}

const ENTITY_INDEXES = ['(id)', "using gin (search_keys) with (fastupdate = off) where known_to = 'infinity'"];
const INDEXES: Record<string, string[]> = {
  person: ENTITY_INDEXES,
  company: ENTITY_INDEXES,
  house: ENTITY_INDEXES,
  relation: ['(house)', '(subject)'],
  ledger: ['(sequence)', '(entity)'],
};

export async function task({ dataFolder }: CopyTask): Promise<Copied> {
  const hub = await openHub({ dataFolder, log: silentLog });
  const folder = await mkdtemp(path.join(hub.folders.work, 'bench-'));
  const names = Object.keys(INDEXES);
  for (const table of names) {
    const rows = await copyOut(hub.database.sql, `copy "${table}" to stdout with (${COPY_FORM})`);
    await pipeline(rows, createWriteStream(path.join(folder, table)));
  }
  const start = performance.now();
  const taken = await Promise.all(names.map(async (table) => [table, await take(hub, table, path.join(folder, table))] as const));
  const seconds = (performance.now() - start) / 1000;
  for (const table of names) await hub.database.sql.unsafe(`drop table "bench_${table}"`);
  await rm(folder, { recursive: true, force: true });
  await hub.close();
  return { seconds, tables: Object.fromEntries(taken) };
}

async function take({ database }: Hub, table: string, file: string): Promise<{ rows: number; seconds: number }> {
  const start = performance.now();
  return database.sql.begin(async (tx) => {
    await tx.unsafe(`create table "bench_${table}" (like "${table}")`);
    const columns = (await tx.unsafe(`select * from "bench_${table}" limit 0`)).columns.map((column) => column.name);
    await database.copyIn({ table: `bench_${table}`, columns, file, sql: tx });
    for (const index of INDEXES[table]!) await tx.unsafe(`create index on "bench_${table}" ${index}`);
    const seconds = (performance.now() - start) / 1000;
    const [counted] = await tx.unsafe<{ rows: number }[]>(`select count(*) as rows from "bench_${table}"`);
    return { rows: counted!.rows, seconds };
  });
}
