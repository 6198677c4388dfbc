import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineMacros } from './define-macros.ts';
import { Duck } from './duck.ts';
import { rawSql } from './sql.ts';

const twice = (more: number) => ['CREATE OR REPLACE MACRO twice(x) AS x * 2', `CREATE OR REPLACE MACRO more(x) AS twice(x) + ${more}`];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-macros-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `more(20)` is in a new DuckDB in which these were defined. */
async function answer(statements: string[], at: string): Promise<unknown> {
  using db = await Duck.open({ spillFolder: folder, memoryMb: 64, threads: 1 });
  await db.run(rawSql('CREATE TABLE before AS SELECT 1 AS x'));
  await defineMacros(db, statements, at);
  const room = await db.room('room');
  const { found } = await room.row(rawSql('SELECT more(20) AS found, (SELECT max(x) FROM before) AS x'));
  await room.leave();
  return found;
}
const place = (name: string) => path.join(folder, name);

describe('macros', () => {
  test('are defined, and the next time taken from the file in which they were kept', async () => {
    expect(await answer(twice(1), place('kept'))).toBe(41);
    expect(await answer(twice(2), place('other'))).toBe(42);
    const [[kept], [other]] = [readdirSync(place('kept')), readdirSync(place('other'))];
    expect(kept).not.toBe(other);
    // Under the name of the one lies what the other says: it is not defined again.
    cpSync(path.join(place('other'), other!), path.join(place('kept'), kept!));
    expect(await answer(twice(1), place('kept'))).toBe(42);
  });

  test('are defined all the same where the file is spoilt or cannot be written, and over those that are there', async () => {
    const [kept] = readdirSync(place('other'));
    writeFileSync(path.join(place('other'), kept!), 'no database');
    expect(await answer(twice(2), place('other'))).toBe(42);
    writeFileSync(place('file'), '');
    expect(await answer(twice(3), place('file'))).toBe(43);
    using db = await Duck.open({ spillFolder: folder, memoryMb: 64, threads: 1 });
    await defineMacros(db, twice(4), place('again'));
    await defineMacros(db, twice(5), place('again'));
    expect(await db.row(rawSql('SELECT more(20) AS found'))).toEqual({ found: 45 });
  });

  test('of a week ago are forgotten', async () => {
    const old = path.join(place('days'), `macros-old.duckdb`);
    await answer(twice(6), place('days'));
    writeFileSync(old, '');
    utimesSync(old, new Date(), new Date(Date.now() - 8 * 86_400_000));
    await answer(twice(7), place('days'));
    expect(readdirSync(place('days'))).toHaveLength(2);
  });

  test('that make no sense are an error that says so', async () => {
    await expect(answer(['CREATE OR REPLACE MACRO more(x) AS nonsense('], place('wrong'))).rejects.toThrow('syntax error');
    expect(readdirSync(place('wrong'))).toEqual([]);
  });
});
