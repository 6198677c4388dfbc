/** Files that departments send over HTTP, from the command that sends them to the published entities. */
import { cpSync, createReadStream, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createKeyStore, parseGrants } from '../access/index.ts';
import { createServer, listen } from '../api/index.ts';
import { sanku } from '../cli/testing.ts';
import { silentLog } from '../core/log.ts';
import type { Hub } from '../hub.ts';
import { divisionAnswers } from '../hub-divisions.ts';
import { createGazetteerList, createHubAddresses } from '../hub-gazetteer.ts';
import { createUploads, type Upload, type Uploads } from '../hub-uploads.ts';
import { mdmErrors } from '../mdm/index.ts';
import { findSource, landDelivery } from '../pipelines/index.ts';
import { freshFolder, makeCity, monthFolder, openCityHub } from './city-hub.ts';

const SOURCE = 'police.dwellings';

let folder: string;
let city: string;
let hub: Hub;
let uploads: Uploads;
let address: string;
let key: string;
const servers: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = freshFolder('uploads');
  city = await makeCity(folder, { months: 3, people: 200 });
  writeFileSync(path.join(city, 'config/hub.yaml'), `${readFileSync(path.join(city, 'config/hub.yaml'), 'utf8')}\nmaxUploadMb: 1\n`);
  hub = await openCityHub(path.join(folder, 'data'), path.join(city, 'config'));
  const grants = parseGrants({ role: 'department', deliver: [SOURCE, 'commerce.officers'] });
  ({ key } = await hub.keys.create({ name: 'export', grants }));
  uploads = createUploads(hub);
  await uploads.resume();
  address = await serve(uploads);
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the address at which these uploads are taken */
async function serve(taking: Uploads): Promise<string> {
  const { gate, catalogue, measure } = hub;
  const server = createServer({
    gate,
    catalogue,
    divisions: divisionAnswers(hub),
    addresses: createHubAddresses(hub),
    gazetteer: createGazetteerList(hub),
    uploads: taking,
    measure,
    health: () => ({ ready: true }),
    version: '0',
    log: silentLog,
  });
  servers.push({ close: () => server.close().then(() => taking.stop()) });
  return listen(server, { host: '127.0.0.1', port: 0 });
}

const dwellings = (month: number) => {
  const department = path.join(monthFolder(city, month), 'police');
  return path.join(department, readdirSync(department).find((name) => name.startsWith('dwellings.'))!);
};
const upload = (...words: string[]) => sanku(['deliveries', 'upload', ...words, '--to', address], { SANKU_KEY: key });
const kept = () => [...readdirSync(hub.folders.work), ...readdirSync(path.join(hub.folders.data, 'uploads'))].sort();

async function settled(id: string): Promise<Upload> {
  for (;;) {
    const found = await uploads.find(id);
    if (found !== undefined && found.status !== 'received' && found.status !== 'importing') return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a file sent by sanku deliveries upload', () => {
  test('is imported and told with its counts', async () => {
    const sent = await upload(SOURCE, dwellings(1));
    expect(sent).toMatchObject({ code: 0, out: expect.stringMatching(/police\.dwellings[\s\S]*Imported\./) });
    expect(sent.err).toMatch(/sending dwellings\.2026-10-01\.dbf/);
    const [delivery] = await hub.catalogue.deliveries({ source: SOURCE, limit: 1 });
    expect(delivery).toMatchObject({ asOf: '2026-10-01', status: 'published' });
    expect(delivery!.read).toBeGreaterThan(0);
  });

  test('a second time says so and changes nothing, also in Chinese', async () => {
    const before = kept();
    const again = await upload(SOURCE, dwellings(1), '--json');
    expect(again).toMatchObject({ code: 0, json: { status: 'repeated', delivery: 1 } });
    expect((await upload(SOURCE, dwellings(1), '--lang', 'zh')).out).toContain('此前已导入相同文件');
    expect(kept()).toEqual(before);
    expect(await hub.catalogue.deliveries({ source: SOURCE, limit: 9 })).toHaveLength(1);
  });

  test('that is refused at the gate ends with 3 and the reason', async () => {
    const file = path.join(folder, 'officers.2026-10-01.ndjson');
    writeFileSync(file, '{"no":1}\n');
    const sent = await upload('commerce.officers', file, '--json');
    expect(sent).toMatchObject({ code: 3, json: { status: 'refused', error: { code: 'columnsDiffer' } } });
    expect(sent.err).toContain('officerId');
  });

  test('without the right to it is refused with the hub’s own words', async () => {
    const sent = await upload('tax.taxpayers', dwellings(1), '--lang', 'zh');
    expect(sent).toMatchObject({ code: 1, err: expect.stringContaining('该密钥无权交付 tax.taxpayers') });
    const [line] = await hub.database
      .sql`select outcome, detail from audit where action = 'deliver' order by at desc, sequence desc limit 1`;
    expect(line).toEqual({ outcome: 'refused:deliveryNotGranted', detail: {} });
  });

  test('too large, empty, one of several parts, of no day', async () => {
    const file = (name: string, bytes: number) => {
      writeFileSync(path.join(folder, name), Buffer.alloc(bytes, 'x'));
      return path.join(folder, name);
    };
    const before = kept();
    expect((await upload(SOURCE, file('large.dbf', 1_100_000))).err).toContain('larger than 1 MB');
    expect((await upload(SOURCE, file('empty.dbf', 0))).err).toContain('holds no file');
    expect((await upload(SOURCE, file('dwellings.1-of-2.dbf', 9))).err).toContain('one part of several');
    expect((await upload(SOURCE, file('dwellings.dbf', 9), '--as-of', '2026-02-30')).err).toContain('not in the form');
    expect(kept()).toEqual(before);
  });

  test.each([
    [['x', 'no-such-file', '--to', 'http://127.0.0.1:1'], 'ENOENT'],
    [['x', 'package.json', '--to', 'http://127.0.0.1:1'], 'did not answer'],
    [['x', 'package.json', '--to', 'hub'], 'not an address'],
  ])('%p says %s', async (words, told) => {
    expect((await sanku(['deliveries', 'upload', ...words], { SANKU_KEY: key })).err).toContain(told);
  });

  test('needs a key', async () => {
    expect((await sanku(['deliveries', 'upload', 'x', 'package.json', '--to', address])).err).toContain('SANKU_KEY');
  });
});

test('a key that another process revoked while its file came delivers nothing: it is refused, not kept, and that is in the log', async () => {
  const grants = parseGrants({ role: 'department', deliver: [SOURCE] });
  const { key: dismissed, id } = await hub.keys.create({ name: 'dismissed', grants });
  const visit = await hub.gate.admitToCatalogue({ key: dismissed }, 'deliver');
  const before = kept();
  const delivering = hub.gate.deliver(visit, SOURCE, async (log) => {
    await createKeyStore(hub.database).revoke('dismissed');
    const body = createReadStream(dwellings(2));
    return uploads.receive({
      source: SOURCE,
      body,
      fileName: 'dwellings.2026-11-01.dbf',
      beforeKept: (upload) => log({ upload: upload.id }),
    });
  });
  await expect(delivering).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(kept()).toEqual(before);
  const lines = await hub.database.sql`select outcome from audit where key = ${id} order by sequence`;
  expect(lines.map(({ outcome }) => outcome)).toEqual(['delivered', 'refused:unauthenticated']);
});

describe('an upload that breaks off', () => {
  /** Begins an upload of a thousand bytes, and speaks half of it. */
  function begin(at: string) {
    const { hostname, port } = new URL(at);
    const socket = connect(Number(port), hostname);
    const head = [
      `POST /sources/${SOURCE}/deliveries?fileName=a.dbf HTTP/1.1`,
      'host: x',
      `authorization: Bearer ${key}`,
      'content-length: 1000',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${'x'.repeat(500)}`);
    return socket.on('error', () => undefined).resume();
  }
  const lastLine = async () =>
    (await hub.database.sql`select outcome from audit where action = 'deliver' order by at desc, sequence desc limit 1`)[0]!['outcome'];
  const until = async (isSo: () => Promise<boolean> | boolean) => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  test.each(['goes away', 'falls silent'])('because the sender %s leaves nothing, and that is in the log', async (how) => {
    const [before, lines] = [kept(), await hub.database.sql`select from audit`];
    // Only here is a silence as short as this the end: a busy machine falls silent for as long.
    const socket = begin(how === 'goes away' ? address : await serve(createUploads(hub, { idleMs: 200 })));
    await until(() => kept().length > before.length);
    if (how === 'goes away') socket.destroy();
    await until(async () => (await hub.database.sql`select from audit`).length > lines.length);
    expect(await lastLine()).toBe('refused:uploadBrokenOff');
    expect(kept()).toEqual(before);
    socket.destroy();
  });
});

describe('a process that is killed', () => {
  test('before it imports leaves what is whole to the next one, which imports it once', async () => {
    const waiting = createUploads(hub);
    await waiting.stop();
    const send = () => waiting.receive({ source: SOURCE, body: createReadStream(dwellings(2)), fileName: 'dwellings.2026-11-01.dbf' });
    const first = await send();
    expect(first).toMatchObject({ status: 'received', asOf: '2026-11-01' });
    expect((await send()).id).toBe(first.id);
    // As if it had been killed while importing.
    const file = path.join(hub.folders.data, 'uploads', first.id, 'upload.json');
    writeFileSync(file, JSON.stringify({ ...first, status: 'importing' }));
    cpSync(file, `${file}.tmp`);
    await uploads.resume();
    expect(await settled(first.id)).toMatchObject({
      status: 'imported',
      delivery: expect.any(Number),
      counts: { rejected: expect.any(Number) },
    });
    await uploads.resume();
    expect(readdirSync(path.dirname(file))).toEqual(['upload.json']);
    expect(await uploads.find('../../x')).toBeUndefined();
  });
});

test('what was taken in but could not be published is not refused: it says why, and the next import publishes it', async () => {
  // Resolving fails for want of memory, as on a machine with too little of it.
  const short: Hub = {
    ...hub,
    async importFiles({ source, files, asOf = null }) {
      await landDelivery({ source: findSource(hub.config, source), delivery: { files, asOf }, context: hub.pipeline });
      throw mdmErrors.memoryTooSmall({ memoryMb: 256 });
    },
  };
  const failing = createUploads(short);
  const sent = await failing.receive({ source: SOURCE, body: createReadStream(dwellings(3)), fileName: 'dwellings.2026-12-01.dbf' });
  const stopped = await settled(sent.id);
  expect(stopped).toMatchObject({ status: 'imported', delivery: expect.any(Number), error: { code: 'memoryTooSmall' } });
  await failing.stop();
  await hub.publish();
  expect((await hub.catalogue.deliveries({ source: SOURCE, limit: 1 }))[0]).toMatchObject({ id: stopped.delivery, status: 'published' });
});
