/** How deliveries come in, from end to end: an address on the network, and two imports at once. */
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sanku } from '../cli/testing.ts';
import { withLock } from '../core/postgres/lock.ts';
import type { Hub, ImportProgress } from '../hub.ts';
import { importFromTransport } from '../hub-collect.ts';
import { freshFolder, makeCity, monthFolder, openCityHub } from './city-hub.ts';

let folder: string;
let city: string;
let hub: Hub;
let server: Server;
let answer: RequestListener;
const asked: { authorization: string | undefined; ifNoneMatch: string | undefined }[] = [];

/** The file of a feed in a month, `police/dwellings` */
function fileOf(feed: string, month: number): string {
  const department = path.join(monthFolder(city, month), path.dirname(feed));
  return path.join(department, readdirSync(department).find((name) => name.startsWith(`${path.basename(feed)}.`))!);
}
const deaths = (month: number) => readFileSync(fileOf('civil-affairs/deaths', month));

beforeAll(async () => {
  folder = freshFolder('transports');
  city = await makeCity(folder, { months: 2, people: 200 });
  server = createServer((request, reply) => {
    asked.push({ authorization: request.headers.authorization, ifNoneMatch: request.headers['if-none-match'] });
    answer(request, reply);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/deaths.xlsx`;
  appendFileSync(
    path.join(city, 'config/sources/civil-affairs/deaths.yaml'),
    `transport: { name: http, url: "${url}", attempts: 1, headers: { Authorization: "Bearer \${secret:DEATHS_KEY}" } }\n`,
  );
  appendFileSync(
    path.join(city, 'config/sources/commerce/officers.yaml'),
    `transport: { name: http, url: "${url.replace('deaths', '${secret:DEATHS_KEY}')}", attempts: 1 }\n`,
  );
  hub = await openCityHub(path.join(folder, 'data'), path.join(city, 'config'));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

const importDeaths = (...words: string[]) =>
  sanku(['import', '--source', 'civil-affairs.deaths', ...words, '--data', hub.folders.data, '--json'], { DEATHS_KEY: 'geheim' });

function serve(content: Buffer, etag: string): void {
  answer = (request, reply) => {
    if (request.headers['if-none-match'] === etag) reply.writeHead(304).end();
    else reply.writeHead(200, { etag, 'content-length': content.length, 'last-modified': 'Thu, 01 Oct 2026 01:00:00 GMT' }).end(content);
  };
}

describe('a source whose deliveries lie at an address', () => {
  test('is imported without a file being named, with its secret, and once only', async () => {
    serve(deaths(1), '"1"');
    const first = await importDeaths();
    expect(first).toMatchObject({ code: 0, json: [{ source: 'civil-affairs.deaths', status: 'waiting' }] });
    const second = await importDeaths();
    expect(second).toMatchObject({ code: 0, json: [], err: expect.stringContaining('There is nothing new.') });
    expect(asked).toEqual([
      { authorization: 'Bearer geheim', ifNoneMatch: undefined },
      { authorization: 'Bearer geheim', ifNoneMatch: '"1"' },
    ]);
    const [delivery] = await hub.catalogue.deliveries({ source: 'civil-affairs.deaths', limit: 1 });
    expect(delivery).toMatchObject({ asOf: '2026-10-01', status: 'published' });
  });

  test('says what is wrong with the address in both languages, and leaves no delivery', async () => {
    answer = (_, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>请登录</html>');
    expect(await importDeaths()).toMatchObject({ code: 1, err: expect.stringContaining('a web page') });
    expect(await importDeaths('--lang', 'zh')).toMatchObject({ code: 1, err: expect.stringContaining('返回的是网页') });
    expect(await hub.catalogue.deliveries({ source: 'civil-affairs.deaths', limit: 10 })).toHaveLength(1);
  });

  test('takes what came later, for the day that is said', async () => {
    serve(deaths(2), '"2"');
    expect(await importDeaths('--as-of', '2026-10-31')).toMatchObject({ code: 0, json: [{ status: 'waiting' }] });
    const [delivery] = await hub.catalogue.deliveries({ source: 'civil-affairs.deaths', limit: 1 });
    expect(delivery).toMatchObject({ asOf: '2026-10-31' });
  });
});

test('a secret in the path of an address stands in no message, and in no name of a file', async () => {
  const importOfficers = () =>
    sanku(['import', '--source', 'commerce.officers', '--data', hub.folders.data, '--json'], { DEATHS_KEY: 'geh eim' });
  answer = (request, reply) => reply.writeHead(request.url === '/geh%20eim.xlsx' ? 410 : 500).end();
  const refused = await importOfficers();
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('/***.xlsx answers 410') });
  serve(Buffer.from('{"no":1}\n'), '"officers"');
  const imported = await importOfficers();
  expect(imported).toMatchObject({ code: 3, json: [{ status: 'refused', error: { code: 'columnsDiffer' } }] });
  const [delivery] = await hub.catalogue.deliveries({ source: 'commerce.officers', limit: 1 });
  expect(delivery).toMatchObject({ files: [{ name: '_.xlsx' }] });
  expect(JSON.stringify([refused, imported, delivery])).not.toMatch(/geh.{1,3}eim/);
});

test('two imports of one source at once: the second says that it waits, and then finds that all is done', async () => {
  const source = 'police.dwellings';
  const files = [fileOf('police/dwellings', 1)];
  const events: string[] = [];
  const follow =
    (who: string): ImportProgress =>
    (event) => {
      if ('waitsFor' in event) events.push(`${who} waits for ${event.waitsFor}`);
      if ('landed' in event) events.push(`${who} ${event.landed.status}`);
    };
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let second: Promise<unknown> = Promise.resolve();
  await withLock(hub.database, { name: `source:${source}` }, async () => {
    second = Promise.all(
      ['first', 'second'].map((who) =>
        hub.importFiles({ source, files }, (event) => {
          follow(who)(event);
          if (events.length === 2) begin();
        }),
      ),
    );
    await begun;
  });
  await second;
  expect(events.slice(0, 2).sort()).toEqual(['first waits for police.dwellings', 'second waits for police.dwellings']);
  expect(events.slice(2).map((event) => event.split(' ')[1])).toEqual(['waiting', 'repeated']);
});

test('an inbox file is taken once, also by the next process', async () => {
  const inbox = path.join(hub.folders.data, 'inbox/tax');
  mkdirSync(inbox, { recursive: true });
  cpSync(path.join(monthFolder(city, 1), 'tax'), inbox, { recursive: true });
  const surroundings = { pause: async () => undefined };
  const look = async (one: Hub) =>
    (await importFromTransport(one, { source: 'tax.taxpayers', surroundings })).deliveries.map(({ status }) => status);
  expect([await look(hub), await look(hub)]).toEqual([['waiting'], []]);
  const next = await openCityHub(hub.folders.data);
  expect(await look(next)).toEqual([]);
  await next.close();
});
