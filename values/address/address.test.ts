import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Duck } from '../../core/duckdb/duck.ts';
import { duck } from '../../core/duckdb/sql.ts';
import { sampleDivisions } from '../example-divisions.ts';
import { createValueTypes, registerMacros } from '../index.ts';
import { addressDivision, addressLevel } from './index.ts';

const types = createValueTypes({ divisions: sampleDivisions, today: '2026-10-01' });
const { clean, joinKeys, compatible, examples } = types['address']!;
let db: Duck;
beforeAll(async () => {
  db = await Duck.open({ spillFolder: mkdtempSync(path.join(tmpdir(), 'sanku-address-')) });
  await registerMacros(db, types);
});
afterAll(() => db.close());

describe('addresses', () => {
  test('tell how far down they reach and in which district, in both languages', async () => {
    const values = examples.flatMap(({ value }) => value ?? []);
    const wanted = values.map((value) => ({ level: addressLevel(value), division: addressDivision(value) }));
    expect(new Set(wanted.map(({ level }) => level))).toEqual(new Set(['room', 'building', 'road', 'none']));
    const rows = await db.rows(
      duck`SELECT address_level(v) AS level, address_division(v) AS division FROM (SELECT unnest(${values}) AS v, unnest(range(${values.length})) AS i) ORDER BY i`,
    );
    expect(rows).toEqual(wanted);
  });

  test('join from the building down, and only with a district', () => {
    const keys = (raw: string): string[] => joinKeys!(clean(raw).value!);
    expect(keys('东城区朝阳路12号3幢')).toEqual(['address:339901/朝阳路12号/3幢/-/-']);
    expect(keys('东城区朝阳路12号502室')).toHaveLength(1);
    expect(keys('东城区朝阳路12号')).toEqual([]);
    expect(keys('朝阳路12号3幢502室')).toEqual([]);
    expect(keys('东城区3幢502室')).toEqual([]);
  });

  test('a name that two cities share needs its city; the name of a retired district leads to today’s', () => {
    const division = (raw: string): string | null => addressDivision(clean(raw).value!);
    expect(division('岭东省岭东市城关区人民路1号')).toBe('390102');
    expect(division('望江区江滨路8号')).toBe('339902');
    expect(division('岭东市望江区江滨路8号')).toBeNull();
    expect(division('东城区朝阳路1号')).toBe('339901');
  });

  test('two good addresses of one house are compatible; other rooms, buildings of a place and districts are not', () => {
    const room = '339901/朝阳路12号/3幢/1单元/502室';
    expect(compatible!(room, '339901/阳光花园/3幢/1单元/502室')).toBe(true);
    expect(compatible!(room, '339901/朝阳路12号/3幢/-/502室')).toBe(true);
    expect(compatible!(room, '339901/朝阳路12号/3幢/2单元/502室')).toBe(false);
    expect(compatible!(room, '339901/朝阳路12号/4幢/1单元/502室')).toBe(false);
    expect(compatible!(room, '339901/阳光花园/3幢/1单元/501室')).toBe(false);
    expect(compatible!(room, '339902/朝阳路12号/3幢/1单元/502室')).toBe(false);
  });

  test.each([
    ['朝阳路1号', '朝阳路1A号'],
    ['朝阳路1号', '朝阳路1号之1'],
    ['朝阳路1A号', '朝阳路1号之1'],
    ['双桥村1巷12号502', '李家村1巷12号502'],
    ['双桥村人民路12号3幢502', '李家村人民路12号3幢502'],
    ['双桥村王庄12号502', '李家村王庄12号502'],
    ['双桥村3组王家巷12号3幢502', '双桥村4组王家巷12号3幢502'],
    ['双桥村新村3幢502', '李家村新村3幢502'],
    ['石桥镇人民路12号3幢502', '双桥镇人民路12号3幢502'],
    ['朝阳开发区人民路12号3幢502', '高新区人民路12号3幢502'],
    ['朝阳路老12号502', '朝阳路12号502'],
    ['阳光花园东3栋501', '阳光花园西3栋501'],
    ['朝阳路12号3幢502室A', '朝阳路12号3幢502室B'],
    ['朝阳路12号3幢502室和503室', '朝阳路12号3幢502室'],
    ['阳光花园3幢101车库', '阳光花园3幢101'],
    ['阳光花园3组5幢502', '阳光花园4组5幢502'],
    ['阳光花园5号院3幢502', '阳光花园6号院3幢502'],
    ['朝阳路桂花弄12号502', '人民路桂花弄12号502'],
    ['朝阳路幸福里12号502', '人民路幸福里12号502'],
    ['朝阳路12号3幢5层2室', '朝阳路12号3幢6层2室'],
    ['锦绣大厦1层8号', '锦绣大厦2层8号'],
    ['朝阳路12弄3支弄5号502', '朝阳路12弄4支弄5号502'],
  ])('%s and %s are two houses', (one, other) => {
    expect(clean(`示范市南屏区${one}`).value).not.toBe(clean(`示范市南屏区${other}`).value);
  });

  test('the usual ways of writing mean what the parser makes of them', () => {
    const part = <T>(...ways: T[]) => fc.constantFrom(...ways);
    const number = fc.integer({ min: 1, max: 99 });
    const usual = fc.tuple(
      part('示范省示范市东城区朝阳街道晨曦社区', '示范市东城区', '南屏区竹溪镇'),
      part('朝阳路12号', '府前大道3号', '竹竿巷9号', '阳光花园', '双桥村', '锦绣大厦', '双桥村人民路12号'),
      part('幢', '栋'),
      fc.tuple(number, fc.option(number), fc.option(fc.integer({ min: 101, max: 3399 }))),
    );
    fc.assert(
      fc.property(usual, ([front, place, word, [building, unit, room]]) => {
        const text = `${front}${place}${building}${word}${unit === null ? '' : `${unit}单元`}${room === null ? '' : `${room}室`}`;
        // No usual text ends so: the parser reads it.
        expect(clean(`${text}。`)).toEqual(clean(text));
      }),
    );
  });

  test('every way of writing a room gives one normal form', () => {
    const part = <T>(...ways: T[]) => fc.constantFrom(...ways);
    const number = fc.integer({ min: 1, max: 99 });
    const front = part('示范省示范市东城区朝阳街道晨曦社区', '示范市东城区朝阳街道', '示范市东城区', '东城区', '东城区朝阳街道办事处');
    const written = fc.tuple(
      front,
      part('朝阳路', '府前大道', '竹竿巷'),
      fc.tuple(number, number, number, fc.integer({ min: 101, max: 3399 })),
      part('幢', '栋', '号楼', '座', '#'),
      part('单元', '梯'),
      part('室', '', '户', '房'),
    );
    fc.assert(
      fc.property(written, fc.boolean(), ([before, road, [plot, building, unit, room], b, u, r], wide) => {
        const raw = `${before}${road}${plot}号${building}${b}${unit}${u}${room}${r}`;
        const spelled = wide ? raw.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) : raw;
        expect(clean(spelled)).toEqual({ value: `339901/${road}${plot}号/${building}幢/${unit}单元/${room}室`, findings: [] });
        expect(clean(`${before}${road}${plot}号${building}-${unit}-${room}`).value).toBe(clean(raw).value);
      }),
    );
  });
});
