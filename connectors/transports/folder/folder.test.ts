import { appendFile, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TransportMark } from '../../contract.ts';
import { findDeliveries, folder as transport } from './index.ts';

const sources = ['police.residents', 'social-security.insured', 'social-security.pension-payments'];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sanku-inbox-'));
  for (const department of ['police', 'social-security']) await mkdir(path.join(folder, department));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (file: string) => path.join(folder, file);
const put = async (...files: string[]) => {
  for (const file of files) await writeFile(at(file), 'a,b\n1,2\n');
};

describe('a folder of deliveries', () => {
  test('is read by department, feed and date, and sorted by date', async () => {
    await put(
      'social-security/insured.2026-10-01.csv',
      'police/residents.2026-11-01.csv',
      'police/residents.2026-10-01.csv',
      'police/residents.csv',
    );
    const { deliveries, unmatched, refused } = await findDeliveries(folder, sources);
    expect(deliveries).toEqual([
      { source: 'police.residents', asOf: null, files: [at('police/residents.csv')] },
      { source: 'police.residents', asOf: '2026-10-01', files: [at('police/residents.2026-10-01.csv')] },
      { source: 'social-security.insured', asOf: '2026-10-01', files: [at('social-security/insured.2026-10-01.csv')] },
      { source: 'police.residents', asOf: '2026-11-01', files: [at('police/residents.2026-11-01.csv')] },
    ]);
    expect([unmatched, refused]).toEqual([[], []]);
  });

  test('reports every file that fits no source', async () => {
    const strange = [
      'police/residents.2026-13-01.csv',
      'police/unknown.csv',
      'readme.txt',
      'police/.hidden',
      'police/residents.csv.part',
      'police/residents.2-of-1.csv',
    ];
    await put(...strange);
    const { deliveries, unmatched } = await findDeliveries(folder, sources);
    expect([deliveries, unmatched]).toEqual([[], strange.map(at).sort()]);
  });

  test('puts parts in the order of their numbers, and names a missing one', async () => {
    const part = (i: number) => `police/residents.2026-10-01.${i}-of-11.xlsx`;
    for (let i = 11; i >= 1; i--) if (i !== 4) await put(part(i));
    const { deliveries, refused } = await findDeliveries(folder, sources);
    expect(deliveries).toEqual([]);
    expect(refused).toMatchObject([{ source: 'police.residents', error: { code: 'partMissing', details: { missing: '4', total: 11 } } }]);
    await put(part(4));
    expect((await findDeliveries(folder, sources)).deliveries[0]!.files).toEqual(Array.from({ length: 11 }, (_, i) => at(part(i + 1))));
  });

  test('keeps the ending of what is compressed', async () => {
    await put('police/residents.2026-10-01.1-of-2.csv.gz', 'police/residents.2026-10-01.2-of-2.csv.gz', 'social-security/insured.zip');
    const { deliveries, unmatched } = await findDeliveries(folder, sources);
    expect(unmatched).toEqual([]);
    expect(deliveries.map(({ source, asOf, files }) => [source, asOf, files.length])).toEqual([
      ['social-security.insured', null, 1],
      ['police.residents', '2026-10-01', 2],
    ]);
  });

  test('may have the date behind a hyphen or an underscore; files of two names stay two', async () => {
    const names = ['police/residents-2026-10-01.csv', 'police/residents.2026-10-01.csv', 'police/residents_2026-10-01.csv'];
    await put(...names);
    const { deliveries, unmatched } = await findDeliveries(folder, sources);
    expect([deliveries, unmatched]).toEqual([
      names.map((file) => ({ source: 'police.residents', asOf: '2026-10-01', files: [at(file)] })),
      [],
    ]);
  });

  test('that is not there is an error that says so', async () => {
    await expect(findDeliveries(at('nowhere'), sources)).rejects.toMatchObject({ code: 'fileMissing' });
  });
});

describe('an inbox', () => {
  const world = { clock: () => new Date(0), random: () => 0, pause: async () => undefined };
  const look = (mark: TransportMark | null = null, pause: () => Promise<void> = async () => undefined) =>
    transport.collect({
      source: 'police.residents',
      settings: { folder },
      mark,
      workFolder: folder,
      timeZone: 'Asia/Shanghai',
      surroundings: { ...world, pause },
    });
  const FILE = 'police/residents.2026-10-01.csv';

  test('leaves a file alone that grew between its two looks', async () => {
    await put(FILE);
    expect((await look(null, () => appendFile(at(FILE), '3,4\n'))).deliveries).toEqual([]);
    expect((await look()).deliveries).toMatchObject([{ files: [at(FILE)] }]);
  });

  test('leaves a file alone that was written anew in the same size', async () => {
    await put(FILE);
    const touch = () => utimes(at(FILE), new Date(), new Date(Date.now() + 1000));
    expect((await look(null, touch)).deliveries).toEqual([]);
  });

  test('leaves a file alone that appeared between its two looks, and one that went away', async () => {
    await put(FILE, 'police/residents.2026-11-01.csv');
    const change = async () => {
      await put('police/residents.2026-12-01.csv');
      await rm(at(FILE));
    };
    expect((await look(null, change)).deliveries).toMatchObject([{ files: [at('police/residents.2026-11-01.csv')] }]);
  });

  test('looks twice as far apart as its settings say, and once when it is empty', async () => {
    const pauses: number[] = [];
    const surroundings = { ...world, pause: async (ms: number) => void pauses.push(ms) };
    const request = { source: 'police.residents', mark: null, workFolder: folder, timeZone: 'Asia/Shanghai', surroundings };
    await transport.collect({ ...request, settings: { folder } });
    await put(FILE);
    await transport.collect({ ...request, settings: { folder } });
    await transport.collect({ ...request, settings: { folder, settleSeconds: 30 } });
    expect(pauses).toEqual([2000, 30_000]);
  });

  test('does not take a file that is being written under another name', async () => {
    await put(`${FILE}.part`, `${FILE}.tmp`);
    expect((await look()).deliveries).toEqual([]);
    await rename(at(`${FILE}.part`), at(FILE));
    expect((await look()).deliveries).toHaveLength(1);
  });

  test('waits for the last part', async () => {
    await put('police/residents.1-of-2.csv');
    const waiting = await look();
    expect(waiting).toMatchObject({ deliveries: [], refused: [{ error: { code: 'partMissing' } }] });
    await put('police/residents.2-of-2.csv');
    expect((await look(waiting.mark)).deliveries).toMatchObject([
      { files: [at('police/residents.1-of-2.csv'), at('police/residents.2-of-2.csv')] },
    ]);
  });

  test('gives the files of its own source only, and says when it is not there', async () => {
    await put(FILE, 'social-security/insured.2026-10-01.csv');
    expect((await look()).deliveries).toHaveLength(1);
    await rm(folder, { recursive: true });
    await expect(look()).rejects.toMatchObject({ code: 'fileMissing' });
    await mkdir(folder);
  });
});
