import type { Readable } from 'node:stream';
import type { PostgresClient } from './database.ts';
import type { Transaction } from './open-transaction.ts';

/**
 * The bytes that a `copy … to stdout` gives. The connection is heard again once they are read to their end.
 *
 * @param sql the pool, one connection of it, or a transaction
 * @param statement of ours, never a user's
 */
export async function copyOut(sql: Pick<PostgresClient | Transaction, 'unsafe'>, statement: string): Promise<Readable> {
  const rows: Readable = await sql.unsafe(statement).readable();
  // postgres.js 3.4.9 leaves the connection paused where the last packet filled the stream: nothing would be heard of its end, and the next query on it would wait for ever.
  rows.once('end', () => rows._read(0));
  return rows;
}
