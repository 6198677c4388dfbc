/** What a publish run needs to know before it begins, and how it is written down. */

import type { StepResult } from '../core/duckdb/duck.ts';
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import type { EntityType, HubDatabase, StoredError } from './shapes.ts';

export interface PublishState {
  /** 0: nothing has been published yet. */
  run: number;
  at: Date;
  nextEntity: Record<EntityType, number>;
  /** Version of the entity configuration that the published state was made under. */
  entityConfig: string | undefined;
  /** Deliveries that wait for a publish, and the runs that wrote the files that do. */
  waiting: number[];
  waitingRuns: number[];
  /** The latest as-of date among all deliveries that count. */
  asOf: string;
  /** The latest among those that wait; `-infinity` where nothing new came: then what changes was never otherwise. */
  waitingAsOf: string;
}

export async function readPublishState({ sql }: Database<HubDatabase>): Promise<PublishState> {
  const [published] = await sql<
    { run: number; at: Date; next_entity: Record<EntityType, number> }[]
  >`select run, case when run = 0 then 'epoch'::timestamptz else at end as at, next_entity from published`;
  const [setting] = await sql<{ version: string }[]>`select value->>'version' as version from setting where name = 'entityConfig'`;
  const waiting = await sql<{ id: number; as_of: string }[]>`select id, as_of from delivery where status = 'waiting' order by id`;
  const runs = await sql<{ run: number }[]>`select distinct run from lake_file where status = 'waiting' order by run`;
  const [latest] = await sql<{ as_of: string | null }[]>`select max(as_of) as as_of from delivery where status in ('waiting', 'published')`;
  return {
    run: published!.run,
    at: published!.at,
    nextEntity: published!.next_entity,
    entityConfig: setting?.version,
    waiting: waiting.map(({ id }) => id),
    waitingRuns: runs.map(({ run }) => run),
    asOf: latest?.as_of ?? '1970-01-01',
    waitingAsOf:
      waiting
        .map(({ as_of }) => as_of)
        .sort()
        .at(-1) ?? '-infinity',
  };
}

export async function beginRun({ kysely }: Database<HubDatabase>): Promise<number> {
  const { id } = await kysely
    .insertInto('run')
    .values({ kind: 'publish', source: null, status: 'running', ended_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A run that still stands as running, while nobody publishes, was killed: before its commit or just after. */
export async function endKilledRuns({ sql }: Database<HubDatabase>): Promise<void> {
  await sql`update run set status = case when id = (select run from published) then 'done' else 'interrupted' end, ended_at = now()
    where kind = 'publish' and status = 'running'`;
}

export interface RunEnd {
  run: number;
  status: 'done' | 'failed';
  counts?: Record<string, number>;
  steps?: StepResult[];
  error?: StoredError;
}

export async function endRun({ kysely }: Database<HubDatabase>, { run, status, counts = {}, steps = [], error }: RunEnd): Promise<void> {
  await kysely
    .updateTable('run')
    .set({
      status,
      ended_at: new Date(),
      counts: jsonb(counts),
      steps: jsonb(steps),
      error: error === undefined ? null : jsonb(error),
    })
    .where('id', '=', run)
    .execute();
}
