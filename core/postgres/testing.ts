import { randomBytes } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

/**
 * A real PostgreSQL for a test file: one embedded server shared by all tests that run at the same time, and a schema of its
 * own for each call. Close it in `afterAll`; the schema goes with it.
 */
export async function openTestDatabase<Tables>({ migrations }: { migrations?: string } = {}): Promise<Database<Tables>> {
  const database = await openDatabase<Tables>({
    dataFolder: path.join(tmpdir(), `sanku-test-${userInfo().username}`),
    schema: `test_${randomBytes(6).toString('hex')}`,
    maxConnections: 6,
    settings: { fsync: 'off', shared_buffers: '64MB', max_connections: '200' },
  });
  if (migrations !== undefined) await migrate(database, migrations);
  const close = database.close.bind(database);
  database.close = async () => {
    await database.sql.unsafe(`drop schema if exists "${database.schema}" cascade`);
    await close();
  };
  return database;
}
