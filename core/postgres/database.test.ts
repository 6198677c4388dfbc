import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Duck } from '../duckdb/duck.ts';
import { writePostgresCopy } from '../duckdb/files.ts';
import { duck } from '../duckdb/sql.ts';
import { COPY_DELIMITER, COPY_QUOTE } from './copy-form.ts';
import type { Database } from './database.ts';
import { createSharedLock, withLock } from './lock.ts';
import { migrate } from './migrate.ts';
import { openTestDatabase } from './testing.ts';

let database: Database<unknown>;
const folder = mkdtempSync(path.join(tmpdir(), 'sanku-migrations-'));
beforeAll(async () => {
  writeFileSync(path.join(folder, '0001-first.sql'), 'create table fruit (name text, weight bigint, picked date);');
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('the embedded database', () => {
  test('is PostgreSQL 18 in UTF-8 with the C collation', async () => {
    const [row] =
      await database.sql`select current_setting('server_encoding') as encoding, current_setting('server_version_num')::int as version,
      (select datcollate from pg_database where datname = current_database()) as collation`;
    expect(row).toMatchObject({ encoding: 'UTF8', collation: 'C' });
    expect(row!['version']).toBeGreaterThanOrEqual(180000);
  });

  test('takes a file by COPY; null and empty text stay apart; dates and big integers come back plain', async () => {
    await migrate(database, folder);
    const file = path.join(folder, 'fruit.csv');
    const names = ['梨', '', 'a "b", c', 'two\r\nlines\n', `${COPY_QUOTE}quoted${COPY_DELIMITER}`, COPY_QUOTE, '\\N', '\\.', ' # '];
    const db = await Duck.open({ spillFolder: folder });
    const query = duck`SELECT unnest(${names}) AS name, 9007199254740991 AS weight, DATE '2026-10-01' AS picked UNION ALL SELECT NULL, NULL, NULL`;
    await db.run(writePostgresCopy({ query, path: file }));
    db.close();
    await database.copyIn({ table: 'fruit', columns: ['name', 'weight', 'picked'], file });
    expect(await database.sql`select * from fruit`).toEqual([
      ...names.map((name) => ({ name, weight: 9007199254740991, picked: '2026-10-01' })),
      { name: null, weight: null, picked: null },
    ]);
  });

  test('applies a migration once, refuses one that was edited and a database that is newer', async () => {
    expect(await migrate(database, folder)).toBe(1);
    const edited = mkdtempSync(path.join(tmpdir(), 'sanku-migrations-'));
    writeFileSync(path.join(edited, '0001-first.sql'), 'create table fruit (name text);');
    await expect(migrate(database, edited)).rejects.toMatchObject({ code: 'migrationChanged' });
    await database.sql`insert into migration (number, name, hash) values (7, 'later', '')`;
    await expect(migrate(database, folder)).rejects.toMatchObject({ code: 'databaseNewer' });
    await database.sql`delete from migration where number = 7`;
  });

  test('lets one holder of a lock work at a time', async () => {
    const seen: string[] = [];
    const inner = await withLock(database, { name: 'work' }, async () => {
      seen.push('first');
      return withLock(database, { name: 'work', wait: false }, async () => seen.push('second'));
    });
    expect(inner).toBeUndefined();
    expect(seen).toEqual(['first']);
    expect(await withLock(database, { name: 'work', wait: false }, async () => 'free')).toBe('free');
  });

  test('lets many hold a shared lock, on one connection, and nobody have it alone meanwhile', async () => {
    const [here, elsewhere] = [createSharedLock(database, 'files'), createSharedLock(database, 'files')];
    const alone = () => withLock(database, { name: 'files', wait: false }, async () => 'alone');
    const ends: (() => void)[] = [];
    const waiting = (place: number) => () => new Promise<number>((resolve) => (ends[place] = () => resolve(place)));
    const holders = [...Array.from({ length: 30 }, (_, place) => here.hold(waiting(place))), elsewhere.hold(waiting(30))];
    // Each at its own place: whose connection is first is open. Beside the holders, so that one who cannot get the lock is heard.
    while (ends.filter(Boolean).length < 31) await Promise.race([new Promise((next) => setTimeout(next, 1)), ...holders]);
    expect(await alone()).toBeUndefined();
    for (const end of ends.slice(0, 30)) end();
    await Promise.all(holders.slice(0, 30));
    expect(await alone()).toBeUndefined();
    ends[30]!();
    expect(await holders[30]).toBe(30);
    expect(await alone()).toBe('alone');
    await expect(here.hold(() => Promise.reject(new Error('work')))).rejects.toThrow('work');
    expect(await alone()).toBe('alone');
  });
});
