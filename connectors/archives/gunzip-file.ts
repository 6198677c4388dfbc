import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { archiveErrors } from './errors.ts';

const pieceBytes = 1 << 20;

/**
 * Unpacks a gzip file as a stream.
 *
 * @param count is told of every piece, and may throw to stop
 * @throws archiveErrors.gzipTruncated, gzipDamaged, and what `count` throws
 */
export async function gunzipFile(from: string, to: string, count: (bytes: number) => void): Promise<void> {
  const counted = new Transform({
    highWaterMark: pieceBytes,
    transform(chunk: Buffer, _, done) {
      try {
        count(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    await pipeline(
      createReadStream(from, { highWaterMark: pieceBytes }),
      createGunzip({ chunkSize: pieceBytes }),
      counted,
      createWriteStream(to),
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const file = path.basename(from);
    if (code === 'Z_BUF_ERROR') throw archiveErrors.gzipTruncated({ file }, error);
    if (code?.startsWith('Z_') === true) throw archiveErrors.gzipDamaged({ file }, error);
    throw error;
  }
}
