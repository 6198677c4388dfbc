import { createHash } from 'node:crypto';
import {
  appendFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyAudit } from '../../access/index.ts';
import { readManifest } from '../../backup/index.ts';
import type { Hub } from '../../hub.ts';
import { type BackupResult, backupHub, type Manifest, restoreHub } from '../../hub-backup.ts';
import { createUploads } from '../../hub-uploads.ts';
import { copyData, type Exports, exportsOf, freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';

let folder: string;
let city: string;
/** The hub that is backed up, open, with its first month. */
let hub: Hub;
/** What is exported after each month. */
const served: Exports[] = [];
const place = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = freshFolder('backup');
  city = await makeCity(folder, { months: 2 });
  keepFeeds(city, 2);
  hub = await openCityHub(place('data'), path.join(city, 'config'));
  await hub.importFolder(monthFolder(city, 1));
  served.push(await exportsOf(hub));
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const backup = (to: string, of = hub): Promise<BackupResult> => backupHub(of, { folder: to, program: '0.1.0' });

async function restore(from: string, to: string): Promise<Manifest> {
  return restoreHub({ folder: from, dataFolder: to });
}

/** Works on a hub restored into a folder of its own. */
async function onRestored<T>(from: string, work: (restored: Hub) => Promise<T>): Promise<T> {
  const data = place('restored');
  try {
    await restore(from, data);
    const restored = await openCityHub(data);
    try {
      return await work(restored);
    } finally {
      await restored.close();
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

let copies = 0;
/** A copy of the backup, to be spoilt. */
function spoilt(spoil: (backup: string) => void): string {
  const copy = place(`spoilt-${++copies}`);
  copyData(place('backup'), copy);
  spoil(copy);
  return copy;
}

function rewriteManifest(of: string, change: (manifest: Manifest) => object): void {
  const file = path.join(of, 'manifest.json');
  const { sha256: _, ...body } = JSON.parse(readFileSync(file, 'utf8'));
  const changed = change(body);
  writeFileSync(file, JSON.stringify({ ...changed, sha256: createHash('sha256').update(JSON.stringify(changed)).digest('hex') }));
}

describe('a backup', () => {
  let first: BackupResult;

  test('restored, answers the same, its access log is whole, and the next import goes on', async () => {
    const entry = { key: null, user: 'clerk', purpose: null, caseNumber: null, action: 'test', outcome: 'delivered', entityType: null };
    await hub.audit.append([{ ...entry, entities: ['p-1'], roles: null, fields: [], detail: { says: 'tab\tline\nbackslash\\ 汉字' } }]);
    first = await backup(place('backup'));
    expect(first.copied).toBe(readdirSync(place('backup/files')).length);
    await onRestored(place('backup'), async (restored) => {
      expect(await exportsOf(restored)).toEqual(served[0]);
      expect(await verifyAudit(restored.database)).toEqual(await verifyAudit(hub.database));
      expect(restored.config.version).toBe(hub.config.version);
      const [index] = await restored.database.sql`select count(*)::int as n from pg_indexes where schemaname = 'sanku'`;
      expect(index).toEqual((await hub.database.sql`select count(*)::int as n from pg_indexes where schemaname = 'sanku'`)[0]);
      const { deliveries } = await restored.importFolder(monthFolder(city, 2));
      expect(deliveries.map(({ status }) => status)).toEqual(deliveries.map(() => 'waiting'));
      served.push(await exportsOf(restored));
      expect(served[1]).not.toEqual(served[0]);
      await restored.audit.append([{ ...entry, entities: [], roles: null, fields: [], detail: {} }]);
      expect((await verifyAudit(restored.database)).ok).toBe(true);
    });
  });

  test('keeps nothing open to others', () => {
    const open = readdirSync(place('backup'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter((entry) => (statSync(path.join(entry.parentPath, entry.name)).mode & 0o077) !== 0);
    expect(open.map(({ name }) => name)).toEqual([]);
    expect(statSync(place('backup')).mode & 0o077).toBe(0);
  });

  test('made while an import publishes is wholly of before or of after; made again, copies only what is new', async () => {
    const [, second] = await Promise.all([hub.importFolder(monthFolder(city, 2)), backup(place('backup'))]);
    // The hub itself comes to what the restored one came to.
    expect(await exportsOf(hub)).toEqual(served[1]);
    const states = new Map([[first.published, served[0]]]);
    states.set((await hub.database.sql`select run from published`)[0]!['run'] as number, served[1]);
    await onRestored(place('backup'), async (restored) => {
      expect(await exportsOf(restored)).toEqual(states.get(second.published));
      await restored.importFolder(monthFolder(city, 2));
      expect(await exportsOf(restored)).toEqual(served[1]);
    });
    const third = await backup(place('backup'));
    expect(third.published).toBeGreaterThan(first.published);
    const fourth = await backup(place('backup'));
    expect([fourth.copied, fourth.files]).toEqual([0, third.files]);
    expect(readdirSync(place('backup/tables'))).toEqual([fourth.id]);
    expect(readdirSync(place('backup')).sort()).toEqual(['files', 'manifest.json', 'tables']);
  });

  test('holds the uploads that wait, which the restored hub takes in', async () => {
    const uploads = createUploads(hub);
    await uploads.stop();
    const file = readdirSync(path.join(monthFolder(city, 1), 'police')).find((name) => name.startsWith('dwellings.'))!;
    const body = createReadStream(path.join(monthFolder(city, 1), 'police', file));
    const upload = await uploads.receive({ source: 'police.dwellings', body, fileName: 'dwellings.2026-09-01.dbf' });
    expect(upload.status).toBe('received');
    await backup(place('with-uploads'));
    rmSync(place('data/uploads'), { recursive: true });
    await onRestored(place('with-uploads'), async (restored) => {
      const resumed = createUploads(restored);
      await resumed.resume();
      while (/received|importing/.test((await resumed.find(upload.id))!.status)) await sleep(20);
      await resumed.stop();
      expect(await resumed.find(upload.id)).toMatchObject({ status: 'imported', asOf: '2026-09-01' });
      expect(readdirSync(path.join(restored.folders.data, 'uploads', upload.id))).toEqual(['upload.json']);
      expect(statSync(path.join(restored.folders.data, 'uploads')).mode & 0o077).toBe(0);
    });
  });

  test('does not run twice at once', async () => {
    // The first comes no further than this table until the second was refused.
    const holder = await hub.database.sql.reserve();
    await holder`begin`;
    await holder`lock table delivery in access exclusive mode`;
    const first = backup(place('twice-1'));
    const waiting = () => hub.database.sql`select from pg_locks where not granted and relation = 'delivery'::regclass`;
    while ((await waiting()).length === 0) await Promise.race([sleep(20), first]);
    await expect(backup(place('twice-2'))).rejects.toMatchObject({ code: 'backupRunning' });
    await holder`rollback`;
    holder.release();
    expect((await first).files).toBeGreaterThan(0);
  });

  test('goes only where it does no harm', async () => {
    mkdirSync(place('holiday'));
    writeFileSync(place('holiday/photo.jpg'), '');
    await expect(backup(place('holiday'))).rejects.toMatchObject({ code: 'backupFolderUsed' });
    await expect(backup(place('data/lake/backup'))).rejects.toMatchObject({ code: 'backupInsideData' });
    rmSync(place('data/lake/backup'), { recursive: true });
    const foreign = spoilt((copy) => rewriteManifest(copy, (manifest) => ({ ...manifest, hub: 'another' })));
    await expect(backup(foreign)).rejects.toMatchObject({ code: 'backupOfOtherHub' });
  });

  test('cut off counts for nothing, and leaves the earlier one in place', async () => {
    const [file] = await hub.database.sql<{ path: string }[]>`select path from lake_file where status = 'live' order by path desc limit 1`;
    const lake = path.join(hub.folders.lake, file!.path);
    const [again, fresh] = [spoilt(() => undefined), place('fresh')];
    // The database and most files are written by the time the last file is missed.
    renameSync(lake, `${lake}.away`);
    for (const to of [again, fresh]) await expect(backup(to)).rejects.toMatchObject({ code: 'backupFileMissing' });
    renameSync(`${lake}.away`, lake);
    await onRestored(again, async (restored) => expect(await exportsOf(restored)).toEqual(served[1]));
    await expect(restore(fresh, place('none'))).rejects.toMatchObject({ code: 'backupMissing' });
    const whole = await backup(fresh);
    expect(whole.files).toBe((await readManifest(again)).files.length);
    expect(readdirSync(path.join(fresh, 'files')).length).toBe(new Set((await readManifest(fresh)).files.map(({ sha256 }) => sha256)).size);
  });
});

describe('a restore refuses', () => {
  const refusal = async (from: string, code: string) => {
    await expect(restore(from, place('refused'))).rejects.toMatchObject({ code });
    expect(existsSync(place('refused'))).toBe(false);
  };

  test('a folder that holds anything', async () => {
    await expect(restore(place('backup'), place('data'))).rejects.toMatchObject({ code: 'restoreFolderUsed' });
  });

  test.each(['files', 'tables'])('a backup of whose %s a byte was changed, or one is missing', async (part) => {
    const one = (copy: string) =>
      readdirSync(path.join(copy, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort()[1]!;
    const flipped = spoilt((copy) => {
      const bytes = readFileSync(one(copy));
      bytes[bytes.length >> 1]! ^= 1;
      writeFileSync(one(copy), bytes);
    });
    await refusal(flipped, 'backupDamaged');
    await refusal(
      spoilt((copy) => appendFileSync(one(copy), 'x')),
      'backupDamaged',
    );
    await refusal(
      spoilt((copy) => rmSync(one(copy))),
      'backupDamaged',
    );
  });

  test('a list that is cut short, changed, or of another form', async () => {
    const list = (copy: string) => path.join(copy, 'manifest.json');
    const text = (copy: string) => readFileSync(list(copy), 'utf8');
    await refusal(
      spoilt((copy) => writeFileSync(list(copy), text(copy).slice(0, 500))),
      'backupDamaged',
    );
    await refusal(
      spoilt((copy) => writeFileSync(list(copy), 'null')),
      'backupDamaged',
    );
    await refusal(
      spoilt((copy) => writeFileSync(list(copy), text(copy).replace('"published": ', '"published": 9'))),
      'backupDamaged',
    );
    await refusal(
      spoilt((copy) => rewriteManifest(copy, (manifest) => ({ ...manifest, format: 'sanku-backup/9' }))),
      'backupFormatUnknown',
    );
    await refusal(place('city'), 'backupMissing');
  });

  test('a list that names a place outside the lake', async () => {
    const outside = (manifest: Manifest) => ({ ...manifest, files: [{ ...manifest.files[0]!, path: 'lake/../../outside' }] });
    await refusal(
      spoilt((copy) => rewriteManifest(copy, outside)),
      'backupDamaged',
    );
    expect(existsSync(place('outside'))).toBe(false);
  });

  test('a backup of a newer program', async () => {
    const newer = (manifest: Manifest) => ({
      ...manifest,
      program: '9.0.0',
      migrations: [...manifest.migrations, { number: 9999, name: '9999-later.sql', hash: '' }],
    });
    await refusal(
      spoilt((copy) => rewriteManifest(copy, newer)),
      'backupNewer',
    );
  });

  test('to be taken for whole when it was cut off', async () => {
    mkdirSync(place('cut'));
    writeFileSync(place('cut/restoring'), '');
    await expect(openCityHub(place('cut'))).rejects.toMatchObject({ code: 'restoreUnfinished' });
    await expect(restore(place('backup'), place('cut'))).rejects.toMatchObject({ code: 'restoreFolderUsed' });
  });
});
