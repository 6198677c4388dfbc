import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { isSankuError } from '../errors.ts';
import { receivingErrors } from './errors.ts';

export interface Receiving {
  body: Readable;
  /** Absolute path; must not be there yet. */
  file: string;
  /** Bytes that the sender promises. */
  length?: number | undefined;
  maxMb: number;
  /** Longest silence of the sender. */
  idleMs: number;
}

export interface ReceivedFile {
  bytes: number;
  /** SHA-256, in hexadecimal digits. */
  hash: string;
}

/**
 * Writes what somebody sends to a file, chunk by chunk, and brings it to the disk. What is there afterwards is whole; after an error the
 * caller removes it.
 *
 * @throws uploadTooLarge, uploadBrokenOff, uploadEmpty
 */
export async function receiveFile({ body, file, length, maxMb, idleMs }: Receiving): Promise<ReceivedFile> {
  const tooLarge = () => receivingErrors.uploadTooLarge({ limit: maxMb });
  if (length !== undefined && length > maxMb * 1024 * 1024) throw tooLarge();
  const hash = createHash('sha256');
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  const beginSilence = () => {
    clearTimeout(timer);
    timer = setTimeout(() => body.destroy(receivingErrors.uploadBrokenOff({ bytes })), idleMs);
  };
  const handle = await open(file, 'wx', 0o600);
  try {
    beginSilence();
    // The connection stays: who sends too much is to be told so.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      beginSilence();
      bytes += chunk.length;
      if (bytes > maxMb * 1024 * 1024) throw tooLarge();
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (length !== undefined && bytes !== length) throw receivingErrors.uploadBrokenOff({ bytes });
    if (bytes === 0) throw receivingErrors.uploadEmpty();
    await handle.sync();
  } catch (error) {
    throw isOfSender(error) ? receivingErrors.uploadBrokenOff({ bytes }, error) : error;
  } finally {
    clearTimeout(timer);
    await handle.close();
  }
  return { bytes, hash: hash.digest('hex') };
}

function isOfSender(error: unknown): boolean {
  return (
    !isSankuError(error) &&
    /^(ECONN|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ERR_STREAM_DESTROYED|HPE_)/.test((error as NodeJS.ErrnoException).code ?? '')
  );
}
