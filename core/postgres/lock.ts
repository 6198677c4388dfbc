import type { Database } from './database.ts';

/**
 * Does work while holding a lock of the whole hub. The lock lives with its connection: a killed process lets it go at once.
 *
 * `onWait` is called when the lock is held by another and must be waited for.
 *
 * @returns undefined when another process holds the lock and `wait` is false.
 */
export async function withLock<T, Tables>(
  database: Database<Tables>,
  { name, wait = true, onWait }: { name: string; wait?: boolean; onWait?: () => void },
  work: () => Promise<T>,
): Promise<T | undefined> {
  const connection = await database.sql.reserve();
  const key = `${database.schema}:${name}`;
  try {
    const [row] = await connection<{ held: boolean }[]>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as held`;
    if (!row!.held) {
      if (!wait) return undefined;
      onWait?.();
      await connection`select pg_advisory_lock(hashtextextended(${key}, 0))`;
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
