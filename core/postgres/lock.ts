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

export interface SharedLock {
  /** Does work while the lock is held together with others; waits only for one who holds it alone (`withLock`). */
  hold<T>(work: () => Promise<T>): Promise<T>;
}

/** A lock of the whole hub that many hold at once. All holders of one `SharedLock` share one connection, however many they are. */
export function createSharedLock<Tables>(database: Database<Tables>, name: string): SharedLock {
  const key = `${database.schema}:${name}`;
  let holders = 0;
  let taken: Promise<() => Promise<void>> | undefined;
  const take = async () => {
    const connection = await database.sql.reserve();
    try {
      await connection`select pg_advisory_lock_shared(hashtextextended(${key}, 0))`;
    } catch (error) {
      connection.release();
      throw error;
    }
    return async () => {
      try {
        await connection`select pg_advisory_unlock_shared(hashtextextended(${key}, 0))`;
      } finally {
        connection.release();
      }
    };
  };
  return {
    async hold(work) {
      holders += 1;
      taken ??= take();
      const mine = taken;
      try {
        await mine;
        return await work();
      } finally {
        holders -= 1;
        if (holders === 0) {
          taken = undefined;
          // Not taken: nothing to let go; the error is on its way already.
          const letGo = await mine.catch(() => undefined);
          await letGo?.();
        }
      }
    },
  };
}
