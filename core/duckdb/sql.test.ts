import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Duck } from './duck.ts';
import { duck, join, name } from './sql.ts';

let db: Duck;
beforeAll(async () => {
  db = await Duck.open({ spillFolder: mkdtempSync(path.join(tmpdir(), 'sanku-sql-')) });
});
afterAll(() => db.close());

describe('the duck template', () => {
  test('any text comes back as it went in, so no value can become SQL', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        async (text) => {
          expect((await db.row(duck`SELECT ${text} AS v`)).v).toBe(text);
        },
      ),
    );
  });

  test('any name can be a column name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }).filter((text) => !text.includes('\0')),
        async (text) => {
          expect((await db.row(duck`SELECT column_name AS v FROM (DESCRIBE SELECT 1 AS ${name(text)})`)).v).toBe(text);
        },
      ),
    );
  });

  test('numbers, nulls, booleans, lists and instants are literals; fragments stay fragments', async () => {
    const row = await db.row(
      duck`SELECT ${1.5}::DOUBLE AS n, ${null} AS z, ${true} AS b, len(${['a', "b'c"]}) AS l, ${join([duck`1 AS x`, duck`2 AS y`])}`,
    );
    expect(row).toMatchObject({ n: 1.5, z: null, b: true, x: 1, y: 2 });
    expect(Number(row.l)).toBe(2);
    expect(() => duck`${Number.NaN}`).toThrow('not a number');
  });
});
