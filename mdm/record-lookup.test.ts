import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Duck } from '../core/duckdb/duck.ts';
import { createRecordLookup } from './record-lookup.ts';
import { openTestHub } from './testing.ts';

let hub: Awaited<ReturnType<typeof openTestHub>>;
let duckdb: Duck;
beforeAll(async () => {
  hub = await openTestHub();
  duckdb = await Duck.open({ spillFolder: hub.context.workFolder });
  await hub.land([{ record: 'a', values: { name: '张伟', birthDate: '19800101' } }], '2026-10-01');
  await hub.resolve();
});
afterAll(async () => {
  duckdb.close();
  await hub.close();
});

/** The lake's files, the first `wrong` times under names that are there no more. */
function lakeMissing(wrong: number) {
  let asked = 0;
  const lakeFiles: typeof hub.context.lakeFiles = async (family, part) => {
    const files = await hub.context.lakeFiles(family, part);
    asked += 1;
    return asked > wrong ? files : files.map((file) => ({ ...file, path: `${file.path}.gone` }));
  };
  return { lakeFolder: hub.context.lakeFolder, lakeFiles };
}

describe('the entity of a record', () => {
  test('is found, also when its files are replaced while they are looked for', async () => {
    const expected = [{ record: 'a', role: 'resident', entityType: 'person', entity: expect.stringMatching(/^p-/) }];
    for (const wrong of [0, 1, 2]) {
      const find = createRecordLookup(lakeMissing(wrong), async () => duckdb);
      expect(await find('police.residents', ['a', 'b'])).toEqual(expected);
    }
  });

  test('is not there for records, and sources, that nobody knows', async () => {
    const find = createRecordLookup(hub.context, async () => duckdb);
    expect(await find('police.residents', [])).toEqual([]);
    expect(await find('police.residents', ['b'])).toEqual([]);
    expect(await find('tax.taxpayers', ['a'])).toEqual([]);
  });

  test('is an error where a file is gone for good', async () => {
    const find = createRecordLookup(lakeMissing(Number.POSITIVE_INFINITY), async () => duckdb);
    await expect(find('police.residents', ['a'])).rejects.toThrow('.gone');
  });
});
