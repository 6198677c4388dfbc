import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyData, type Exports, exportsOf, freshFolder, makeCity, monthFolder, openCityHub } from '../city-hub.ts';
import { SankuProcess } from './import-process.ts';
import { killInside } from './testing.ts';

const SOURCE = 'police.residents';

let folder: string;
let config: string;
/** A stopped hub with two lists of residents, and what it served after the first and after both. */
let before: string;
const served: Exports[] = [];
/** The second list. */
let second: number;
beforeAll(async () => {
  folder = freshFolder('kill-rework');
  const city = await makeCity(folder, { months: 2, people: 200 });
  config = path.join(city, 'config');
  before = path.join(folder, 'before');
  const hub = await openCityHub(before, config);
  for (const month of [1, 2]) {
    const from = path.join(monthFolder(city, month), 'police');
    const only = path.join(folder, `${month}`, 'police');
    mkdirSync(only, { recursive: true });
    for (const file of readdirSync(from)) if (file.startsWith('residents.')) cpSync(path.join(from, file), path.join(only, file));
    const { deliveries } = await hub.importFolder(path.dirname(only));
    second = deliveries[0]!.delivery!;
    served.push(await exportsOf(hub));
  }
  await hub.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function look(data: string): Promise<{ exports: Exports; leftovers: unknown[] }> {
  const hub = await openCityHub(data);
  try {
    const running = await hub.database.sql`select id, kind from run where status = 'running'`;
    return { exports: await exportsOf(hub), leftovers: [...running, ...readdirSync(hub.folders.work)] };
  } finally {
    await hub.close();
  }
}

const withdraw = (data: string) => new SankuProcess({ data, words: ['deliveries', 'withdraw', `${second}`, '--why', 'the wrong list'] });
const reprocess = (data: string) => new SankuProcess({ data, words: ['reprocess', SOURCE] });

// The one where the result is entered into the catalogue, the other where it is published.
test.each(['lake_file', 'published'])(
  'kill -9 of a withdrawal before it writes %s: the old state, then the same command again',
  async (table) => {
    const data = path.join(folder, `withdraw-${table}`);
    copyData(before, data);
    await killInside(table, { data, victim: 'node', start: withdraw });
    expect(await look(data)).toEqual({ exports: served[1], leftovers: [] });
    expect((await withdraw(data).ended).code).toBe(0);
    expect(await look(data)).toEqual({ exports: served[0], leftovers: [] });
    const { code, stderr } = await withdraw(data).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('was withdrawn on') });
  },
);

test('kill -9 of another reading before it is entered: the old state, then the same command again', async () => {
  const data = path.join(folder, 'reprocess');
  copyData(before, data);
  // Any change of the configuration is another version of it.
  appendFileSync(path.join(config, 'sources', `${SOURCE.replace('.', '/')}.yaml`), '# read again\n');
  await killInside('lake_file', { data, victim: 'both', start: reprocess });
  expect(await look(data)).toEqual({ exports: served[1], leftovers: [] });
  expect((await reprocess(data).ended).code).toBe(0);
  expect(await look(data)).toEqual({ exports: served[1], leftovers: [] });
  const hub = await openCityHub(data);
  try {
    const versions = (await hub.catalogue.deliveries({ limit: 10 })).map((delivery) => delivery.config);
    expect(versions).toEqual([hub.config.version, hub.config.version]);
  } finally {
    await hub.close();
  }
});
