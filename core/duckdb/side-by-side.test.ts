import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { Duck } from './duck.ts';
import { inTwoLanes, sideBySide } from './side-by-side.ts';
import { rawSql } from './sql.ts';

test('gives what each work gives, over connections of their own to the same tables', async () => {
  using db = await Duck.open({ spillFolder: tmpdir() });
  await db.run(rawSql('CREATE TABLE fruit AS SELECT 3 AS pears'));
  const seen: Duck[] = [];
  const [pears, twice] = await sideBySide(db, [
    async (own) => {
      seen.push(own);
      return (await own.row<{ pears: number }>(rawSql('FROM fruit'))).pears;
    },
    async (own) => {
      seen.push(own);
      return (await own.row<{ twice: string }>(rawSql(`SELECT (2 * pears)::VARCHAR AS twice FROM fruit`))).twice;
    },
  ]);
  expect([pears, twice]).toEqual([3, '6']);
  expect(seen[0]).toBe(db);
  expect(seen[1]).not.toBe(db);
  // Its work is over: it was closed.
  await expect(seen[1]!.run(rawSql('FROM fruit'))).rejects.toThrow();
  await db.run(rawSql('FROM fruit'));
});

test('waits for all and throws the error of the first in order', async () => {
  using db = await Duck.open({ spillFolder: tmpdir() });
  let ended = false;
  const work = sideBySide(db, [
    async (own) => {
      for (let i = 0; i < 20; i++) await own.run(rawSql('SELECT 1'));
      ended = true;
      throw new Error('first');
    },
    () => Promise.reject(new Error('second')),
  ]);
  await expect(work).rejects.toThrow('first');
  expect(ended).toBe(true);
});

test('two lanes share the tasks of one iterator', async () => {
  using db = await Duck.open({ spillFolder: tmpdir() });
  const tasks = [1, 2, 3, 4, 5].values();
  const done: number[] = [];
  await inTwoLanes(db, async (own) => {
    for (const task of tasks) done.push((await own.row<{ n: number }>(rawSql(`SELECT ${task} AS n`))).n);
  });
  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
});
