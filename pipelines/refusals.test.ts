import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SourceConfig } from '../config/index.ts';
import { duck } from '../core/duckdb/sql.ts';
import { deliveries, lakeFiles } from './catalogue-store.ts';
import type { LandResult } from './context.ts';
import { HEADER, openTestHub, RESIDENTS, type TestHub } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
beforeEach(async () => {
  await hub.reset();
  await hub.land(rows(1, 10));
});
afterAll(() => hub.close());

function rows(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${first + i},Name ${first + i},1,,Road ${first + i},2020-01-01,`);
}

/** Refused, said why, and what was there before still stands. */
async function expectRefused(landed: LandResult, code: string): Promise<LandResult> {
  expect(landed).toMatchObject({ status: 'refused', accepted: 0, new: 0, changed: 0, absent: 0, error: { code } });
  expect(landed.error!.message.zh).toMatch(/\p{Script=Han}/u);
  expect(landed.error!.fix.en.length).toBeGreaterThan(10);
  expect(await lakeFiles(hub.context.database, 'records', { part: 'police.residents' })).toHaveLength(1);
  expect(await hub.state('records', 'police.residents', 'count(*)::INT AS n, bool_and(present) AS present')).toEqual([
    { n: 10, present: true },
  ]);
  if (landed.delivery !== null) {
    const [delivery] = await deliveries(hub.context.database, { limit: 1 });
    expect(delivery).toMatchObject({ id: landed.delivery, status: 'refused', error: { code } });
  }
  return landed;
}

describe('a delivery is refused, and the previous state still served', () => {
  test('with a column missing, renamed or unknown: a diff and the nearest name', async () => {
    const landed = await hub.land(rows(1, 10), { header: 'no,nmae,sex,phone,home,since,paid', asOf: '2026-11-01' });
    const { error } = await expectRefused(landed, 'columnsDiffer');
    expect(error!.message.en).toContain('Missing: name. Unknown: nmae.');
    expect(error!.fix.en).toContain('name → nmae');
  });

  test('with another delimiter', async () => {
    const file = path.join(hub.folder, 'semicolon.csv');
    writeFileSync(file, [HEADER, ...rows(1, 10)].join('\n').replaceAll(',', ';'));
    const landed = await hub.landFile(file, { asOf: '2026-11-01' });
    expect(['columnsDiffer', 'delimiterWrong', 'wrongDelimiter']).toContain(landed.error?.code);
    await expectRefused(landed, landed.error!.code);
  });

  test('with half the rows of the last list or fewer', async () => {
    const landed = await hub.land(rows(1, 4), { asOf: '2026-11-01' });
    const { error } = await expectRefused(landed, 'rowsDropped');
    expect(error!.message.en).toContain('has 4 rows, the last one had 10: 60 % fewer, more than the 50 % allowed');
  });

  test('with far more rows than the last list', async () => {
    await expectRefused(await hub.land(rows(1, 70), { asOf: '2026-11-01' }), 'rowsGrew');
  });

  test('with a header only', async () => {
    await expectRefused(await hub.land([], { asOf: '2026-11-01' }), 'rowsTooFew');
  });

  test('as an empty file', async () => {
    const file = path.join(hub.folder, 'empty.csv');
    writeFileSync(file, '');
    await expectRefused(await hub.landFile(file, { asOf: '2026-11-01' }), 'emptyFile');
  });

  test('with too many rejected rows, naming the worst finding', async () => {
    const nameless = rows(1, 10).map((row, i) => (i < 8 ? row.replace(/Name \d+/, '') : row));
    const { error, read, rejected } = await expectRefused(await hub.land(nameless, { asOf: '2026-11-01' }), 'tooManyRejected');
    expect({ read, rejected }).toEqual({ read: 10, rejected: 8 });
    expect(error!.message.en).toContain('requiredMissing (name)');
  });

  test('whose file is not there, whose date is none, or that has no file', async () => {
    await expectRefused(await hub.landFile(path.join(hub.folder, 'nowhere.csv')), 'fileUnreadable');
    await expectRefused(await hub.land(rows(1, 9), { asOf: '2026-02-30' }), 'asOfInvalid');
  });

  test('whose format nobody knows', async () => {
    const source: SourceConfig = { ...RESIDENTS, format: { name: 'parchment', settings: {} } };
    await expectRefused(await hub.land(rows(1, 9), { source, asOf: '2026-11-01' }), 'formatUnknown');
  });

  test('with bytes that do not decode: named, and nothing lost', async () => {
    const file = path.join(hub.folder, 'bytes.csv');
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(`${HEADER}\n${rows(1, 9).join('\n')}\n10,`), Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(',1,,,,\n')]),
    );
    const landed = await hub.landFile(file, { asOf: '2026-11-01' });
    if (landed.status === 'refused') await expectRefused(landed, landed.error!.code);
    else expect(landed.read).toBe(landed.accepted + landed.rejected);
  });

  test('and can be delivered again once it is right', async () => {
    await hub.land(rows(1, 2), { asOf: '2026-11-01' });
    expect(await hub.land(rows(1, 11), { asOf: '2026-11-01' })).toMatchObject({ status: 'waiting', new: 1, absent: 0 });
    expect(await hub.query(duck`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });
});
