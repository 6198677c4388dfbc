import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { residentIdCheckCharacter } from '../values/index.ts';
import { createGoldenReader } from './golden-reader-store.ts';
import { resolveAndPublish } from './resolve.ts';
import { openTestHub } from './testing.ts';

const id = (birth: string, sequence: string) => `339901${birth}${sequence}${residentIdCheckCharacter(`339901${birth}${sequence}`)}`;
const ZHANG = id('19800101', '001');
const LI = id('19750505', '002');
const zhang = { idNumber: ZHANG, name: '张伟', birthDate: '19800101' };

let hub: Awaited<ReturnType<typeof openTestHub>>;
beforeEach(async () => {
  hub = await openTestHub();
});
afterEach(() => hub.close());

const groups = (assignments: Record<string, string>) => {
  const members = new Map<string, string[]>();
  for (const [mention, entity] of Object.entries(assignments))
    members.set(entity, [...(members.get(entity) ?? []), mention.split('/')[1]!]);
  return [...members.values()].map((list) => list.sort().join(' ')).sort();
};

describe('mentions that share an exclusive identifier', () => {
  test('are one person, the 15-digit form of a number included; those without a number stay apart', async () => {
    await hub.land(
      [
        { record: 'a', values: zhang },
        { record: 'b', source: 'social-security.insured', values: { idNumber: `${ZHANG.slice(0, 6)}${ZHANG.slice(8, 17)}`, name: '张伟' } },
        { record: 'c', values: { name: '张伟', birthDate: '19800101' } },
        { record: 'd', values: { name: '张伟', birthDate: '19800101' } },
      ],
      '2026-10-01',
    );
    const result = await hub.resolve();
    expect(groups(await hub.assignments())).toEqual(['a b', 'c', 'd']);
    expect(result.entities.person).toEqual({ created: 3, changed: 0, merged: 0, retired: 0 });
  });

  test('are kept apart and reported where the names cannot be the same: one number on two people', async () => {
    await hub.land(
      [
        { record: 'a', values: zhang },
        { record: 'b', source: 'social-security.insured', values: { ...zhang, socialSecurityNo: 'S-0001' } },
        { record: 'c', source: 'social-security.insured', values: { idNumber: ZHANG, name: '欧阳春兰', socialSecurityNo: 'S-0002' } },
        { record: 'd', source: 'social-security.payments', values: { name: '欧阳春兰', socialSecurityNo: 'S-0002' } },
      ],
      '2026-10-01',
    );
    const result = await hub.resolve();
    expect(groups(await hub.assignments())).toEqual(['a b', 'c d']);
    expect(result.conflicts).toBe(1);
    const rows = await hub.database.sql`select confidence from person order by id`;
    expect(rows.map((row) => row['confidence'])).toEqual(['conflict', 'conflict']);
  });

  test('two valid numbers are never brought together by a common social security number', async () => {
    await hub.land(
      [
        { record: 'a', values: { ...zhang, socialSecurityNo: 'S-0001' } },
        { record: 'b', values: { idNumber: LI, name: '张伟', socialSecurityNo: 'S-0001' } },
      ],
      '2026-10-01',
    );
    await hub.resolve();
    expect(groups(await hub.assignments())).toEqual(['a', 'b']);
  });
});

describe('the id contract', () => {
  test('a second publish of nothing changes nothing', async () => {
    await hub.land([{ record: 'a', values: zhang }], '2026-10-01');
    await hub.resolve();
    expect((await hub.resolve()).published).toBe(false);
    await hub.land([], '2026-11-01');
    expect((await hub.resolve()).entities.person).toEqual({ created: 0, changed: 0, merged: 0, retired: 0 });
  });

  test('a record corrected to say what others of its source already say leaves a redirect behind', async () => {
    await hub.land(
      [
        { record: 'a', values: zhang },
        { record: 'b', values: { ...zhang, idNumber: LI, birthDate: '19750505' } },
      ],
      '2026-10-01',
    );
    await hub.resolve();
    const before = await hub.assignments();
    const [right, wrong] = [before['police.residents/a/resident']!, before['police.residents/b/resident']!];
    expect(right).not.toBe(wrong);
    await hub.land([{ record: 'b', values: zhang }], '2026-11-01');
    expect((await hub.resolve()).entities.person).toMatchObject({ merged: 1, retired: 0 });
    expect(new Set(Object.values(await hub.assignments()))).toEqual(new Set([right]));
    expect(await createGoldenReader(hub.database, async () => []).livingId(wrong)).toBe(right);
  });

  test('when two entities merge, the one with more members lives on and the other redirects', async () => {
    await hub.land(
      [
        { record: 'a', values: { socialSecurityNo: 'S-0001', name: '张伟' } },
        { record: 'b', values: zhang },
        { record: 'c', source: 'social-security.insured', values: zhang },
      ],
      '2026-10-01',
    );
    await hub.resolve();
    const before = await hub.assignments();
    await hub.land([{ record: 'a', values: { ...zhang, socialSecurityNo: 'S-0001' } }], '2026-11-01');
    const result = await hub.resolve();
    const after = await hub.assignments();
    const survivor = before['police.residents/b/resident']!;
    const lost = before['police.residents/a/resident']!;
    expect(new Set(Object.values(after))).toEqual(new Set([survivor]));
    expect(result.entities.person.merged).toBe(1);
    const reader = createGoldenReader(hub.database, async () => []);
    expect(await reader.livingId(lost)).toBe(survivor);
    expect(await reader.read('person', [lost], {})).toEqual([]);
    const ledger = await hub.database.sql`select change, entity, other from ledger where change <> 'created' order by sequence`;
    expect(ledger).toContainEqual({ change: 'mergedInto', entity: lost, other: survivor });
  });

  test('when an entity splits, the larger part keeps the id; the other gets a new one that says where it came from', async () => {
    await hub.land(
      [
        { record: 'a', values: zhang },
        { record: 'b', source: 'social-security.insured', values: zhang },
        { record: 'c', source: 'tax.x', values: zhang },
      ],
      '2026-10-01',
    );
    await hub.resolve();
    const [old] = Object.values(await hub.assignments());
    await hub.land([{ record: 'c', source: 'tax.x', values: { ...zhang, idNumber: LI } }], '2026-11-01');
    await hub.resolve();
    const after = await hub.assignments();
    expect(after['police.residents/a/resident']).toBe(old);
    expect(after['tax.x/c/resident']).not.toBe(old);
    const [row] = await hub.database.sql`select other from ledger where change = 'splitFrom'`;
    expect(row!['other']).toBe(old);
  });

  test('an entity that no source states any more is retired; when its record comes back, so does its id', async () => {
    await hub.land(
      [
        { record: 'a', values: zhang },
        { record: 'z', values: { name: '王芳' } },
      ],
      '2026-10-01',
    );
    await hub.resolve();
    const before = await hub.assignments();
    await hub.land([{ record: 'a' }], '2026-11-01');
    expect((await hub.resolve()).entities.person.retired).toBe(1);
    const reader = createGoldenReader(hub.database, async () => []);
    const former = before['police.residents/a/resident']!;
    expect(await reader.read('person', [former], {})).toEqual([]);
    expect(await reader.read('person', [former], { validOn: '2026-10-15' })).toHaveLength(1);
    await hub.land([{ record: 'a', values: zhang }], '2026-12-01');
    await hub.resolve();
    expect((await hub.assignments())['police.residents/a/resident']).toBe(former);
    expect(await reader.read('person', [former], {})).toHaveLength(1);
  });
});

describe('golden values', () => {
  test('survive by their rule and know their origin', async () => {
    await hub.land(
      [{ record: 'b', source: 'social-security.insured', values: { ...zhang, name: '张玮', phone: '13800000001' } }],
      '2026-09-01',
    );
    await hub.land([{ record: 'a', values: { ...zhang, phone: '13800000002' } }], '2026-08-01');
    await hub.resolve();
    const reader = createGoldenReader(hub.database, async () => []);
    const [person] = await reader.search({ entityType: 'person', keys: [`idNumber:${ZHANG}`], limit: 2 });
    expect(person!.attributes).toMatchObject({ name: '张伟', phone: '13800000001' });
    const [whole] = await reader.read('person', [person!.id], {});
    expect(whole!.lineage['name']).toEqual({
      source: 'police.residents',
      record: 'a',
      role: 'resident',
      asOf: '2026-08-01',
      rule: 'most-trusted',
    });
    expect(whole!.lineage['phone']).toMatchObject({ source: 'social-security.insured', rule: 'most-recent' });
    expect(whole).toMatchObject({ records: 2, sources: ['police.residents', 'social-security.insured'], confidence: 'identifier' });
  });

  test('are readable on both axes: what was true, and what was known', async () => {
    await hub.land([{ record: 'a', values: { ...zhang, phone: '13800000001' } }], '2026-10-01');
    await hub.resolve();
    const first = await hub.database.sql`select known_from from person`;
    await hub.land([{ record: 'a', values: { ...zhang, phone: '13800000002' } }], '2026-11-01');
    await hub.resolve();
    const reader = createGoldenReader(hub.database, async () => []);
    const phone = async (at: object) =>
      (await reader.search({ entityType: 'person', keys: [`idNumber:${ZHANG}`], limit: 2, ...at }))[0]?.attributes['phone'];
    const knownOn = (first[0]!['known_from'] as Date).toISOString();
    expect(await phone({})).toBe('13800000002');
    expect(await phone({ validOn: '2026-10-15' })).toBe('13800000001');
    expect(await phone({ validOn: '2026-11-15' })).toBe('13800000002');
    expect(await phone({ knownOn })).toBe('13800000001');
    expect(await phone({ knownOn, validOn: '2026-11-15' })).toBe('13800000001');
  });
});

describe('a house', () => {
  test('is one by dwelling code and by either address; two codes are never one house', async () => {
    const road = '示范市东城区朝阳路12号3幢1单元502室';
    const estate = '示范市东城区阳光花园3幢1单元502室';
    await hub.land(
      [
        {
          record: 'h1',
          entity: 'house',
          source: 'police.dwellings',
          values: { dwellingCode: 'D-0001', address: road, estateAddress: estate },
        },
        { record: 'r1', entity: 'house', values: { address: '东城区朝阳路１２号3栋1单元502' } },
        { record: 'r2', entity: 'house', values: { address: estate } },
        { record: 'r3', entity: 'house', values: { address: '东城区朝阳路12号3幢1单元503室' } },
      ],
      '2026-10-01',
    );
    await hub.resolve();
    expect(groups(await hub.assignments('house'))).toEqual(['h1 r1 r2', 'r3']);
  });

  test('without its unit joins only where the register itself names it so', async () => {
    const unknown = '示范市东城区朝阳路12号3幢502室';
    const villa = '示范市东城区朝阳路18号1幢101室';
    await hub.land(
      [
        { record: 'r1', entity: 'house', values: { address: unknown } },
        { record: 'r2', entity: 'house', values: { address: unknown } },
        { record: 'h1', entity: 'house', source: 'police.dwellings', values: { dwellingCode: 'D-0001', address: villa } },
        { record: 'r3', entity: 'house', values: { address: villa } },
      ],
      '2026-10-01',
    );
    await hub.resolve();
    expect(groups(await hub.assignments('house'))).toEqual(['h1 r3', 'r1', 'r2']);
    await hub.land(
      [{ record: 'h2', entity: 'house', source: 'police.dwellings', values: { dwellingCode: 'D-0002', address: unknown } }],
      '2026-11-01',
    );
    await hub.resolve();
    expect(groups(await hub.assignments('house'))).toEqual(['h1 r3', 'h2 r1 r2']);
  });
});

describe('a run that may take too little memory', () => {
  test('says what to raise, and loses nothing', async () => {
    await hub.land([{ record: 'a', values: zhang }], '2026-10-01');
    const tight = { ...hub.context, memoryMb: 2 };
    await expect(resolveAndPublish(tight)).rejects.toMatchObject({ code: 'memoryTooSmall', message: expect.stringContaining('2 MB') });
    expect((await hub.resolve()).entities.person.created).toBe(1);
  });
});
