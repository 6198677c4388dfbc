/** What the tests of killing share: a hub before a month's import, and what that import gives when nobody disturbs it. */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../../core/postgres/database.ts';
import { createRandom } from '../../core/random.ts';
import { copyData, type Exports, exportsOf, freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';
import { type Ended, ImportProcess, type SankuProcess, type Victim } from './import-process.ts';

export const VICTIMS: Victim[] = ['node', 'database', 'both'];
/** Of each of the two months: twenty in all. */
const INSTANTS = 10;
const SEED = 20261001;
/** Lists, events and whole periods, text and binary, of people, companies and houses; two that a comparison holds together. */
const FEEDS = ['residents', 'dwellings', 'companies', 'taxpayers', 'deaths', 'pension-payments', 'unemployment-benefits'];

let folder: string;
let city: string;
let month: number;
/** A stopped hub before the month's import, and the undisturbed import: how it ended and what was exported then. */
let undisturbed: { before: string; ended: Ended; exports: Exports };
/** What is served before the first month and after each, as far as the month under test. */
export const served: Exports[] = [];

/** Months 1 and 2 are files of their own, so that two processors share them. */
export function prepareMonth(tested: 1 | 2): void {
  beforeAll(async () => {
    month = tested;
    folder = freshFolder('kill');
    city = await makeCity(folder, { months: month });
    keepFeeds(city, month, FEEDS);
    const data = path.join(folder, 'undisturbed');
    served.push(await look(data));
    for (let number = 1; number <= month; number++) {
      const before = path.join(folder, `before-${number}`);
      if (number === month) copyData(data, before);
      const ended = await startImport(data, number).ended;
      served.push(await look(data));
      undisturbed = { before, ended, exports: served[number]! };
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the undisturbed import changes what is served', () => {
    expect(new Set(served.map(({ assignments }) => assignments)).size).toBe(tested + 1);
  });

  const random = createRandom(SEED + tested);
  const instants = Array.from({ length: INSTANTS }, (_, i) => ({ victim: VICTIMS[i % 3]!, share: (i + random()) / INSTANTS }));
  test.each(instants)(
    'kill -9 of $victim at $share of the import, then the same command again: the exports are byte-equal',
    async (kill) => {
      await onCopy(async (data) => {
        const killed = startImport(data);
        await Promise.race([sleep(kill.share * undisturbed.ended.took), killed.ended]);
        killed.kill(kill.victim);
        expectClearEnd(await killed.ended, kill.victim);
        if (month > 1) expectOneState(await look(data));
        await expectRepaired(data);
      });
    },
  );
}

function startImport(data: string, number = month): ImportProcess {
  return new ImportProcess({ data, folder: monthFolder(city, number), config: path.join(city, 'config') });
}

export async function look(data: string): Promise<Exports> {
  const first = await openDatabase({ dataFolder: data, maxConnections: 1 });
  try {
    // A session of a killed process goes on until it notices; what it is just committing must not come in the middle of the exports.
    const others = () => first.sql`select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    while ((await others()).length > 0) await sleep(20);
    const hub = await openCityHub(data, path.join(city, 'config'));
    try {
      return await exportsOf(hub);
    } finally {
      await hub.close();
    }
  } finally {
    await first.close();
  }
}

/** Runs on a copy of the hub as it stood before the month. */
export async function onCopy(work: (data: string) => Promise<void>): Promise<void> {
  const data = path.join(folder, 'killed');
  copyData(undisturbed.before, data);
  try {
    await work(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** A process that lost its database says so and ends; one that had finished before ended as always. */
export function expectClearEnd({ code, stderr }: Ended, victim: Victim): void {
  if (victim !== 'database') return;
  expect([1, undisturbed.ended.code]).toContain(code);
  if (code === 1) expect(stderr).toMatch(/database[\s\S]*\n→ /i);
}

/** The same command again gives what the undisturbed one gave, and leaves nothing of the killed one behind. */
export async function expectRepaired(data: string): Promise<void> {
  const { code } = await startImport(data).ended;
  const hub = await openCityHub(data);
  try {
    const { sql } = hub.database;
    const leftovers = [
      ...readdirSync(hub.folders.work),
      ...(await sql`select id, kind from run where status = 'running'`),
      ...(await sql`select tablename from pg_tables where tablename ~ '^run_'`),
    ];
    const { ended, exports } = undisturbed;
    expect({ code, exports: await exportsOf(hub), leftovers }).toEqual({ code: ended.code, exports, leftovers: [] });
  } finally {
    await hub.close();
  }
}

interface KillInside {
  data: string;
  victim: Victim;
  /** Absent: the month's import. */
  start?: (data: string) => SankuProcess;
}

/** Kills a command when its session waits for a table that this process holds: inside the transaction that writes it. */
export async function killInside(table: string, { data, victim, start = startImport }: KillInside): Promise<Ended> {
  const held = await openDatabase({ dataFolder: data });
  const holder = await held.sql.reserve();
  await holder.unsafe(`begin; lock table ${table} in exclusive mode`);
  const killed = start(data);
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
  const states = served.slice(-2);
  expect(states.map((state) => [state.assignments, state.relations])).toContainEqual([assignments, relations]);
  const known = new Set(states.flatMap((state) => state.cases.split('\n')));
  expect(cases.split('\n').filter((line) => !known.has(line))).toEqual([]);
}
