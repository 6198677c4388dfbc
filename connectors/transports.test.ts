import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isSankuError } from '../core/errors.ts';
import { compileSchema } from '../core/validate.ts';
import type { Collected, Transport, TransportMark } from './contract.ts';
import { loadTransports } from './index.ts';
import type { TransportFixture, TransportPlace } from './transport-fixture.ts';
import { transportFolders, transportsFolder } from './transports.ts';

const transports = await loadTransports();
const fixtures: { label: string; transport: Transport; fixture: TransportFixture }[] = await Promise.all(
  (await transportFolders()).map(async (one) => {
    const { fixture } = (await import(path.join(transportsFolder, one, 'conformance.ts'))) as { fixture: TransportFixture };
    return { label: one, transport: transports[one]!, fixture };
  }),
);

const NAME = 'residents.2026-10-01.csv';
const content = (rows: number) => Buffer.from(`no,name\n${Array.from({ length: rows }, (_, i) => `${i},张三\n`).join('')}`);

test('every folder of transports/ is a transport of that name, with a fixture', () => {
  expect(Object.keys(transports)).toEqual(expect.arrayContaining(['folder', 'http']));
  expect(fixtures.map(({ label }) => label)).toEqual(Object.keys(transports));
});

describe.each(fixtures)('transport $label', ({ transport, fixture }) => {
  let folder: string;
  let place: TransportPlace;
  let looks = 0;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sanku-transport-'));
    place = await fixture.open(folder);
  });
  afterEach(async () => {
    await place.close();
    await rm(folder, { recursive: true });
  });

  const collect = async (mark: TransportMark | null): Promise<Collected> => {
    const workFolder = path.join(folder, `work-${++looks}`);
    await mkdir(workFolder);
    return transport.collect({
      source: 'police.residents',
      settings: place.settings,
      // As it comes back from the database.
      mark: JSON.parse(JSON.stringify(mark)) as TransportMark | null,
      workFolder,
      timeZone: 'Asia/Shanghai',
      surroundings: {
        clock: () => new Date('2026-10-05T00:00:00Z'),
        pause: () => place.meanwhile(),
        random: () => 0.5,
      },
    });
  };

  test('finds nothing where nothing is', async () => {
    expect(await collect(null)).toMatchObject({ deliveries: [], refused: [] });
  });

  test('brings a file once: its bytes, its name and the day it says', async () => {
    await place.put(NAME, content(3));
    const { deliveries, refused, mark } = await collect(null);
    expect(refused).toEqual([]);
    expect(deliveries).toEqual([{ source: 'police.residents', asOf: '2026-10-01', files: [expect.stringMatching(`/${NAME}$`)] }]);
    expect(await readFile(deliveries[0]!.files[0]!)).toEqual(content(3));
    expect((await collect(mark)).deliveries).toEqual([]);
    expect((await collect(mark)).mark).toEqual(mark);
  });

  test('brings it again when it has changed, or when what it remembers is lost', async () => {
    await place.put(NAME, content(3));
    const { mark } = await collect(null);
    expect((await collect(null)).deliveries).toHaveLength(1);
    await place.put(NAME, content(4));
    const again = await collect(mark);
    expect(await readFile(again.deliveries[0]!.files[0]!)).toEqual(content(4));
  });

  test('takes no half file, and the whole one afterwards', async () => {
    await place.putHalf(NAME, content(1000));
    const half = await collect(null).catch((error: unknown) => error);
    if (!isSankuError(half)) expect(half).toMatchObject({ deliveries: [] });
    await place.put(NAME, content(1000));
    const whole = await collect(null);
    expect(await readFile(whole.deliveries[0]!.files[0]!)).toEqual(content(1000));
  });

  test('describes its settings in both languages, knows those of its place and no others', () => {
    const check = compileSchema(transport.settings);
    expect(check({ ...place.settings }).ok).toBe(true);
    expect(check({ ...place.settings, unknown: 1 }).ok).toBe(false);
    for (const setting of Object.values((transport.settings as { properties?: Record<string, { description?: string }> }).properties!))
      expect(setting.description).toMatch(/^[ -~]+\n\n.*\p{Script=Han}/u);
  });
});
