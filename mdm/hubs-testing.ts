/** Hubs for test files, and the law that all of them are held to. */
import { afterEach, beforeEach } from '@jest/globals';
import { openTestHub, type StatedMention } from './testing.ts';

export type TestHub = Awaited<ReturnType<typeof openTestHub>>;

/**
 * Opens a hub before every test of the file, and closes all of them after it.
 *
 * @returns opens another one
 */
export function eachTest(use: (hub: TestHub) => void): () => Promise<TestHub> {
  const hubs: TestHub[] = [];
  const open = async () => {
    const hub = await openTestHub();
    hubs.push(hub);
    return hub;
  };
  beforeEach(async () => use(await open()));
  afterEach(async () => {
    for (const hub of hubs.splice(0)) await hub.close();
  });
  return open;
}

/** The same deliveries taken in three ways, and what is read then: it must be the same. */
export interface ThreeWays<T> {
  /** Published month by month. */
  stepwise: T;
  /** All of them at once. */
  batch: T;
  /** Only what is still stated at the end. */
  last: T;
}

export async function inThreeWays<T>(
  hubs: ThreeWays<TestHub>,
  months: readonly StatedMention[][],
  read: (hub: TestHub) => Promise<T>,
): Promise<ThreeWays<T>> {
  const { stepwise, batch, last } = hubs;
  const present = new Map<string, StatedMention>();
  for (const [month, mentions] of months.entries()) {
    for (const item of mentions) present.set(`${item.source}/${item.record}/${item.entity ?? ''}/${item.role ?? ''}`, item);
    const asOf = `2026-0${month + 1}-01`;
    await stepwise.land(mentions, asOf);
    await stepwise.resolve();
    await batch.land(mentions, asOf);
  }
  await batch.resolve();
  await last.land(
    [...present.values()].filter(({ values }) => values !== undefined),
    '2026-09-01',
  );
  await last.resolve();
  return { stepwise: await read(stepwise), batch: await read(batch), last: await read(last) };
}
