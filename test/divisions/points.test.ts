/** Points of a delivery, from its file to the house that lies there, its grid and who answers for it. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseGrants } from '../../access/index.ts';
import { sanku } from '../../cli/testing.ts';
import { SHIPPED_CONFIG } from '../../hub.ts';
import { freshFolder, openCityHub } from '../city-hub.ts';

let folder: string;
let data: string;
beforeAll(() => {
  folder = freshFolder('points');
  data = path.join(folder, 'data');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = (...words: string[]) => sanku(['--data', data, '--config', SHIPPED_CONFIG, ...words]);

/** A visit to a room of one building; the grid's telephones write GCJ-02. */
const visit = (room: number, longitude: number | string, latitude: number | string) => ({
  ...{
    visitId: `V-${room}`,
    visitedOn: '2026-03-01',
    gridWorker: '丁一',
    personName: '王建国',
    personIdNumber: '',
    firmName: '',
    firmCreditCode: '',
  },
  ...{ address: `示范市东城区人民路18号2幢${room}室`, longitude, latitude, result: '见到' },
});

function geojson(name: string, features: [properties: object, west: number, south: number, size: number][]): string {
  const file = path.join(folder, name);
  const list = features.map(([properties, x, y, size]) => ({
    ...{ type: 'Feature', properties },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + size, y],
          [x + size, y + size],
          [x, y + size],
          [x, y],
        ],
      ],
    },
  }));
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: list }));
  return file;
}

describe('points', () => {
  test('of a delivery are converted, and those that cannot be right are told', async () => {
    const districts = geojson('districts.geojson', [
      [{ code: '339901', name: '东城区' }, 123.3, 30.6, 0.05],
      [{ code: '339903', name: '南屏区' }, 123.3, 30.66, 0.05],
    ]);
    expect(await command('grids', 'import', districts, '--divisions', '--crs', 'CGCS2000', '--json')).toMatchObject({ code: 0 });
    const file = path.join(folder, 'visits.ndjson');
    const near = [301, 302, 303, 304, 305].map((room) => visit(room, 123.33 + room / 1e6, 30.62));
    const rows = [
      ...near,
      visit(306, 123.33, 30.69),
      visit(307, 30.62, 123.33),
      visit(308, 0.1, 51.5),
      visit(309, '', ''),
      visit(310, 649739, 3306532),
    ];
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    expect(await command('import', '--source', 'grid.visits', file)).toMatchObject({ code: 0 });
    const listed = (await command('deliveries', 'list', '--json')).json;
    const [delivery] = listed as { read: number; accepted: number; findings: { code: string; field: string; count: number }[] }[];
    expect(delivery).toMatchObject({ read: 10, accepted: 10 });
    const found = Object.fromEntries(delivery!.findings.filter(({ field }) => field === 'location').map((each) => [each.code, each.count]));
    expect(found).toEqual({ coarse: 3, pointOutsideDistrict: 1, pointFarFromNeighbours: 1, swapped: 1, outOfChina: 1, projected: 1 });
  });

  test('make a house tell its place, its grid and who answers for it, to those who may know', async () => {
    const grids = geojson('grids.geojson', [
      [{ code: '339901001001-07', name: '第七网格', division: '339901001001', owner: '丁一' }, 123.32, 30.61, 0.02],
    ]);
    expect((await command('grids', 'import', grids)).err).toContain('--crs');
    expect((await command('grids', 'import', grids, '--crs', 'CGCS2000')).out).toContain('1 areas in force');
    expect((await command('grids', 'list')).out).toContain('第七网格');
    const hub = await openCityHub(data, SHIPPED_CONFIG);
    try {
      const { key } = await hub.keys.create({
        name: 'grid',
        grants: parseGrants({
          ...{ role: 'department', regions: 'all', purposes: ['household-check'] },
          entities: { house: { fields: ['location', 'grid', 'gridOwner'], search: [['address']] } },
        }),
      });
      const look = async (fields: string[]) => {
        const seen = await hub.gate.admit({ key, purpose: 'household-check', user: 'test' }, 'houseSearch');
        const where = { address: '示范市东城区人民路18号2幢301室' };
        return (await hub.gate.search(seen, { entityType: 'house', where, fields })).items;
      };
      const [house] = await look(['location', 'grid', 'gridOwner']);
      expect(house!.values).toMatchObject({ grid: '339901001001-07', gridOwner: '丁一' });
      expect(house!.values['location']).toMatch(/^CGCS2000:123\.32\d{4},30\.62\d{4}@2026-03-01$/);
      const seen = await hub.gate.admit({ key, purpose: 'household-check', user: 'test' }, 'houseLineage');
      const { items } = (await hub.gate.lineage(seen, { id: house!.id, fields: ['location'] })) as { items: object[] };
      expect(items).toMatchObject([{ field: 'location', source: 'grid.visits', rule: 'most-trusted' }]);
      await expect(look(['address'])).rejects.toMatchObject({ code: 'fieldNotGranted' });
    } finally {
      await hub.close();
    }
    const { json } = await command('divisions', 'show', '339901001001', '--json');
    expect(json).toMatchObject([{ children: [{ code: '339901001001-07', level: 'grid' }] }]);
  });
});
