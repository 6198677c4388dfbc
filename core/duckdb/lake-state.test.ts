import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Duck } from './duck.ts';
import { writeParquet } from './files.ts';
import { lakeState, mergeFiles, mergeIsDue } from './lake-state.ts';
import { duck, join, rawSql } from './sql.ts';

let db: Duck;
const folder = mkdtempSync(path.join(tmpdir(), 'sanku-lake-'));
beforeAll(async () => {
  db = await Duck.open({ spillFolder: folder, memoryMb: 256 });
});
afterAll(() => db.close());

interface Change {
  id: number;
  value: number;
  present: boolean;
}
let written = 0;

async function write(changes: readonly Change[]): Promise<string> {
  const file = path.join(folder, `${++written}.parquet`);
  const rows = changes.map(({ id, value, present }) => duck`(${id}, ${value}, ${present})`);
  const query =
    rows.length === 0
      ? rawSql('SELECT 0 AS id, 0 AS value, true AS present WHERE false')
      : duck`SELECT * FROM (VALUES ${join(rows)}) t(id, value, present)`;
  await db.run(writeParquet({ query, path: file, shape: 'test/1' }));
  return file;
}

const change = fc.record({ id: fc.nat({ max: 6 }), value: fc.nat({ max: 9 }), present: fc.boolean() });
const file = fc.uniqueArray(change, { selector: ({ id }) => id, maxLength: 6 });

describe('the state of versioned files', () => {
  test('is the last row of each key, and merging changes none of the present ones', async () => {
    const group = fc.array(file, { minLength: 1, maxLength: 4 });
    const wanted = fc.uniqueArray(fc.nat({ max: 9 }));
    await fc.assert(
      fc.asyncProperty(group, group, wanted, async (ones, others, values) => {
        // Two groups share no key.
        const files = [ones, others.map((rows) => rows.map((row) => ({ ...row, id: row.id + 10 })))];
        const expected = new Map<number, Change>();
        for (const one of files.flat(2)) expected.set(one.id, one);
        const groups: string[][] = [];
        for (const each of files) {
          const paths: string[] = [];
          for (const one of each) paths.push(await write(one));
          groups.push(paths);
        }
        const read = (state: Parameters<typeof lakeState>[0]) =>
          db.rows(duck`SELECT id, value, present FROM (${lakeState(state)}) ORDER BY id`);
        const sorted = [...expected.values()].sort((a, b) => a.id - b.id);
        expect(await read({ key: ['id'], groups })).toEqual(sorted);
        const rows = duck`SELECT unnest(${values}::INTEGER[]) AS value`;
        const among = sorted.filter(({ value }) => values.includes(value));
        expect(await read({ key: ['id'], groups, among: { rows, columns: ['value'] } })).toEqual(among);
        const merged = path.join(folder, `merged-${written}.parquet`);
        expect(await db.change(mergeFiles({ key: ['id'], groups, path: merged, shape: 'test/1' }))).toBe(
          sorted.filter(({ present }) => present).length,
        );
        expect(await read({ key: ['id'], groups: [[merged]] })).toEqual(sorted.filter(({ present }) => present));
      }),
      { numRuns: 15, seed: 3 },
    );
  });

  test('groups stand side by side, and only the wanted columns are read', async () => {
    const one = await write([{ id: 1, value: 1, present: true }]);
    const two = await write([{ id: 2, value: 2, present: true }]);
    expect(await db.rows(duck`SELECT * FROM (${lakeState({ key: ['id'], groups: [[one], [two]], columns: ['id'] })}) ORDER BY id`)).toEqual(
      [{ id: 1 }, { id: 2 }],
    );
  });

  test('is merged beyond a tenth of the base or twenty files', () => {
    expect(mergeIsDue([100])).toBe(false);
    expect(mergeIsDue([100, 5, 5])).toBe(false);
    expect(mergeIsDue([100, 5, 6])).toBe(true);
    expect(mergeIsDue([100000, ...Array.from({ length: 19 }, () => 1)])).toBe(false);
    expect(mergeIsDue([100000, ...Array.from({ length: 20 }, () => 1)])).toBe(true);
  });
});
