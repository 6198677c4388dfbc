/** A disk that fills up under the hub. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mountSmallDisk } from '../../core/testing.ts';
import type { Hub } from '../../hub.ts';
import { type Exports, exportsOf, freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';
import { ImportProcess } from '../kill/import-process.ts';

const folder = freshFolder('full-disk');
const disk = mountSmallDisk(256);
const data = path.join(disk.folder, 'data');
const filler = path.join(disk.folder, 'filler');
let city: string;
let hub: Hub;
let before: Exports;
let wanted: Exports;

beforeAll(async () => {
  if (!disk.isMounted) return;
  city = await makeCity(folder, { months: 2, people: 120 });
  keepFeeds(city, 2);
  const config = path.join(city, 'config');
  const other = await openCityHub(path.join(folder, 'undisturbed'), config);
  for (const month of [1, 2]) await other.importFolder(monthFolder(city, month));
  wanted = await exportsOf(other);
  await other.close();
  hub = await openCityHub(data, config);
  await hub.importFolder(monthFolder(city, 1));
  before = await look();
});
afterAll(async () => {
  await hub?.close();
  disk.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The exports of the hub that serves, written on another disk. */
async function look(): Promise<Exports> {
  return exportsOf({ ...hub, folders: { ...hub.folders, data: folder } });
}

async function deliveries(states: string[]): Promise<number> {
  const [found] = await hub.database.sql<{ n: number }[]>`select count(*)::int as n from delivery where status = any(${states})`;
  return found!.n;
}

function leaveFree(bytes: number): void {
  rmSync(filler, { force: true });
  const { bavail, bsize } = statfsSync(disk.folder);
  execFileSync('fallocate', ['-l', String(bavail * bsize - bytes), filler]);
}

const importMonth = () => new ImportProcess({ data, folder: monthFolder(city, 2), config: path.join(city, 'config') }).ended;

(disk.isMounted ? describe : describe.skip)('on a full disk', () => {
  test.each([64, 160])('an import with %s kB left fails clearly, and what was published is served on', async (kilobytes) => {
    leaveFree(kilobytes * 1024);
    const { code, stderr } = await importMonth();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/The disk is full: .* free .*\n→ Free space/)]);
    expect(await look()).toEqual(before);
    // A full disk is no fault of a delivery's. That a landing was given up, the database may have had no room to write; the next start does.
    expect(await deliveries(['refused'])).toBe(0);
  });

  test('with space freed, the same command goes on, and nothing is left behind', async () => {
    rmSync(filler);
    const { code } = await importMonth();
    expect([0, 3]).toContain(code);
    expect(await look()).toEqual(wanted);
    expect(await deliveries(['landing', 'refused'])).toBe(0);
    expect(existsSync(filler)).toBe(false);
  });
});
