import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Duck } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import { createValueTypes, registerMacros, residentIdCheckCharacter } from '../index.ts';
import { idNumberBirth, idNumberDivision, idNumberKind, idNumberSex } from './index.ts';

const types = createValueTypes({ divisions: [], today: '2026-10-01' });
const type = types['id-number']!;
const today = '20261001';
let db: Duck;
beforeAll(async () => {
  db = await Duck.open({ spillFolder: mkdtempSync(path.join(tmpdir(), 'sanku-id-')) });
  await registerMacros(db, types);
});
afterAll(() => db.close());

const lines = readFileSync(new URL('./vectors.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1);

describe('identity numbers', () => {
  test.each(lines.map((line) => line.split(',') as [string, string]))('%s of the published vectors is judged %s', (number, valid) => {
    const { value, findings } = type.clean(number);
    expect(type.joinKeys!(value!).length > 0).toBe(valid === 'true');
    if (valid !== 'true') expect(findings.filter((finding) => finding !== 'divisionUnknown')).not.toEqual([]);
  });

  test('tell birth, sex, kind and first division, in both languages, only when they hold', async () => {
    const values = [
      '11010519491231002X',
      '932682198501010017',
      '911124198108030024',
      '810000199408230021',
      'H1234567801',
      '110105194912310021',
      '110105490230002',
    ];
    const fromTypeScript = values.map((value) => ({
      kind: idNumberKind(value, today),
      birth: idNumberBirth(value, today),
      sex: idNumberSex(value, today),
      division: idNumberDivision(value, today),
    }));
    expect(fromTypeScript.slice(0, 3)).toEqual([
      { kind: 'citizen', birth: '1949-12-31', sex: 'female', division: '110105' },
      { kind: 'foreigner', birth: '1985-01-01', sex: 'male', division: null },
      { kind: 'foreigner', birth: '1981-08-03', sex: 'female', division: null },
    ]);
    expect(fromTypeScript.slice(5)).toEqual([5, 6].map(() => ({ kind: null, birth: null, sex: null, division: null })));
    const fromSql = await db.rows(
      duck`SELECT id_number_kind(v) AS kind, id_number_birth(v) AS birth, id_number_sex(v) AS sex, id_number_division(v) AS division
           FROM (SELECT unnest(${values}) AS v, unnest(range(${values.length})) AS i) ORDER BY i`,
    );
    expect(fromSql).toEqual(fromTypeScript);
  });

  test('a home-return permit joins across its re-issues', () => {
    expect(type.joinKeys!('H1234567801')).toEqual(type.joinKeys!('H1234567802'));
    expect(type.joinKeys!('H12345678')).toEqual(['idNumber:H12345678']);
  });

  test('the old number and the new number of a person have one key; a number with one digit changed has none', () => {
    const born = fc
      .date({ min: new Date('1900-01-01'), max: new Date('1999-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(2, 10).replaceAll('-', ''));
    fc.assert(
      fc.property(born, fc.integer({ min: 1, max: 995 }), fc.nat(14), fc.integer({ min: 1, max: 9 }), (birth, sequence, at, shift) => {
        const old = `110105${birth}${String(sequence).padStart(3, '0')}`;
        const body = `11010519${old.slice(6)}`;
        const full = body + residentIdCheckCharacter(body);
        expect(type.clean(old)).toEqual({ value: full, findings: ['derivedFrom15'] });
        expect(type.joinKeys!(full)).toEqual([`idNumber:${full}`]);
        const wrong = full.slice(0, at) + ((Number(full[at]) + shift) % 10) + full.slice(at + 1);
        expect(type.joinKeys!(wrong)).toEqual([]);
      }),
    );
  });

  test('divisions given are known ones, however invented', () => {
    const invented = (body: string): string => body + residentIdCheckCharacter(body);
    const number = invented('39010219900101001');
    expect(type.clean(number).findings).toEqual(['divisionUnknown']);
    const own = createValueTypes({
      divisions: [{ code: '39', name: '岭东省', level: 'province', parent: null, validFrom: null, validTo: null, successor: null }],
      today: '2026-10-01',
    })['id-number']!;
    expect(own.clean(number).findings).toEqual([]);
  });
});
