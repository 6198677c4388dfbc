import { describe, expect, test } from '@jest/globals';
import { type BatchesOptions, createBatches } from './batches.ts';

/** Batches whose work ends when the test says so. */
function openBatches(options: Partial<BatchesOptions<number, number>> = {}) {
  const started: { items: number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const batches = createBatches<number, number>({
    work: (items) =>
      new Promise((resolve, reject) => {
        started.push({ items, end: () => resolve(items.map((item) => item * 10)), fail: reject });
      }),
    take: ({ length }) => Math.min(length, 3),
    ...options,
  });
  return { batches, started };
}

/** Two turns of the event loop: what is ready to start has started. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((next) => setImmediate(next));
}

describe('batches', () => {
  test('take what comes in one turn, then what came meanwhile, as much as may go together', async () => {
    const { batches, started } = openBatches();
    const first = [1, 2].map((item) => batches.add(item));
    await turns();
    const later = [3, 4, 5, 6].map((item) => batches.add(item));
    await turns();
    expect(started.map(({ items }) => items)).toEqual([[1, 2]]);
    expect(batches.waiting).toBe(4);
    started[0]!.end();
    expect(await Promise.all(first)).toEqual([10, 20]);
    await turns();
    started[1]!.end();
    await turns();
    started[2]!.end();
    expect(await Promise.all(later)).toEqual([30, 40, 50, 60]);
    expect(started.map(({ items }) => items)).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  test('that fail do so for each of theirs, and hold up nobody after them', async () => {
    const { batches, started } = openBatches();
    const failing = [batches.add(1), batches.add(2)];
    await turns();
    const next = batches.add(3);
    started[0]!.fail(new Error('no'));
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turns();
    started[1]!.end();
    expect(await next).toBe(30);
  });

  test('whose work throws at once fail, too', async () => {
    const batches = createBatches<number, number>({
      take: ({ length }) => length,
      work: () => {
        throw new Error('at once');
      },
    });
    await expect(batches.add(1)).rejects.toThrow('at once');
    await expect(batches.add(2)).rejects.toThrow('at once');
  });

  test('that take long hold the next one back only as long as patience lasts', async () => {
    const { batches, started } = openBatches({ patienceMs: 1 });
    const slow = batches.add(1);
    await turns();
    const quick = batches.add(2);
    while (started.length < 2) await turns();
    started[1]!.end();
    expect(await quick).toBe(20);
    started[0]!.end();
    expect(await slow).toBe(10);
    expect(await Promise.all([batches.add(3), turns().then(() => started[2]!.end())])).toEqual([30, undefined]);
  });

  test('wait for as many as went together before, and start as soon as they are there', async () => {
    const { batches, started } = openBatches({ gatherMs: 60_000 });
    const before = [1, 2].map((item) => batches.add(item));
    await turns();
    started[0]!.end();
    await Promise.all(before);
    const first = batches.add(3);
    await turns();
    expect(started).toHaveLength(1);
    const second = batches.add(4);
    await turns();
    started[1]!.end();
    expect(await Promise.all([first, second])).toEqual([30, 40]);
  });

  test('do not wait for those who do not come, nor after one that went alone', async () => {
    const { batches, started } = openBatches({ gatherMs: 1 });
    const before = [1, 2].map((item) => batches.add(item));
    await turns();
    started[0]!.end();
    await Promise.all(before);
    const alone = batches.add(3);
    while (started.length < 2) await turns();
    started[1]!.end();
    expect(await alone).toBe(30);
    const next = batches.add(4);
    await turns();
    started[2]!.end();
    expect(await next).toBe(40);
  });
});
