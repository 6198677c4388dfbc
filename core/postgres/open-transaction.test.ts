import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from './database.ts';
import { OpenTransaction } from './open-transaction.ts';
import { openTestDatabase } from './testing.ts';

let database: Database<unknown>;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.sql`create table pear (weight int check (weight > 0))`;
});
beforeEach(() => database.sql`truncate pear`);
afterAll(() => database.close());

const seen = async () => (await database.sql<{ weight: number }[]>`select weight from pear order by weight`).map(({ weight }) => weight);

describe('an open transaction', () => {
  test('does its pieces in order while others see nothing, and shows all of them at once', async () => {
    const transaction = new OpenTransaction(database.sql);
    const pieces = [
      transaction.run((tx) => tx`insert into pear values (1)`),
      transaction.run(async (tx) => {
        const [row] = await tx<{ n: number }[]>`select count(*)::int as n from pear`;
        await tx`insert into pear values (${row!.n + 1})`;
      }),
    ];
    await Promise.all(pieces);
    expect(await seen()).toEqual([]);
    await transaction.commit();
    expect(await seen()).toEqual([1, 2]);
  });

  test('leaves nothing of it where a piece failed, or where it is given up', async () => {
    const failing = new OpenTransaction(database.sql);
    await failing.run((tx) => tx`insert into pear values (1)`);
    await expect(failing.run((tx) => tx`insert into pear values (-1)`)).rejects.toThrow('check constraint');
    await expect(failing.run((tx) => tx`insert into pear values (2)`)).rejects.toThrow('aborted');
    await failing.giveUp();
    const unfinished = new OpenTransaction(database.sql);
    await unfinished.run((tx) => tx`insert into pear values (3)`);
    await unfinished.giveUp();
    await new OpenTransaction(database.sql).giveUp();
    expect(await seen()).toEqual([]);
  });
});
