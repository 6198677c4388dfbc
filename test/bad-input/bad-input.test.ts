import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sanku } from '../../cli/testing.ts';
import { type Hub, SHIPPED_CONFIG } from '../../hub.ts';
import { writeRejects } from '../../hub-administration.ts';
import { findingMessage } from '../../pipelines/index.ts';
import { createValueTypes } from '../../values/index.ts';
import { exportOf, freshFolder, openCityHub } from '../city-hub.ts';

const HERE = import.meta.dirname;
const CASES = readdirSync(HERE).filter(
  (name) => ['deliveries', 'make.ts'].some((part) => existsSync(path.join(HERE, name, part))) && name !== 'base',
);
const TAKEN_IN = [
  'date-of-31-february',
  'duplicate-keys',
  'empty-columns',
  'formula-error-in-key',
  'undecodable-byte',
  'zip-with-unrelated-files',
];
const REFUSED = CASES.filter((name) => !TAKEN_IN.includes(name));

/** One row of `import --json`. */
interface Imported {
  source: string;
  delivery: number | null;
  status: string;
  read: number;
  accepted: number;
  rejected: number;
  new: number;
  changed: number;
  absent: number;
  fileFindings?: { code: string; message: Record<'en' | 'zh', string> }[];
  error?: { code: string; message: Record<'en' | 'zh', string>; fix: Record<'en' | 'zh', string> };
}

let folder: string;
let hub: Hub;
beforeAll(async () => {
  folder = freshFolder('bad-input');
  const config = path.join(folder, 'config');
  for (const part of ['hub.yaml', 'entities', 'divisions.csv', 'sources'])
    cpSync(path.join(SHIPPED_CONFIG, part), path.join(config, part), { recursive: true });
  cpSync(path.join(HERE, 'base/sources'), path.join(config, 'sources'), { recursive: true });
  hub = await openCityHub(path.join(folder, 'data'), config);
  const { deliveries } = await hub.importFolder(path.join(HERE, 'base/deliveries'));
  expect(deliveries.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
});
afterAll(async () => {
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The case's deliveries as they arrive, byte for byte. */
async function delivered(name: string): Promise<Record<string, Buffer>> {
  const made = path.join(HERE, name, 'make.ts');
  if (existsSync(made)) return ((await import(made)) as { make(): Promise<Record<string, Buffer>> }).make();
  const place = path.join(HERE, name, 'deliveries/city');
  return Object.fromEntries(readdirSync(place).map((file) => [file, readFileSync(path.join(place, file))]));
}

/** The case's deliveries in a folder, with one more delivery that is in order. */
async function arrive(name: string): Promise<string> {
  const arrived = path.join(folder, name);
  mkdirSync(path.join(arrived, 'city'), { recursive: true });
  for (const [file, bytes] of Object.entries(await delivered(name))) writeFileSync(path.join(arrived, 'city', file), bytes);
  writeFileSync(
    path.join(arrived, 'city/firms.2026-11-01.csv'),
    `NO,NAME,SINCE\n${name},示范市${CASES.indexOf(name)}号有限公司,2026-10-20\n`,
  );
  return arrived;
}

async function importCase(name: string): Promise<{ code: number; rows: Imported[]; arrived: string }> {
  const arrived = await arrive(name);
  const { code, json } = await sanku(['import', arrived, '--data', hub.folders.data, '--json']);
  return { code, rows: json as Imported[], arrived };
}

/** All that a user gets to see, in both languages. */
async function told({ code, rows }: { code: number; rows: Imported[] }): Promise<string> {
  const lines = [`exit code ${code}`];
  for (const row of rows) {
    const counts = (['read', 'accepted', 'rejected', 'new', 'changed', 'absent'] as const).map((count) => `${count} ${row[count]}`);
    lines.push('', `${row.source}: ${row.status}, ${counts.join(', ')}`);
    for (const language of ['en', 'zh'] as const) {
      for (const { message } of row.fileFindings ?? []) lines.push(message[language]);
      for (const warning of await warnings(row)) lines.push(warning[language]);
      if (row.error !== undefined) lines.push(row.error.message[language], `→ ${row.error.fix[language]}`);
      else if (row.rejected > 0) lines.push(await rejects(row.delivery!, language));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What was found wrong with rows that were taken in all the same. */
async function warnings({ delivery, status }: Imported): Promise<Record<'en' | 'zh', string>[]> {
  if (status === 'refused') return [];
  const found = await hub.catalogue.deliveries({ limit: 50 });
  const { findings } = found.find(({ id }) => id === delivery)!;
  const types = createValueTypes({ divisions: [] });
  return findings
    .filter(({ severity, message }) => severity === 'warning' && message === undefined)
    .map(({ code, field, count }) => {
      const { en, zh } = findingMessage(code, types)!;
      return { en: `${count} × ${field}: ${en}`, zh: `${count} × ${field}：${zh}` };
    });
}

async function rejects(delivery: number, language: 'en' | 'zh'): Promise<string> {
  const outFile = path.join(folder, 'rejects.csv');
  await writeRejects(hub, { delivery, outFile, language });
  return readFileSync(outFile, 'utf8').trimEnd();
}

function expectAsWritten(name: string, text: string): void {
  const file = path.join(HERE, name, 'expected.txt');
  if (process.env['SANKU_WRITE_EXPECTED'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** What came is still there: in the lake under its hash, or where it was put when it never landed. */
async function expectNothingLost(name: string, { rows, arrived }: { rows: Imported[]; arrived: string }): Promise<void> {
  for (const [file, bytes] of Object.entries(await delivered(name))) {
    expect(readFileSync(path.join(arrived, 'city', file)).equals(bytes)).toBe(true);
    const { delivery } = rows.find(({ source }) => file.startsWith(source.replace('city.', '')))!;
    const kept = path.join(hub.folders.lake, 'originals', createHash('sha256').update(bytes).digest('hex'));
    if (delivery !== null) expect(readFileSync(kept).equals(bytes)).toBe(true);
  }
  for (const { read, accepted, rejected, status } of rows) if (status !== 'refused') expect(read).toBe(accepted + rejected);
}

/** What belongs to whom: of the sources that no case touches, and of one case's own firm. */
async function assignments(name: string): Promise<{ others: string[]; own: string[] }> {
  const lines = (await exportOf(hub, 'assignments')).split('\n');
  const of = (sources: RegExp) => lines.filter((line) => sources.test(line));
  return { others: of(/^city\.(people|cards|halls),/), own: of(new RegExp(`^city\\.firms,${name},`)) };
}

describe('bad input is told, nothing is lost, and the rest goes on', () => {
  test.each(CASES)('%s', async (name) => {
    const before = await assignments(name);
    const imported = await importCase(name);
    expectAsWritten(name, await told(imported));
    await expectNothingLost(name, imported);
    expect(imported.code).toBe(REFUSED.includes(name) ? 3 : 0);
    expect(imported.rows.find(({ source }) => source === 'city.firms')).toMatchObject({ status: 'waiting', new: 1, rejected: 0 });
    const after = await assignments(name);
    expect(after.own).toHaveLength(1);
    expect(after.others).toEqual(before.others);
  });
});
