import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../core/postgres/database.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import { createGoldenReader } from './golden-reader-store.ts';
import type { EntityType, GoldenReader, HubDatabase } from './shapes.ts';

const migrations = fileURLToPath(new URL('../schema/postgres/migrations', import.meta.url));
let database: Database<HubDatabase>;
let reader: GoldenReader;
beforeAll(async () => {
  database = await openTestDatabase<HubDatabase>({ migrations });
  await database.sql.unsafe(`
    insert into person
      select 'p-' || n || 'A', jsonb_build_object('idNumber', n::text), '{}', array['idNumber:' || n, 'name:王伟'], '33990' || n % 3, 1, '{}', 'single',
             '-infinity', case when n = 40 then date '2026-06-01' else 'infinity' end, '2026-01-01', case when n = 39 then timestamptz '2026-03-01' else 'infinity' end
      from generate_series(1, 40) as n;
    insert into house values ('h-1A', '{"address": "1"}', '{}', '{idNumber:1}', null, 1, '{}', 'single', '-infinity', 'infinity', '2026-01-01', 'infinity')`);
  reader = createGoldenReader(database, async () => []);
});
afterAll(() => database.close());

const ids = async (question: object, entityType: EntityType = 'person') =>
  (await reader.search({ entityType, keys: ['name:王伟'], limit: 100, ...question })).map(({ id }) => id);
const number = (value: number) => ({ keys: [`idNumber:${value}`] });

describe('a search', () => {
  test('gets its own answer, however many ask at once', async () => {
    const questions = Array.from({ length: 100 }, (_, index) => index + 1);
    const answers = await Promise.all(questions.map((value) => ids(number(value))));
    expect(answers).toEqual(questions.map((value) => (value <= 38 ? [`p-${value}A`] : [])));
  });

  test('keeps its own limit, region and kind of entity beside others', async () => {
    const answers = await Promise.all([
      ids({ limit: 2 }),
      ids({ limit: 3, regions: ['339901'] }),
      ids({ ...number(1), regions: ['339902'] }),
      ids({ ...number(1), regions: [] }),
      ids({ keys: ['name:王伟', 'idNumber:5'] }),
      ids(number(1), 'house'),
      ids({ ...number(1), regions: ['33'] }, 'house'),
    ]);
    expect(answers).toEqual([['p-1A', 'p-2A'], ['p-1A', 'p-4A', 'p-7A'], [], [], ['p-5A'], ['h-1A'], []]);
  });

  test('of another day or an earlier knowledge sees what held then', async () => {
    expect(await Promise.all([ids(number(40)), ids({ ...number(40), validOn: '2026-05-31' })])).toEqual([[], ['p-40A']]);
    expect(await Promise.all([ids(number(39)), ids({ ...number(39), knownOn: '2026-02-01T00:00:00Z' })])).toEqual([[], ['p-39A']]);
  });

  test('for text that cannot be kept finds nothing, and spoils no other', async () => {
    expect(await Promise.all([ids({ keys: ['name:\0'] }), ids({ keys: ['name:\ud800'] }), ids(number(1))])).toEqual([[], [], ['p-1A']]);
    expect(await ids({ keys: ['name:王伟\\u0000', '"}],'] })).toEqual([]);
  });
});
