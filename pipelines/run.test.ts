import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

const ROWS = ['1,Ann,2,13812345678,Road 1,2020-01-01,10', '2,Bob,1,,Road 2,2020-01-02,20.5', '3,Cat,9,,,2020-01-03,', '4,,1,,Road 4,,'];

describe('the first delivery of a source', () => {
  test('accounts for every row and says what is wrong with the rejected ones', async () => {
    const landed = await hub.land(ROWS);
    expect(landed).toMatchObject({ status: 'waiting', read: 4, accepted: 3, rejected: 1, new: 3, changed: 0, absent: 0 });
    expect(landed.findings).toEqual([
      { code: 'codeUnlisted', severity: 'warning', field: 'sex', count: 1 },
      { code: 'requiredMissing', severity: 'error', field: 'name', count: 1 },
    ]);
    console.log(await hub.state('records', 'police.residents', '*'));
    console.log(await hub.state('rejects', 'police.residents', '*'));
    console.log(await hub.state('mentions', 'person', '*'));
    console.log(await hub.state('mentions', 'house', '*'));
    console.log(await hub.state('relations', 'police.residents', '*'));
    console.log(await hub.state('facts', 'police.residents', '*'));
  });
});
