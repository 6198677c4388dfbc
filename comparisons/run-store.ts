/** What comparisons have seen of what was published. */
import { sql } from 'kysely';
import type { Database } from '../core/postgres/database.ts';
import type { HubDatabase } from '../schema/index.ts';

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
