import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compileSchema } from '../core/validate.ts';
import { loadRoutes } from './load-routes.ts';
import { ask, byNumber, openTestHub, type TestHub, testGrants } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

describe('an answer', () => {
  test('of a search holds the fields asked for, masked, and is in the log', async () => {
    const answer = await ask(hub, 'POST /persons/search', { body: byNumber });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      items: [{ id: 'p-1A', values: { name: '王**', birthDate: { year: 1958, month: 3 } } }],
      knownOn: expect.any(String),
    });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' });
    expect((await hub.audit()).at(-1)).toEqual({
      ...{ outcome: 'delivered', action: 'personSearch', key: expect.stringMatching(/^k-/), entities: ['p-1A'] },
      ...{ detail: { by: ['idNumber'] }, fields: ['id', 'name', 'birthDate'] },
    });
    const [row] = await hub.database.sql`select acting_user from audit order by at desc, sequence desc limit 1`;
    expect(row).toEqual({ acting_user: '张三' });
  });

  test('of a search that finds nothing is an empty list, also outside the region', async () => {
    for (const idNumber of ['339901195803129999', '339903196001011234']) {
      expect((await ask(hub, 'POST /persons/search', { body: { ...byNumber, where: { idNumber } } })).body).toMatchObject({ items: [] });
    }
  });

  test('is the same for the other bases', async () => {
    const company = await ask(hub, 'POST /companies/search', { body: { where: { creditCode: '913399010000000017' }, fields: ['name'] } });
    expect(company.body.items).toEqual([{ id: 'c-1A', values: { name: '示**' } }]);
    const house = await ask(hub, 'POST /houses/search', { body: { where: { address: '示范市中山路1号2幢301室' }, fields: ['address'] } });
    expect(house.body.items).toEqual([{ id: 'h-1A', values: { address: '示范市中山路1号2幢301室' } }]);
  });

  test('by id leaves nulls out', async () => {
    const { body } = await ask(hub, 'GET /persons/p-1A?fields=id,name&validOn=2026-10-01&knownOn=2026-09-01T00:00:00Z');
    expect(body).toEqual({
      id: 'p-1A',
      values: { name: '王**' },
      records: 3,
      confidence: 'identifier',
      knownOn: '2026-09-01T00:00:00.000Z',
    });
  });

  test('about a merged id is 308 to the living one, the query kept', async () => {
    for (const [from, to] of [
      ['/persons/p-9K?fields=name&validOn=2026-10-01', '/persons/p-1A?fields=name&validOn=2026-10-01'],
      ['/entities/p-9K/lineage?fields=name', '/entities/p-1A/lineage?fields=name'],
      ['/houses/h-9K/occupants?fields=name&past=true', '/houses/h-1A/occupants?fields=name&past=true'],
    ]) {
      const answer = await ask(hub, `GET ${from!}`);
      expect([answer.status, answer.headers.location]).toEqual([308, to]);
    }
  });

  test('about a house tells who lives there, who did, and which companies are there', async () => {
    const now = await ask(hub, 'GET /houses/h-1A/occupants?fields=name');
    expect(now.body).toMatchObject({
      items: [{ id: 'p-1A', values: { name: '王**' }, relation: 'living', current: true }],
      counts: { records: 1, persons: 1 },
    });
    const ever = await ask(hub, 'GET /houses/h-1A/occupants?fields=name&past=true&limit=1');
    expect(ever.body).toMatchObject({ items: [{ id: 'p-1A' }], counts: { records: 2, persons: 2 }, next: expect.any(String) });
    const rest = await ask(hub, `GET /houses/h-1A/occupants?fields=name&past=true&limit=1&after=${ever.body.next}`);
    expect(rest.body.items).toMatchObject([{ id: 'p-3C', current: false, validTo: '2010-01-01' }]);
    const companies = await ask(hub, 'GET /houses/h-1A/companies?fields=name');
    expect(companies.body).toMatchObject({ items: [{ id: 'c-1A', relation: 'registeredAddress' }], counts: { records: 1, companies: 1 } });
  });

  test('tells the origin of a value, the entity of a record, and the cases', async () => {
    const lineage = await ask(hub, 'GET /entities/p-1A/lineage?fields=name,birthDate');
    expect(lineage.body).toMatchObject({
      entityType: 'person',
      items: [{ field: 'name', value: '王**', source: 'police.residents', record: 'r1' }],
    });
    const records = await ask(hub, 'POST /records/search', { body: { source: 'police.residents', records: ['r1', 'r2'], fields: ['id'] } });
    expect(records.body.items).toEqual([{ record: 'r1', role: 'resident', entityType: 'person', id: 'p-1A', values: {} }]);
    const cases = await ask(hub, 'GET /cases?comparison=pension-after-death&state=open&fields=sentence,name&limit=5');
    expect(cases.body.items).toMatchObject([
      { id: 'k-1', entity: 'p-1A', values: { name: '王**' }, sentence: { zh: '死亡后仍领取' }, amount: '1200.00' },
    ]);
  });

  test('to the administrator holds sources, deliveries and runs, logged, and no person', async () => {
    const asked = { key: hub.administratorKey, headers: { 'x-sanku-purpose': undefined, 'x-sanku-user': undefined } };
    expect((await ask(hub, 'GET /sources', asked)).body.items).toMatchObject([{ source: 'police.residents' }]);
    expect((await ask(hub, 'GET /deliveries?source=police.residents&limit=10', asked)).body.items).toMatchObject([
      { id: 1, asOf: '2026-09-30', read: 10 },
    ]);
    expect((await ask(hub, 'GET /runs', asked)).body.items).toMatchObject([{ id: 1, kind: 'publish' }, { id: 2 }]);
    expect((await hub.audit()).slice(-3).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'sources delivered',
      'deliveries delivered',
      'runs delivered',
    ]);
    expect((await ask(hub, 'POST /persons/search', { body: byNumber, key: hub.administratorKey })).body.code).toBe('entityNotGranted');
  });

  test('tells what was written about a delivery, and names out of its files, to the administrator and to who delivers it', async () => {
    const owner = await hub.keys.create({ name: 'tax office', grants: testGrants({ deliver: ['tax.taxpayers'] }) });
    const told = async (key: string) => {
      const [deliveries, runs] = await Promise.all(['deliveries', 'runs'].map((list) => ask(hub, `GET /${list}`, { key })));
      return [deliveries!.body.items[1], runs!.body.items[1]];
    };
    for (const key of [owner.key, hub.administratorKey]) {
      const [delivery, run] = await told(key);
      expect(delivery).toMatchObject({ withdrawn: { by: '李四', why: 'asked for by 王建国' }, error: { fix: { en: 'send 王建国.csv' } } });
      expect(delivery).toMatchObject({ files: [{ name: '王建国.zip' }], findings: [{ message: { en: 'also holds 王建国.doc' } }] });
      expect(run).toMatchObject({ error: { message: { en: 'holds 王建国.doc' } } });
    }
    const [delivery, run] = await told(hub.key);
    expect(delivery).toMatchObject({ id: 2, withdrawn: { at: '2026-10-02T00:00:00.000Z' }, error: { code: 'zipNothingWanted' } });
    expect(run).toMatchObject({ id: 2, error: { code: 'zipNothingWanted' } });
    expect(JSON.stringify([delivery, run])).not.toMatch(/王建国|李四/);
  });

  test('fits what the description promises, on every route', async () => {
    const routes = (await loadRoutes()).filter(({ admission }) => admission !== 'metrics');
    const questions: Record<string, [string, unknown?]> = {
      personSearch: ['/persons/search', byNumber],
      personRead: ['/persons/p-1A?fields=name'],
      companySearch: ['/companies/search', { where: { creditCode: '913399010000000017' }, fields: ['name'] }],
      companyRead: ['/companies/c-1A?fields=name'],
      houseSearch: ['/houses/search', { where: { address: '示范市中山路1号2幢301室' }, fields: ['address'] }],
      houseRead: ['/houses/h-1A?fields=address'],
      houseOccupants: ['/houses/h-1A/occupants?fields=name&past=true&limit=1'],
      houseCompanies: ['/houses/h-1A/companies?fields=name'],
      personHouses: ['/persons/p-1A/houses?fields=address&past=true'],
      companyHouses: ['/companies/c-1A/houses?fields=address'],
      houseChildren: ['/houses/h-2B/children?fields=address&within=true'],
      recordsSearch: ['/records/search', { source: 'police.residents', records: ['r1'], fields: ['name'] }],
      entityLineage: ['/entities/p-1A/lineage?fields=name'],
      cases: ['/cases?fields=sentence,evidence,name'],
      sources: ['/sources'],
      deliveries: ['/deliveries'],
      deliver: ['/sources/police.residents/deliveries', { any: 'file' }],
      upload: ['/uploads/u-1'],
      runs: ['/runs'],
      addressParse: ['/addresses/parse', { address: '县学街22号' }],
      gazetteer: ['/gazetteer?kind=road&division=3302'],
      divisionsNamed: [`/divisions?name=${encodeURIComponent('鄞州区')}`],
      division: ['/divisions/330212?on=2020-05-01'],
      divisionChildren: ['/divisions/330212/children'],
      divisionHistory: ['/divisions/330212/history'],
      healthLive: ['/health/live'],
      healthReady: ['/health/ready'],
      openApi: ['/openapi.json'],
    };
    for (const route of routes) {
      const [url, body] = questions[route.name] ?? [''];
      const answer = await ask(hub, `${route.method} ${url}`, { body });
      const status = route.goesOn === true ? 202 : 200;
      expect([route.name, answer.status, compileSchema(route.answer)(answer.body)]).toMatchObject([route.name, status, { ok: true }]);
    }
  });
});
