import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes that are read at once. */
export const AT_ONCE = { highWaterMark: 1 << 20 };

/** SHA-256 of a file, in hexadecimal digits; read as a stream. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, AT_ONCE), hash);
  return hash.digest('hex');
}

/** Bytes of a file; undefined where there is none. */
export async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}

/** Bytes of several files together; one that is missing counts for nothing. */
export async function sizeOfAll(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(sizeOf));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/** Brings a file, or a folder's entries, to the disk. */
export async function syncPath(target: string): Promise<void> {
  const handle = await open(path.resolve(target), 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some systems cannot sync a folder; its files are synced all the same.
    if (!['EPERM', 'EINVAL', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** A stream that changes nothing and tells, once all has passed, how much it was and its SHA-256. */
export function describeStream(): { stream: Transform; passed: () => { bytes: number; sha256: string } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, passed: () => ({ bytes, sha256: hash.digest('hex') }) };
}
