import { statfs } from 'node:fs/promises';
import path from 'node:path';

/** What Node, PostgreSQL and DuckDB say when there is no room left. DuckDB leaves a tenth of what was free, and lets go of its files when it fails. */
const CODES = new Set(['ENOSPC', 'EDQUOT', '53100']);
const WORDS =
  /no space left on device|disk quota exceeded|could not write all bytes to file|out of disk space|max_temp_directory_size|failed to offload/i;

/** Tells whether an error, or what caused it, means that a disk is full. */
export function isDiskFull(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (CODES.has((error as NodeJS.ErrnoException).code ?? '') || WORDS.test(error.message)) return true;
  }
  return false;
}

/** Below this nothing works: PostgreSQL cannot start, or stops where it stands. */
const LEAST_ROOM = 32 * 1024 ** 2;

/** Tells whether so little may still be written where a folder lies that what goes wrong there, goes wrong for that. */
export async function isOutOfRoom(folder: string): Promise<boolean> {
  return (await freeBytes(folder).catch(() => Infinity)) < LEAST_ROOM;
}

/** Bytes that may still be written where a folder lies, or will lie. */
export async function freeBytes(folder: string): Promise<number> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || at === path.dirname(at)) throw error;
    }
  }
}
