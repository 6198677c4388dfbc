import { describe, expect, test } from '@jest/globals';
import { chinaDivisions } from './china.ts';

const rows = chinaDivisions();
const of = (code: string) => rows.filter((row) => row.code === code);

describe('the divisions that ship with the hub', () => {
  test('reach from provinces to streets, each within another', () => {
    const count = (level: string) => rows.filter((row) => row.level === level && row.to === null).length;
    expect([count('province'), count('city') > 330, count('district') > 2800, count('street') > 41_000]).toEqual([34, true, true, true]);
    const codes = new Set(rows.map(({ code }) => code));
    // Streets of a city without districts, and of development zones, lie under a code that is no district.
    const homeless = rows.filter(
      ({ parent, level }) => parent !== null && level !== 'street' && !codes.has(parent) && level !== 'district',
    );
    expect(homeless).toEqual([]);
  });

  test('know what a renamed, a merged and a divided district became', () => {
    expect(of('330204')).toMatchObject([{ name: '江东区', to: 2016, successors: ['330212'] }]);
    expect(of('330104')[0]!.successors).toEqual(['330102', '330114']);
    expect(of('330212')).toMatchObject([{ name: '鄞州区', to: null, successors: [], movedParts: [{ code: '330203', year: 2016 }] }]);
  });

  test('tell a code that bore two names by its years', () => {
    expect(of('330206').map(({ name, from, to }) => [name, from, to])).toEqual([
      ['滨海区', 1985, 1987],
      ['北仑区', 1987, null],
    ]);
  });

  test('name every successor', () => {
    const codes = new Set(rows.map(({ code }) => code));
    const unknown = rows
      .flatMap(({ successors, movedParts }) => [...successors, ...movedParts.map(({ code }) => code)])
      .filter((code) => !codes.has(code));
    expect(unknown).toEqual([]);
  });
});
