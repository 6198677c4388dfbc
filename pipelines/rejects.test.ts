import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportRejects } from './rejects.ts';
import { openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
beforeEach(() => hub.reset());
afterAll(() => hub.close());

const SOURCE = 'police.residents';
const ROWS = ['1,Ann,2,,,,', '2,,1,,"Road 2, left",,', ',Cat,1,,,,', '4,Dan,1,,,,', '4,Other,1,,,,'];

async function rejectsOf(delivery: number | null): Promise<{ file: string; text: string; rows: number }> {
  const file = path.join(hub.folder, 'rejects.csv');
  const rows = await exportRejects({ context: hub.context, delivery: delivery!, outFile: file });
  return { file, rows, text: readFileSync(file, 'utf8') };
}

describe('the rejected rows of a delivery', () => {
  test('are written with what is wrong, in the order of the rows', async () => {
    const { delivery } = await hub.land(ROWS);
    const { file, text, rows } = await rejectsOf(delivery);
    expect(rows).toBe(3);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(text.split('\n')).toEqual([
      'no,name,sex,phone,home,since,paid,_row,_code,_message',
      '2,"",1,"","Road 2, left","","",2,requiredMissing,name: A required value is missing.',
      '"",Cat,1,"","","","",3,keyMissing,The key is missing: the row names no record.',
      expect.stringMatching(/^4,Other,1,"","","","",5,duplicateKey,"?Another row/),
      '',
    ]);
  });

  test('corrected, come in again: rows are added and changed, nothing becomes absent, no guard stops them', async () => {
    const { delivery } = await hub.land(ROWS);
    const { file, text } = await rejectsOf(delivery);
    writeFileSync(file, text.replace('2,"",1', '2,Bob,1').replace('"",Cat', '3,Cat').replace('4,Other', '5,Other'));
    const corrected = await hub.landFile(file, { asOf: null });
    expect(corrected).toMatchObject({ status: 'waiting', read: 3, accepted: 3, rejected: 0, new: 3, changed: 0, absent: 0 });
    expect(await hub.state('records', SOURCE, 'record, accepted, missed, "values".name AS name, as_of::VARCHAR AS day')).toEqual([
      { record: '1', accepted: true, missed: 0, name: 'Ann', day: '2026-10-01' },
      { record: '2', accepted: true, missed: 0, name: 'Bob', day: '2026-10-01' },
      { record: '3', accepted: true, missed: 0, name: 'Cat', day: '2026-10-01' },
      { record: '4', accepted: true, missed: 0, name: 'Dan', day: '2026-10-01' },
      { record: '5', accepted: true, missed: 0, name: 'Other', day: '2026-10-01' },
    ]);
    expect(await hub.landFile(file, { asOf: null })).toMatchObject({ status: 'repeated' });
    expect(await hub.land(ROWS)).toMatchObject({ status: 'repeated' });
  });

  test('that are left wrong are rejected again, whatever their share', async () => {
    const { delivery } = await hub.land(ROWS);
    const { file } = await rejectsOf(delivery);
    const again = await hub.landFile(file, { asOf: null });
    expect(again).toMatchObject({ status: 'waiting', read: 3, accepted: 0, rejected: 3 });
    expect((await rejectsOf(again.delivery)).rows).toBe(3);
  });

  test('for a key that another row holds, replace it only when their code is cleared', async () => {
    const { delivery } = await hub.land(ROWS);
    const { file, text } = await rejectsOf(delivery);
    writeFileSync(file, text.replace(',duplicateKey,', ',,'));
    expect(await hub.landFile(file, { asOf: null })).toMatchObject({ accepted: 1, changed: 1 });
    expect(await hub.state('records', SOURCE, '"values".name AS name, record')).toContainEqual({ name: 'Other', record: '4' });
  });

  test('that stand unchanged in the next delivery are told again', async () => {
    await hub.land(ROWS);
    const next = await hub.land([...ROWS, '6,Eve,2,,,,'], { asOf: '2026-11-01' });
    expect(next).toMatchObject({ rejected: 3, new: 1 });
    expect((await rejectsOf(next.delivery)).rows).toBe(3);
  });

  test('in Chinese, where asked', async () => {
    const { delivery } = await hub.land(ROWS);
    const file = path.join(hub.folder, 'rejects-zh.csv');
    await exportRejects({ context: hub.context, delivery: delivery!, outFile: file, language: 'zh' });
    expect(readFileSync(file, 'utf8')).toContain('name: 缺少必填值。');
  });

  test('of an unknown or refused delivery, or where there are none: an error that says so', async () => {
    await expect(rejectsOf(999)).rejects.toMatchObject({ code: 'deliveryUnknown' });
    const clean = await hub.land(['1,Ann,2,,,,']);
    await expect(rejectsOf(clean.delivery)).rejects.toMatchObject({ code: 'noRejects' });
    const refused = await hub.land([], { asOf: '2026-11-01' });
    await expect(rejectsOf(refused.delivery)).rejects.toMatchObject({ code: 'deliveryRefused' });
  });
});
