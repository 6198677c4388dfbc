import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyAudit } from '../access/index.ts';
import { compileSchema } from '../core/validate.ts';
import { loadRoutes } from './load-routes.ts';
import { openTestHub, type TestHub, testGrants } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

interface Ask {
  body?: unknown;
  headers?: Record<string, string | undefined>;
  key?: string;
}

async function ask(method: 'GET' | 'POST', url: string, { body, headers = {}, key = hub.key }: Ask = {}) {
  const asked = {
    authorization: `Bearer ${key}`,
    'x-sanku-purpose': 'pension-check',
    'x-sanku-user': Buffer.from('张三').toString('latin1'),
    ...headers,
  };
  const kept = Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) };
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const reply = await hub.server.inject({ method, url, headers: { ...json, ...kept }, ...payload });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

const byNumber = { where: { idNumber: '339901195803123417' }, fields: ['id', 'name', 'birthDate'] };
const lastOutcome = async () => (await hub.audit()).at(-1)?.outcome;

describe('an answer', () => {
  test('of a search holds the fields asked for, masked, and is in the log', async () => {
    const answer = await ask('POST', '/persons/search', { body: byNumber });
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
      expect((await ask('POST', '/persons/search', { body: { ...byNumber, where: { idNumber } } })).body).toMatchObject({ items: [] });
    }
  });

  test('is the same for the other bases', async () => {
    const company = await ask('POST', '/companies/search', { body: { where: { creditCode: '913399010000000017' }, fields: ['name'] } });
    expect(company.body.items).toEqual([{ id: 'c-1A', values: { name: '示**' } }]);
    const house = await ask('POST', '/houses/search', { body: { where: { address: '示范市中山路1号2幢301室' }, fields: ['address'] } });
    expect(house.body.items).toEqual([{ id: 'h-1A', values: { address: '示范市中山路1号2幢301室' } }]);
  });

  test('by id leaves nulls out', async () => {
    const { body } = await ask('GET', '/persons/p-1A?fields=id,name&validOn=2026-10-01&knownOn=2026-09-01T00:00:00Z');
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
      const answer = await ask('GET', from!);
      expect([answer.status, answer.headers.location]).toEqual([308, to]);
    }
  });

  test('about a house tells who lives there, who did, and which companies are there', async () => {
    const now = await ask('GET', '/houses/h-1A/occupants?fields=name');
    expect(now.body).toMatchObject({
      items: [{ id: 'p-1A', values: { name: '王**' }, relation: 'living', current: true }],
      counts: { records: 1, persons: 1 },
    });
    const ever = await ask('GET', '/houses/h-1A/occupants?fields=name&past=true&limit=1');
    expect(ever.body).toMatchObject({ items: [{ id: 'p-1A' }], counts: { records: 2, persons: 2 }, next: expect.any(String) });
    const rest = await ask('GET', `/houses/h-1A/occupants?fields=name&past=true&limit=1&after=${ever.body.next}`);
    expect(rest.body.items).toMatchObject([{ id: 'p-3C', current: false, validTo: '2010-01-01' }]);
    const companies = await ask('GET', '/houses/h-1A/companies?fields=name');
    expect(companies.body).toMatchObject({ items: [{ id: 'c-1A', relation: 'registeredAddress' }], counts: { records: 1, companies: 1 } });
  });

  test('tells the origin of a value, the entity of a record, and the cases', async () => {
    const lineage = await ask('GET', '/entities/p-1A/lineage?fields=name,birthDate');
    expect(lineage.body).toMatchObject({
      entityType: 'person',
      items: [{ field: 'name', value: '王**', source: 'police.residents', record: 'r1' }],
    });
    const records = await ask('POST', '/records/search', { body: { source: 'police.residents', records: ['r1', 'r2'], fields: ['id'] } });
    expect(records.body.items).toEqual([{ record: 'r1', role: 'resident', entityType: 'person', id: 'p-1A', values: {} }]);
    const cases = await ask('GET', '/cases?comparison=pension-after-death&state=open&fields=sentence,name&limit=5');
    expect(cases.body.items).toMatchObject([
      { id: 'k-1', entity: 'p-1A', values: { name: '王**' }, sentence: { zh: '死亡后仍领取' }, amount: '1200.00' },
    ]);
  });

  test('to the administrator holds sources, deliveries and runs, logged, and no person', async () => {
    const asked = { key: hub.administratorKey, headers: { 'x-sanku-purpose': undefined, 'x-sanku-user': undefined } };
    expect((await ask('GET', '/sources', asked)).body.items).toMatchObject([{ source: 'police.residents' }]);
    expect((await ask('GET', '/deliveries?source=police.residents&limit=10', asked)).body.items).toMatchObject([
      { id: 1, asOf: '2026-09-30', read: 10 },
    ]);
    expect((await ask('GET', '/runs', asked)).body.items).toMatchObject([{ id: 1, kind: 'publish' }]);
    expect((await hub.audit()).slice(-3).map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'sources delivered',
      'deliveries delivered',
      'runs delivered',
    ]);
    expect((await ask('POST', '/persons/search', { body: byNumber, key: hub.administratorKey })).body.code).toBe('entityNotGranted');
  });

  test('fits what the description promises, on every route', async () => {
    const routes = await loadRoutes();
    const questions: Record<string, [string, unknown?]> = {
      personSearch: ['/persons/search', byNumber],
      personRead: ['/persons/p-1A?fields=name'],
      companySearch: ['/companies/search', { where: { creditCode: '913399010000000017' }, fields: ['name'] }],
      companyRead: ['/companies/c-1A?fields=name'],
      houseSearch: ['/houses/search', { where: { address: '示范市中山路1号2幢301室' }, fields: ['address'] }],
      houseRead: ['/houses/h-1A?fields=address'],
      houseOccupants: ['/houses/h-1A/occupants?fields=name&past=true&limit=1'],
      houseCompanies: ['/houses/h-1A/companies?fields=name'],
      recordsSearch: ['/records/search', { source: 'police.residents', records: ['r1'], fields: ['name'] }],
      entityLineage: ['/entities/p-1A/lineage?fields=name'],
      cases: ['/cases?fields=sentence,evidence,name'],
      sources: ['/sources'],
      deliveries: ['/deliveries'],
      runs: ['/runs'],
      healthLive: ['/health/live'],
      healthReady: ['/health/ready'],
      openApi: ['/openapi.json'],
    };
    for (const route of routes) {
      const [url, body] = questions[route.name] ?? [''];
      const answer = await ask(route.method, url, { body });
      expect([route.name, answer.status, compileSchema(route.answer)(answer.body)]).toMatchObject([route.name, 200, { ok: true }]);
    }
  });
});

describe('a refusal is a problem document and stands in the log', () => {
  test.each([
    ['no key', 'POST', '/persons/search', { body: byNumber, headers: { authorization: undefined } }, 401, 'unauthenticated'],
    ['a bad key', 'POST', '/persons/search', { body: byNumber, key: `sk-${'x'.repeat(43)}` }, 401, 'unauthenticated'],
    ['a bad key and a bad body', 'POST', '/persons/search', { body: '{', key: 'x' }, 401, 'unauthenticated'],
    ['no purpose', 'POST', '/persons/search', { body: byNumber, headers: { 'x-sanku-purpose': undefined } }, 400, 'purposeMissing'],
    ['no user', 'GET', '/persons/p-1A?fields=name', { headers: { 'x-sanku-user': undefined } }, 400, 'userMissing'],
    [
      'another purpose',
      'POST',
      '/persons/search',
      { body: byNumber, headers: { 'x-sanku-purpose': 'curiosity' } },
      403,
      'purposeNotGranted',
    ],
    ['a field not granted', 'POST', '/persons/search', { body: { ...byNumber, fields: ['phone'] } }, 403, 'fieldNotGranted'],
    ['an unknown field', 'GET', '/persons/p-1A?fields=salary', {}, 400, 'fieldUnknown'],
    ['no fields', 'POST', '/persons/search', { body: { where: byNumber.where } }, 400, 'fieldsMissing'],
    ['empty fields', 'POST', '/persons/search', { body: { ...byNumber, fields: [] } }, 400, 'fieldsMissing'],
    ['no fields in a query', 'GET', '/persons/p-1A', {}, 400, 'fieldsMissing'],
    ['a search not granted', 'POST', '/persons/search', { body: { ...byNumber, where: { name: '王建国' } } }, 403, 'searchNotGranted'],
    ['a value that is none', 'POST', '/persons/search', { body: { ...byNumber, where: { idNumber: '???' } } }, 400, 'valueUnusable'],
    [
      'too many hits',
      'POST',
      '/persons/search',
      { body: { where: { name: '张伟', birthDate: '1990-01-01' }, fields: ['id'] } },
      422,
      'tooManyHits',
    ],
    ['a guessed id', 'GET', '/persons/p-7G?fields=name', {}, 404, 'notFound'],
    ['an id outside the region', 'GET', '/persons/p-2B?fields=name', {}, 404, 'notFound'],
    ['an id merged into one outside the region', 'GET', '/persons/p-8J?fields=name', {}, 404, 'notFound'],
    ['a person where a house belongs', 'GET', '/houses/p-1A?fields=address', {}, 404, 'notFound'],
    [
      'a source not granted',
      'POST',
      '/records/search',
      { body: { source: 'tax.taxpayers', records: ['1'], fields: ['id'] } },
      403,
      'sourceNotGranted',
    ],
    ['a comparison not granted', 'GET', '/cases?comparison=other&fields=id', {}, 403, 'caseNotGranted'],
    ['an unknown key in the body', 'POST', '/persons/search', { body: { ...byNumber, limit: 100 } }, 400, 'requestUnusable'],
    ['an unknown key in the query', 'GET', '/persons/p-1A?fields=name&all=1', {}, 400, 'requestUnusable'],
    ['a day that is none', 'POST', '/persons/search', { body: { ...byNumber, validOn: '2026-02-30' } }, 400, 'requestUnusable'],
    ['a repeated parameter', 'GET', '/persons/p-1A?fields=name&fields=idNumber', {}, 400, 'requestUnusable'],
    ['half a body', 'POST', '/persons/search', { body: '{"where":' }, 400, 'bodyNotJson'],
    ['a body that reaches for prototypes', 'POST', '/persons/search', { body: '{"__proto__": {"fields": ["name"]}}' }, 400, 'bodyNotJson'],
    [
      'a body of another type',
      'POST',
      '/persons/search',
      { body: '<where/>', headers: { 'content-type': 'text/xml' } },
      415,
      'mediaTypeUnsupported',
    ],
    [
      'a body too large',
      'POST',
      '/persons/search',
      { body: { ...byNumber, where: { idNumber: '1'.repeat(70_000) } } },
      413,
      'bodyTooLarge',
    ],
  ] as [string, 'GET' | 'POST', string, Ask, number, string][])('%s', async (_, method, url, asked, status, code) => {
    const before = (await hub.audit()).length;
    const answer = await ask(method, url, asked);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: `urn:sanku:error:${code}`,
      status,
      code,
      title: expect.any(String),
      detail: expect.any(String),
      fix: expect.any(String),
    });
    expect(answer.body.instance).toMatch(/^urn:uuid:/);
    expect(answer.status).toBe(status);
    expect((await hub.audit()).length).toBe(before + 1);
    expect(await lastOutcome()).toBe(`refused:${code}`);
  });

  test('with a rate exceeded says how long to wait', async () => {
    const { key } = await hub.keys.create({ name: 'slow', grants: testGrants({ rate: { perMinute: 1 } }) });
    await ask('POST', '/persons/search', { body: byNumber, key });
    const answer = await ask('POST', '/persons/search', { body: byNumber, key });
    expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([429, 'rateExceeded', '60']);
    expect(await lastOutcome()).toBe('refused:rateExceeded');
  });

  test('of a key without regions reads nothing', async () => {
    const { key } = await hub.keys.create({ name: 'nowhere', grants: testGrants({ regions: [] }) });
    expect((await ask('POST', '/persons/search', { body: byNumber, key })).body.code).toBe('regionNotGranted');
    expect(await lastOutcome()).toBe('refused:regionNotGranted');
  });

  test('names every wrong place of a request, and repeats no value', async () => {
    const { body } = await ask('POST', '/persons/search', {
      body: { where: { idNumber: 339901195803123 }, fields: ['na me'], when: '李四' },
    });
    expect(body.invalidParams.map(({ name }: { name: string }) => name).sort()).toEqual(['fields.0', 'when', 'where.idNumber']);
    expect(JSON.stringify(body)).not.toMatch(/339901195803123|李四/);
  });

  test('speaks the reader’s language', async () => {
    const zh = await ask('GET', '/persons/p-7G?fields=name', { headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } });
    expect([zh.body.detail, zh.headers['content-language']]).toEqual(['该标识下没有此密钥可见的内容。', 'zh']);
    const en = await ask('GET', '/persons/p-7G?fields=name', { headers: { 'accept-language': 'en;q=0.9,zh;q=0.1' } });
    expect(en.headers['content-language']).toBe('en');
  });

  test('of an unknown route or method is a problem document, too', async () => {
    const unknown = await ask('GET', '/nothing/here?idNumber=1');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'routeNotFound']);
    const method = await ask('GET', '/persons/search/');
    expect(method.status).toBe(404);
    const wrong = await ask('POST', '/persons/p-1A');
    expect([wrong.status, wrong.body.code, wrong.headers['allow']]).toEqual([405, 'methodNotAllowed', 'GET']);
    expect((await ask('GET', '/persons/%zz?fields=name')).body.code).toBe('routeNotFound');
    expect((await hub.server.inject({ method: 'HEAD', url: '/persons/p-1A?fields=name' })).statusCode).toBe(405);
  });

  test('of what is no HTTP at all is a problem document, too', async () => {
    const address = new URL(await hub.server.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(address.port), address.hostname);
    socket.write('THIS IS NOT HTTP\r\n\r\n');
    let reply = '';
    for await (const chunk of socket) reply += String(chunk);
    expect(reply).toContain('content-type: application/problem+json');
    expect(JSON.parse(reply.slice(reply.indexOf('{')))).toMatchObject({ status: 400, code: 'requestMalformed' });
  });

  test('puts no number that was asked for into the log', async () => {
    await ask('GET', '/persons/339901195803123417?fields=name');
    await ask('POST', '/persons/search', { body: { where: { '339901195803123417': 'x' }, fields: ['a339901195803123417'] } });
    const [row] = await hub.database.sql`select count(*)::int as lines from audit where audit::text like '%339901195803123417%'`;
    expect(row).toEqual({ lines: 0 });
  });
});

describe('the log', () => {
  test('that cannot be written stops every answer, and lets them flow again when it can', async () => {
    await hub.database.sql`alter table audit rename to hidden`;
    const answers = await Promise.all([
      ask('POST', '/persons/search', { body: byNumber }),
      ask('GET', '/houses/h-1A/occupants?fields=name'),
      ask('GET', '/persons/p-7G?fields=name'),
      ask('GET', '/sources'),
      ask('POST', '/persons/search', { body: byNumber, key: 'x' }),
    ]);
    await hub.database.sql`alter table hidden rename to audit`;
    for (const answer of answers) {
      expect([answer.status, answer.body.code]).toEqual([503, 'auditUnavailable']);
      expect(JSON.stringify(answer.body)).not.toMatch(/王|p-1A/);
    }
    expect((await ask('POST', '/persons/search', { body: byNumber })).status).toBe(200);
  });

  test('of all these questions holds', async () => {
    expect(await verifyAudit(hub.database)).toMatchObject({ ok: true });
  });
});
