/** What a publish run needs to know before it begins. */
import type { Database } from '../core/postgres/database.ts';
import type { EntityType, HubDatabase } from './shapes.ts';

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
