import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hashFile, sizeOf, syncPath } from '../core/files.ts';
import { type Database, openDatabase } from '../core/postgres/database.ts';
import { migrate, readMigrations } from '../core/postgres/migrate.ts';
import { loadTables } from '../core/postgres/table-copy.ts';
import type { HubDatabase } from '../schema/index.ts';
import { backupErrors } from './errors.ts';
import { copyHashed } from './keep-file.ts';
import { contentPath, type Manifest, readManifest, tablePath } from './manifest.ts';

/** Stands in a data folder while a backup is being restored into it. */
const RESTORING = 'restoring';

export interface RestoreRequest {
  /** The backup. */
  folder: string;
  /** Absent or empty. */
  dataFolder: string;
  databaseUrl?: string | undefined;
  /** The program's own migrations. */
  migrations: string;
  progress?: ((event: { stage: 'checking' | 'files' | 'database'; share: number }) => void) | undefined;
}

/** @throws restoreUnfinished when the folder holds a restore that was cut off */
export function refuseUnfinishedRestore(dataFolder: string): void {
  if (existsSync(path.join(dataFolder, RESTORING))) throw backupErrors.restoreUnfinished({ folder: dataFolder });
}

/**
 * Makes a data folder of a backup. Everything is checked against the backup's list before anything is written. The database comes
 * to the migration at which it was; the hub's next start brings it further. Cut off, the folder is refused by every command.
 *
 * @returns the backup's list
 * @throws backupMissing, backupDamaged, backupFormatUnknown, backupNewer, migrationChanged, restoreFolderUsed, restoreDatabaseUsed
 */
export async function restoreBackup(request: RestoreRequest): Promise<Manifest> {
  const { folder, dataFolder, databaseUrl } = request;
  const manifest = await readManifest(folder);
  await refuseNewer(manifest, request);
  if ((await readdir(dataFolder).catch(() => [])).length > 0) throw backupErrors.restoreFolderUsed({ folder: dataFolder });
  await verifyBackup(request, manifest);
  await mkdir(dataFolder, { recursive: true });
  const database = await openDatabaseFor(request);
  try {
    await writeFile(path.join(dataFolder, RESTORING), `${manifest.id}\n`);
    await migrate(database, request.migrations, { upTo: manifest.migrations.at(-1)?.number ?? 0 });
    await restoreFiles(request, manifest);
    request.progress?.({ stage: 'database', share: 0 });
    // The migrations note themselves.
    const tables = manifest.tables.filter(({ name }) => name !== 'migration');
    await loadTables(database, { tables, counters: manifest.counters, fileOf: (table) => tablePath(folder, manifest, table) });
    await restoreConfig(database, { dataFolder, version: manifest.config });
  } catch (error) {
    // A database of one's own would stay half made where nobody looks for it.
    if (databaseUrl !== undefined) await database.sql.unsafe(`drop schema if exists "${database.schema}" cascade`).catch(() => undefined);
    throw error;
  } finally {
    await database.close();
  }
  await rm(path.join(dataFolder, RESTORING));
  return manifest;
}

async function refuseNewer({ migrations, program }: Manifest, request: RestoreRequest): Promise<void> {
  const known = (await readMigrations(request.migrations)).at(-1)?.number ?? 0;
  const found = migrations.at(-1)?.number ?? 0;
  if (found > known) throw backupErrors.backupNewer({ folder: request.folder, program, found, known });
}

/** Reads all of a backup. @throws backupDamaged naming the first file that is not what was written */
async function verifyBackup({ folder, progress }: RestoreRequest, manifest: Manifest): Promise<void> {
  const listed = [
    ...manifest.tables.map((table) => ({ ...table, at: tablePath(folder, manifest, table) })),
    ...manifest.files.map((file) => ({ ...file, at: contentPath(folder, file) })),
  ];
  // A list that was tampered with must not write elsewhere.
  const outside = manifest.files.find((file) => !/^(lake|uploads)\//.test(path.posix.normalize(file.path)));
  if (outside !== undefined) throw backupErrors.backupDamaged({ folder, file: outside.path });
  for (const [i, { at, bytes, sha256 }] of listed.entries()) {
    const isWhole = (await sizeOf(at)) === bytes && (await hashFile(at)) === sha256;
    if (!isWhole) throw backupErrors.backupDamaged({ folder, file: path.relative(folder, at) });
    progress?.({ stage: 'checking', share: (i + 1) / listed.length });
  }
}

async function openDatabaseFor({ dataFolder, databaseUrl }: RestoreRequest): Promise<Database<HubDatabase>> {
  const database = await openDatabase<HubDatabase>({ dataFolder, url: databaseUrl });
  const used = await database.sql`select from pg_tables where schemaname = ${database.schema} limit 1`;
  if (used.length === 0) return database;
  await database.close();
  throw backupErrors.restoreDatabaseUsed({ schema: database.schema });
}

async function restoreFiles({ folder, dataFolder, progress }: RestoreRequest, { files }: Manifest): Promise<void> {
  await mkdir(path.join(dataFolder, 'lake'), { recursive: true, mode: 0o700 });
  const folders = new Set<string>();
  for (const [i, file] of files.entries()) {
    const target = path.join(dataFolder, ...file.path.split('/'));
    // Nobody else on the machine reads what departments delivered.
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const copied = await copyHashed(contentPath(folder, file), { unfinished: `${target}.tmp`, nameOf: () => target });
    if (copied.sha256 !== file.sha256) throw backupErrors.backupDamaged({ folder, file: file.path });
    folders.add(path.dirname(target));
    progress?.({ stage: 'files', share: (i + 1) / files.length });
  }
  for (const written of folders) await syncPath(written);
}

/**
 * The configuration in use at the time is written beside the data and remembered: the folder it was read from may not exist on
 * this machine, or hold another version by now.
 */
async function restoreConfig(
  { sql }: Database<HubDatabase>,
  { dataFolder, version }: { dataFolder: string; version: string },
): Promise<void> {
  const folder = path.join(dataFolder, 'config');
  const [row] = await sql<{ content: Record<string, string> }[]>`select content from config_version where version = ${version}`;
  for (const [name, text] of Object.entries(row?.content ?? {})) {
    const file = path.join(folder, ...name.split('/'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flush: true });
  }
  await sql`update setting set value = ${sql.json({ folder })} where name = 'configFolder'`;
}
