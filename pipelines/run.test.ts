import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SourceConfig } from '../config/index.ts';
import { deliveries, runs } from './catalogue-store.ts';
import { refuseOldLake } from './lake-shape-store.ts';
import { openTestHub, RESIDENTS, type TestHub, testConfig } from './testing.ts';

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
const ROWS = [ANN, BOB, CAT, NAMELESS];
const SOURCE = 'police.residents';

describe('the first delivery of a source', () => {
  test('accounts for every row and says what is wrong with the rejected ones', async () => {
    const landed = await hub.land(ROWS);
    expect(landed).toMatchObject({ status: 'waiting', read: 4, accepted: 3, rejected: 1, new: 3, changed: 0, absent: 0 });
    expect(landed.findings).toEqual([
      { code: 'codeUnlisted', severity: 'warning', field: 'sex', count: 1 },
      { code: 'partial', severity: 'warning', field: 'since', count: 1 },
      { code: 'requiredMissing', severity: 'error', field: 'name', count: 1 },
    ]);
    expect(await hub.state('rejects', SOURCE, 'record, row_number::INT AS row, "values".home AS home, findings')).toEqual([
      { record: '4', row: 4, home: 'Road 4', findings: [{ code: 'requiredMissing', severity: 'error', field: 'name', value: '' }] },
    ]);
    const [delivery] = await deliveries(hub.context.database);
    expect(delivery).toMatchObject({ id: landed.delivery, status: 'waiting', read: 4, as_of: '2026-10-01', config: 'config000001' });
    const [run] = await runs(hub.context.database);
    expect(run).toMatchObject({ kind: 'land', status: 'done', source: SOURCE });
    expect(run!.steps.map((step) => step.name)).toEqual(expect.arrayContaining(['decode', 'diff', 'clean', 'write:records']));
  });

  test('writes mentions only for what a row mentions, with keys and doubts', async () => {
    await hub.land(ROWS);
    expect(await hub.said('person', 'record, role, present, search_keys, doubtful, number, name, sex, phone')).toEqual([
      {
        record: '1',
        role: 'resident',
        present: true,
        search_keys: ['name:ANN', 'number:1'],
        doubtful: [],
        number: '1',
        name: 'Ann',
        sex: 'female',
        phone: '13812345678',
      },
      {
        record: '2',
        role: 'resident',
        present: true,
        search_keys: ['name:BOB', 'number:2'],
        doubtful: [],
        number: '2',
        name: 'Bob',
        sex: 'male',
        phone: null,
      },
      {
        record: '3',
        role: 'resident',
        present: true,
        search_keys: ['name:CAT', 'number:3'],
        doubtful: ['sex'],
        number: '3',
        name: 'Cat',
        sex: null,
        phone: null,
      },
    ]);
    expect(await hub.said('house', 'record, address')).toEqual([
      { record: '1', address: 'Road 1' },
      { record: '2', address: 'Road 2' },
    ]);
  });

  test('writes relations where both ends are mentioned, and facts with the first day of a month', async () => {
    await hub.land(ROWS);
    expect(await hub.state('relations', SOURCE, 'record, relation, subject_type, house_role, valid_from::VARCHAR AS since')).toEqual([
      { record: '1', relation: 'registered', subject_type: 'person', house_role: 'residence', since: '2020-01-01' },
      { record: '2', relation: 'registered', subject_type: 'person', house_role: 'residence', since: '2020-01-01' },
    ]);
    expect(await hub.state('facts', SOURCE, 'record, fact, date::VARCHAR AS date, amount::VARCHAR AS amount, details')).toEqual([
      { record: '1', fact: 'fee', date: '2020-01-01', amount: '10.00', details: '{"home":"Road 1","sex":"female"}' },
      { record: '2', fact: 'fee', date: '2020-01-01', amount: '20.50', details: '{"home":"Road 2","sex":"male"}' },
      { record: '3', fact: 'fee', date: '2020-01-03', amount: null, details: '{"home":null,"sex":null}' },
    ]);
  });

  test('keeps the original file under its hash', async () => {
    await hub.land(ROWS);
    const [delivery] = await deliveries(hub.context.database);
    const kept = readFileSync(path.join(hub.context.lakeFolder, 'originals', delivery!.files[0]!.hash), 'utf8');
    expect(kept).toContain(ANN);
  });
});

describe('rows that name no record of their own', () => {
  test('are rejected, the first of equal keys is kept', async () => {
    const landed = await hub.land([ANN, ANN, '1,Other,1,,,,', ' ,Nobody,1,,,,', BOB]);
    expect(landed).toMatchObject({ read: 5, accepted: 2, rejected: 3 });
    expect(await hub.state('rejects', SOURCE, 'row_number::INT AS row, findings[1].code AS code')).toEqual([
      { row: 2, code: 'duplicateRow' },
      { row: 3, code: 'duplicateKey' },
      { row: 4, code: 'keyMissing' },
    ]);
    expect(await hub.state('records', SOURCE, 'record, "values".name AS name')).toEqual([
      { record: '1', name: 'Ann' },
      { record: '2', name: 'Bob' },
    ]);
  });

  test('private-use characters are found', async () => {
    const landed = await hub.land(['1,A\ue000nn,2,,,,']);
    expect(landed.accepted).toBe(1);
    expect(landed.findings).toContainEqual({ code: 'privateUseCharacter', severity: 'warning', field: 'name', count: 1 });
  });
});

describe('the next delivery', () => {
  test('the same again changes nothing and is not decoded', async () => {
    await hub.land(ROWS);
    const again = await hub.land(ROWS);
    expect(again).toMatchObject({ status: 'repeated', read: 0, new: 0, changed: 0, absent: 0 });
    expect((await deliveries(hub.context.database)).map((delivery) => delivery.status)).toEqual(['repeated', 'waiting']);
  });

  test('writes only what is new or changed', async () => {
    await hub.land(ROWS);
    const next = await hub.land(['1,Anne,2,13812345678,Road 1,2020-01-01,10', BOB, CAT, NAMELESS, '5,Eve,2,,,,'], { asOf: '2026-11-01' });
    expect(next).toMatchObject({ read: 5, accepted: 4, rejected: 1, new: 1, changed: 1, absent: 0 });
    expect(await hub.said('person', 'record, name, delivery::INT AS delivery')).toEqual([
      { record: '1', name: 'Anne', delivery: next.delivery },
      { record: '2', name: 'Bob', delivery: 1 },
      { record: '3', name: 'Cat', delivery: 1 },
      { record: '5', name: 'Eve', delivery: next.delivery },
    ]);
  });

  test('an unchanged list of a later day is compared and writes nothing', async () => {
    await hub.land([ANN, BOB, CAT]);
    const next = await hub.land([ANN, BOB, CAT], { asOf: '2026-11-01' });
    expect(next).toMatchObject({ status: 'waiting', read: 3, accepted: 3, new: 0, changed: 0 });
    expect(await hub.state('records', SOURCE, 'DISTINCT delivery::INT AS delivery')).toEqual([{ delivery: 1 }]);
  });

  test('a record left out is absent first and gone after two lists, with all that it said', async () => {
    await hub.land([ANN, BOB, CAT]);
    const second = await hub.land([ANN, CAT], { asOf: '2026-11-01' });
    expect(second).toMatchObject({ accepted: 2, absent: 1 });
    expect(await hub.state('records', SOURCE, 'record, present, missed, "values".name AS name')).toContainEqual({
      record: '2',
      present: true,
      missed: 1,
      name: 'Bob',
    });
    const third = await hub.land([ANN, CAT], { asOf: '2026-12-01' });
    expect(third).toMatchObject({ status: 'waiting', absent: 0 });
    for (const [family, part] of [
      ['records', SOURCE],
      ['mentions', 'person'],
      ['mentions', 'house'],
      ['relations', SOURCE],
      ['facts', SOURCE],
    ] as const) {
      expect(await hub.state(family, part, 'record, present')).toContainEqual({ record: '2', present: false });
    }
    const back = await hub.land([ANN, BOB, CAT], { asOf: '2027-01-01' });
    expect(back).toMatchObject({ new: 1, changed: 0 });
    expect(await hub.state('mentions', 'person', 'record, present')).toContainEqual({ record: '2', present: true });
  });

  test('a record that comes back in time was never gone', async () => {
    await hub.land([ANN, BOB]);
    await hub.land([ANN], { asOf: '2026-11-01' });
    await hub.land([ANN, BOB], { asOf: '2026-12-01' });
    const third = await hub.land([ANN], { asOf: '2027-01-01' });
    expect(third.absent).toBe(1);
    expect(await hub.state('records', SOURCE, 'record, present, missed')).toEqual([
      { record: '1', present: true, missed: 0 },
      { record: '2', present: true, missed: 1 },
    ]);
  });

  test('a changed record takes back what it no longer says', async () => {
    await hub.land([ANN, BOB]);
    await hub.land(['1,Ann,2,13812345678,,2020-01-01,10', BOB], { asOf: '2026-11-01' });
    expect(await hub.said('house', 'record, present, address')).toEqual([
      { record: '1', present: false, address: null },
      { record: '2', present: true, address: 'Road 2' },
    ]);
    expect(await hub.state('relations', SOURCE, 'record, present')).toEqual([
      { record: '1', present: false },
      { record: '2', present: true },
    ]);
  });

  test('a record that is now rejected falls silent, and speaks again once it is right', async () => {
    await hub.land([ANN, BOB]);
    const bad = await hub.land([ANN, '2,,1,,Road 2,,'], { asOf: '2026-11-01' });
    expect(bad).toMatchObject({ accepted: 1, rejected: 1, changed: 0 });
    expect(await hub.state('mentions', 'person', 'record, present')).toContainEqual({ record: '2', present: false });
    const still = await hub.land([ANN, '2,,1,,Road 2,,'], { asOf: '2026-12-01' });
    expect(still).toMatchObject({ accepted: 1, rejected: 1, new: 0, changed: 0 });
    const good = await hub.land([ANN, BOB], { asOf: '2027-01-01' });
    expect(good).toMatchObject({ accepted: 2, new: 1, changed: 0 });
    expect(await hub.state('mentions', 'person', 'record, present')).toContainEqual({ record: '2', present: true });
  });
});

describe('events (append)', () => {
  const source: SourceConfig = { ...RESIDENTS, kind: 'append' };

  test('nothing becomes absent, the same key with other content supersedes, any earlier delivery repeats', async () => {
    await hub.land([ANN, BOB], { source });
    const next = await hub.land(['1,Anne,2,,,,', CAT], { source, asOf: '2026-11-01' });
    expect(next).toMatchObject({ accepted: 2, new: 1, changed: 1, absent: 0 });
    expect(await hub.state('records', SOURCE, 'record, "values".name AS name')).toEqual([
      { record: '1', name: 'Anne' },
      { record: '2', name: 'Bob' },
      { record: '3', name: 'Cat' },
    ]);
    expect(await hub.land([ANN, BOB], { source })).toMatchObject({ status: 'repeated' });
  });
});

describe('under a changed configuration', () => {
  test('every record is read again, and roles, relations and facts that are no longer declared are taken back', async () => {
    await hub.land([ANN, BOB]);
    const slim: SourceConfig = { ...RESIDENTS, mentions: [RESIDENTS.mentions[0]!], relations: [], facts: [] };
    hub.context.config = testConfig([slim], 'config000002');
    const next = await hub.land([ANN, BOB]);
    expect(next).toMatchObject({ status: 'waiting', new: 0, changed: 2 });
    for (const [family, part] of [
      ['mentions', 'house'],
      ['relations', SOURCE],
      ['facts', SOURCE],
    ] as const) {
      expect(await hub.state(family, part, 'DISTINCT present')).toEqual([{ present: false }]);
    }
    expect(await hub.state('records', SOURCE, 'DISTINCT config')).toEqual([{ config: 'config000002' }]);
  });

  test('that reads the source as before nothing is changed, and the same again is repeated', async () => {
    await hub.land([ANN, BOB]);
    const [column] = RESIDENTS.columns;
    const same: SourceConfig = {
      ...RESIDENTS,
      ...{ schedule: '0 2 * * *', title: { en: 'Other', zh: '其他' }, absentAfter: 9 },
      columns: [{ ...column!, title: { en: 'Other', zh: '其他' } }, ...RESIDENTS.columns.slice(1)],
    };
    const other: SourceConfig = { ...RESIDENTS, source: 'police.others', feed: 'others' };
    const { entities, ...rest } = testConfig([same, other], 'config000002');
    const company = { ...entities.company, attributes: [] };
    const comparisons = [{ name: 'new' }] as never;
    hub.context.config = { ...rest, entities: { ...entities, company }, comparisons };
    expect(await hub.land([ANN, BOB])).toMatchObject({ status: 'repeated' });
    const next = await hub.land([ANN, '2,Bobby,1,,Road 2,2020-01,20.5'], { asOf: '2026-11-01' });
    expect(next).toMatchObject({ status: 'waiting', new: 0, changed: 1, absent: 0 });
  });

  test('a column that was added stands beside the old rows', async () => {
    await hub.land([ANN, BOB]);
    const wide: SourceConfig = { ...RESIDENTS, columns: [...RESIDENTS.columns, { ...RESIDENTS.columns[4]!, name: 'extra' }] };
    hub.context.config = testConfig([wide], 'config000002');
    await hub.land([`${ANN},x`], { header: 'no,name,sex,phone,home,since,paid,extra', asOf: '2026-11-01' });
    expect(await hub.state('records', SOURCE, 'record, missed, "values".extra AS extra')).toEqual([
      { record: '1', missed: 0, extra: 'x' },
      { record: '2', missed: 1, extra: null },
    ]);
  });
});

describe('a law: every row read is accepted or rejected', () => {
  test('whatever the rows and whatever was there before', async () => {
    const cell = fc.constantFrom('', ' ', '1', '2', '3', '4', 'x', '\ue000', '2020-13-45');
    const row = fc.tuple(cell, cell, cell, cell, cell, cell, cell).map((cells) => cells.join(','));
    const free: SourceConfig = {
      ...RESIDENTS,
      expectations: { rows: { min: 0, maxDropShare: 1, maxGrowthShare: 100 }, maxRejectedShare: 1 },
    };
    let month = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        month++;
        const landed = await hub.land(rows, {
          source: free,
          asOf: `${2027 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`,
        });
        expect(landed).toMatchObject({ status: 'waiting', read: rows.length });
        expect(landed.accepted + landed.rejected).toBe(rows.length);
        const [kept] = await hub.state('records', SOURCE, 'count(*) FILTER (present AND accepted AND missed = 0)::INT AS accepted');
        expect(kept).toEqual({ accepted: landed.accepted });
      }),
      { numRuns: 8, seed: 7 },
    );
  });
});

describe('a file that holds nothing but its name', () => {
  test('is refused with the way out', async () => {
    const file = path.join(hub.folder, 'empty.csv');
    writeFileSync(file, '');
    expect(await hub.landFile(file)).toMatchObject({ status: 'refused', error: { code: 'emptyFile' } });
  });
});

describe('a lake of an older version, which knew no statements', () => {
  test('is refused with the way out; one that knows them, or is empty, is not', async () => {
    await refuseOldLake(hub.context.database);
    await hub.land([ANN]);
    await refuseOldLake(hub.context.database);
    await hub.context.database.sql`delete from lake_file where family = 'statements'`;
    await expect(refuseOldLake(hub.context.database)).rejects.toMatchObject({ code: 'lakeTooOld' });
  });
});
