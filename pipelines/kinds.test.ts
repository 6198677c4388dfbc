import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestHub, RESIDENTS, type TestHub, testConfig } from './testing.ts';

/** Wages: who was paid how much in which month. */
const HEADER = 'no,name,month,paid,op';
const SOURCE = 'tax.wages';
const text = { type: 'text', title: { en: '', zh: '' }, required: false, sensitivity: 'personal' } as const;
const WAGES = {
  ...RESIDENTS,
  source: SOURCE,
  department: 'tax',
  feed: 'wages',
  key: ['no'],
  columns: [
    { ...text, name: 'no', required: true },
    { ...text, name: 'name', required: true },
    { ...text, name: 'month', type: 'month', required: true },
    { ...text, name: 'paid', type: 'amount' },
    { ...text, name: 'op' },
  ],
  mentions: [{ role: 'worker', entity: 'person' as const, attributes: { name: 'name' } }],
  relations: [],
  facts: [{ type: 'wage', mention: 'worker', date: 'month', amount: 'paid' }],
};
const PERIOD = { ...WAGES, kind: 'period' as const, period: 'month' };
const DELTA = { ...WAGES, kind: 'delta' as const, deleted: { column: 'op', values: ['D', '删除'] } };

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(testConfig([PERIOD]));
});
beforeEach(() => hub.reset());
afterAll(() => hub.close());

const facts = () => hub.state('facts', SOURCE, 'record, date::VARCHAR AS date, amount::VARCHAR AS amount, present');
const names = async (table: 'records' | 'mentions') =>
  (await hub.state(table, table === 'records' ? SOURCE : 'person', 'record, present'))
    .filter(({ present }) => present)
    .map(({ record }) => record);

describe('a delivery of periods', () => {
  const land = (rows: string[], asOf: string, source = PERIOD) => hub.land(rows, { source, asOf, header: HEADER });

  test('replaces every row of the months it holds, however they are written, and leaves the others alone', async () => {
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,', '3,Cat,2026-02,30,'], '2026-02-10');
    const corrected = await land(['1,Ann,202601,11,', '4,Dan,2026年1月,40,'], '2026-03-10');
    expect(corrected).toMatchObject({ status: 'waiting', accepted: 2, new: 1, changed: 1, absent: 1 });
    expect(await names('records')).toEqual(['1', '3', '4']);
    expect(await names('mentions')).toEqual(['1', '3', '4']);
    expect(await facts()).toEqual([
      { record: '1', date: '2026-01-01', amount: '11.00', present: true },
      { record: '2', date: null, amount: null, present: false },
      { record: '3', date: '2026-02-01', amount: '30.00', present: true },
      { record: '4', date: '2026-01-01', amount: '40.00', present: true },
    ]);
  });

  test('a record that moves to another month is found there and nowhere else', async () => {
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,'], '2026-02-10');
    await land(['2,Bob,2026-02,20,'], '2026-03-10');
    expect(await land(['1,Ann,2026-01,10,'], '2026-04-10')).toMatchObject({ absent: 0 });
    expect(await names('records')).toEqual(['1', '2']);
  });

  test('a row without a month that can be read is rejected, and replaces nothing', async () => {
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,'], '2026-02-10');
    const landed = await land(['3,Cat,,30,', '4,Dan,2026-13,40,', '5,Eve,2026-02,50,'], '2026-03-10');
    expect(landed).toMatchObject({ accepted: 1, rejected: 2, absent: 0 });
    expect(await names('mentions')).toEqual(['1', '2', '5']);
  });

  test('is refused when it would lose too many rows of its months', async () => {
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,', '3,Cat,2026-02,30,'], '2026-02-10');
    const strict = { ...PERIOD, expectations: { ...PERIOD.expectations, rows: { min: 1, maxDropShare: 0.4, maxGrowthShare: 9 } } };
    const half = await land(['1,Ann,2026-01,10,', '4,Dan,2026-03,1,', '5,Eve,2026-03,1,'], '2026-03-10', strict);
    expect(half).toMatchObject({ status: 'refused', error: { code: 'periodDropped' } });
    expect(half.error!.message.en).toContain('would replace 2 rows of its periods by 1: 50 % fewer, more than the 40 % allowed');
    expect(await names('records')).toEqual(['1', '2', '3']);
  });

  test('a corrected reject takes away nothing of its month', async () => {
    await land(['1,Ann,2026-01,10,', '2,,2026-01,20,'], '2026-02-10');
    const mended = await hub.land(['2,Bob,2026-01,20,,2,requiredMissing,x'], { source: PERIOD, header: `${HEADER},_row,_code,_message` });
    expect(mended).toMatchObject({ accepted: 1, new: 1, absent: 0 });
    expect(await names('mentions')).toEqual(['1', '2']);
  });
});

describe('a delivery of changes (delta)', () => {
  const land = (rows: string[], asOf: string, source = DELTA) => hub.land(rows, { source, asOf, header: HEADER });

  test('adds and changes rows by key, and takes away what is marked as deleted, whatever else that row says', async () => {
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,', '3,Cat,2026-01,30,'], '2026-02-10');
    const changes = await land(['1,Ann,2026-01,11,U', '2,,,, D ', '4,Dan,2026-02,40,I', '9,,,,删除'], '2026-03-10');
    expect(changes).toMatchObject({ status: 'waiting', read: 4, accepted: 4, rejected: 0, new: 1, changed: 1, absent: 1 });
    expect(await names('records')).toEqual(['1', '3', '4']);
    expect(await names('mentions')).toEqual(['1', '3', '4']);
    expect((await facts()).filter(({ present }) => present)).toHaveLength(3);
  });

  test('of several changes of one record the last counts', async () => {
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,'], '2026-02-10');
    const changes = await land(
      ['1,Ann,2026-01,,D', '1,Anne,2026-01,12,I', '2,Bob,2026-01,21,U', '2,Bob,2026-01,,D', ',,,,D'],
      '2026-03-10',
    );
    expect(changes).toMatchObject({ read: 5, accepted: 4, rejected: 1, new: 0, changed: 1, absent: 1 });
    expect(await hub.state('records', SOURCE, 'record, present, "values".name AS name')).toEqual([
      { record: '1', present: true, name: 'Anne' },
      { record: '2', present: false, name: 'Bob' },
    ]);
  });

  test('a record that was deleted comes back as new', async () => {
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,'], '2026-02-10');
    await land(['1,,,,D'], '2026-03-10');
    expect(await land(['1,Ann,2026-01,10,'], '2026-04-10')).toMatchObject({ new: 1, changed: 0 });
    expect(await names('mentions')).toEqual(['1', '2']);
  });
});

describe('an event that is corrected (append)', () => {
  test('takes the place of the one before, with its mention and its facts', async () => {
    const source = { ...WAGES, kind: 'append' as const };
    const land = (rows: string[], asOf: string) => hub.land(rows, { source, asOf, header: HEADER });
    await land(['1,Ann,2026-01,10,', '2,Bob,2026-01,20,'], '2026-02-10');
    expect(await land(['1,Anna,2026-02,11,', '3,Cat,2026-02,30,'], '2026-03-10')).toMatchObject({ new: 1, changed: 1, absent: 0 });
    expect(await hub.said('person', 'record, name')).toEqual([
      { record: '1', name: 'Anna' },
      { record: '2', name: 'Bob' },
      { record: '3', name: 'Cat' },
    ]);
    expect(await facts()).toEqual([
      { record: '1', date: '2026-02-01', amount: '11.00', present: true },
      { record: '2', date: '2026-01-01', amount: '20.00', present: true },
      { record: '3', date: '2026-02-01', amount: '30.00', present: true },
    ]);
  });
});
