import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openDatabase } from '../../core/postgres/database.ts';
import { copyData, type Exports, exportsOf, freshFolder, makeCity, monthFolder, openCityHub } from '../city-hub.ts';
import { createRandom, type Ended, ImportProcess, type Victim } from './import-process.ts';

// Several processes a test; a busy machine is no failure.
jest.setTimeout(300_000);

const VICTIMS: Victim[] = ['node', 'database', 'both'];
/** Instants of each of the two months: twenty in all. */
const INSTANTS = 10;
const SEED = 20261001;

let folder: string;
let city: string;
/** Month → a stopped hub before its import, and the undisturbed import: how it ended and what was exported then. */
const undisturbed = new Map<number, { before: string; ended: Ended; exports: Exports }>();
/** What is served before the first month and after each. */
const served: Exports[] = [];

beforeAll(async () => {
  folder = freshFolder('kill');
  city = await makeCity(folder, { months: 2 });
  const data = path.join(folder, 'undisturbed');
  served.push(await look(data));
  for (const month of [1, 2]) {
    const before = path.join(folder, `before-${month}`);
    copyData(data, before);
    const ended = await startImport(data, month).ended;
    served.push(await look(data));
    undisturbed.set(month, { before, ended, exports: served[month]! });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function startImport(data: string, month: number): ImportProcess {
  return new ImportProcess({ data, folder: monthFolder(city, month), config: path.join(city, 'config') });
}

async function look(data: string): Promise<Exports> {
  const hub = await openCityHub(data, path.join(city, 'config'));
  try {
    return await exportsOf(hub);
  } finally {
    await hub.close();
  }
}

/** Runs on a copy of the hub as it stood before the month. */
async function onCopy(month: number, work: (data: string) => Promise<void>): Promise<void> {
  const data = path.join(folder, 'killed');
  copyData(undisturbed.get(month)!.before, data);
  try {
    await work(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** A process that lost its database says so and ends; one that had finished before ended as always. */
function expectClearEnd({ code, stderr }: Ended, victim: Victim, month: number): void {
  if (victim !== 'database') return;
  expect([1, undisturbed.get(month)!.ended.code]).toContain(code);
  if (code === 1) expect(stderr).toMatch(/database[\s\S]*\n→ /i);
}

/** The same command again gives what the undisturbed one gave, and leaves nothing of the killed one behind. */
async function expectRepaired(data: string, month: number): Promise<void> {
  const { code } = await startImport(data, month).ended;
  const hub = await openCityHub(data);
  try {
    const { sql } = hub.database;
    const leftovers = [
      ...readdirSync(hub.folders.work),
      ...(await sql`select id, kind from run where status = 'running'`),
      ...(await sql`select tablename from pg_tables where tablename ~ '^run_'`),
    ];
    const { ended, exports } = undisturbed.get(month)!;
    expect({ code, exports: await exportsOf(hub), leftovers }).toEqual({ code: ended.code, exports, leftovers: [] });
  } finally {
    await hub.close();
  }
}

/** Kills an import when its session waits for a table that this process holds: inside the transaction that writes it. */
async function killInside(table: string, { data, month, victim }: { data: string; month: number; victim: Victim }): Promise<Ended> {
  const held = await openDatabase({ dataFolder: data });
  const holder = await held.sql.reserve();
  await holder.unsafe(`begin; lock table ${table} in exclusive mode`);
  const killed = startImport(data, month);
  const waiting = () => held.sql`select from pg_locks l join pg_class c on c.oid = l.relation where not l.granted and c.relname = ${table}`;
  while ((await waiting()).length === 0) await sleep(20);
  killed.kill(victim);
  const ended = await killed.ended;
  if (victim === 'node') {
    await holder`rollback`;
    holder.release();
  }
  await held.close();
  return ended;
}

/** The golden data are those of the month before or of the month; each case is that of one of the two. */
function expectOneState({ assignments, relations, cases }: Exports): void {
  expect([1, 2].map((month) => [served[month]!.assignments, served[month]!.relations])).toContainEqual([assignments, relations]);
  const known = new Set([1, 2].flatMap((month) => served[month]!.cases.split('\n')));
  expect(cases.split('\n').filter((line) => !known.has(line))).toEqual([]);
}

const random = createRandom(SEED);
const instants = [1, 2].flatMap((month) =>
  Array.from({ length: INSTANTS }, (_, i) => ({ month, victim: VICTIMS[i % 3]!, share: (i + random()) / INSTANTS })),
);

describe('kill -9 at any instant, then the same command again', () => {
  test('the undisturbed imports change what is served', () => {
    expect(new Set(served.map(({ assignments }) => assignments)).size).toBe(3);
    expect(undisturbed.get(1)!.ended.code).toBe(0);
  });

  test.each(instants)('month $month, $victim, at $share of the import: the exports are byte-equal', async ({ month, victim, share }) => {
    await onCopy(month, async (data) => {
      const killed = startImport(data, month);
      await Promise.race([sleep(share * undisturbed.get(month)!.ended.took), killed.ended]);
      killed.kill(victim);
      expectClearEnd(await killed.ended, victim, month);
      if (month === 2) expectOneState(await look(data));
      await expectRepaired(data, month);
    });
  });
});

describe('kill -9 where it is tightest', () => {
  test.each(VICTIMS)('%s, inside the commit: the month before is served until the same command ran again', async (victim) => {
    await onCopy(2, async (data) => {
      const ended = await killInside('published', { data, month: 2, victim });
      expect(ended.code).toBe(victim === 'database' ? 1 : null);
      expectClearEnd(ended, victim, 2);
      expect(await look(data)).toEqual(served[1]);
      await expectRepaired(data, 2);
    });
  });

  test('between publishing and comparing: the same command compares', async () => {
    await onCopy(1, async (data) => {
      await killInside('hub_case', { data, month: 1, victim: 'both' });
      expect(await look(data)).toEqual({ ...served[1], cases: served[0]!.cases });
      await expectRepaired(data, 1);
    });
  });
});
