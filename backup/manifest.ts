/** The list of all that belongs to a backup. It is written last: a folder without it is no backup. */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { syncPath } from '../core/files.ts';
import type { Counter, TableCopy } from '../core/postgres/table-copy.ts';
import { backupErrors } from './errors.ts';

export const MANIFEST = 'manifest.json';
/** Contents by their SHA-256. */
export const FILES = 'files';
/** One folder for each making of the backup. */
export const TABLES = 'tables';

const FORMAT = 'sanku-backup/1';

export interface BackedUpFile {
  /** Relative to the data folder, `/` between its parts. */
  path: string;
  bytes: number;
  sha256: string;
  /** Milliseconds since 1970 at which it was last written: unchanged, it is not read again. */
  written: number;
}

export interface Manifest {
  format: string;
  /** Names the hub; it stays the same through restores. */
  hub: string;
  /** Number of this making; also the name of its folder under `tables/`. */
  id: string;
  /** Instant (ISO 8601) of which all of it is. */
  at: string;
  /** Version of the program that made it. */
  program: string;
  /** The shape of the database. */
  migrations: { number: number; name: string; hash: string }[];
  /** Version of the configuration in use. */
  config: string;
  /** Run that was published last. */
  published: number;
  tables: TableCopy[];
  counters: Counter[];
  files: BackedUpFile[];
}

/** Where a file of the backup lies in its folder. */
export const contentPath = (folder: string, { sha256 }: { sha256: string }) => path.join(folder, FILES, sha256);
export const tablePath = (folder: string, { id }: { id: string }, { name }: { name: string }) =>
  path.join(folder, TABLES, id, `${name}.copy.zst`);

/** Puts the list in place of an earlier one in one step, with a checksum over itself. */
export async function writeManifest(folder: string, manifest: Omit<Manifest, 'format'>): Promise<void> {
  const body = { format: FORMAT, ...manifest };
  const unfinished = path.join(folder, `${MANIFEST}.unfinished`);
  await writeFile(unfinished, `${JSON.stringify({ ...body, sha256: checksum(body) }, null, 1)}\n`, { mode: 0o600, flush: true });
  await rename(unfinished, path.join(folder, MANIFEST));
  await syncPath(folder);
}

/** @throws backupMissing, backupDamaged, backupFormatUnknown */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw backupErrors.backupMissing({ folder });
    throw error;
  });
  const damaged = () => backupErrors.backupDamaged({ folder, file: MANIFEST });
  let read: Manifest & { sha256: string };
  try {
    read = JSON.parse(text);
  } catch {
    throw damaged();
  }
  if (typeof read !== 'object' || read === null || typeof read.format !== 'string') throw damaged();
  if (read.format !== FORMAT) throw backupErrors.backupFormatUnknown({ folder, found: read.format, known: FORMAT });
  const { sha256, ...body } = read;
  if (sha256 !== checksum(body)) throw damaged();
  return body;
}

function checksum(body: object): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
