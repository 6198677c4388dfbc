import { randomUUID } from 'node:crypto';
import { mkdir, readdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sizeOf, syncPath } from '../core/files.ts';
import type { Database } from '../core/postgres/database.ts';
import { createSharedLock, withLock } from '../core/postgres/lock.ts';
import { type Counter, type Snapshot, type TableCopy, withSnapshot } from '../core/postgres/table-copy.ts';
import type { HubDatabase } from '../schema/index.ts';
import { backupErrors } from './errors.ts';
import { copyHashed } from './keep-file.ts';
import {
  type BackedUpFile,
  contentPath,
  FILES,
  MANIFEST,
  type Manifest,
  readManifest,
  TABLES,
  tablePath,
  writeManifest,
} from './manifest.ts';

/** Shared by all who read files of the lake that may be replaced meanwhile. Who removes replaced files has it alone, or lets them lie. */
export const LAKE_FILES_LOCK = 'lake-files';

/** Tables of runs under way: nothing of them counts. */
const RUN_TABLES = /^run_\d+_/;
/** In a folder that is being written for the first time. */
const BEGUN = 'backup-begun';

export interface BackupRequest {
  database: Database<HubDatabase>;
  dataFolder: string;
  /** Where the backup is kept: empty, or an earlier backup of this hub, which is brought up to date. */
  folder: string;
  /**
   * What waits to be taken in and the database does not know yet: paths relative to the data folder. Copied before the database is read: what is
   * taken in meanwhile is in the one or the other, or in both, which does no harm.
   */
  waiting: () => Promise<string[]>;
  /** Version of the program. */
  program: string;
  /** Version of the configuration in use; its text is kept in the database. */
  config: string;
  clock: () => Date;
  progress?: ((event: { share: number }) => void) | undefined;
}

export interface BackupResult {
  id: string;
  at: string;
  published: number;
  tables: number;
  rows: number;
  /** Original and lake files, and how many of them had to be copied. */
  files: number;
  copied: number;
  /** Of the whole backup, and of what was written this time. */
  bytes: number;
  bytesWritten: number;
}

/**
 * Copies a hub while it serves and imports: the database as of one instant, and every file that the database names at that instant.
 * An earlier backup in the folder counts until the new one is whole; then it gives way to it.
 *
 * @throws backupFolderUsed, backupOfOtherHub, backupInsideData, backupRunning, backupFileMissing
 */
export async function makeBackup(request: BackupRequest): Promise<BackupResult> {
  const { database, folder } = request;
  await checkPlace(request);
  const hub = await hubId(database);
  const earlier = await earlierBackup(folder, hub);
  const files = createSharedLock(database, LAKE_FILES_LOCK);
  const copyHub = async () => {
    const id = `${request
      .clock()
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '')}-${randomUUID().slice(0, 8)}`;
    await mkdir(path.join(folder, TABLES, id), { recursive: true, mode: 0o700 });
    await mkdir(path.join(folder, FILES), { recursive: true, mode: 0o700 });
    const waiting = (await request.waiting()).map((file) => ({ path: file.split(path.sep).join('/'), isNeeded: false }));
    const before = await copyFiles(waiting, { ...request, earlier, progress: undefined });
    const read = await withSnapshot(database, RUN_TABLES, (snapshot) => readDatabase(snapshot, { ...request, id }));
    const { named, ...rest } = read;
    const copied = together(before, await copyFiles(named, { ...request, earlier }));
    const { program, config } = request;
    await syncPath(path.join(folder, FILES));
    await syncPath(path.join(folder, TABLES, id));
    const manifest = { hub, id, program, config, ...rest, files: copied.files };
    await writeManifest(folder, manifest);
    return summary(manifest, copied);
  };
  const result = await withLock(database, { name: 'backup', wait: false }, () => files.hold(copyHub));
  if (result === undefined) throw backupErrors.backupRunning();
  await removeSuperseded(folder);
  return result;
}

async function checkPlace({ folder, dataFolder }: BackupRequest): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [inside, data] = [await realpath(folder), await realpath(dataFolder)];
  if (inside === data || inside.startsWith(data + path.sep)) throw backupErrors.backupInsideData({ folder });
  const there = await readdir(folder);
  if (there.length > 0 && !there.includes(MANIFEST) && !there.includes(BEGUN)) throw backupErrors.backupFolderUsed({ folder });
  await mkdir(path.join(folder, BEGUN), { recursive: true });
}

/** The hub's own name, given at its first backup. */
async function hubId({ sql }: Database<HubDatabase>): Promise<string> {
  await sql`insert into setting (name, value) values ('hubId', ${sql.json({ id: randomUUID() })}) on conflict do nothing`;
  const [row] = await sql<{ id: string }[]>`select value->>'id' as id from setting where name = 'hubId'`;
  return row!.id;
}

/** A damaged list is no earlier backup: everything is copied again. */
async function earlierBackup(folder: string, hub: string): Promise<Manifest | undefined> {
  const earlier = await readManifest(folder).catch(() => undefined);
  if (earlier !== undefined && earlier.hub !== hub) throw backupErrors.backupOfOtherHub({ folder, at: earlier.at });
  return earlier;
}

interface NamedFile {
  path: string;
  /** A landing that is under way may not have brought it yet; whoever restores begins it anew. */
  isNeeded: boolean;
}

interface DatabaseRead {
  at: string;
  published: number;
  migrations: Manifest['migrations'];
  tables: TableCopy[];
  counters: Counter[];
  named: NamedFile[];
}

async function readDatabase(snapshot: Snapshot, request: BackupRequest & { id: string }): Promise<DatabaseRead> {
  const { sql } = snapshot;
  const at = request.clock().toISOString();
  const [state] = await sql<{ run: number }[]>`select run from published`;
  const migrations = await sql<Manifest['migrations']>`select number, name, hash from migration order by number`;
  const lake = await sql<
    NamedFile[]
  >`select 'lake/' || path as path, true as "isNeeded" from lake_file where status <> 'replaced' order by path`;
  const originals = await sql<
    NamedFile[]
  >`select 'lake/originals/' || (file ->> 'hash') as path, bool_or(status in ('waiting', 'published') and not file ? 'removed') as "isNeeded"
    from delivery, jsonb_array_elements(files) as file group by 1 order by 1`;
  const tables: TableCopy[] = [];
  for (const table of snapshot.tables) {
    tables.push(await snapshot.copyOut(table, tablePath(request.folder, request, table)));
    request.progress?.({ share: (0.3 * tables.length) / snapshot.tables.length });
  }
  return {
    at,
    published: state!.run,
    migrations: [...migrations],
    tables,
    counters: await snapshot.counters(),
    named: [...lake, ...originals],
  };
}

interface Copied {
  files: BackedUpFile[];
  copied: number;
  bytesWritten: number;
}

async function copyFiles(named: readonly NamedFile[], request: BackupRequest & { earlier: Manifest | undefined }): Promise<Copied> {
  const { dataFolder, folder, earlier, progress } = request;
  const known = new Map(earlier?.files.map((file) => [file.path, file]));
  const result: Copied = { files: [], copied: 0, bytesWritten: 0 };
  for (const [i, { path: name, isNeeded }] of named.entries()) {
    const file = path.join(dataFolder, name);
    const found = await stat(file).catch(() => undefined);
    if (found === undefined && isNeeded) throw backupErrors.backupFileMissing({ file });
    if (found === undefined) continue;
    const before = known.get(name);
    const isUnchanged = before !== undefined && before.bytes === found.size && before.written === found.mtimeMs;
    if (isUnchanged && (await sizeOf(contentPath(folder, before))) === before.bytes) result.files.push(before);
    else {
      const unfinished = path.join(folder, FILES, 'unfinished');
      const { sha256, bytes, isNew } = await copyHashed(file, { unfinished, nameOf: (hash) => contentPath(folder, { sha256: hash }) });
      result.files.push({ path: name, bytes, sha256, written: found.mtimeMs });
      if (isNew) {
        result.copied += 1;
        result.bytesWritten += bytes;
      }
    }
    progress?.({ share: 0.3 + (0.7 * (i + 1)) / named.length });
  }
  return result;
}

function together(one: Copied, other: Copied): Copied {
  return {
    files: [...one.files, ...other.files],
    copied: one.copied + other.copied,
    bytesWritten: one.bytesWritten + other.bytesWritten,
  };
}

function summary(manifest: Omit<Manifest, 'format'>, { copied, bytesWritten }: Copied): BackupResult {
  const { id, at, published, tables, files } = manifest;
  const sum = (sizes: readonly { bytes: number }[]) => sizes.reduce((total, { bytes }) => total + bytes, 0);
  const rows = tables.reduce((total, table) => total + table.rows, 0);
  const ofTables = sum(tables);
  return {
    ...{ id, at, published, tables: tables.length, rows, files: files.length, copied },
    ...{ bytes: ofTables + sum(files), bytesWritten: ofTables + bytesWritten },
  };
}

/** What the new list does not name belongs to the backup before, or to one that was cut off. */
async function removeSuperseded(folder: string): Promise<void> {
  const { id, files } = await readManifest(folder);
  const named = new Set(files.map(({ sha256 }) => sha256));
  for (const name of await readdir(path.join(folder, FILES)))
    if (!named.has(name)) await rm(path.join(folder, FILES, name), { force: true });
  for (const name of await readdir(path.join(folder, TABLES)))
    if (name !== id) await rm(path.join(folder, TABLES, name), { recursive: true, force: true });
  await rm(path.join(folder, BEGUN), { recursive: true, force: true });
}
