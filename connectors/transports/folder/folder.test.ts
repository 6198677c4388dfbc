import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findDeliveries, openInbox, watchInbox } from './index.ts';

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

  test('that is not there is an error that says so', async () => {
    await expect(findDeliveries(at('nowhere'), sources)).rejects.toMatchObject({ code: 'fileMissing' });
  });
});

describe('an inbox', () => {
  test('gives a file once it stands still, and again only when it has changed', async () => {
    const inbox = openInbox(folder, sources);
    const poll = async () => (await inbox.poll()).deliveries.map(({ files }) => path.basename(files[0]!));
    await put('police/residents.2026-10-01.csv');
    expect(await poll()).toEqual([]);
    await appendFile(at('police/residents.2026-10-01.csv'), '3,4\n');
    expect(await poll()).toEqual([]);
    expect(await poll()).toEqual(['residents.2026-10-01.csv']);
    expect(await poll()).toEqual([]);
    await appendFile(at('police/residents.2026-10-01.csv'), '5,6\n');
    expect([await poll(), await poll(), await poll()]).toEqual([[], ['residents.2026-10-01.csv'], []]);
  });

  test('does not take a file that is being written under another name', async () => {
    const inbox = openInbox(folder, sources);
    await put('police/residents.2026-10-01.csv.part');
    await inbox.poll();
    expect((await inbox.poll()).deliveries).toEqual([]);
    await rename(at('police/residents.2026-10-01.csv.part'), at('police/residents.2026-10-01.csv'));
    await inbox.poll();
    expect((await inbox.poll()).deliveries).toHaveLength(1);
  });

  test('waits for the last part', async () => {
    const inbox = openInbox(folder, sources);
    await put('police/residents.1-of-2.csv');
    await inbox.poll();
    expect(await inbox.poll()).toMatchObject({ deliveries: [], refused: [{ error: { code: 'partMissing' } }] });
    await put('police/residents.2-of-2.csv');
    await inbox.poll();
    expect((await inbox.poll()).deliveries).toMatchObject([
      { files: [at('police/residents.1-of-2.csv'), at('police/residents.2-of-2.csv')] },
    ]);
  });

  test('is watched until told to stop', async () => {
    const stop = new AbortController();
    await put('police/residents.csv');
    for await (const { deliveries } of watchInbox({ folder, sources, intervalMs: 5, signal: stop.signal })) {
      expect(deliveries).toHaveLength(1);
      stop.abort();
    }
  });
});
