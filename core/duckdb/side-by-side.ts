import type { Duck } from './duck.ts';

type Work = (own: Duck) => Promise<unknown>;

/**
 * Runs pieces of work on the same tables side by side: the first over the given connection, each other over one of its own. A query seldom keeps
 * both processors busy from its beginning to its end, and none does while its result is handled here. All have ended when it returns or throws.
 *
 * @returns what each gives, in their order
 * @throws the error of the first of them that failed, in their order
 */
export async function sideBySide<const Works extends readonly [Work, ...Work[]]>(
  db: Duck,
  works: Works,
): Promise<{ -readonly [place in keyof Works]: Awaited<ReturnType<Works[place]>> }> {
  const [first, ...others] = works;
  const beside = async (work: Work) => {
    const own = await db.beside();
    return work(own).finally(() => own.leave());
  };
  const ends = await Promise.allSettled([first(db), ...others.map(beside)]);
  const results = ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  return results as { -readonly [place in keyof Works]: Awaited<ReturnType<Works[place]>> };
}

/** The same work twice side by side: the two take their tasks from one iterator. */
export async function inTwoLanes(db: Duck, lane: (own: Duck) => Promise<void>): Promise<void> {
  await sideBySide(db, [lane, lane]);
}
