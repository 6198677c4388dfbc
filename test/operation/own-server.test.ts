/** A server of one's own, reached over TCP by an account that owns nothing but its database, as DATABASE_URL names it. */
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import postgres from 'postgres';
import { verifyAudit } from '../../access/index.ts';
import { silentLog } from '../../core/log.ts';
import { type EmbeddedServer, joinEmbeddedServer } from '../../core/postgres/embedded.ts';
import { type Hub, openHub } from '../../hub.ts';
import { backupHub, restoreHub } from '../../hub-backup.ts';
import { type Exports, exportsOf, freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';

let folder: string;
let server: EmbeddedServer;
let databaseUrl: string;
let hub: Hub;
/** What a hub with its own server says after each month. */
const wanted: Exports[] = [];

beforeAll(async () => {
  folder = freshFolder('own-server');
  const city = await makeCity(folder, { months: 2, people: 120 });
  keepFeeds(city, 2);
  const port = await startServer();
  const { user, password } = server;
  const admin = postgres({ host: '127.0.0.1', port, user, password, database: 'postgres', onnotice: () => undefined });
  await admin`create role hub login password 'of the hub'`;
  await admin`create database city owner hub`;
  await admin.end();
  databaseUrl = `postgres://hub:of%20the%20hub@127.0.0.1:${port}/city`;
  const other = await openCityHub(path.join(folder, 'embedded'), path.join(city, 'config'));
  hub = await openHub({ dataFolder: path.join(folder, 'data'), configFolder: path.join(city, 'config'), databaseUrl, log: silentLog });
  for (const month of [1, 2]) {
    await other.importFolder(monthFolder(city, month));
    wanted.push(await exportsOf(other));
  }
  await hub.importFolder(monthFolder(city, 1));
  await other.close();
});
afterAll(async () => {
  await hub?.close();
  await server?.leave();
  rmSync(folder, { recursive: true, force: true });
});

/** @returns the port it listens on */
async function startServer(): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const settings = { listen_addresses: '127.0.0.1', port: String(port) };
    try {
      server = await joinEmbeddedServer({ dataFolder: path.join(folder, 'server'), settings });
      return port;
    } catch (error) {
      // Another program took the port that was free a moment ago.
      if (attempt === 3) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

test('the account is no superuser, and no server runs in the data folder', async () => {
  const [row] = await hub.database.sql`select rolsuper, rolcreatedb from pg_roles where rolname = current_user`;
  expect(row).toEqual({ rolsuper: false, rolcreatedb: false });
  expect(hub.database.serverProcessId).toBeUndefined();
});

test('a first import and a second give what the own database gives', async () => {
  expect(await exportsOf(hub)).toEqual(wanted[0]);
  await hub.importFolder(monthFolder(path.join(folder, 'city'), 2));
  expect(await exportsOf(hub)).toEqual(wanted[1]);
});

test('a look-up finds a person, and the access log takes its line', async () => {
  const [row] = await hub.database.sql<{ id: string }[]>`select id from person where known_to = 'infinity' order by id limit 1`;
  expect((await hub.golden.read('person', [row!.id], {})).map(({ id }) => id)).toEqual([row!.id]);
  const line = { key: null, user: 'clerk', purpose: null, caseNumber: null, action: 'test', outcome: 'delivered', entityType: null };
  await hub.audit.append([{ ...line, entities: [], roles: null, fields: [], detail: {} }]);
  expect((await verifyAudit(hub.database)).ok).toBe(true);
});

test('its backup becomes a hub with an own database, and a database that holds a hub is not restored over', async () => {
  const backup = path.join(folder, 'backup');
  await backupHub(hub, { folder: backup, program: '0.1.0' });
  const data = path.join(folder, 'restored');
  await restoreHub({ folder: backup, dataFolder: data });
  const restored = await openCityHub(data);
  const exports = await exportsOf(restored);
  await restored.close();
  expect(exports).toEqual(wanted[1]);
  const again = restoreHub({ folder: backup, dataFolder: path.join(folder, 'again'), databaseUrl });
  await expect(again).rejects.toMatchObject({ code: 'restoreDatabaseUsed' });
  expect(await exportsOf(hub)).toEqual(wanted[1]);
});
