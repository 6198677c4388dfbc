import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collected, TransportMark } from '../../contract.ts';
import { http } from './index.ts';
import { openTestServer, type TestServer } from './testing.ts';
import { webPageIn } from './web-page.ts';

const CSV = Buffer.from('no,name\n1,张三\n2,李四\n');

let folder: string;
let server: TestServer;
let pauses: number[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sanku-http-'));
  server = await openTestServer((_, reply) => reply.writeHead(200, { 'content-length': CSV.length }).end(CSV));
  pauses = [];
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function collect(settings: Record<string, unknown> = {}, mark: TransportMark | null = null): Promise<Collected> {
  return http.collect({
    source: 'police.residents',
    settings: { url: `${server.origin}/files/residents.csv`, ...settings },
    mark,
    workFolder: folder,
    timeZone: 'Asia/Shanghai',
    surroundings: { clock: () => new Date('2026-10-04T17:00:00Z'), pause: async (ms) => void pauses.push(ms), random: () => 0.5 },
  });
}

const errorOf = (collecting: Promise<Collected>) => collecting.then(() => null).catch((error: unknown) => error);
/** Nothing that looks whole may stay behind. */
const refusedWith = async (settings: Record<string, unknown>, code: string) => {
  const error = (await errorOf(collect(settings))) as {
    code: string;
    message: string;
    messageIn(language: 'zh'): string;
    fixIn(language: 'zh'): string;
  };
  expect(error).toMatchObject({ code });
  expect(`${error.message} ${error.messageIn('zh')} ${error.fixIn('zh')}`).not.toMatch(/\{\w+\}/);
  return error;
};

/** A server that speaks byte by byte as told. */
async function rawServer(speak: (socket: Socket) => void): Promise<{ server: Server; origin: string }> {
  const sockets = new Set<Socket>();
  const raw = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => speak(socket));
  });
  await new Promise<void>((ready) => raw.listen(0, '127.0.0.1', ready));
  raw.on('close', () => {
    for (const socket of sockets) socket.destroy();
  });
  return { server: raw, origin: `http://127.0.0.1:${(raw.address() as { port: number }).port}` };
}

async function fromRaw(speak: (socket: Socket) => void, settings: Record<string, unknown> = {}): Promise<unknown> {
  const raw = await rawServer(speak);
  try {
    return await errorOf(collect({ url: `${raw.origin}/residents.csv`, attempts: 1, ...settings }));
  } finally {
    raw.server.close();
    raw.server.emit('close');
  }
}

describe('an address', () => {
  test('is asked whether it changed; 304 and 204 say that nothing is new', async () => {
    const validators = { etag: '"v1"', 'last-modified': 'Thu, 01 Oct 2026 20:00:00 GMT' };
    server.answer = (_, reply) => reply.writeHead(200, { 'content-length': CSV.length, ...validators }).end(CSV);
    const { mark } = await collect();
    server.answer = (_, reply) => reply.writeHead(304).end();
    expect(await collect({}, mark)).toEqual({ deliveries: [], refused: [], mark });
    expect(server.asked.at(-1)!.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Thu, 01 Oct 2026 20:00:00 GMT',
    });
    server.answer = (_, reply) => reply.writeHead(204).end();
    expect((await collect({}, mark)).deliveries).toEqual([]);
  });

  test('is sent the headers of the source, but no other host is', async () => {
    const other = await openTestServer((_, reply) => reply.writeHead(200, { 'content-length': CSV.length }).end(CSV));
    const headers = { Authorization: 'Bearer geheim' };
    server.answer = (request, reply) =>
      request.url === '/files/residents.csv'
        ? reply.writeHead(302, { location: '/moved' }).end()
        : reply.writeHead(307, { location: `${other.origin}/residents.2026-10-01.csv` }).end();
    const { deliveries } = await collect({ headers });
    await other.close();
    expect(deliveries).toMatchObject([{ asOf: '2026-10-01' }]);
    expect(server.asked.map((asked) => asked.headers.authorization)).toEqual(['Bearer geheim', 'Bearer geheim']);
    expect(other.asked.map((asked) => asked.headers.authorization)).toEqual([undefined]);
  });

  test.each([
    [undefined, '', {}, null],
    [undefined, '', { 'last-modified': 'Thu, 01 Oct 2026 20:00:00 GMT' }, '2026-10-02'],
    [undefined, 'residents.2026-09-30.csv', { 'last-modified': 'Thu, 01 Oct 2026 20:00:00 GMT' }, '2026-09-30'],
    ['last-modified', 'residents.2026-09-30.csv', { 'last-modified': 'Thu, 01 Oct 2026 20:00:00 GMT' }, '2026-10-02'],
    ['last-modified', '', { 'last-modified': 'yesterday' }, null],
    ['today', 'residents.2026-09-30.csv', {}, '2026-10-05'],
    ['yesterday', 'residents.2026-09-30.csv', {}, '2026-10-04'],
    ['name', '', { 'last-modified': 'Thu, 01 Oct 2026 20:00:00 GMT' }, null],
  ])('asOf %s, name %p, %p: the file is of %p', async (asOf, name, headers, expected) => {
    const disposition = name === '' ? {} : { 'content-disposition': `attachment; filename=${name}` };
    server.answer = (_, reply) => reply.writeHead(200, { 'content-length': CSV.length, ...headers, ...disposition }).end(CSV);
    expect((await collect(asOf === undefined ? {} : { asOf })).deliveries[0]!.asOf).toBe(expected);
  });

  test('may name the day it is asked on', async () => {
    await collect({ url: `${server.origin}/residents.{date}.csv?key=1` });
    expect(server.asked[0]!.url).toBe('/residents.2026-10-05.csv?key=1');
  });

  test('of every day is asked by its own marks, not by those of the day before', async () => {
    const etag = '"v1"';
    server.answer = (_, reply) => reply.writeHead(200, { 'content-length': CSV.length, etag }).end(CSV);
    const url = `${server.origin}/residents.{date}.csv`;
    const { mark } = await collect({ url });
    await collect({ url }, mark);
    await collect({ url }, { ...mark, day: '2026-10-04' });
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, etag, undefined]);
  });

  test.each([
    ['attachment; filename="../../etc/passwd.csv"', 'passwd.csv'],
    [`attachment; filename*=UTF-8''%E6%88%B7%E7%B1%8D.csv`, '户籍.csv'],
    ['attachment; filename="..\\\\..\\\\.hidden.csv"', 'hidden.csv'],
    [`attachment; filename="${'长'.length}${'x'.repeat(300)}.csv"`, `1${'x'.repeat(115)}.csv`],
    ['inline', 'residents.csv'],
  ])('content-disposition %p is called %p', async (disposition, name) => {
    server.answer = (_, reply) => reply.writeHead(200, { 'content-length': CSV.length, 'content-disposition': disposition }).end(CSV);
    const { deliveries } = await collect();
    expect(path.basename(deliveries[0]!.files[0]!)).toBe(name);
    expect(path.dirname(deliveries[0]!.files[0]!)).toBe(path.join(folder, 'fetched'));
  });

  test('may name its file in plain UTF-8', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-disposition: attachment; filename="户籍.xlsx"\r\ncontent-length: 1\r\n\r\nx';
    const raw = await rawServer((socket) => socket.end(head));
    const { deliveries } = await collect({ url: raw.origin });
    raw.server.close();
    expect(path.basename(deliveries[0]!.files[0]!)).toBe('户籍.xlsx');
  });

  test('may send its file in chunks, or packed', async () => {
    const packed = gzipSync(CSV);
    server.answer = (_, reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    expect(await readFile((await collect()).deliveries[0]!.files[0]!)).toEqual(CSV);
    const kept = await collect({ url: `${server.origin}/residents.csv.gz` });
    expect(await readFile(kept.deliveries[0]!.files[0]!)).toEqual(packed);
  });
});

describe('trouble is tried again', () => {
  test('with growing pauses, half of each left to chance; the server may ask for more', async () => {
    const statuses = [500, 503, 429];
    server.answer = (_, reply) => {
      const status = statuses.shift();
      if (status === undefined) reply.writeHead(200, { 'content-length': CSV.length }).end(CSV);
      else reply.writeHead(status, status === 429 ? { 'retry-after': '7' } : {}).end('trouble');
    };
    expect((await collect()).deliveries).toHaveLength(1);
    expect(pauses).toEqual([750, 1500, 7000]);
  });

  test('and in the end told', async () => {
    server.answer = (_, reply) => reply.writeHead(502).end();
    await refusedWith({ attempts: 3 }, 'httpUnavailable');
    expect([server.asked.length, pauses.length]).toEqual([3, 2]);
  });

  test('unless it cannot get better: not found, not allowed', async () => {
    server.answer = (_, reply) => reply.writeHead(403).end();
    await refusedWith({ url: `${server.origin}/residents.csv?token=geheim` }, 'httpRefused');
    expect(server.asked).toHaveLength(1);
  });

  test('a server that is not there', async () => {
    await server.close();
    const error = await refusedWith({ attempts: 2 }, 'httpUnreachable');
    expect(error.message).toContain('ECONNREFUSED');
    server = await openTestServer();
  });
});

describe('what is no whole file is not taken', () => {
  const left = () => readdirSync(folder, { recursive: true }).length;

  test('a web page that says so', async () => {
    server.answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': 3 }).end('abc');
    await refusedWith({ url: `${server.origin}/login?token=geheim` }, 'httpNotData');
    expect(server.asked).toHaveLength(1);
  });

  test('a web page that does not say so', async () => {
    const page = Buffer.from('\ufeff\n<!-- 登录 -->\n<!DOCTYPE html><html><title>统一身份认证平台</title></html>');
    server.answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/csv', 'content-length': page.length }).end(page);
    const error = await refusedWith({}, 'httpNotData');
    expect(error.message).toContain('it begins with <!doctype html>');
  });

  test('redirects for ever', async () => {
    server.answer = (request, reply) => reply.writeHead(302, { location: `${request.url}x` }).end();
    await refusedWith({}, 'httpTooManyRedirects');
    expect(server.asked).toHaveLength(6);
  });

  test.each(['file:///etc/passwd', 'ftp://host/x'])('a redirect to %s', async (location) => {
    server.answer = (_, reply) => reply.writeHead(302, { location }).end();
    await refusedWith({}, 'httpRedirectUnfit');
  });

  test('a server that takes the connection and is silent', async () => {
    server.answer = () => undefined;
    const error = await refusedWith({ idleSeconds: 0.2, attempts: 2 }, 'httpTooSlow');
    expect(error.message).toContain('did not say anything within 0.2 s');
    // The first attempt's pause. How far a question came in so short a time is not said: the machine may have been busy.
    expect(pauses).toHaveLength(1);
  });

  test('a server that stops in the middle', async () => {
    server.answer = (_, reply) => reply.writeHead(200, { 'content-length': 1_000_000 }).write(Buffer.alloc(5000, 'x'));
    await refusedWith({ idleSeconds: 0.05, attempts: 1 }, 'httpTooSlow');
  });

  test('a server that drips for ever', async () => {
    server.answer = (_, reply) => {
      reply.writeHead(200, { 'content-length': 1_000_000 });
      const drip = setInterval(() => reply.write('x'), 10);
      reply.on('close', () => clearInterval(drip));
    };
    const error = await refusedWith({ wholeSeconds: 0.15, attempts: 1 }, 'httpTooSlow');
    expect(error.message).toContain('did not send the whole file within 0.15 s');
  });

  test('more than is allowed, said beforehand or not', async () => {
    await refusedWith({ maxMb: 0.00001 }, 'httpTooLarge');
    server.answer = (_, reply) => reply.writeHead(200).end(Buffer.alloc(100_000, 'x'));
    await refusedWith({ maxMb: 0.05 }, 'httpTooLarge');
    server.answer = (_, reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000, 'x')));
    await refusedWith({ maxMb: 0.05 }, 'httpTooLarge');
  });

  test('fewer bytes than promised', async () => {
    const error = await fromRaw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nno,name\n1,'));
    expect(error).toMatchObject({ code: 'httpCutOff', message: expect.stringMatching('of 100 bytes came|broke off') });
  });

  test('more bytes than promised: its length was counted in characters', async () => {
    const text = 'no,name\n1,张三\n';
    const error = await fromRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`));
    expect(error).toMatchObject({ code: 'httpCutOff', message: expect.stringContaining('more than the 13 bytes') });
  });

  test('chunks without an end, a packed body without one', async () => {
    expect(await fromRaw((socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nno,n\r\n'))).toMatchObject({
      code: 'httpCutOff',
    });
    const half = gzipSync(Buffer.alloc(10_000, 'x')).subarray(0, 20);
    server.answer = (_, reply) => reply.writeHead(200, { 'content-encoding': 'gzip', 'content-length': half.length }).end(half);
    await refusedWith({ attempts: 1 }, 'httpCutOff');
  });

  test('a length that is not said, unless it is accepted', async () => {
    const speak = (socket: Socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${CSV.toString()}`);
    expect(await fromRaw(speak)).toMatchObject({ code: 'httpLengthUnknown' });
    expect(await fromRaw(speak, { acceptWithoutLength: true })).toBeNull();
  });

  test('a packing that is not known, and what is no HTTP', async () => {
    server.answer = (_, reply) => reply.writeHead(200, { 'content-encoding': 'br' }).end('x');
    await refusedWith({}, 'httpPackingUnknown');
    expect(left()).toBe(1);
    expect(await fromRaw((socket) => socket.end('SSH-2.0-OpenSSH\r\n'))).toMatchObject({ code: 'httpUnreachable' });
  });

  test('no message tells what stands behind the question mark', async () => {
    server.answer = (_, reply) => reply.writeHead(404).end();
    const error = await refusedWith({ url: `${server.origin}/x.csv?token=geheim` }, 'httpRefused');
    expect(JSON.stringify([error.message, error])).not.toContain('geheim');
  });
});

test.each([
  ['<html>', '<html'],
  ['  <!DOCTYPE HTML PUBLIC "-//W3C//DTD">', '<!doctype html>'],
  ['<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', '<html'],
  ['name,html\n<html>,1', null],
  ['<?xml version="1.0"?><records/>', null],
  ['PK\u0003\u0004', null],
])('a file that begins with %p is a web page: %p', (text, expected) => {
  expect(webPageIn(Buffer.from(text))).toBe(expected);
  expect(webPageIn(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(expected);
});
