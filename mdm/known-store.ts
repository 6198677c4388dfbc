/** Since when the hub knows what it says: the second time axis, which only PostgreSQL keeps. Written as CSV with a header, in no order. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../core/postgres/database.ts';
import type { HubDatabase } from './shapes.ts';

/** Instants as everywhere outside: ISO 8601, UTC, milliseconds. The word after `known_`, or of a table, is ours and never a user's. */
const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const QUERIES = {
  /** id, known_from: a delivery is known from when it came. */
  deliveries: `select id, ${instant('arrived_at')} as known_from from delivery`,
  /** The columns of the exported relations, and known_from. */
  relations: `select relation, subject_type, subject, house, valid_from, valid_to, presumed, ${instant('known_from')} as known_from
    from relation where known_to = 'infinity'`,
  /** The columns of the exported houses, and known_from: since when they are known as they are now. */
  houses: `select id as house, attributes ->> 'parent' as parent, attributes ->> 'level' as level, ${instant('known_from')} as known_from
    from house where known_to = 'infinity' and valid_to = 'infinity'`,
};
export type KnownTable = keyof typeof QUERIES;

export async function writeKnown(database: Database<HubDatabase>, { what, path }: { what: KnownTable; path: string }): Promise<void> {
  const rows = await database.sql.unsafe(`copy (${QUERIES[what]}) to stdout with (format csv, header)`).readable();
  // As in core/postgres/table-copy.ts: the connection may be left paused, and the next query on it would wait for ever.
  rows.once('end', () => rows._read(0));
  await pipeline(rows, createWriteStream(path, { mode: 0o600 }));
}
