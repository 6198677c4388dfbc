import { chmod, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a file that only its owner reads, whole or not at all: beside its place, in a folder of its own that nobody else may enter.
 *
 * @param write writes the file it is told to write
 */
export async function writePrivately<T>(file: string, write: (beside: string) => Promise<T>): Promise<T> {
  const there = await stat(file).catch(() => undefined);
  // A pipe or a device keeps its own rights and cannot be replaced.
  if (there !== undefined && !there.isFile()) return write(file);
  const folder = await mkdtemp(path.join(path.dirname(file), '.writing-'));
  try {
    const beside = path.join(folder, path.basename(file));
    const result = await write(beside);
    await chmod(beside, 0o600);
    await rename(beside, file);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
