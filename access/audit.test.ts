import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../core/postgres/database.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import type { HubDatabase } from '../schema/index.ts';
import { createAuditLog } from './audit-log-store.ts';
import { subjectReport } from './audit-subject-store.ts';
import { verifyAudit } from './audit-verify-store.ts';
import { createKeyStore } from './key-store.ts';
import { entry, grants } from './testing.ts';

const migrations = fileURLToPath(new URL('../schema/postgres/migrations', import.meta.url));
const clock = () => new Date('2026-10-01T08:00:00.123Z');
let database: Database<HubDatabase>;
beforeEach(async () => {
  database = await openTestDatabase<HubDatabase>({ migrations });
});
afterEach(() => database.close());

/** As someone with every right on the database would: past the triggers. */
async function tamper(statement: string): Promise<void> {
  await database.sql.unsafe(`alter table audit disable trigger all; alter table setting disable trigger all; ${statement};
    alter table audit enable trigger all; alter table setting enable trigger all`);
}

async function fill(lines: number): Promise<void> {
  const log = createAuditLog(database, { chain: 'a', clock });
  for (let line = 1; line <= lines; line += 1) await log.append([entry({ entities: [`p-${line}A`] })]);
}

describe('the access log', () => {
  test('writes what arrives together in few groups, one chain without gaps, and holds', async () => {
    const log = createAuditLog(database, { chain: 'a', clock });
    const many = Array.from({ length: 1500 }, (_, index) =>
      log.append([entry({ entities: [`p-${index}A`], user: `用户${index}` }), entry()]),
    );
    await Promise.all(many);
    const [row] =
      await database.sql`select count(*)::int as lines, max(sequence) as last, count(distinct xmin::text)::int as groups from audit`;
    expect(row).toMatchObject({ lines: 3000, last: 3000 });
    expect(row!['groups']).toBeLessThan(20);
    expect(await verifyAudit(database)).toEqual({ ok: true, chains: 1, lines: 3000 });
  });

  test('keeps one chain per writer side by side', async () => {
    const writers = [createAuditLog(database), createAuditLog(database)];
    await Promise.all(
      writers.flatMap((log) => [log.append([entry()]), log.append([entry(), entry({ detail: { b: 1, a: [null, { z: '中' }] } })])]),
    );
    expect(await verifyAudit(database)).toEqual({ ok: true, chains: 2, lines: 6 });
  });

  test('takes bad bytes of one caller without refusing the others', async () => {
    await createAuditLog(database).append([entry({ user: '\u0000\ud800', entities: ['\u0000'] }), entry()]);
    expect(await verifyAudit(database)).toMatchObject({ ok: true, lines: 2 });
  });

  test('refuses to be changed, shortened or emptied, and its heads to go back', async () => {
    await fill(2);
    for (const statement of [
      'update audit set purpose = null',
      'delete from audit',
      'truncate audit',
      "delete from setting where name = 'audit-head:a'",
      `update setting set value = '{"sequence": 1}' where name = 'audit-head:a'`,
    ]) {
      await expect(database.sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await database.sql`insert into setting (name, value) values ('other', '{}')`;
    await database.sql`delete from setting where name = 'other'`;
    expect(await verifyAudit(database)).toMatchObject({ ok: true });
  });

  test.each([
    ['a changed line', "update audit set purpose = 'private' where sequence = 3", { sequence: 3, reason: 'lineChanged' }],
    [
      'a changed line with a hash of its own',
      "update audit set hash = sha256('x') where sequence = 3",
      { sequence: 3, reason: 'lineChanged' },
    ],
    ['a missing line', 'delete from audit where sequence = 3', { sequence: 3, reason: 'lineMissing' }],
    ['a missing start', 'delete from audit where sequence = 1', { sequence: 1, reason: 'lineMissing' }],
    ['a missing end', 'delete from audit where sequence >= 4', { sequence: 4, reason: 'endMissing' }],
    ['a chain gone whole', 'delete from audit', { sequence: 1, reason: 'endMissing' }],
    ['a head gone', 'delete from setting', { sequence: 5, reason: 'headMissing' }],
    ['a head set back', `update setting set value = '{"sequence": 4, "hash": ""}'`, { sequence: 5, reason: 'headDiffers' }],
    ['a turned link', "update audit set previous = sha256('x') where sequence = 2", { sequence: 2, reason: 'linkBroken' }],
  ])('shows the place of %s made past the triggers', async (_, statement, place) => {
    await fill(5);
    await tamper(statement);
    expect(await verifyAudit(database)).toEqual({ ok: false, broken: { chain: 'a', ...place } });
  });

  test('that cannot be written says so, and goes on in a new chain when it can again', async () => {
    const log = createAuditLog(database, { chain: 'a', clock });
    await log.append([entry()]);
    await database.sql`alter table audit rename to hidden`;
    const failed = await Promise.allSettled([log.append([entry()]), log.append([entry()])]);
    expect(failed.map((result) => result.status === 'rejected' && result.reason.code)).toEqual(['auditUnavailable', 'auditUnavailable']);
    await database.sql`alter table hidden rename to audit`;
    await log.append([entry()]);
    expect(await verifyAudit(database)).toEqual({ ok: true, chains: 2, lines: 2 });
  });

  test('does not keep a caller waiting for ever', async () => {
    const log = createAuditLog(database, { timeoutMs: 50 });
    await database.sql.begin(async (tx) => {
      await tx`lock table audit in access exclusive mode`;
      await expect(log.append([entry()])).rejects.toMatchObject({ code: 'auditUnavailable' });
    });
  });
});

test('a person is told who read what of them, also under an id merged into theirs', async () => {
  const { id } = await createKeyStore(database).create({ name: 'social security', grants: grants() });
  await createAuditLog(database, { clock }).append([
    entry({ key: id, entities: ['p-1A', 'p-2B'] }),
    entry({ key: id, entities: ['p-3C'], outcome: 'refused:notFound', action: 'read' }),
    entry({ entities: ['p-4D'] }),
  ]);
  const report = await subjectReport(database, ['p-1A', 'p-3C']);
  expect(report).toEqual([
    {
      ...{ at: clock(), reader: 'social security', user: '张三', purpose: 'pension-check', caseNumber: null, action: 'search' },
      ...{ outcome: 'delivered', entityType: 'person', entities: ['p-1A'], roles: 'hit', fields: ['name'] },
    },
    expect.objectContaining({ action: 'read', outcome: 'refused:notFound', entities: ['p-3C'] }),
  ]);
});
