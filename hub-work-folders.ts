/** Folders for one piece of work each, which say whose they are: what a killed process left is known by it. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './core/is-alive.ts';

const PURPOSES = ['collect', 'upload', 'score', 'export'] as const;
const NAME = new RegExp(`^(?:${PURPOSES.join('|')})-(\\d+)-`);

/** Of this process; whoever makes it removes it. */
export function makeWorkFolder(workFolder: string, purpose: (typeof PURPOSES)[number]): Promise<string> {
  return mkdtemp(path.join(workFolder, `${purpose}-${process.pid}-`));
}

/** Removes those whose process is gone. */
export async function sweepWorkFolders(workFolder: string): Promise<void> {
  for (const folder of await readdir(workFolder)) {
    const pid = NAME.exec(folder)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(path.join(workFolder, folder), { recursive: true, force: true });
  }
}
