/** A new table of divisions, from the command that imports it to the golden records, look-ups and rights under it. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseGrants } from '../../access/index.ts';
import { createServer } from '../../api/index.ts';
import { sanku } from '../../cli/testing.ts';
import { silentLog } from '../../core/log.ts';
import type { Hub } from '../../hub.ts';
import { divisionAnswers, enterDivisions, planDivisions } from '../../hub-divisions.ts';
import { createGazetteerList, createHubAddresses } from '../../hub-gazetteer.ts';
import { createUploads } from '../../hub-uploads.ts';
import { exportsOf, freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';

let folder: string;
let city: string;
let data: string;
/** The table in which 南屏区 (339903) became 南湖区 (339905), with all of its streets and communities. */
let table: string;

beforeAll(async () => {
  folder = freshFolder('divisions');
  data = path.join(folder, 'data');
  city = await makeCity(folder, { months: 1, people: 200 });
  keepFeeds(city, 1, ['residents', 'dwellings', 'companies']);
  const rows = readFileSync(path.join(city, 'config/divisions.csv'), 'utf8').trimEnd().split('\n');
  const renamed = rows.flatMap((row) => {
    if (!row.startsWith('339903')) return [row];
    const [code = '', name = '', level, parent = ''] = row.split(',');
    const now = code.replace('339903', '339905');
    return [
      `${code},${name},${level},${parent},,2026-09-01,${now}`,
      `${now},${name.replace('南屏区', '南湖区')},${level},${parent.replace('339903', '339905')},2026-09-01,,`,
    ];
  });
  table = path.join(folder, 'divisions-2026.csv');
  writeFileSync(table, `${renamed.join('\n')}\n`);
  await inHub(async (hub) => {
    await hub.importFolder(monthFolder(city, 1));
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function inHub<T>(work: (hub: Hub) => Promise<T>): Promise<T> {
  const hub = await openCityHub(data, path.join(city, 'config'));
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}

const command = (...words: string[]) => sanku(['--data', data, ...words]);

const divisionsOf = (hub: Hub, known: string) =>
  hub.database.sql<{ division: string; houses: number }[]>`select left(division, 6) as division, count(*) as houses from house
    where known_from <= ${known}::timestamptz and known_to > ${known}::timestamptz group by 1 order by 1`;

describe('a new table of divisions', () => {
  test('with mistakes is refused whole, each told with its line', async () => {
    const file = path.join(folder, 'wrong.csv');
    const header = 'code,name,level,parent,valid_from,valid_to,successor';
    writeFileSync(
      file,
      `${header}\n33,省,province,,,,\n3399,市,city,3398,,,\n339901,甲区,district,3399,,2020-01-01,339902\n339902,乙区,district,3399,,2020-01-01,339901\n`,
    );
    const { code, err } = await command('divisions', 'import', file);
    expect(code).toBe(2);
    for (const told of ['wrong.csv:3:', 'Parent 3398', 'wrong.csv:4:', 'leads back', '3 mistakes']) expect(err).toContain(told);
    expect((await command('divisions', 'import', path.join(folder, 'nowhere.csv'))).err).toContain('ENOENT');
    expect((await command('divisions', 'import')).err).toContain('--onto shipped');
  });

  test('tried, says what would change and be read again, and keeps nothing', async () => {
    const { json } = await command('divisions', 'import', table, '--dry-run', '--json');
    expect(json).toMatchObject({
      counts: { added: 21, ended: 21, renamed: 0 },
      affected: [{ source: 'commerce.companies' }, { source: 'police.dwellings' }, { source: 'police.residents' }],
    });
    expect((await command('divisions', 'list')).out).toContain('divisions.csv of the configuration');
  });

  test('cut off after it came into force, is finished by the next command; an older process writes nothing meanwhile', async () => {
    const before = await inHub(async (hub) => {
      const older = await openCityHub(data, path.join(city, 'config'));
      try {
        const plan = await planDivisions(hub, { file: table, onto: 'nothing', streets: [] });
        await enterDivisions(hub, plan, 'test');
        await expect(older.publish()).rejects.toMatchObject({ code: 'divisionsOutdated' });
        await expect(older.importFolder(monthFolder(city, 1))).rejects.toMatchObject({ code: 'divisionsOutdated' });
      } finally {
        await older.close();
      }
      const [{ now } = { now: '' }] = await hub.database.sql<{ now: string }[]>`select now()::text as now`;
      return now;
    });
    const { code, json } = await command('divisions', 'apply', '--json');
    expect(code).toBe(0);
    expect(json).toMatchObject({ published: true, readAgain: ['commerce.companies', 'police.dwellings', 'police.residents'] });
    await inHub(async (hub) => {
      const [then, now] = [await divisionsOf(hub, before), await divisionsOf(hub, '9999-01-01')];
      const rename = (rows: typeof then) => rows.map((row) => ({ ...row, division: row.division === '339903' ? '339905' : row.division }));
      expect(then.map(({ division }) => division)).toContain('339903');
      expect([...now]).toEqual(rename(then).sort((a, b) => (a.division < b.division ? -1 : 1)));
    });
    expect((await command('divisions', 'import', table)).out).toContain('Nothing changes');
  });

  test('leaves the same as if the hub had never known another, ids and all', async () => {
    const config = path.join(folder, 'fresh-config');
    cpSync(path.join(city, 'config'), config, { recursive: true });
    cpSync(table, path.join(config, 'divisions.csv'));
    const fresh = await openCityHub(path.join(folder, 'fresh'), config);
    try {
      await fresh.importFolder(monthFolder(city, 1));
      const left = await inHub(exportsOf);
      expect(left).toEqual(await exportsOf(fresh));
      expect(left.houses.split('\n').filter((line) => line.endsWith(',floor')).length).toBeGreaterThan(100);
    } finally {
      await fresh.close();
    }
  });

  test('a house is found under the old and the new name, and a grant for the old code still opens it', async () => {
    await inHub(async (hub) => {
      const [house] = await hub.database.sql<{ id: string; address: string }[]>`select id, attributes->>'address' as address from house
        where division = '339905' and known_to = 'infinity' and attributes ? 'address' order by id limit 1`;
      const rest = house!.address
        .split('/')
        .slice(1)
        .filter((rung) => rung !== '-')
        .join('');
      const who = (regions: string[]) =>
        hub.keys.create({
          name: regions.join(),
          grants: parseGrants({
            role: 'department',
            entities: { house: { fields: ['address'], search: [['address']] } },
            ...{ regions, purposes: ['household-check'] },
          }),
        });
      const ask = async (key: string, address: string) => {
        const visit = await hub.gate.admit({ key, purpose: 'household-check', user: 'test' }, 'houseSearch');
        const { items } = await hub.gate.search(visit, { entityType: 'house', where: { address }, fields: ['id'] });
        return items.map(({ id }) => id);
      };
      for (const regions of [['339903'], ['339905']]) {
        const { key } = await who(regions);
        for (const name of ['南屏区', '南湖区'])
          expect([regions, name, await ask(key, `示范市${name}${rest}`)]).toEqual([regions, name, [house!.id]]);
      }
      const { key } = await who(['339901']);
      expect(await ask(key, `示范市南湖区${rest}`)).toEqual([]);
    });
  });

  test('is told over HTTP to any key, by code, name and day', async () => {
    await inHub(async (hub) => {
      const { gate, catalogue, measure } = hub;
      const parts = {
        gate,
        catalogue,
        divisions: divisionAnswers(hub),
        addresses: createHubAddresses(hub),
        gazetteer: createGazetteerList(hub),
        measure,
        uploads: createUploads(hub),
        version: '0',
        log: silentLog,
      };
      const server = createServer({ ...parts, health: () => ({ ready: true }) });
      const { key } = await hub.keys.create({ name: 'map', grants: parseGrants({ role: 'department', purposes: ['statistics'] }) });
      const get = async (url: string) => {
        const { statusCode, payload } = await server.inject({ url, headers: { authorization: `Bearer ${key}` } });
        return { statusCode, body: JSON.parse(payload) };
      };
      const then = await get('/divisions/339903?on=2020-05-01');
      expect(then.body).toMatchObject({ name: '南屏区', inForce: true, today: [{ code: '339905', name: '南湖区', share: 1 }] });
      expect(then.body.path.map((place: { name: string }) => place.name)).toEqual(['示范省', '示范市', '南屏区']);
      expect((await get('/divisions/339903')).body).toMatchObject({ name: '南屏区', inForce: false, validTo: '2026-09-01' });
      const names = async (url: string) => (await get(url)).body.items.map((item: { name: string }) => item.name);
      expect(await names('/divisions/3399/children?on=2020-05-01')).toEqual(['东城区', '滨江区', '南屏区', '高新区']);
      expect(await names('/divisions/3399/children')).toEqual(['东城区', '滨江区', '高新区', '南湖区']);
      expect((await get('/divisions/339905/history')).body).toMatchObject({ predecessors: [{ code: '339903', name: '南屏区' }] });
      expect((await get(`/divisions?name=${encodeURIComponent('望江区')}`)).body.items).toMatchObject([
        { code: '339912', today: [{ code: '339902' }] },
      ]);
      expect(await get('/divisions/990000')).toMatchObject({ statusCode: 404, body: { code: 'divisionNotFound' } });
      expect(await get('/divisions/33990x')).toMatchObject({ statusCode: 400 });
      expect((await server.inject({ url: '/divisions/339903' })).statusCode).toBe(401);
      await server.close();
    });
  });

  test('is shown by command, under its old name too', async () => {
    const { out, code } = await command('divisions', 'show', '南屏区');
    expect(code).toBe(0);
    expect(out).toContain('339905 南湖区');
    expect((await command('divisions', 'show', '不存在区', '--lang', 'zh')).err).toContain('区划表中没有');
    expect((await command('divisions', 'list', '--lang', 'zh')).out).toContain('divisions-2026.csv');
  });

  test('can be the table of China that ships with the program, with the streets of chosen cities', async () => {
    const { json } = await command('divisions', 'import', '--onto', 'shipped', '--streets', '3302', '--dry-run', '--json');
    const { rows, counts } = json as { rows: number; counts: { added: number; removed: number } };
    expect(rows).toBeGreaterThan(6500);
    expect(rows).toBeLessThan(7500);
    expect(counts.added).toBeGreaterThan(6000);
  });
});
