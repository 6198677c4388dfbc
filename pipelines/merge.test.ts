import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lakeFiles } from './catalogue-store.ts';
import { mergeLake, removeReplaced } from './merge.ts';
import { openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const SOURCE = 'police.residents';

describe('merging the files of a part', () => {
  test('gives the same state in one file, leaves waiting files alone, and removes the old ones only when told', async () => {
    const { context } = hub;
    await hub.land(['1,Ann,2,,Road 1,,', '2,Bob,1,,Road 2,,', '3,Cat,1,,,,']);
    await hub.land(['1,Anne,2,,,,', '3,Cat,1,,,,', '4,Dan,1,,,,'], { asOf: '2026-11-01' });
    await hub.land(['1,Anne,2,,,,', '3,Cat,1,,,,', '4,Dan,1,,Road 4,,'], { asOf: '2026-12-01' });
    await context.database.sql`update lake_file set status = 'live'`;
    await hub.land(['1,Annie,2,,,,', '3,Cat,1,,,,', '4,Dan,1,,Road 4,,'], { asOf: '2027-01-01' });
    const look = async () => ({
      records: await hub.state('records', SOURCE, 'record, "values".name AS name, present'),
      people: (await hub.said('person', 'record, role, name, present')).filter((row) => row['present']),
      houses: (await hub.said('house', 'record, role, address, present')).filter((row) => row['present']),
    });
    const before = await look();
    const old = await lakeFiles(context.database, 'mentions', { part: 'person', statuses: ['live'] });
    for (const [family, part] of [
      ['records', SOURCE],
      ['mentions', 'person'],
      ['mentions', 'house'],
    ] as const) {
      expect(await mergeLake({ context, family, part, run: 1 })).toBeGreaterThan(1);
      expect(await lakeFiles(context.database, family, { part, statuses: ['live'] })).toHaveLength(1);
      expect(await mergeLake({ context, family, part, run: 1 })).toBe(0);
    }
    const after = await look();
    expect(after.people).toEqual(before.people);
    expect(after.houses).toEqual(before.houses);
    expect(after.records).toEqual(before.records.filter((row) => row['present']));
    expect(existsSync(path.join(context.lakeFolder, old[0]!.path))).toBe(true);
    await removeReplaced(context);
    expect(existsSync(path.join(context.lakeFolder, old[0]!.path))).toBe(false);
    expect(await look()).toEqual(after);
  });
});
