import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestHub, RESIDENTS, type TestHub } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

test('a formula without a result is a finding: the row goes where the value is needed, else the value alone', async () => {
  const landed = await hub.land(['1,Ann,2,,Road 1,#N/A,', '#N/A,Bob,1,,,,', '#N/A,Eve,1,,,,', '4,#REF!,1,,,,', '5,#5 Fan,1,,,,#DIV/0!']);
  expect(landed).toMatchObject({ read: 5, accepted: 2, rejected: 3 });
  expect(landed.findings.filter(({ code }) => code === 'formulaError')).toEqual([
    { code: 'formulaError', severity: 'error', field: null, count: 2 },
    { code: 'formulaError', severity: 'error', field: 'name', count: 1 },
    { code: 'formulaError', severity: 'warning', field: 'paid', count: 1 },
    { code: 'formulaError', severity: 'warning', field: 'since', count: 1 },
  ]);
  const relations = await hub.state('relations', RESIDENTS.source, 'record, valid_from');
  expect(relations).toEqual([{ record: '1', valid_from: null }]);
  expect((await hub.state('mentions', 'person', 'record')).map(({ record }) => record)).toEqual(['1', '5']);
});
