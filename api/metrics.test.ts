import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseGrants } from '../access/index.ts';
import { ask, byNumber, openTestHub, type TestHub } from './testing.ts';

let hub: TestHub;
let key: string;
beforeAll(async () => {
  hub = await openTestHub();
  ({ key } = await hub.keys.create({ name: 'prometheus', grants: parseGrants({ role: 'metrics' }) }));
});
afterAll(() => hub.close());

async function scrape(as: string): Promise<{ status: number; type: unknown; text: string }> {
  const reply = await hub.server.inject({ method: 'GET', url: '/metrics', headers: { authorization: `Bearer ${as}` } });
  return { status: reply.statusCode, type: reply.headers['content-type'], text: reply.payload };
}

test('counts what was asked, refused and delivered, by the route and never by what stood in the URL', async () => {
  const [found, refused, lost] = [
    await ask(hub, 'POST /persons/search', { body: byNumber }),
    await ask(hub, 'POST /persons/search', { body: { ...byNumber, fields: ['phone'] } }),
    await ask(hub, `GET /persons-of/${byNumber.where.idNumber}?name=${encodeURIComponent('王建国')}`),
  ];
  expect([found.status, refused.status, lost.status]).toEqual([200, 403, 404]);
  const { status, type, text } = await scrape(key);
  expect([status, type]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  const lines = text.split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'sanku_http_request_duration_seconds_count{route="/persons/search",method="POST",status="200"} 1',
      'sanku_http_request_duration_seconds_count{route="none",method="GET",status="404"} 1',
      'sanku_http_refusals_total{code="fieldNotGranted"} 1',
      expect.stringMatching(/^sanku_lookups_total\{question="\w+"\} 1$/),
      'sanku_cases{state="open"} 3',
      expect.stringMatching(/^sanku_build_info\{version="0\.0\.0",node="[\d.]+"\} 1$/),
      expect.stringMatching(/^process_resident_memory_bytes \d+$/),
    ]),
  );
  expect(lines.filter((line) => !/^(#.*|[a-z_:0-9]+(\{[^}]*\})? -?[\d.e+-]+(Nan|Inf)?|)$/i.test(line))).toEqual([]);
  for (const personal of [byNumber.where.idNumber, '王建国', encodeURIComponent('王建国')]) expect(text).not.toContain(personal);
});

test('shows itself to a key of its role and to the administrator only; who is refused is logged', async () => {
  expect((await hub.server.inject({ method: 'GET', url: '/metrics' })).statusCode).toBe(401);
  expect((await scrape(hub.administratorKey)).status).toBe(200);
  expect((await scrape(hub.key)).status).toBe(403);
  const [last] = (await hub.audit()).slice(-1);
  expect(last).toMatchObject({ action: 'metrics', outcome: 'refused:roleNotGranted' });
});

test('its key opens nothing else', async () => {
  for (const question of ['GET /sources', 'GET /runs', 'GET /deliveries', 'POST /persons/search'])
    expect([question, (await ask(hub, question, { key, body: question.startsWith('POST') ? byNumber : undefined })).body.code]).toEqual([
      question,
      'roleNotGranted',
    ]);
});

test('reading it leaves no line in the access log: it would be most of it', async () => {
  const before = (await hub.audit()).length;
  await scrape(key);
  expect((await hub.audit()).length).toBe(before);
});
