/** What the tests across folders share: a small city, hubs on folders of their own, and what a hub exports. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLog } from '../core/log.ts';
import { EXPORTS, type ExportName, type Hub, openHub, SHIPPED_CONFIG } from '../hub.ts';
import { makeSample } from '../samples/index.ts';

/** The bytes of each export. */
export type Exports = Record<ExportName, string>;

/** A folder of its own for a test file; the caller removes it. */
export function freshFolder(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `sanku-${name}-`));
}

/** Writes a city to `folder`/city: config/, month-01/ … */
export async function makeCity(folder: string, { months, people = 300 }: { months: number; people?: number }): Promise<string> {
  const city = path.join(folder, 'city');
  await makeSample({ people, seed: 1, months, out: city, configFolder: SHIPPED_CONFIG });
  return city;
}

/** Leaves only these feeds of the city in its months: what has nothing to do with what a feed says need not wait for all of them. */
export function keepFeeds(
  city: string,
  months: number,
  feeds: readonly string[] = ['residents', 'dwellings', 'companies', 'taxpayers', 'deaths'],
): void {
  for (let month = 1; month <= months; month++) {
    for (const file of readdirSync(monthFolder(city, month), { recursive: true, withFileTypes: true })) {
      if (file.isFile() && !feeds.includes(file.name.split('.')[0]!)) rmSync(path.join(file.parentPath, file.name));
    }
  }
}

export function monthFolder(city: string, month: number): string {
  return path.join(city, `month-${String(month).padStart(2, '0')}`);
}

export function openCityHub(dataFolder: string, configFolder?: string): Promise<Hub> {
  return openHub({ dataFolder, configFolder, log: silentLog });
}

export async function exportsOf(hub: Hub): Promise<Exports> {
  const written = {} as Exports;
  for (const what of EXPORTS) written[what] = await exportOf(hub, what);
  return written;
}

/** The bytes of one export, where the others are not asked for. */
export async function exportOf(hub: Hub, what: ExportName): Promise<string> {
  const folder = path.join(hub.folders.data, 'exports');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${what}.csv`);
  await hub.exportTable(what, file);
  return readFileSync(file, 'utf8');
}

/** Copies the data folder of a stopped hub. Owners are kept: the database does not run as root. */
export function copyData(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}
