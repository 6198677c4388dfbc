/** Since when the hub knows what it says: the second time axis, which only PostgreSQL keeps. Written as CSV with a header, in no order. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { copyOut } from '../core/postgres/copy-out.ts';
import type { Database } from '../core/postgres/database.ts';
import { instantText } from '../core/postgres/instant-text.ts';
import type { HubDatabase } from './shapes.ts';

const QUERIES = {
  /** id, known_from: a delivery is known from when it came. */
  deliveries: `select id, ${instantText('arrived_at')} as known_from from delivery`,
  /** The columns of the exported relations, and known_from. */
  relations: `select relation, subject_type, subject, house, valid_from, valid_to, presumed, ${instantText('known_from')} as known_from
    from relation where known_to = 'infinity'`,
  /** The columns of the exported houses, and known_from: since when they are known as they are now. */
  houses: `select id as house, attributes ->> 'parent' as parent, attributes ->> 'level' as level, ${instantText('known_from')} as known_from
    from house where known_to = 'infinity' and valid_to = 'infinity'`,
};
export type KnownTable = keyof typeof QUERIES;

export async function writeKnown(database: Database<HubDatabase>, { what, path }: { what: KnownTable; path: string }): Promise<void> {
  const rows = await copyOut(database.sql, `copy (${QUERIES[what]}) to stdout with (format csv, header)`);
  await pipeline(rows, createWriteStream(path, { mode: 0o600 }));
}
