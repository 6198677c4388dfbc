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
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 5 }), async (files) => {
        const expected = new Map<number, Change>();
        for (const one of files.flat()) expected.set(one.id, one);
        const paths: string[] = [];
        for (const one of files) paths.push(await write(one));
        const state = await db.rows(duck`SELECT id, value, present FROM (${lakeState({ key: ['id'], groups: [paths] })}) ORDER BY id`);
        const sorted = [...expected.values()].sort((a, b) => a.id - b.id);
        expect(state).toEqual(sorted);
        const merged = path.join(folder, `merged-${written}.parquet`);
        const rows = await db.change(mergeFiles({ key: ['id'], groups: [paths], path: merged, shape: 'test/1' }));
        expect(rows).toBe(sorted.filter(({ present }) => present).length);
        const after = await db.rows(duck`SELECT id, value, present FROM (${lakeState({ key: ['id'], groups: [[merged]] })}) ORDER BY id`);
        expect(after).toEqual(sorted.filter(({ present }) => present));
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
