import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parquet } from '../../core/duckdb/files.ts';
import { lakeState } from '../../core/duckdb/lake-state.ts';
import { duck } from '../../core/duckdb/sql.ts';
import type { Hub } from '../../hub.ts';
import { reprocess, withdraw } from '../../hub-administration.ts';
import { lakeFiles } from '../../pipelines/index.ts';
import { ENTITY_TYPES, FACTS } from '../../schema/index.ts';
import { type Exports, exportOf, exportsOf, freshFolder, makeCity, monthFolder, openCityHub } from '../city-hub.ts';

/** A list, events, and a feed of whole periods. */
const FEEDS = ['police/residents', 'social-security/pension-payments', 'tax/wages'];
const MONTHS = [1, 2, 3];

let folder: string;
let config: string;
let inOrder: Hub;
/** What is served after each month. */
const served: Exports[] = [];
beforeAll(async () => {
  folder = freshFolder('order');
  const city = await makeCity(folder, { months: MONTHS.length, people: 200 });
  config = path.join(city, 'config');
  for (const month of MONTHS) takeFeeds(monthFolder(city, month), path.join(folder, `${month}`));
  inOrder = await openCityHub(path.join(folder, 'in-order'), config);
  for (const month of MONTHS) {
    await inOrder.importFolder(path.join(folder, `${month}`));
    served.push(await exportsOf(inOrder));
  }
});
afterAll(async () => {
  await inOrder?.close();
  rmSync(folder, { recursive: true, force: true });
});

function takeFeeds(from: string, to: string): void {
  for (const feed of FEEDS) {
    const [department, name] = feed.split('/') as [string, string];
    mkdirSync(path.join(to, department), { recursive: true });
    for (const file of readdirSync(path.join(from, department)))
      if (file.startsWith(`${name}.`)) cpSync(path.join(from, department, file), path.join(to, department, file));
  }
}

/** What is served, without what may follow the order of arrival: the numbers of entities and of deliveries. */
async function concluded(hub: Hub): Promise<unknown> {
  const rows = (await exportOf(hub, 'assignments')).trimEnd().split('\n').slice(1);
  const members = Map.groupBy(rows, (row) => row.split(',').at(-1)!);
  const partition = [...members.values()]
    .map((group) =>
      group
        .map((row) => row.slice(0, row.lastIndexOf(',')))
        .sort()
        .join(' '),
    )
    .sort();
  const golden = await Promise.all(
    ENTITY_TYPES.map((type) =>
      hub.database.sql.unsafe(
        // Ids differ; what a house lies in is told by its address.
        `select * from (
          select attributes - 'parent' as attributes, array(select key from unnest(search_keys) key where key not like 'parent:%' order by key) as search_keys, records, sources, confidence,
            (select p.attributes->>'address' from house p where p.id = e.attributes->>'parent' and p.known_to = 'infinity' and p.valid_to = 'infinity') as lies_in
          from "${type}" e where known_to = 'infinity' and valid_to = 'infinity') golden
          order by attributes::text, search_keys::text, sources::text, records, lies_in`,
      ),
    ),
  );
  return { partition, golden: golden.map((each) => [...each]), facts: await factsOf(hub) };
}

async function factsOf(hub: Hub): Promise<unknown> {
  using db = await hub.openDuck();
  const facts = [];
  for (const feed of FEEDS) {
    const files = await lakeFiles(hub.database, FACTS.family, { part: feed.replace('/', '.') });
    if (files.length === 0) continue;
    const paths = files.map((file) => path.join(hub.folders.lake, file.path));
    const state = paths.length === 1 ? duck`FROM ${parquet(paths)}` : lakeState({ key: FACTS.key, groups: [paths] });
    const present = duck`SELECT * EXCLUDE (delivery) FROM (${state}) WHERE present`;
    facts.push(await db.rows(duck`SELECT count(*)::DOUBLE AS facts, sum(hash(f))::VARCHAR AS content FROM (${present}) f`));
  }
  expect(facts.length).toBeGreaterThan(0);
  return facts;
}

test('months that come in another order conclude the same', async () => {
  const shuffled = await openCityHub(path.join(folder, 'shuffled'), config);
  try {
    for (const month of [3, 1, 2]) {
      const { deliveries } = await shuffled.importFolder(path.join(folder, `${month}`));
      expect(deliveries.map(({ status }) => status)).toEqual(FEEDS.map(() => 'waiting'));
    }
    expect(await concluded(shuffled)).toEqual(await concluded(inOrder));
  } finally {
    await shuffled.close();
  }
});

test('a source read again under the same configuration changes nothing', async () => {
  const { publish } = await reprocess(inOrder, 'police.residents');
  expect(publish.published).toBe(false);
  expect(await exportsOf(inOrder)).toEqual(served[2]);
});

test('a trial tells what the import will, and changes nothing', async () => {
  const later = path.join(folder, '3');
  const { deliveries } = await inOrder.tryImport({ folder: later });
  expect(deliveries.map(({ status }) => status)).toEqual(FEEDS.map(() => 'repeated'));
  expect(await exportsOf(inOrder)).toEqual(served[2]);
});

test('withdrawn month after month, the hub serves what it served before them, to the byte; imported again, all of it', async () => {
  for (const month of [3, 2]) {
    const taken = await inOrder.catalogue.deliveries({ limit: 100 });
    const latest = taken.filter(({ status }) => status === 'published').slice(0, FEEDS.length);
    for (const { id } of latest) await withdraw(inOrder, { delivery: id, by: 'ding', why: 'the wrong month' });
    expect(await exportsOf(inOrder)).toEqual(served[month - 2]);
  }
  for (const month of [2, 3]) await inOrder.importFolder(path.join(folder, `${month}`));
  expect(await exportsOf(inOrder)).toEqual(served[2]);
});
