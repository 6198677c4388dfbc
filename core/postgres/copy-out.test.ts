import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyOut } from './copy-out.ts';
import type { Database } from './database.ts';
import { openTestDatabase } from './testing.ts';

let database: Database<unknown>;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const ROWS = 60_000;
/** What a reader takes before it rests: more than a stream holds, so that the connection is paused again and again. */
const BYTES_AT_A_TIME = 1 << 16;

test('a connection whose rows a slow reader took answers the next question', async () => {
  const connection = await database.sql.reserve();
  try {
    const rows = await copyOut(connection, `copy (select number, repeat('x', 10) from generate_series(1, ${ROWS}) as number) to stdout`);
    let lines = 0;
    let taken = 0;
    const slow = new Writable({
      write(chunk: Buffer, _, done) {
        lines += chunk.toString().split('\n').length - 1;
        taken += chunk.length;
        if (taken < BYTES_AT_A_TIME) return done();
        taken = 0;
        setTimeout(done, 1);
      },
    });
    await pipeline(rows, slow);
    expect(lines).toBe(ROWS);
    expect(await connection`select 1 as one`).toEqual([{ one: 1 }]);
  } finally {
    connection.release();
  }
});
