import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkDivisions } from './check-divisions.ts';
import { divisionsCsv } from './division-cells.ts';
import { divisionTree } from './division-tree.ts';
import { Mistakes } from './mistakes.ts';
import type { Division } from './types.ts';

const TODAY = '2026-10-01';

/** Ningbo's moves since 1983, shortened: a county that became a district, a merger, a part that moved, a split, a renaming. */
const CSV = `code,name,level,parent,valid_from,valid_to,successor
33,浙江省,province,,,,
3302,宁波市,city,33,,,
330203,海曙区,district,3302,1983-12-31,,
330203001,段塘街道,street,330203,,,
330204,江东区,district,3302,1983-12-31,2016-12-31,330212
330206,滨海区,district,3302,1985-12-31,1987-12-31,
330206,北仑区,district,3302,1987-12-31,,
330211,镇海区,district,3302,1985-12-31,,
330212,鄞州区,district,3302,2002-12-31,,330203[2016-12-31]
330212001,石碶街道,street,330212,2002-12-31,2016-12-31,330203009
330203009,石碶街道,street,330203,2016-12-31,,
330221,镇海县,district,3302,1982-12-31,1985-12-31,330206=0.4;330211=0.6
330227,鄞县,district,3302,1983-12-31,2002-12-31,330212
`;

function read(text: string): Division[] {
  const mistakes = new Mistakes();
  const divisions = checkDivisions({ file: 'divisions.csv', text }, mistakes);
  expect(mistakes.sorted().map(({ line, code }) => `${line} ${code}`)).toEqual([]);
  return divisions;
}

const divisions = read(CSV);
const tree = divisionTree(divisions, TODAY);

describe('the tree of divisions', () => {
  test('knows what a code was on a day', () => {
    expect(tree.on('330206', '1986-05-01')?.name).toBe('滨海区');
    expect(tree.on('330206', '1987-12-31')?.name).toBe('北仑区');
    expect(tree.on('330204', '2016-12-30')?.name).toBe('江东区');
    expect(tree.on('330204', '2016-12-31')).toBeUndefined();
    expect(tree.on('330299', TODAY)).toBeUndefined();
  });

  test('a street that moved to another district keeps its history: it lay elsewhere then', () => {
    expect(tree.path('330212001', '2010-01-01').map(({ name }) => name)).toEqual(['浙江省', '宁波市', '鄞州区', '石碶街道']);
    expect(tree.path('330203009', TODAY).map(({ name }) => name)).toEqual(['浙江省', '宁波市', '海曙区', '石碶街道']);
    expect(tree.heirs('330212001')).toEqual([{ code: '330203009', share: 1 }]);
    expect(tree.predecessors('330203009').map(({ code }) => code)).toEqual(['330212001']);
  });

  test('shows the children of a day', () => {
    expect(tree.children('3302', '2010-01-01').map(({ name }) => name)).toEqual(['海曙区', '江东区', '北仑区', '镇海区', '鄞州区']);
    expect(tree.children('3302', TODAY).map(({ code }) => code)).toEqual(['330203', '330206', '330211', '330212']);
    expect(tree.children('330212', TODAY)).toEqual([]);
  });

  test('follows mergers, splits with their shares, and parts that moved', () => {
    expect(tree.heirs('330204')).toEqual([{ code: '330212', share: 1 }]);
    expect(tree.heirs('330227')).toEqual([{ code: '330212', share: 1 }]);
    expect(tree.heirs('330221')).toEqual([
      { code: '330206', share: 0.4 },
      { code: '330211', share: 0.6 },
    ]);
    expect(tree.heirs('330206', '1986-01-01')).toEqual([{ code: '330206', share: 1 }]);
    expect(tree.heirs('330212', '2010-01-01')).toEqual([{ code: '330212', share: 1 }]);
    expect(tree.heirs('999999')).toEqual([]);
    expect(tree.predecessors('330212').map(({ name }) => name)).toEqual(['江东区', '鄞县']);
    expect(tree.named('江东区').map(({ code }) => code)).toEqual(['330204']);
  });

  test('a share that nobody knows stays unknown on the way', () => {
    const unknown = divisionTree(read(CSV.replace('330206=0.4;330211=0.6', '330206;330211')), TODAY);
    expect(unknown.heirs('330221').map(({ share }) => share)).toEqual([null, null]);
  });

  test('is written as it was read, whatever the order of its rows', () => {
    const text = divisionsCsv(divisions);
    expect(read(text)).toEqual([...divisions].sort((a, b) => (`${a.code} ${a.validFrom}` < `${b.code} ${b.validFrom}` ? -1 : 1)));
    fc.assert(
      fc.property(fc.shuffledSubarray(divisions, { minLength: divisions.length }), (shuffled) => {
        expect(divisionsCsv(shuffled)).toBe(text);
      }),
      { numRuns: 20 },
    );
  });

  test('following heirs ends, and known shares never exceed the whole, whatever stands in the table', () => {
    const codes = ['330201', '330202', '330203', '330204'];
    const day = fc.integer({ min: 1980, max: 2030 }).map((year) => `${year}-01-01`);
    const row = fc
      .record({ code: fc.constantFrom(...codes), from: fc.option(day), to: fc.option(day), heirs: fc.subarray(codes) })
      .map(({ code, from, to, heirs }): Division => {
        const parts = heirs.map((heir) => ({ code: heir, share: 1 / heirs.length, on: null }));
        const base = { code, name: code, level: 'district', parent: null, validFrom: from, validTo: to } as const;
        return heirs.length === 1 ? { ...base, successor: heirs[0]! } : { ...base, successor: null, parts };
      });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const any = divisionTree(rows, TODAY);
        for (const code of codes) {
          const heirs = any.heirs(code, '1990-01-01');
          expect(heirs.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeLessThanOrEqual(1.00001);
          for (const heir of heirs) expect(any.rows(heir.code).some(({ validTo }) => validTo === null || validTo > TODAY)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
