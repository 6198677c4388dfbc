import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AT_ONCE, describeStream, sizeOf } from '../core/files.ts';

/**
 * Copies a file and tells what was copied. The copy appears under its name only when it is whole and on disk.
 *
 * @param nameOf path of the copy by its SHA-256; one that is there with as many bytes is left as it is
 */
export async function copyHashed(file: string, { unfinished, nameOf }: { unfinished: string; nameOf: (sha256: string) => string }) {
  const { stream, passed } = describeStream();
  await pipeline(createReadStream(file, AT_ONCE), stream, createWriteStream(unfinished, { mode: 0o600, flush: true }));
  const { sha256, bytes } = passed();
  const target = nameOf(sha256);
  const isThere = (await sizeOf(target)) === bytes;
  if (isThere) await rm(unfinished);
  else await rename(unfinished, target);
  return { sha256, bytes, isNew: !isThere };
}
