import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../core/is-alive.ts';
import { withLock } from '../core/postgres/lock.ts';
import { LAKE_FAMILIES } from '../schema/index.ts';
import { forgetLanding, knownOriginals, knownPaths, openLandings } from './catalogue-store.ts';
import type { PipelineContext } from './context.ts';
import { ORIGINALS } from './originals.ts';
import { sourceLock } from './run.ts';
import { TRIAL_FOLDER, TRIAL_LOCK } from './trial.ts';
import { WORKSHOP_FOLDER } from './workshop.ts';

export interface Swept {
  /** Landings that were cut off; the same command again lands them. */
  interrupted: number;
  /** Files that nothing knows of. */
  removed: number;
}

/**
 * Clears away what a killed process left: landings that never ended and files that the catalogue does not know. To be called
 * under the lock of publishing, at the hub's start. A landing that another process is busy with keeps its lock and is left alone.
 */
export async function sweepOrphans(context: PipelineContext): Promise<Swept> {
  const { database, lakeFolder, workFolder, log } = context;
  // All is listed before the catalogue is read: what a landing writes meanwhile is not in the lists.
  const written = (await Promise.all(LAKE_FAMILIES.map(({ family }) => filesUnder(path.join(lakeFolder, family))))).flat();
  const originals = await filesUnder(path.join(lakeFolder, ORIGINALS));
  const folders = await readdir(workFolder).catch(() => []);
  const { interrupted, busy } = await endLandings(context);
  const paths = await knownPaths(database);
  const hashes = await knownOriginals(database);
  const orphans = written.filter((file) => {
    const relative = path.relative(lakeFolder, file);
    return !paths.has(relative) && !busy.has(/\.(r?\d+)\.parquet$/.exec(relative)?.[1] ?? '');
  });
  if (busy.size === 0) orphans.push(...originals.filter((file) => !hashes.has(path.basename(file))));
  for (const file of orphans) await rm(file, { force: true });
  for (const folder of folders) {
    const landing = /^land-(r?\d+)$/.exec(folder)?.[1];
    const worker = folder.startsWith(WORKSHOP_FOLDER) ? Number.parseInt(folder.slice(WORKSHOP_FOLDER.length), 10) : undefined;
    const isLeft = landing === undefined ? worker !== undefined && !isAlive(worker) : !busy.has(landing);
    if (isLeft) await rm(path.join(workFolder, folder), { recursive: true, force: true });
  }
  await withLock(database, { name: TRIAL_LOCK, wait: false }, async () => {
    for (const folder of folders)
      if (folder.startsWith(TRIAL_FOLDER)) await rm(path.join(workFolder, folder), { recursive: true, force: true });
  });
  if (interrupted + orphans.length > 0) log.info({ interrupted, removed: orphans.length }, 'cleared away what an interrupted run left');
  return { interrupted, removed: orphans.length };
}

/** Ends the runs whose process is gone. `busy`: what the files and folders of those end in that another process is busy with. */
async function endLandings({ database }: PipelineContext): Promise<{ interrupted: number; busy: Set<string> }> {
  let interrupted = 0;
  const busy = new Set<string>();
  for (const landing of await openLandings(database)) {
    const freed = await withLock(database, { name: sourceLock(landing.source), wait: false }, async () => {
      await forgetLanding(database, landing, { status: 'interrupted' });
      return true;
    });
    if (freed === true) interrupted++;
    else busy.add(landing.delivery > 0 ? `${landing.delivery}` : `r${landing.run}`);
  }
  return { interrupted, busy };
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
