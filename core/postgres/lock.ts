import type { Database } from './database.ts';

/**
 * Does work while holding a lock of the whole hub. The lock lives with its connection: a killed process lets it go at once.
 *
 * @returns undefined when another process holds the lock and `wait` is false.
 */
export async function withLock<T, Tables>(
  database: Database<Tables>,
  { name, wait = true }: { name: string; wait?: boolean },
  work: () => Promise<T>,
): Promise<T | undefined> {
  const connection = await database.sql.reserve();
  const key = `${database.schema}:${name}`;
  try {
    if (wait) await connection`select pg_advisory_lock(hashtextextended(${key}, 0))`;
    else {
      const [row] = await connection<{ held: boolean }[]>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as held`;
      if (!row!.held) return undefined;
    }
    try {
      return await work();
    } finally {
      await connection`select pg_advisory_unlock(hashtextextended(${key}, 0))`;
    }
  } finally {
    connection.release();
  }
}
