import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseGrants } from '../access/index.ts';
import { limitBodyTime, limitIgnoredBody } from './body-time.ts';
import { openTestHub, type TestHub, testGrants } from './testing.ts';

let hub: TestHub;
let key: string;
beforeAll(async () => {
  hub = await openTestHub();
  const grants = parseGrants({ role: 'department', deliver: ['police.residents'] });
  ({ key } = await hub.keys.create({ name: 'police export', grants }));
});
afterAll(() => hub.close());

async function send(source: string, content: Buffer | string, { by = key, query = '', type = 'application/octet-stream' } = {}) {
  const headers = { authorization: `Bearer ${by}`, ...(type === '' ? {} : { 'content-type': type }) };
  const reply = await hub.server.inject({ method: 'POST', url: `/sources/${source}/deliveries${query}`, headers, payload: content });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}
const last = async () => (await hub.audit()).at(-1)!;

describe('a file that a department sends', () => {
  test.each(['application/octet-stream', 'text/csv', 'application/json', ''])('is taken whatever it is called: %p', async (type) => {
    const answer = await send('police.residents', '{no json', { type, query: '?fileName=residents.2026-10-01.csv&asOf=2026-10-01' });
    expect(answer).toMatchObject({ status: 202, body: { source: 'police.residents', status: 'received', bytes: 8 } });
    expect(answer.headers.location).toBe(`/uploads/${answer.body.id}`);
    expect(await last()).toMatchObject({
      ...{ outcome: 'delivered', action: 'deliver', key: expect.stringMatching(/^k-/), entities: [], fields: [] },
      detail: { source: 'police.residents', upload: answer.body.id, bytes: 8, status: 'received' },
    });
    const asked = await hub.server.inject({ url: answer.headers.location as string, headers: { authorization: `Bearer ${key}` } });
    expect(asked.json()).toMatchObject({ id: answer.body.id, status: 'received' });
  });

  test('may be larger than what other routes take', async () => {
    expect((await send('police.residents', Buffer.alloc(1_000_000))).body).toMatchObject({ bytes: 1_000_000 });
  });

  test('is taken from nobody whose grants do not name the source, the administrator neither', async () => {
    const all = testGrants({ deliver: [] });
    const reader = await hub.keys.create({ name: 'a reader of everything', grants: all });
    for (const by of [reader.key, hub.administratorKey]) {
      expect(await send('police.residents', 'x', { by })).toMatchObject({ status: 403, body: { code: 'deliveryNotGranted' } });
      expect(await last()).toMatchObject({ outcome: 'refused:deliveryNotGranted', detail: {} });
    }
    expect(await send('tax.taxpayers', 'x')).toMatchObject({ status: 403 });
    expect(await send('police.residents', 'x', { by: 'sk-wrong' })).toMatchObject({ status: 401 });
  });

  test('opens nothing else to who sends it', async () => {
    const headers = { authorization: `Bearer ${key}`, 'x-sanku-purpose': 'pension-check', 'x-sanku-user': 'x' };
    const reply = await hub.server.inject({ url: '/persons/p-1A?fields=name', headers });
    expect(reply.json()).toMatchObject({ code: 'entityNotGranted' });
  });

  test.each(['?asOf=2026-02-30', '?asOf=yesterday', '?fileName=', '?name=x'])(
    'with %s is refused, and that is in the log',
    async (query) => {
      expect(await send('police.residents', 'x', { query })).toMatchObject({ status: 400, body: { code: 'requestUnusable' } });
      expect(await last()).toMatchObject({ outcome: 'refused:requestUnusable' });
    },
  );

  test('of which nobody knows is not found', async () => {
    const reply = await hub.server.inject({ url: '/uploads/u-0', headers: { authorization: `Bearer ${key}` } });
    expect(reply.json()).toMatchObject({ status: 404, code: 'notFound' });
  });
});

test('of a body that was refused only so much is passed over, then its connection ends', async () => {
  const { createServer } = await import('node:http');
  const server = createServer((request, reply) => {
    reply.once('finish', () => limitIgnoredBody(request, { mostBytes: 100_000 }));
    reply.writeHead(403).end('no');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const send = async (bytes: number) => {
    const socket = connect((server.address() as { port: number }).port, '127.0.0.1');
    let heard = '';
    const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve));
    const answered = new Promise((resolve) => socket.once('data', resolve));
    socket.on('data', (chunk) => (heard += chunk)).write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes}\r\n\r\n`);
    await answered;
    for (let sent = 0; sent < bytes && !socket.destroyed; sent += 10_000)
      await new Promise((next) => socket.write(Buffer.alloc(10_000), next));
    return { socket, closed, heard: () => heard };
  };
  // The end of one that fits leaves the connection open for the next question.
  const small = await send(50_000);
  small.socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  await small.closed;
  expect(small.heard().match(/403/g)).toHaveLength(2);
  const large = await send(1_000_000_000);
  await large.closed;
  expect(large.heard().match(/403/g)).toHaveLength(1);
  server.close();
});

test('a body that does not arrive in time ends its connection', async () => {
  const { createServer } = await import('node:http');
  const server = createServer((request) => limitBodyTime(request, 50));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const socket = connect((server.address() as { port: number }).port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc');
  await new Promise((closed) => socket.on('close', closed));
  server.close();
  expect(socket.destroyed).toBe(true);
});
