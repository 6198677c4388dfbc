import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sanku } from '../../cli/testing.ts';
import { type Hub, SHIPPED_CONFIG } from '../../hub.ts';
import { writeRejects } from '../../hub-administration.ts';
import { exportsOf, freshFolder, openCityHub } from '../city-hub.ts';

const HERE = import.meta.dirname;
const CASES = readdirSync(HERE).filter((name) => existsSync(path.join(HERE, name, 'deliveries')) && name !== 'base');
const REFUSED = CASES.filter((name) => !['duplicate-keys', 'undecodable-byte'].includes(name));

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

/** A copy of the case's deliveries, with one more delivery that is in order. */
function arrive(name: string): string {
  const arrived = path.join(folder, name);
  cpSync(path.join(HERE, name, 'deliveries'), arrived, { recursive: true });
  writeFileSync(
    path.join(arrived, 'city/firms.2026-11-01.csv'),
    `NO,NAME,SINCE\n${name},示范市${CASES.indexOf(name)}号有限公司,2026-10-20\n`,
  );
  return arrived;
}

async function importCase(name: string): Promise<{ code: number; rows: Imported[]; arrived: string }> {
  const arrived = arrive(name);
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
      if (row.error !== undefined) lines.push(row.error.message[language], `→ ${row.error.fix[language]}`);
      else if (row.rejected > 0) lines.push(await rejects(row.delivery!, language));
    }
  }
  return `${lines.join('\n')}\n`;
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
function expectNothingLost(name: string, { rows, arrived }: { rows: Imported[]; arrived: string }): void {
  const delivered = path.join(HERE, name, 'deliveries/city');
  for (const file of readdirSync(delivered)) {
    const bytes = readFileSync(path.join(delivered, file));
    expect(readFileSync(path.join(arrived, 'city', file)).equals(bytes)).toBe(true);
    const { delivery } = rows.find(({ source }) => file.startsWith(source.replace('city.', '')))!;
    const kept = path.join(hub.folders.lake, 'originals', createHash('sha256').update(bytes).digest('hex'));
    if (delivery !== null) expect(readFileSync(kept).equals(bytes)).toBe(true);
  }
  for (const { read, accepted, rejected, status } of rows) if (status !== 'refused') expect(read).toBe(accepted + rejected);
}

async function assignments(sources: RegExp): Promise<string[]> {
  return (await exportsOf(hub)).assignments.split('\n').filter((line) => sources.test(line));
}

describe('bad input is told, nothing is lost, and the rest goes on', () => {
  test.each(CASES)('%s', async (name) => {
    const before = await assignments(/^city\.(people|cards|halls),/);
    const imported = await importCase(name);
    expectAsWritten(name, await told(imported));
    expectNothingLost(name, imported);
    expect(imported.code).toBe(REFUSED.includes(name) ? 3 : 0);
    expect(imported.rows.find(({ source }) => source === 'city.firms')).toMatchObject({ status: 'waiting', new: 1, rejected: 0 });
    expect(await assignments(new RegExp(`^city\\.firms,${name},`))).toHaveLength(1);
    expect(await assignments(/^city\.(people|cards|halls),/)).toEqual(before);
  });
});
