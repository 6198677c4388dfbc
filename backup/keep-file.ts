import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const AT_ONCE = { highWaterMark: 1 << 20 };

/** SHA-256 of a file, read as a stream. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, AT_ONCE), hash);
  return hash.digest('hex');
}

/**
 * Copies a file and tells what was copied. The copy appears under its name only when it is whole and on disk.
 *
 * @param nameOf path of the copy by its SHA-256; one that is there with as many bytes is left as it is
 */
export async function copyHashed(file: string, { unfinished, nameOf }: { unfinished: string; nameOf: (sha256: string) => string }) {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(file, AT_ONCE), counted, createWriteStream(unfinished, { mode: 0o600, flush: true }));
  const sha256 = hash.digest('hex');
  const target = nameOf(sha256);
  const isThere = (await sizeOf(target)) === bytes;
  if (isThere) await rm(unfinished);
  else await rename(unfinished, target);
  return { sha256, bytes, isNew: !isThere };
}

/** Bytes of a file; undefined where there is none. */
export async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}

/** Brings a folder's entries to the disk. */
export async function syncPath(folder: string): Promise<void> {
  const handle = await open(path.resolve(folder), 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some systems cannot sync a folder; its files are synced all the same.
    if (!['EPERM', 'EINVAL', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
