import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Hub, ImportResult } from '../../hub.ts';
import { writeRejects } from '../../hub-administration.ts';
import { exportOf, exportsOf, freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';

let folder: string;
let city: string;
let hub: Hub;
beforeAll(async () => {
  folder = freshFolder('months');
  city = await makeCity(folder, { months: 3 });
  hub = await openCityHub(path.join(folder, 'data'), path.join(city, 'config'));
});
afterAll(async () => {
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

function sum({ deliveries }: ImportResult, count: 'read' | 'accepted' | 'rejected' | 'new' | 'changed' | 'absent'): number {
  return deliveries.reduce((total, delivery) => total + delivery[count], 0);
}

describe('month after month', () => {
  /** What each month's import said. */
  const imported: ImportResult[] = [];

  test.each([1, 2, 3])('month %i is taken in; the same again changes nothing', async (month) => {
    const first = await hub.importFolder(monthFolder(city, month));
    imported.push(first);
    expect(first.publish.published).toBe(true);
    for (const { status, read, accepted, rejected } of first.deliveries) if (status !== 'refused') expect(read).toBe(accepted + rejected);
    const exports = await exportsOf(hub);
    const again = await hub.importFolder(monthFolder(city, month));
    expect(again.publish).toMatchObject({ run: first.publish.run, published: false });
    expect(again.comparisons).toEqual([]);
    for (const count of ['new', 'changed', 'absent'] as const) expect(sum(again, count)).toBe(0);
    // A month without deaths brings an empty list, which is refused each time; all else is known.
    expect(again.deliveries.map(({ status }) => status)).toEqual(
      first.deliveries.map(({ status }) => (status === 'refused' ? 'refused' : 'repeated')),
    );
    expect(await exportsOf(hub)).toEqual(exports);
  });

  test('the first month is all new, later ones are small changes to it', () => {
    const [first, ...later] = imported;
    expect(sum(first!, 'new')).toBe(sum(first!, 'accepted'));
    expect(first!.publish.entities.person.created).toBeGreaterThan(300);
    for (const month of later) {
      const { person, house } = month.publish.entities;
      const touched = sum(month, 'new') + sum(month, 'changed');
      expect(touched).toBeGreaterThan(0);
      expect(touched).toBeLessThan(0.2 * sum(month, 'read'));
      expect(person.created).toBeLessThan(0.05 * first!.publish.entities.person.created);
      expect(person.retired + house.retired).toBeLessThan(0.05 * first!.publish.entities.person.created);
    }
  });

  test('another hub given the same three months exports the same bytes', async () => {
    const other = await openCityHub(path.join(folder, 'other'), path.join(city, 'config'));
    try {
      for (const month of [1, 2, 3]) await other.importFolder(monthFolder(city, month));
      expect(await exportsOf(other)).toEqual(await exportsOf(hub));
    } finally {
      await other.close();
    }
  });

  test('resolved anew as a whole, no value, origin, tie or division is another', async () => {
    const config = path.join(folder, 'retitled');
    cpSync(path.join(city, 'config'), config, { recursive: true });
    const person = path.join(config, 'entities', 'person.yaml');
    writeFileSync(person, readFileSync(person, 'utf8').replace('zh: ', 'zh: 新'));
    const anew = await openCityHub(path.join(folder, 'other'), config);
    try {
      const { publish } = await anew.publish();
      const nothing = { created: 0, changed: 0, merged: 0, retired: 0 };
      expect(publish).toMatchObject({ published: true, entities: { person: nothing, company: nothing, house: nothing } });
      expect(await exportsOf(anew)).toEqual(await exportsOf(hub));
    } finally {
      await anew.close();
    }
  });
});

describe('rejected rows', () => {
  const SOURCE = 'social-security.insured';
  const BROKEN = 5;

  test('go out with their reasons, come back corrected, and nothing becomes absent', async () => {
    // What the other feeds say has nothing to do with it.
    keepFeeds(city, 2, ['insured', 'residents', 'dwellings']);
    const broken = path.join(folder, 'broken');
    cpSync(path.join(city, 'month-01'), broken, { recursive: true });
    const [name] = readdirSync(path.join(broken, 'social-security')).filter((file) => file.startsWith('insured.'));
    const file = path.join(broken, 'social-security', name!);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, clearNames(whole));

    const mended = await openCityHub(path.join(folder, 'mended'), path.join(city, 'config'));
    try {
      const first = await mended.importFolder(broken);
      const delivery = first.deliveries.find(({ source }) => source === SOURCE)!;
      expect(delivery).toMatchObject({ status: 'waiting', rejected: BROKEN });
      const out = path.join(folder, 'rejects.csv');
      expect(await writeRejects(mended, { delivery: delivery.delivery!, outFile: out, language: 'en' })).toBe(BROKEN);

      writeFileSync(out, correct(readFileSync(out, 'utf8'), whole));
      const second = await mended.importFiles({ source: SOURCE, files: [out] });
      expect(second.deliveries).toMatchObject([{ read: BROKEN, accepted: BROKEN, rejected: 0, new: BROKEN, changed: 0, absent: 0 }]);
      const records = async (each: Hub) =>
        (await exportOf(each, 'assignments')).split('\n').map((line) => line.split(',').slice(0, 4).join(','));
      const never = await openCityHub(path.join(folder, 'never-broken'), path.join(city, 'config'));
      try {
        await never.importFolder(monthFolder(city, 1));
        expect(await records(mended)).toEqual(await records(never));
      } finally {
        await never.close();
      }
      // Nothing of it counts as left out when the whole list comes again.
      const next = await mended.importFolder(monthFolder(city, 2));
      expect(next.deliveries.find(({ source }) => source === SOURCE)).toMatchObject({ rejected: 0, absent: 0 });
    } finally {
      await mended.close();
    }
  });

  /** The required name of the first rows is missing. No value of this file holds a comma or a quote. */
  function clearNames(text: string): string {
    const [header, ...lines] = text.split('\r\n');
    const at = columnOf(header!, 'fullname');
    return [header, ...lines.map((line, i) => (i < BROKEN ? line.split(',').with(at, '').join(',') : line))].join('\r\n');
  }

  /** Fills the names in again, by the key, and leaves the columns `_row`, `_code`, `_message` as they are. */
  function correct(rejects: string, whole: string): string {
    const [header, ...rows] = whole.replace('\ufeff', '').split('\r\n');
    const [rejectsHeader, ...rejected] = rejects.trimEnd().split('\n');
    expect(rejectsHeader!.startsWith(header!)).toBe(true);
    const names = new Map(rows.map((row) => [row.split(',')[0], row.split(',')[columnOf(header!, 'fullname')]!]));
    const filled = rejected.map((row) => {
      const cells = row.split(',');
      return cells.with(columnOf(rejectsHeader!, 'fullname'), names.get(cells[0])!).join(',');
    });
    return `${[rejectsHeader, ...filled].join('\n')}\n`;
  }

  function columnOf(header: string, column: string): number {
    const at = header.toLowerCase().split(',').indexOf(column);
    expect(at).toBeGreaterThan(-1);
    return at;
  }
});
