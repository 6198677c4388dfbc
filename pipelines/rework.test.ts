import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SourceConfig } from '../config/index.ts';
import { deliveries, deliveryById, runs } from './catalogue-store.ts';
import { exportRejects } from './rejects.ts';
import { reprocessSource, withdrawDelivery } from './rework.ts';
import { reworkWaits } from './rework-store.ts';
import { HEADER, openTestHub, RESIDENTS, type TestHub, testConfig } from './testing.ts';
import { onTrial } from './trial.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
beforeEach(() => hub.reset());
afterAll(() => hub.close());

const ANN = '1,Ann,2,13812345678,Road 1,2020-01-01,10';
const BOB = '2,Bob,1,,Road 2,2020-01,20.5';
const CAT = '3,Cat,9,,,2020-01-03,';
const NAMELESS = '4,,1,,Road 4,,';
const SOURCE = RESIDENTS.source;

const PARTS = [
  ['records', SOURCE],
  ['mentions', 'person'],
  ['mentions', 'house'],
  ['relations', SOURCE],
  ['facts', SOURCE],
] as const;

/** Every row that stands, whole; without those that say that something is gone. */
async function standing(): Promise<unknown[]> {
  const all = await Promise.all(PARTS.map(([family, part]) => hub.state(family, part, '* EXCLUDE (present), present')));
  return all.map((rows) => rows.filter(({ present }) => present));
}

const withdraw = (delivery: number | null) =>
  withdrawDelivery({ context: hub.context, delivery: delivery!, by: 'ding', why: 'the wrong file' });

describe('a withdrawn delivery', () => {
  test('leaves the state as if it had never come, also for what comes next; its original and its row stay', async () => {
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    const before = await standing();
    const wrong = await hub.land(['1,Anna,1,,Road 9,,', CAT, NAMELESS], { asOf: '2026-11-01' });
    expect(await withdraw(wrong.delivery)).toEqual({ source: SOURCE, asOf: '2026-11-01' });
    expect(await standing()).toEqual(before);
    const row = await deliveryById(hub.context.database, wrong.delivery!);
    expect(row).toMatchObject({
      status: 'withdrawn',
      read: 3,
      withdrawn: { by: 'ding', why: 'the wrong file', at: '2026-10-01T02:00:00.000Z' },
    });
    expect(existsSync(path.join(hub.context.lakeFolder, 'originals', row!.files[0]!.hash))).toBe(true);
    expect((await runs(hub.context.database))[0]).toMatchObject({ kind: 'withdraw', source: SOURCE, status: 'done' });
    expect(await hub.land([ANN, BOB, CAT], { asOf: '2026-12-01' })).toMatchObject({ new: 1, changed: 0, absent: 0 });
  });

  test('waits to be published by itself: another that waits is not taken for it', async () => {
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    const second = await hub.land([ANN, CAT], { asOf: '2026-11-01' });
    const third = await hub.land([ANN], { asOf: '2026-12-01' });
    const { database } = hub.context;
    const publish = () => database.sql`update lake_file set status = 'live' where status = 'waiting'`;
    await withdraw(third.delivery);
    await publish();
    await withdraw(second.delivery);
    const waiting = () => Promise.all([third, second].map(({ delivery }) => reworkWaits(database, { withdrawn: delivery! })));
    expect(await waiting()).toEqual([false, true]);
    await publish();
    expect(await waiting()).toEqual([false, false]);
  });

  test('may be any of them, and may come again', async () => {
    const source: SourceConfig = { ...RESIDENTS, kind: 'append' };
    hub.context.config = testConfig([source]);
    const file = path.join(hub.folder, 'first.csv');
    writeFileSync(file, [HEADER, ANN, NAMELESS, ''].join('\n'));
    const first = await hub.landFile(file, { source });
    await hub.land([BOB], { source, asOf: '2026-11-01' });
    await withdraw(first.delivery);
    expect(await hub.state('mentions', 'person', 'record, present')).toEqual([
      { record: '1', present: false },
      { record: '2', present: true },
    ]);
    expect(await hub.landFile(file, { source })).toMatchObject({ status: 'waiting', new: 1, rejected: 1 });
    expect((await standing())[0]).toHaveLength(3);
    expect(await hub.landFile(file, { source })).toMatchObject({ status: 'repeated' });
  });

  test('was the only one: nothing of the source is left', async () => {
    const only = await hub.land([ANN, BOB]);
    await withdraw(only.delivery);
    expect((await standing()).flat()).toEqual([]);
  });

  test('is what it was read under: other deliveries keep their configuration', async () => {
    const renamed = RESIDENTS.columns.map((each) => (each.name === 'sex' ? { ...each, codes: { '1': 'female', '2': 'male' } } : each));
    const [first, second, third] = ['config000001', 'config000002', 'config000003'].map((version) =>
      testConfig([version === 'config000002' ? { ...RESIDENTS, columns: renamed } : RESIDENTS], version),
    );
    const { reading, valueTypes } = hub.context;
    hub.context.reading = async (version) => ({ config: [first!, second!, third!].find((each) => each.version === version)!, valueTypes });
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    hub.context.config = second!;
    await hub.land([ANN, BOB], { asOf: '2026-11-01' });
    const before = await standing();
    hub.context.config = third!;
    const wrong = await hub.land([ANN, CAT], { asOf: '2026-12-01' });
    await withdraw(wrong.delivery);
    expect(await standing()).toEqual(before);
    expect(await hub.state('records', SOURCE, 'DISTINCT config, present')).toContainEqual({ config: 'config000002', present: true });
    hub.context.reading = reading;
  });

  test('twice, one that is not there and one that took nothing in: each says so, and nothing changes', async () => {
    const first = await hub.land([ANN, BOB]);
    const again = await hub.land([ANN, BOB]);
    await expect(withdraw(again.delivery)).rejects.toMatchObject({ code: 'nothingToWithdraw' });
    await expect(withdraw(99)).rejects.toMatchObject({ code: 'deliveryUnknown' });
    await withdraw(first.delivery);
    await expect(withdraw(first.delivery)).rejects.toMatchObject({ code: 'deliveryWithdrawn', details: { day: '2026-10-01', by: 'ding' } });
    const rejects = exportRejects({ context: hub.context, delivery: first.delivery!, outFile: path.join(hub.folder, 'x.csv') });
    await expect(rejects).rejects.toMatchObject({ code: 'deliveryWithdrawn' });
  });

  test('is not withdrawn while an original that the rest needs is gone', async () => {
    const first = await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    const second = await hub.land([ANN], { asOf: '2026-11-01' });
    const { files } = (await deliveryById(hub.context.database, first.delivery!))!;
    rmSync(path.join(hub.context.lakeFolder, 'originals', files[0]!.hash));
    const before = await standing();
    await expect(withdraw(second.delivery)).rejects.toMatchObject({ code: 'originalMissing' });
    expect(await standing()).toEqual(before);
    expect(await deliveryById(hub.context.database, second.delivery!)).toMatchObject({ status: 'waiting', withdrawn: null });
    expect((await runs(hub.context.database))[0]).toMatchObject({
      kind: 'withdraw',
      status: 'refused',
      error: { code: 'originalMissing' },
    });
    expect(readdirSync(hub.context.workFolder)).toEqual([]);
  });
});

describe('a source that is read again', () => {
  /** The sexes the other way round, and people without telephone. */
  const CHANGED: SourceConfig = {
    ...RESIDENTS,
    columns: RESIDENTS.columns.map((each) =>
      each.name === 'sex' ? { ...each, codes: { '1': 'female', '2': 'male', '9': 'male' } } : each,
    ),
    mentions: [{ role: 'person', entity: 'person', attributes: { name: 'name', sex: 'sex', number: 'no' } }],
    relations: [],
    facts: [],
  };

  test('stands as if every delivery had come under the present configuration', async () => {
    hub.context.config = testConfig([CHANGED], 'config000002');
    await hub.land([ANN, BOB, NAMELESS], { asOf: '2026-10-01' });
    await hub.land([ANN, CAT], { asOf: '2026-11-01' });
    const expected = await standing();
    await hub.reset();
    await hub.land([ANN, BOB, NAMELESS], { asOf: '2026-10-01' });
    await hub.land([ANN, CAT], { asOf: '2026-11-01' });
    hub.context.config = testConfig([CHANGED], 'config000002');
    expect(await reprocessSource({ context: hub.context, source: SOURCE })).toMatchObject([
      { asOf: '2026-10-01', read: 3, accepted: 2, rejected: 1, new: 2 },
      { asOf: '2026-11-01', read: 2, accepted: 2, rejected: 0, new: 1, absent: 2 },
    ]);
    expect(await standing()).toEqual(expected);
    expect((await deliveries(hub.context.database)).map(({ config }) => config)).toEqual(['config000002', 'config000002']);
    expect((await deliveries(hub.context.database)).at(-1)!.findings).toEqual(
      [
        { code: 'requiredMissing', severity: 'error', field: 'name', count: 1 },
        { code: 'partial', severity: 'warning', field: 'since', count: 1 },
      ].sort((a, b) => (a.code < b.code ? -1 : 1)),
    );
    expect(await hub.state('rejects', SOURCE, 'record, config, delivery::INT AS delivery').then((rows) => rows.at(-1))).toEqual({
      record: '4',
      config: 'config000002',
      delivery: 1,
    });
    expect(await hub.land([ANN, CAT], { asOf: '2026-11-01' })).toMatchObject({ status: 'repeated' });
  });

  test('a second time, nothing changes', async () => {
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    await hub.land([ANN, CAT], { asOf: '2026-11-01' });
    await reprocessSource({ context: hub.context, source: SOURCE });
    const [run] = await runs(hub.context.database);
    const differences = run!.steps.filter(({ name }) => name.startsWith('difference:'));
    expect(differences.map(({ rows }) => rows)).toEqual(differences.map(() => 0));
    expect(differences.length).toBeGreaterThan(4);
  });

  test('is left as it was when a delivery does not fit the configuration', async () => {
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    const before = await standing();
    const narrow = { ...CHANGED, columns: CHANGED.columns.slice(0, 3) };
    hub.context.config = testConfig([narrow], 'config000002');
    const failed = reprocessSource({ context: hub.context, source: SOURCE });
    await expect(failed).rejects.toMatchObject({ code: 'readAgainFailed', details: { delivery: 1, asOf: '2026-10-01' } });
    expect(await standing()).toEqual(before);
    await expect(reprocessSource({ context: hub.context, source: 'police.resident' })).rejects.toMatchObject({ code: 'sourceUnknown' });
  });
});

describe('a trial', () => {
  const kept = async () => ({
    deliveries: await deliveries(hub.context.database),
    runs: await runs(hub.context.database),
    files: existsSync(hub.context.lakeFolder) ? readdirSync(hub.context.lakeFolder, { recursive: true }).sort() : [],
    work: readdirSync(hub.context.workFolder),
  });
  const files = [
    { asOf: '2026-11-01', rows: [ANN, CAT, NAMELESS] },
    { asOf: '2026-11-01', rows: [ANN, CAT, NAMELESS] },
    { asOf: '2026-10-15', rows: ['1,Anna,2,,,,', BOB] },
    { asOf: '2026-12-01', rows: Array.from({ length: 40 }, (_, i) => `${i},Ann,1,,,,`) },
  ].map(({ rows, ...rest }, i) => ({ ...rest, rows, name: `try-${i}.csv` }));

  test('counts and finds what an import would, one delivery after the other, and keeps nothing', async () => {
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    for (const { name, rows } of files) writeFileSync(path.join(hub.folder, name), [HEADER, ...rows, ''].join('\n'));
    const request = ({ asOf, name }: { asOf: string; name: string }) => ({ asOf, files: [path.join(hub.folder, name)] });
    const before = await kept();
    const tried = await onTrial(hub.context, async (land) => {
      const results = [];
      for (const file of files) results.push(await land({ source: RESIDENTS, delivery: request(file), context: hub.context }));
      return results;
    });
    expect(await kept()).toEqual(before);
    const landed = [];
    for (const file of files) landed.push(await hub.landFile(path.join(hub.folder, file.name), { asOf: file.asOf }));
    expect(tried.map(({ status }) => status)).toEqual(['waiting', 'repeated', 'waiting', 'refused']);
    expect(tried).toEqual(landed.map((result) => ({ ...result, delivery: null })));
  });
});
