/** The hub's record of comparison runs: table `run`, kind `compare`. */
import { type RawBuilder, sql } from 'kysely';
import { isSankuError } from '../core/errors.ts';
import type { Database } from '../core/postgres/database.ts';
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
      counts: json(counts),
      steps: json(steps),
      error: error === undefined ? null : json(stored(error)),
    })
    .where('id', '=', run)
    .execute();
}

function stored(error: unknown) {
  if (!isSankuError(error)) return { code: 'unexpected', message: { en: String(error), zh: String(error) }, fix: { en: '', zh: '' } };
  const each = (say: (language: 'en' | 'zh') => string) => ({ en: say('en'), zh: say('zh') });
  return { code: error.code, message: each((language) => error.messageIn(language)), fix: each((language) => error.fixIn(language)) };
}

/** By way of text: the driver would write a JSON text as a JSON string once more. */
function json(value: object): RawBuilder<string> {
  return sql`${JSON.stringify(value)}::text::jsonb`;
}
