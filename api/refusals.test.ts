import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createKeyStore, verifyAudit } from '../access/index.ts';
import { type Ask, ask, byNumber, openTestHub, type TestHub, testGrants } from './testing.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const lastOutcome = async () => (await hub.audit()).at(-1)?.outcome;

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
    const answer = await ask(hub, `${method} ${url}`, asked);
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
    await ask(hub, 'POST /persons/search', { body: byNumber, key });
    const answer = await ask(hub, 'POST /persons/search', { body: byNumber, key });
    expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([429, 'rateExceeded', '60']);
    expect(await lastOutcome()).toBe('refused:rateExceeded');
  });

  test('of a key that another process revoked comes with the next question', async () => {
    const { key } = await hub.keys.create({ name: 'dismissed', grants: testGrants() });
    expect((await ask(hub, 'POST /persons/search', { body: byNumber, key })).status).toBe(200);
    await createKeyStore(hub.database).revoke('dismissed');
    for (let question = 1; question <= 2; question += 1) {
      const answer = await ask(hub, 'POST /persons/search', { body: byNumber, key });
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
      expect(JSON.stringify(answer.body)).not.toContain('p-1A');
    }
    expect((await hub.audit()).slice(-2).map(({ outcome }) => outcome)).toEqual(['refused:unauthenticated', 'refused:unauthenticated']);
  });

  test('of a stranger who asks without end does not fill the log', async () => {
    // Its minute begins here, not somewhere in the middle.
    await hub.gate.close();
    const before = (await hub.audit()).length;
    const flood = Array.from({ length: 200 }, () =>
      ask(hub, 'POST /persons/search', { body: byNumber, headers: { authorization: undefined } }),
    );
    expect(new Set((await Promise.all(flood)).map(({ status }) => status))).toEqual(new Set([401]));
    expect((await hub.audit()).length - before).toBeLessThanOrEqual(30);
    expect((await ask(hub, 'POST /persons/search', { body: byNumber })).status).toBe(200);
    await hub.gate.close();
    expect((await hub.audit()).at(-1)).toMatchObject({ action: 'refusals', detail: { from: '127.0.0.1', refused: expect.any(Number) } });
  });

  test('of a key without regions reads nothing', async () => {
    const { key } = await hub.keys.create({ name: 'nowhere', grants: testGrants({ regions: [] }) });
    expect((await ask(hub, 'POST /persons/search', { body: byNumber, key })).body.code).toBe('regionNotGranted');
    expect(await lastOutcome()).toBe('refused:regionNotGranted');
  });

  test('names every wrong place of a request, and repeats no value', async () => {
    const { body } = await ask(hub, 'POST /persons/search', {
      body: { where: { idNumber: 339901195803123 }, fields: ['na me'], when: '李四' },
    });
    expect(body.invalidParams.map(({ name }: { name: string }) => name).sort()).toEqual(['fields.0', 'when', 'where.idNumber']);
    expect(JSON.stringify(body)).not.toMatch(/339901195803123|李四/);
  });

  test('speaks the reader’s language', async () => {
    const zh = await ask(hub, 'GET /persons/p-7G?fields=name', { headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } });
    expect([zh.body.detail, zh.headers['content-language']]).toEqual(['该标识下没有此密钥可见的内容。', 'zh']);
    const en = await ask(hub, 'GET /persons/p-7G?fields=name', { headers: { 'accept-language': 'en;q=0.9,zh;q=0.1' } });
    expect(en.headers['content-language']).toBe('en');
  });

  test('of an unknown route or method is a problem document, too', async () => {
    const unknown = await ask(hub, 'GET /nothing/here?idNumber=1');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'routeNotFound']);
    const method = await ask(hub, 'GET /persons/search/');
    expect(method.status).toBe(404);
    const wrong = await ask(hub, 'POST /persons/p-1A');
    expect([wrong.status, wrong.body.code, wrong.headers['allow']]).toEqual([405, 'methodNotAllowed', 'GET']);
    expect((await ask(hub, 'GET /persons/%zz?fields=name')).body.code).toBe('routeNotFound');
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
    await ask(hub, 'GET /persons/339901195803123417?fields=name');
    await ask(hub, 'POST /persons/search', { body: { where: { '339901195803123417': 'x' }, fields: ['a339901195803123417'] } });
    const [row] = await hub.database.sql`select count(*)::int as lines from audit where audit::text like '%339901195803123417%'`;
    expect(row).toEqual({ lines: 0 });
  });
});

describe('the log', () => {
  test('that cannot be written stops every answer, and lets them flow again when it can', async () => {
    await hub.database.sql`alter table audit rename to hidden`;
    const answers = await Promise.all([
      ask(hub, 'POST /persons/search', { body: byNumber }),
      ask(hub, 'GET /houses/h-1A/occupants?fields=name'),
      ask(hub, 'GET /persons/p-7G?fields=name'),
      ask(hub, 'GET /sources'),
      ask(hub, 'POST /persons/search', { body: byNumber, key: 'x' }),
    ]);
    await hub.database.sql`alter table hidden rename to audit`;
    for (const answer of answers) {
      expect([answer.status, answer.body.code]).toEqual([503, 'auditUnavailable']);
      expect(JSON.stringify(answer.body)).not.toMatch(/王|p-1A/);
    }
    expect((await ask(hub, 'POST /persons/search', { body: byNumber })).status).toBe(200);
  });

  test('of all these questions holds', async () => {
    expect(await verifyAudit(hub.database)).toMatchObject({ ok: true });
  });
});
