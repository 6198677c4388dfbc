import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../core/postgres/database.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import type { GoldenReader, HubDatabase } from '../schema/index.ts';
import { toCgcs2000 } from '../values/index.ts';
import { createAreaIndex } from './area-index.ts';
import { gridsUnder, replaceAreas } from './area-store.ts';
import { withGrids } from './house-grids.ts';
import { readAreas } from './read-areas.ts';
import { shippedDivisions } from './shipped-table.ts';

const TODAY = '2026-10-01';
const divisions = shippedDivisions().filter(({ code }) => code.startsWith('33'));
let folder: string;
let database: Database<HubDatabase>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-areas-'));
  database = await openTestDatabase<HubDatabase>({ migrations: path.join(import.meta.dirname, '../schema/postgres/migrations') });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

function write(features: object[], extra: object = {}): string {
  const file = path.join(folder, 'areas.geojson');
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', ...extra, features }));
  return file;
}

const square = (x: number, y: number, size = 0.01) => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
];
const grid = (code: string, coordinates: unknown, properties: object = {}) => ({
  type: 'Feature',
  properties: { code, name: `网格${code}`, division: '330203001', owner: '南门街道网格员', ...properties },
  geometry: { type: 'Polygon', coordinates },
});

describe('areas of districts', () => {
  test('in GCJ-02 are converted, and hold what lies in them: a point of Haishu, none of the sea', async () => {
    const file = path.join(folder, 'ningbo.geojson');
    writeFileSync(file, gunzipSync(readFileSync(path.join(import.meta.dirname, 'ningbo-districts.geojson.gz'))));
    const areas = await readAreas({ file, kind: 'division', crs: 'GCJ02', divisions, today: TODAY });
    expect(areas).toHaveLength(10);
    const index = createAreaIndex(areas);
    // 天一广场, the railway station's other bank, and open sea.
    expect(index.at(toCgcs2000([121.5543, 29.8699], 'GCJ02'), TODAY)?.name).toBe('海曙区');
    expect(index.at([121.85, 29.9], TODAY)?.name).toBe('北仑区');
    expect(index.at([124.5, 30], TODAY)).toBeUndefined();
  });
});

describe('a file of grids', () => {
  test('with mistakes is refused whole, each told with its feature, in both languages', async () => {
    const file = write([
      grid('1', square(121.5, 29.8)),
      grid('1', square(121.6, 29.8)),
      grid('', square(121.5, 29.8)),
      grid('3', [
        [
          [29.8, 121.5],
          [29.9, 121.5],
          [29.9, 121.6],
          [29.8, 121.5],
        ],
      ]),
      grid('4', [
        [
          [121.5, 29.8],
          [121.6, 29.8],
          [121.6, 29.9],
        ],
      ]),
      grid('5', square(649739, 3306532)),
      grid('6', square(121.5, 29.8), { division: '339999999', valid_from: '2026/1/1' }),
      { type: 'Feature', properties: { code: '7', division: '330203001' }, geometry: { type: 'Point', coordinates: [121.5, 29.8] } },
      grid('8', square(121.5, 29.8), { division: '' }),
    ]);
    const told = await readAreas({ file, kind: 'grid', crs: 'CGCS2000', divisions, today: TODAY }).catch((error: Error) => error.message);
    for (const part of [
      ...['1: written twice', 'feature 3: no `code`', 'feature 4 (3): latitude stands before longitude'],
      ...['feature 5 (4): a ring is not closed', 'feature 6 (5): a point lies outside China', 'division 339999999 is not in the table'],
      ...['"2026/1/1" is not YYYY-MM-DD', 'feature 8 (7): no Polygon', 'feature 9 (8): no `division`'],
    ])
      expect(told).toContain(part);
    const none = write([]);
    await expect(readAreas({ file: none, kind: 'grid', crs: 'CGCS2000', divisions, today: TODAY })).rejects.toMatchObject({
      code: 'areasUnusable',
    });
    writeFileSync(none, 'no json');
    await expect(readAreas({ file: none, kind: 'grid', crs: 'CGCS2000', divisions, today: TODAY })).rejects.toMatchObject({
      code: 'areasUnusable',
    });
  });

  test('must say its coordinate system, itself or by the one who imports it', async () => {
    const features = [grid('1', square(121.5, 29.8))];
    const request = { kind: 'grid', divisions, today: TODAY } as const;
    await expect(readAreas({ ...request, file: write(features) })).rejects.toMatchObject({ code: 'areasCrsMissing' });
    const said = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4490' } } };
    expect(await readAreas({ ...request, file: write(features, said) })).toHaveLength(1);
  });

  test('tells of a house in which grid it lies and who answers for it, as of the day asked about', async () => {
    const file = write([
      grid('330203001-01', square(121.5, 29.8), { valid_to: '2026-07-01', owner: '甲' }),
      grid('330203001-02', square(121.5, 29.8), { valid_from: '2026-07-01', owner: '乙' }),
    ]);
    await replaceAreas(database, 'grid', await readAreas({ file, kind: 'grid', crs: 'CGCS2000', divisions, today: TODAY }));
    const house = (location?: string) => ({
      id: 'h-1',
      entityType: 'house',
      attributes: location === undefined ? {} : { location },
      division: '330203',
    });
    const golden = (location?: string) => {
      const found = async () => [house(location)];
      return withGrids({ read: found, search: found } as unknown as GoldenReader, database, () => TODAY);
    };
    const read = async (location?: string, validOn?: string) =>
      (await golden(location).read('house', ['h-1'], validOn === undefined ? {} : { validOn }))[0]!.attributes;
    const inside = 'CGCS2000:121.505000,29.805000@2026-03-01';
    expect(await read(inside)).toEqual({ location: inside, grid: '330203001-02', gridOwner: '乙' });
    expect(await read(inside, '2026-06-30')).toMatchObject({ grid: '330203001-01', gridOwner: '甲' });
    expect(await read('CGCS2000:121.705000,29.805000')).toEqual({ location: 'CGCS2000:121.705000,29.805000' });
    expect(await read()).toEqual({});
    const [found] = await golden(inside).search({ entityType: 'house', keys: [], limit: 1 });
    expect(found!.attributes['grid']).toBe('330203001-02');
    expect((await gridsUnder(database, { division: '330203001', on: TODAY })).map(({ code }) => code)).toEqual(['330203001-02']);
  });
});
