import type { TransportMark } from '../connectors/index.ts';
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import type { HubDatabase } from '../schema/index.ts';

/** What a source's transport remembers, and under which configuration of it its deliveries were dealt with. */
export interface CollectMark {
  config: string;
  mark: TransportMark;
}

const markName = (source: string) => `collected:${source}`;

export async function readCollectMark({ kysely }: Database<HubDatabase>, source: string): Promise<CollectMark | undefined> {
  const row = await kysely.selectFrom('setting').select('value').where('name', '=', markName(source)).executeTakeFirst();
  return row?.value as CollectMark | undefined;
}

export async function writeCollectMark({ kysely }: Database<HubDatabase>, source: string, mark: CollectMark): Promise<void> {
  await kysely
    .insertInto('setting')
    .values({ name: markName(source), value: jsonb(mark) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: jsonb(mark) }))
    .execute();
}
