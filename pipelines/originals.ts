import { createHash } from 'node:crypto';
import { copyFile, mkdir, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { hashFile, sizeOf, syncPath } from '../core/files.ts';
import type { DeliveredFile } from '../schema/index.ts';
import { pipelineErrors } from './errors.ts';

export const ORIGINALS = 'originals';

/** Name, SHA-256 and size of each part. Read as a stream. */
export async function describeFiles(files: readonly string[]): Promise<DeliveredFile[]> {
  const described: DeliveredFile[] = [];
  for (const file of files) {
    described.push({ name: path.basename(file), hash: await hashFile(file), bytes: (await stat(file)).size });
  }
  return described;
}

/** One hash for the whole delivery: SHA-256 over the parts' hashes, in order. */
export function contentHash(files: readonly DeliveredFile[]): string {
  return createHash('sha256')
    .update(files.map((file) => file.hash).join('\n'))
    .digest('hex');
}

/**
 * Keeps the parts in the lake under their hash. A copy appears under its name only when it is whole and on disk; one that
 * is there already is not written again.
 *
 * @returns absolute paths of the kept parts, in order
 * @throws fileChanging
 */
export async function keepOriginals(lakeFolder: string, files: readonly string[], described: readonly DeliveredFile[]): Promise<string[]> {
  const folder = path.join(lakeFolder, ORIGINALS);
  await mkdir(folder, { recursive: true });
  const kept: string[] = [];
  for (const [i, file] of files.entries()) {
    const target = path.join(folder, described[i]!.hash);
    if ((await sizeOf(target)) !== described[i]!.bytes) await copyWhole(file, target, described[i]!.hash);
    kept.push(target);
  }
  await syncPath(folder);
  return kept;
}

/**
 * Gives kept parts the names they came under, so that every message names the file as the department knows it. Where the system
 * cannot link, they keep the name of their hash.
 */
export async function nameOriginals(
  folder: string,
  originals: readonly string[],
  described: readonly Pick<DeliveredFile, 'name'>[],
): Promise<string[]> {
  const named: string[] = [];
  for (const [i, original] of originals.entries()) {
    // A folder for each: parts from different folders may have one name.
    const link = path.join(folder, `part-${i + 1}`, described[i]!.name);
    await mkdir(path.dirname(link), { recursive: true });
    named.push(
      await symlink(path.resolve(original), link).then(
        () => link,
        () => original,
      ),
    );
  }
  return named;
}

/** The copy is hashed again: a file that is still being written must not be kept under the name of what it was. */
async function copyWhole(file: string, target: string, hash: string): Promise<void> {
  const unfinished = `${target}.${process.pid}.tmp`;
  await copyFile(file, unfinished);
  if ((await hashFile(unfinished)) !== hash) {
    await rm(unfinished, { force: true });
    throw pipelineErrors.fileChanging({ file: path.basename(file) });
  }
  await syncPath(unfinished);
  await rename(unfinished, target);
}
