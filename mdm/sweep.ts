import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MdmContext } from './contract.ts';
import { GoldenStore } from './golden-store.ts';
import { endKilledRuns } from './shapes.ts';

/** What a run's folder in the work folder is called, before its number. */
export const RUN_FOLDER = 'publish-';

/** Clears away what killed publish runs left: tables and folders of the run, and the run that still stands as running. Under the lock of publishing. */
export async function sweepPublish({ database, workFolder }: MdmContext): Promise<void> {
  await new GoldenStore(database).dropStaging();
  await endKilledRuns(database.kysely, { kind: 'publish' });
  for (const folder of await readdir(workFolder)) {
    if (folder.startsWith(RUN_FOLDER)) await rm(path.join(workFolder, folder), { recursive: true, force: true });
  }
}
