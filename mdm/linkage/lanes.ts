import type { Duck } from '../../core/duckdb/duck.ts';

/**
 * Runs the same work twice side by side, each with a connection of its own; the two take their tasks from one iterator. A query seldom keeps
 * both processors busy from its beginning to its end, and none does while its result is handled here.
 */
export async function inTwoLanes(db: Duck, lane: (own: Duck) => Promise<void>): Promise<void> {
  const beside = await db.beside();
  try {
    const ends = await Promise.allSettled([lane(db), lane(beside)]);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  } finally {
    await beside.leave();
  }
}
