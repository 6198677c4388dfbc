/** For tests: a disk small enough to be filled. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SmallDisk {
  /** Where it is mounted. */
  folder: string;
  /** Only root on Linux may mount one: elsewhere its tests are skipped, aloud. */
  isMounted: boolean;
  remove(): void;
}

/** A file system in memory. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'sanku-small-disk-'));
  const words = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder];
  const isMounted = process.platform === 'linux' && spawnSync('mount', words).status === 0;
  if (!isMounted) console.warn('SKIPPED: no small disk can be mounted here; run as root on Linux to test a full one');
  const remove = () => {
    if (isMounted) execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, isMounted, remove };
}
