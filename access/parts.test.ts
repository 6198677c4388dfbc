import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Division, DivisionPart } from '../config/index.ts';
import { CHAIN_START, canonicalJson, hashEntry, storable } from './audit-chain.ts';
import { createFields } from './fields.ts';
import type { DepartmentGrants } from './grants.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRegions } from './regions.ts';
import { entry, grants, person, testConfig, testTypes } from './testing.ts';

const row = (code: string, rest: Partial<Division> = {}): Division => {
  const level = code.length === 6 ? 'district' : 'street';
  return { code, name: code, level, parent: null, validFrom: null, validTo: null, successor: null, ...rest };
};
const part = (code: string): DivisionPart => ({ code, share: null, on: null });

describe('a region', () => {
  const regions = createRegions(testConfig.divisions, '2026-10-01');
  const of = (...prefixes: string[]) => grants({ regions: prefixes }) as DepartmentGrants;

  test('covers its subtree and the codes it bore before', () => {
    expect(regions.prefixes(of('339902'))).toEqual(['339902', '339912']);
    expect(regions.visible(of('339902'), '339912001')).toBe(true);
    expect(regions.visible(of('339902'), '339903001')).toBe(false);
  });

  test('under an old code does not open the division that took it in', () => {
    expect(regions.visible(of('339912'), '339902001')).toBe(false);
  });

  test('follows a new code or name, also through years and into several that nobody else went into', () => {
    const later = createRegions(
      [
        row('339911', { validTo: '2010-01-01', successor: '339912' }),
        row('339912', { validFrom: '2010-01-01', validTo: '2016-07-01', successor: '339902' }),
        row('339902', { validFrom: '2016-07-01' }),
      ],
      '2026-10-01',
    );
    expect(later.prefixes(of('339911'))).toEqual(['339902', '339911', '339912']);
    expect(later.prefixes(of('339902'))).toEqual(['339902', '339911', '339912']);
  });

  test('never grows: not by a merger into something larger, not by a split, not by a part that moved', () => {
    const merged = createRegions(
      [
        row('330204', { validTo: '2016-10-01', successor: '330212' }),
        row('330212', { validFrom: '2002-04-01', parts: [{ code: '330203', share: null, on: '2016-10-01' }] }),
        row('330203'),
        row('330204001', { validTo: '2016-10-01', successor: '330212011' }),
        row('330212011', { validFrom: '2016-10-01' }),
        row('330299', { validTo: '2016-10-01', parts: [part('330298'), part('330297')] }),
        row('330298', { validFrom: '2016-10-01' }),
        row('330297', { validFrom: '2016-10-01' }),
      ],
      '2026-10-01',
    );
    // The street that moved as a whole is followed; the district that took it in is larger, and stays closed.
    expect(merged.prefixes(of('330204'))).toEqual(['330204', '330212011']);
    expect(merged.prefixes(of('330212'))).toEqual(['330204', '330204001', '330212'].filter((code) => code.length === 6));
    expect(merged.prefixes(of('330203'))).toEqual(['330203']);
    // One heir of a split does not open what is still written under the old code; all heirs together do.
    expect(merged.prefixes(of('330298'))).toEqual(['330298']);
    expect(merged.prefixes(of('330297', '330298'))).toEqual(['330297', '330298', '330299']);
    expect(merged.prefixes(of('330299'))).toEqual(['330299']);
  });

  test('does not cover what has no division; all does', () => {
    expect(regions.visible(of('33'), null)).toBe(false);
    expect(regions.visible(grants({ regions: 'all' }) as DepartmentGrants, null)).toBe(true);
  });
});

describe('fields', () => {
  const fields = createFields({ entities: testConfig.entities, types: testTypes });
  const grant = { fields: ['idNumber', 'name', 'birthDate', 'employer', 'phone'], search: [], unmasked: ['birthDate'] };

  test('show personal values masked unless granted whole, internal values as they are, and leave out what is missing', () => {
    expect(fields.values(person('p-1'), ['idNumber', 'name', 'birthDate', 'employer', 'phone'], grant)).toEqual({
      idNumber: '3**',
      name: '王**',
      birthDate: { year: 1958, month: 3 },
      employer: '示范市第一中学',
    });
  });

  test('never show what the grant does not name', () => {
    expect(fields.values(person('p-1'), ['name', 'idNumber'], { fields: ['name'], search: [], unmasked: ['name'] })).toEqual({
      name: '王建国',
    });
  });

  test('of a type that cannot mask show nothing of the value', () => {
    const blind = createFields({ entities: testConfig.entities, types: {} });
    expect(blind.values(person('p-1'), ['name'], grant)).toEqual({ name: '***' });
  });

  test('turn conditions into search keys of cleaned values, in one order', () => {
    expect(fields.searchKeys('person', { name: ' 王建国 ', idNumber: '1' })).toEqual(['idNumber:1', 'name:王建国']);
    expect(() => fields.searchKeys('person', { name: '??' })).toThrow(expect.objectContaining({ code: 'valueUnusable' }));
    expect(() => fields.searchKeys('person', { constructor: 'x' })).toThrow(expect.objectContaining({ code: 'fieldUnknown' }));
  });
});

describe('a rate', () => {
  test('allows a minute at once, then refills evenly, each key for itself', () => {
    let now = 0;
    const rate = createRateLimit(() => new Date(now));
    expect([1, 2, 3].map(() => rate.take('a', 2))).toEqual([0, 0, 30]);
    expect(rate.take('b', 2)).toBe(0);
    now = 30_000;
    expect([1, 2].map(() => rate.take('a', 2))).toEqual([0, 30]);
    now = 600_000;
    expect([1, 2, 3].map(() => rate.take('a', 2))).toEqual([0, 0, 30]);
  });
});

describe('a line of the log', () => {
  const chained = { ...entry(), chain: 'c', sequence: 1, at: '2026-10-01T00:00:00.000Z' };

  test('has a hash that any change of content, order or forerunner changes', () => {
    const hash = hashEntry(CHAIN_START, chained).toString('hex');
    expect(hashEntry(CHAIN_START, { ...chained, user: '李四' }).toString('hex')).not.toBe(hash);
    expect(hashEntry(CHAIN_START, { ...chained, sequence: 2 }).toString('hex')).not.toBe(hash);
    expect(hashEntry(Buffer.alloc(32, 1), chained).toString('hex')).not.toBe(hash);
  });

  test('gives the same canonical JSON whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(object));
        expect(canonicalJson(JSON.parse(canonicalJson(object)))).toBe(canonicalJson(object));
      }),
    );
  });

  test('is stored without what PostgreSQL cannot keep', () => {
    const stored = storable(entry({ user: 'a\u0000b\ud800', detail: { house: ['\u0000'] } }));
    expect(stored.user).toBe('a\ufffdb\ufffd');
    expect(stored.detail).toEqual({ house: ['\ufffd'] });
    expect(storable(entry({ user: 'x'.repeat(9999) })).user).toHaveLength(200);
  });
});
