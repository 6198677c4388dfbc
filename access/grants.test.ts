import { describe, expect, test } from '@jest/globals';
import { isSankuError } from '../core/errors.ts';
import type { GrantCatalogue } from './grants.ts';
import { checkGrants, parseGrants } from './grants-check.ts';

const catalogue: GrantCatalogue = {
  attributes: { person: { idNumber: true, name: true, nation: false }, company: {}, house: {} },
  purposes: ['pension-check'],
  comparisons: ['pension-after-death'],
  sources: ['police.residents'],
  divisions: ['339901', '339902001'],
};

function pathsOf(value: unknown): string[] {
  return checkGrants(value, catalogue).problems.map(({ path }) => path);
}

describe('grants', () => {
  test('deny by default: what is not written is not granted', () => {
    expect(parseGrants({ role: 'department', purposes: ['pension-check'] }, catalogue)).toEqual({
      role: 'department',
      entities: {},
      regions: [],
      purposes: ['pension-check'],
      relations: [],
      cases: [],
      records: [],
      deliver: [],
      rate: { perMinute: 600 },
      maxHits: 10,
    });
  });

  test('need a purpose, unless they do nothing but deliver', () => {
    expect(checkGrants({ role: 'department', deliver: ['police.residents'] }, catalogue).problems).toEqual([]);
    expect(pathsOf({ role: 'department' })).toEqual(['purposes']);
    expect(pathsOf({ role: 'department', deliver: ['police.residents'], records: ['police.residents'] })).toEqual(['purposes']);
    expect(pathsOf({ role: 'department', deliver: ['police.nobody'] })).toEqual(['deliver']);
  });

  test('leave the value they were read from as it is', () => {
    const written = { role: 'department', purposes: ['pension-check'], entities: { person: {} } };
    parseGrants(written, catalogue);
    expect(written).toEqual({ role: 'department', purposes: ['pension-check'], entities: { person: {} } });
  });

  test('name every mistake of their form at once', () => {
    const problems = pathsOf({ role: 'department', purposes: [], regions: ['33-01'], relation: ['occupants'], maxHits: 0 });
    expect(problems.sort()).toEqual(['maxHits', 'purposes', 'regions.0', 'relation']);
  });

  test('name every word this hub does not know, and what cannot be searched by', () => {
    const problems = checkGrants(
      {
        role: 'department',
        purposes: ['curiosity'],
        entities: { person: { fields: ['name', 'salary'], search: [['nation'], ['shoeSize']], unmasked: ['idNumber'] } },
        regions: ['11', '3399'],
        cases: ['nothing'],
        records: ['police.nobody'],
      },
      catalogue,
    ).problems;
    expect(problems.map(({ path, message }) => `${path} ${message.en.split(' ')[0]}`)).toEqual([
      'entities.person.unmasked idNumber',
      'entities.person.fields salary',
      'entities.person.search.0 nation',
      'entities.person.search.1 shoeSize',
      'purposes curiosity',
      'cases nothing',
      'records police.nobody',
      'regions no',
    ]);
  });

  test('of an administrator name no personal data', () => {
    expect(parseGrants({ role: 'administrator' })).toEqual({ role: 'administrator', rate: { perMinute: 600 } });
    expect(pathsOf({ role: 'administrator', entities: { person: {} } })).toEqual(['entities']);
    expect(pathsOf(null)).toEqual(['role']);
    expect(pathsOf({ role: 'god' })).toEqual(['role']);
  });

  test('that cannot be used are refused with one line a mistake', () => {
    try {
      parseGrants({ role: 'department', purposes: ['x'], regions: ['99'] }, catalogue);
      expect('reached').toBe('never');
    } catch (error) {
      expect(isSankuError(error, 'grantsUnusable')).toBe(true);
      expect((error as Error).message.split('\n')).toHaveLength(3);
    }
  });
});
