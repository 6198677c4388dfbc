import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../core/postgres/database.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import type { HubDatabase } from '../schema/index.ts';
import { createKeyStore } from './key-store.ts';
import { grants } from './testing.ts';

const migrations = fileURLToPath(new URL('../schema/postgres/migrations', import.meta.url));
let database: Database<HubDatabase>;
beforeAll(async () => {
  database = await openTestDatabase<HubDatabase>({ migrations });
});
afterAll(() => database.close());

describe('keys', () => {
  test('are shown once, kept as a hash, and known again with their grants', async () => {
    const keys = createKeyStore(database);
    const { id, key } = await keys.create({ name: 'social security', grants: grants() });
    expect(key).toMatch(/^sk-[\w-]{43}$/);
    expect(await keys.authenticate(key)).toEqual({ id, name: 'social security', grants: grants() });
    const rows = await database.sql`select * from access_key`;
    expect(JSON.stringify(rows)).not.toContain(key.slice(3));
    expect(await keys.list()).toMatchObject([{ id, name: 'social security', revokedAt: null }]);
  });

  test('of the same name are refused', async () => {
    const keys = createKeyStore(database);
    await keys.create({ name: 'tax', grants: grants() });
    await expect(keys.create({ name: 'tax', grants: grants() })).rejects.toMatchObject({ code: 'keyNameTaken' });
  });

  test.each([
    ['none', undefined],
    ['an empty', ''],
    ['a malformed', "sk-' or 1=1"],
    ['an unknown', `sk-${'A'.repeat(43)}`],
  ])('%s key is not let in', async (_, key) => {
    await expect(createKeyStore(database).authenticate(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('once revoked are refused: here at once, elsewhere when told to distrust or after a few seconds', async () => {
    let now = 0;
    const clock = () => new Date(now);
    const [here, elsewhere, told] = [createKeyStore(database, clock), createKeyStore(database, clock), createKeyStore(database, clock)];
    const { key } = await here.create({ name: 'commerce', grants: grants() });
    await Promise.all([here.authenticate(key), elsewhere.authenticate(key), told.authenticate(key)]);
    await here.revoke('commerce');
    await expect(here.authenticate(key)).rejects.toMatchObject({ code: 'unauthenticated' });
    told.distrust();
    await expect(told.authenticate(key)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await elsewhere.authenticate(key)).toMatchObject({ name: 'commerce' });
    now = 5_000;
    await expect(elsewhere.authenticate(key)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(here.revoke('commerce')).rejects.toMatchObject({ code: 'keyUnknown' });
  });
});
