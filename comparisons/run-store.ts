/** The hub's record of comparison runs: table `run`, kind `compare`. */
import { sql } from 'kysely';
import { isSankuError } from '../core/errors.ts';
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import type { HubDatabase } from '../schema/index.ts';

/** Writes down that comparisons begin. A run that still stands as running was killed: the lock of all runs is ours now. */
export async function startRun(database: Database<HubDatabase>, now: Date): Promise<number> {
  await database.kysely
    .updateTable('run')
    .set({ status: 'interrupted', ended_at: now })
    .where('kind', '=', 'compare')
    .where('status', '=', 'running')
    .execute();
  const row = await database.kysely
    .insertInto('run')
    .values({ kind: 'compare', source: null, status: 'running', started_at: now, ended_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The run whose results are served; 0 before the first. */
export async function publishedRun(database: Database<HubDatabase>): Promise<number> {
  const row = await database.kysely.selectFrom('published').select('run').executeTakeFirst();
  return row?.run ?? 0;
}

/**
 * Whether something was published that not all comparisons have seen: the process that published it was killed before they
 * ran, or one of them failed.
 */
export async function comparisonsAreDue(database: Database<HubDatabase>): Promise<boolean> {
  const published = await publishedRun(database);
  if (published === 0) return false;
  const seen = await database.kysely
    .selectFrom('run')
    .select('id')
    .where('kind', '=', 'compare')
    .where('status', '=', 'done')
    .where(sql<boolean>`(counts ->> 'published')::bigint = ${published} and counts ->> 'all' = '1'`)
    .limit(1)
    .execute();
  return seen.length === 0;
}

export interface RunEnd {
  now: Date;
  counts: Record<string, number>;
  steps: { name: string; rows: number; ms: number }[];
  error?: unknown;
}

export async function endRun(database: Database<HubDatabase>, run: number, { now, counts, steps, error }: RunEnd): Promise<void> {
  await database.kysely
    .updateTable('run')
    .set({
      status: error === undefined ? 'done' : 'failed',
      ended_at: now,
      counts: jsonb(counts),
      steps: jsonb(steps),
      error: error === undefined ? null : jsonb(stored(error)),
    })
    .where('id', '=', run)
    .execute();
}

function stored(error: unknown) {
  if (!isSankuError(error)) return { code: 'unexpected', message: { en: String(error), zh: String(error) }, fix: { en: '', zh: '' } };
  return error.described();
}
