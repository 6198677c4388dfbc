import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SourceConfig } from '../config/index.ts';
import type { EntityType } from '../schema/index.ts';
import { deliveries } from './catalogue-store.ts';
import { openTestHub, RESIDENTS, type TestHub, testConfig } from './testing.ts';

/** Whatever the department sends is taken in: what is tried here is the order. */
const FREE: SourceConfig = {
  ...RESIDENTS,
  columns: [...RESIDENTS.columns, { ...RESIDENTS.columns[4]!, name: 'op' }],
  expectations: { rows: { min: 0, maxDropShare: 1, maxGrowthShare: 1000 }, maxRejectedShare: 1 },
};
const HEADER = `${RESIDENTS.columns.map(({ name }) => name).join(',')},op`;
const KINDS: SourceConfig[] = [
  { ...FREE, kind: 'snapshot' },
  { ...FREE, kind: 'append' },
  {
    ...FREE,
    kind: 'period',
    period: 'since',
    columns: FREE.columns.map((each) => (each.name === 'since' ? { ...each, required: true } : each)),
  },
  { ...FREE, kind: 'delta', deleted: { column: 'op', values: ['D'] } },
];
const DAYS = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'];

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub(testConfig([FREE]));
});
beforeEach(() => hub.reset());
afterAll(() => hub.close());

/** Everything that is kept of the source and counts; the numbers of deliveries follow their arrival, so days stand for them. */
async function standing(): Promise<Record<string, unknown>> {
  const present = async (family: string, part: string, columns: string) =>
    (await hub.state(family, part, `present, as_of::VARCHAR AS as_of, ${columns}`)).filter((row) => row['present']);
  const said = async (entity: EntityType, columns: string) =>
    (await hub.said(entity, `present, record, role, as_of::VARCHAR AS as_of, statement::VARCHAR AS statement, ${columns}`)).filter(
      (row) => row['present'],
    );
  const { source } = FREE;
  return {
    records: await present(
      'records',
      source,
      'record, row_hash::VARCHAR AS row_hash, accepted, missed, row_number::INT AS row_number, "values", findings',
    ),
    people: await said('person', 'join_keys, search_keys, doubtful, name, sex, phone'),
    houses: await said('house', 'address'),
    relations: await present('relations', source, 'record, relation, valid_from::VARCHAR AS valid_from'),
    facts: await present('facts', source, 'record, fact, date::VARCHAR AS date, amount::VARCHAR AS amount, details'),
  };
}

interface Sent {
  asOf: string;
  rows: string[];
}

async function landAll(source: SourceConfig, sent: readonly Sent[]): Promise<void> {
  for (const { asOf, rows } of sent)
    expect(await hub.land(rows, { source, asOf, header: HEADER })).toMatchObject({ status: 'waiting', read: rows.length });
}

const row = fc
  .tuple(
    fc.integer({ min: -1, max: 25 }).map((key) => (key < 0 ? '' : String(key))),
    fc.constantFrom('Ann', 'Bob', 'Cat', ''),
    fc.constantFrom('1', '9'),
    fc.constant(''),
    fc.constantFrom('', 'Road 1', 'Road 2'),
    fc.constantFrom('2026-01', '202601', '2026-02-01', '2026-03', '2026-04-02', 'x'),
    fc.constantFrom('', '10'),
    fc.constantFrom('', '', '', 'D'),
  )
  .map((cells) => cells.join(','));
const history = fc.array(fc.array(row, { minLength: 25, maxLength: 60 }), { minLength: DAYS.length, maxLength: DAYS.length });
const orders = history.chain((lists) => {
  const sent = lists.map((rows, i) => ({ asOf: DAYS[i]!, rows }));
  return fc.tuple(fc.constant(sent), fc.shuffledSubarray(sent, { minLength: sent.length }));
});

describe('a law: the state follows the days of the deliveries, not their arrival', () => {
  test.each(KINDS.map((source) => [source.kind, source] as const))('%s', async (_, source) => {
    await fc.assert(
      fc.asyncProperty(orders, async ([sent, shuffled]) => {
        await hub.reset();
        hub.context.config = testConfig([source]);
        await landAll(source, sent);
        const expected = await standing();
        await hub.reset();
        hub.context.config = testConfig([source]);
        await landAll(source, shuffled);
        expect(await standing()).toEqual(expected);
      }),
      // Every delivery speaks of many records, so that a run is many cases.
      { numRuns: 1, seed: 20261001, endOnFailure: true },
    );
  });
});

describe('a late delivery', () => {
  beforeEach(() => {
    hub.context.config = testConfig();
  });
  const ANN = '1,Ann,2,13812345678,Road 1,2020-01-01,10';
  const BOB = '2,Bob,1,,Road 2,2020-01,20.5';

  test('is counted and judged against what stood on its day', async () => {
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    await hub.land([ANN], { asOf: '2026-10-03' });
    const grown = Array.from({ length: 13 }, (_, i) => `${i},Ann,1,,,,`);
    expect(await hub.land(grown, { asOf: '2026-10-02' })).toMatchObject({ status: 'refused', error: { code: 'rowsGrew' } });
    const late = await hub.land(['1,Ann,1,,,,', '2,Bobby,1,,,,', '3,,,,,,'], { asOf: '2026-10-02' });
    expect(late).toMatchObject({ status: 'waiting', read: 3, accepted: 2, rejected: 1, new: 0, changed: 2, absent: 0 });
    expect(await hub.state('records', RESIDENTS.source, 'record, present, missed, "values".name AS name')).toEqual([
      { record: '1', present: true, missed: 0, name: 'Ann' },
      { record: '2', present: true, missed: 1, name: 'Bobby' },
      { record: '3', present: true, missed: 1, name: '' },
    ]);
    expect(await hub.state('rejects', RESIDENTS.source, 'record, delivery::INT AS delivery')).toEqual([
      { record: '3', delivery: late.delivery },
    ]);
  });

  test('is refused, and changes nothing, when an original that it needs is gone', async () => {
    await hub.land([ANN, BOB], { asOf: '2026-10-01' });
    await hub.land([ANN], { asOf: '2026-10-03' });
    const first = (await deliveries(hub.context.database)).at(-1);
    rmSync(path.join(hub.context.lakeFolder, 'originals', first!.files[0]!.hash));
    const before = await hub.state('records', RESIDENTS.source, '*');
    expect(await hub.land([BOB], { asOf: '2026-10-02' })).toMatchObject({ status: 'refused', error: { code: 'originalMissing' } });
    expect(await hub.state('records', RESIDENTS.source, '*')).toEqual(before);
  });
});
