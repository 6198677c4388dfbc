/** What goes by the clock: schedules of a hub that runs on, and a clock that was set back between two months. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { silentLog } from '../../core/log.ts';
import { openHub } from '../../hub.ts';
import { runSchedules } from '../../hub-administration.ts';
import { exportsOf, freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';

const SCHEDULED = ['police/residents', 'civil-affairs/deaths'];

let folder: string;
let city: string;
beforeAll(async () => {
  folder = freshFolder('clock');
  city = await makeCity(folder, { months: 2, people: 200 });
  keepFeeds(city, 2);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a schedule that fires every second takes each delivery in once, and goes on to the next', async () => {
  const data = path.join(folder, 'scheduled');
  const config = path.join(folder, 'config');
  cpSync(path.join(city, 'config'), config, { recursive: true });
  for (const source of SCHEDULED) {
    const file = path.join(config, 'sources', `${source}.yaml`);
    const rest = readFileSync(file, 'utf8').replace(/^schedule:.*$/m, '');
    writeFileSync(file, `${rest}\nschedule: "* * * * * *"\n`);
  }
  const hub = await openCityHub(data, config);
  const schedules = await runSchedules(hub);
  const deliveries = () => hub.database.sql<{ source: string; status: string }[]>`select source, status from delivery order by source, id`;
  const published = async (count: number) => {
    while ((await deliveries()).filter(({ status }) => status === 'published').length < count) await sleep(100);
  };
  try {
    for (const month of [1, 2]) {
      for (const source of SCHEDULED) {
        const department = path.dirname(source);
        cpSync(path.join(monthFolder(city, month), department), path.join(data, 'inbox', department), { recursive: true });
      }
      await published(month * SCHEDULED.length);
    }
    await schedules.stop();
    const names = SCHEDULED.map((source) => source.replace('/', '.')).sort();
    expect([...(await deliveries())]).toEqual(names.flatMap((source) => [1, 2].map(() => ({ source, status: 'published' }))));
    const overlapping = await hub.database.sql`select a.id from run a join run b on a.id < b.id and a.kind = b.kind
      and a.source is not distinct from b.source and b.started_at < a.ended_at where a.kind in ('land', 'publish')`;
    expect([...overlapping]).toEqual([]);
  } finally {
    await hub.close();
  }
});

test('a clock set back by a day changes nothing of what is concluded, and what was known when stays in order', async () => {
  const config = path.join(city, 'config');
  const month = async (data: string, number: number, at: string) => {
    const hub = await openHub({ dataFolder: path.join(folder, data), configFolder: config, log: silentLog, clock: () => new Date(at) });
    try {
      await hub.importFolder(monthFolder(city, number));
      const [published] = await hub.database.sql<{ run: number; at: Date }[]>`select run, at from published`;
      const [reversed] = await hub.database.sql`select (select count(*) from person where known_to <= known_from)
        + (select count(*) from house where known_to <= known_from) + (select count(*) from relation where known_to <= known_from) as n`;
      const twice = await hub.database
        .sql`select id from person where known_to = 'infinity' and valid_to = 'infinity' group by id having count(*) > 1`;
      return { published: published!, reversed: Number(reversed!['n']), twice: [...twice], exports: await exportsOf(hub) };
    } finally {
      await hub.close();
    }
  };
  await month('right', 1, '2026-10-05T00:00:00Z');
  const right = await month('right', 2, '2026-11-05T00:00:00Z');
  const first = await month('back', 1, '2026-10-05T00:00:00Z');
  const back = await month('back', 2, '2026-10-04T00:00:00Z');
  expect(back.exports).toEqual(right.exports);
  expect(back.published.at.getTime()).toBeGreaterThan(first.published.at.getTime());
  expect(back.published.run).toBeGreaterThan(first.published.run);
  expect([back.reversed, back.twice]).toEqual([0, []]);
});
