import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../core/postgres/database.ts';
import { folderWithCity, sanku } from '../testing.ts';
import type { Check } from './check.ts';
import { clockCheck, reworksCheck } from './database-checks.ts';
import { diskCheck, memoryCheck } from './machine-checks.ts';
import { schedulesCheck } from './schedule-checks.ts';

const MB = 1024 ** 2;

let folder: string;
let data: string;
let database: Database<unknown>;
beforeAll(async () => {
  folder = await folderWithCity();
  data = path.join(folder, 'data');
  // What the other departments say has nothing to do with it.
  for (const department of ['civil-affairs', 'grid', 'housing', 'social-security'])
    rmSync(path.join(folder, 'city/month-01', department), { recursive: true });
  await sanku(['import', path.join(folder, 'city/month-01'), '--config', path.join(folder, 'city/config'), '--data', data]);
  database = await openDatabase<unknown>({ dataFolder: data });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function doctor(...words: string[]): Promise<{ code: number; wrong: string[]; checks: Record<string, Check> }> {
  const { code, json } = await sanku(['doctor', '--data', data, '--json', ...words]);
  const { checks } = json as { checks: (Check & { name: string })[] };
  return {
    code,
    wrong: checks.filter(({ ok }) => !ok).map(({ name }) => name),
    checks: Object.fromEntries(checks.map((each) => [each.name, each])),
  };
}

describe('doctor', () => {
  test('finds nothing wrong with a hub after an import', async () => {
    const { code, wrong, checks } = await doctor('--files');
    expect({ code, wrong }).toEqual({ code: 0, wrong: [] });
    expect(Object.keys(checks).length).toBeGreaterThan(13);
  });

  test('finds a byte changed in an original only when it reads them', async () => {
    const originals = path.join(data, 'lake/originals');
    const file = path.join(originals, readdirSync(originals)[0]!);
    const whole = readFileSync(file);
    const flipped = Buffer.from(whole);
    flipped[0]! ^= 1;
    writeFileSync(file, flipped);
    expect((await doctor()).wrong).toEqual([]);
    expect((await doctor('--files')).wrong).toEqual(['originals']);
    writeFileSync(file, whole);
  });

  test('finds each thing that is wrong, with a way out in both languages', async () => {
    const { sql } = database;
    const [file] = await sql<{ path: string }[]>`select path from lake_file order by path limit 1`;
    appendFileSync(path.join(data, 'lake', file!.path), 'x');
    const [kept] = await sql<{ hash: string }[]>`select files -> 0 ->> 'hash' as hash from delivery where id = 2`;
    rmSync(path.join(data, 'lake/originals', kept!.hash));
    chmodSync(path.join(data, 'lake'), 0o755);
    writeFileSync(path.join(data, 'restoring'), '');
    await sql`update delivery set status = 'landing' where id = 1`;
    await sql`update run set status = 'running' where id = 1`;
    await sql`insert into run (kind, source, status) values ('withdraw', 'police.residents', 'running')`;
    await sql`update published set at = now() + interval '3 days'`;
    await sql`insert into setting values ('schedule:police.residents', '{"expression": "", "next": "2020-01-01T00:00:00Z"}')`;
    await sql`insert into migration (number, name, hash) values (9999, 'later', '')`;
    const { code, wrong, checks } = await doctor();
    expect(code).toBe(1);
    expect(wrong).toEqual(['restore', 'modes', 'tables', 'clock', 'deliveries', 'runs', 'reworks', 'lake', 'originals', 'schedules']);
    expect(checks['reworks']!.says).toBe('withdrawal from police.residents cut off');
    expect(checks['originals']!.says).toMatch(/of deliveries \d+/);
    const { out } = await sanku(['doctor', '--data', data, '--lang', 'zh']);
    expect(out.match(/→/g)).toHaveLength(wrong.length);
    rmSync(path.join(data, 'restoring'));
    expect(await sanku(['runs', '--data', data])).toMatchObject({ code: 1, err: expect.stringContaining('newer hub') });
    expect(existsSync(path.join(data, 'restoring'))).toBe(false);
  });

  test('looks at a folder without a hub and makes none', async () => {
    const empty = path.join(folder, 'empty');
    const { code } = await sanku(['doctor', '--data', empty, '--json']);
    expect([code, existsSync(empty)]).toEqual([0, false]);
  });
});

describe('a single look', () => {
  test('at withdrawals and readings anew tells those that nobody published', async () => {
    const { sql } = database;
    const [{ id } = { id: 0 }] = await sql<{ id: number }[]>`insert into run (kind, source, status, counts)
      values ('reprocess', 'tax.taxpayers', 'done', '{"deliveries": 2}') returning id`;
    await sql`update run set status = 'done', counts = '{"delivery": 3}' where kind = 'withdraw'`;
    expect((await reworksCheck(database)).ok).toBe(true);
    await sql`update lake_file set status = 'waiting', run = ${id} where id = (select min(id) from lake_file)`;
    const found = await reworksCheck(database);
    expect(found).toMatchObject({
      ok: false,
      says: { en: 'reprocessing of tax.taxpayers not published', zh: 'tax.taxpayers 的重新处理尚未发布' },
    });
    await sql`update lake_file set run = (select id from run where kind = 'withdraw') where status = 'waiting'`;
    expect((await reworksCheck(database)).says.en).toBe('withdrawal of delivery 3 of police.residents not published');
  });

  test('at memory goes by the limit of the container', () => {
    const large = 64 * 1024 * MB;
    expect(memoryCheck(2048, { total: large, limit: 0 }).ok).toBe(true);
    expect(memoryCheck(2048, { total: large, limit: 1024 * MB })).toMatchObject({
      ok: false,
      says: { en: expect.stringContaining('container') },
    });
    // Without a limit, Linux names a number larger than the machine.
    expect(memoryCheck(2048, { total: large, limit: 2 ** 60 }).ok).toBe(true);
  });

  test('at the disk goes by the largest delivery', async () => {
    expect((await diskCheck(data, 0)).ok).toBe(true);
    expect((await diskCheck(data, 2 ** 50)).ok).toBe(false);
  });

  test('at the clock tells one that was set back', async () => {
    await database.sql`update published set at = now()`;
    expect((await clockCheck(database, new Date())).ok).toBe(true);
    expect((await clockCheck(database, new Date(Date.now() - 3_600_000))).ok).toBe(false);
  });

  test('at the schedules lets a job that has just fallen due be', async () => {
    const config = { sources: [{ source: 'police.residents', schedule: '0 2 * * *' }], hub: {} } as never;
    const overdue = async (now: string) => (await schedulesCheck(database, config, new Date(now))).ok;
    expect(await overdue('2020-01-01T00:10:00Z')).toBe(true);
    expect(await overdue('2020-01-01T00:20:00Z')).toBe(false);
  });
});
