/** What a hub holds, as one hash of everything it exports. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { silentLog } from '../../../core/log.ts';
import { EXPORTS, openHub } from '../../../hub.ts';

export interface FingerprintTask {
  dataFolder: string;
}

export async function task({ dataFolder }: FingerprintTask): Promise<string> {
  const hub = await openHub({ dataFolder, log: silentLog });
  const folder = await mkdtemp(path.join(hub.folders.work, 'bench-'));
  const hash = createHash('sha256');
  for (const what of EXPORTS) {
    await hub.exportTable(what, path.join(folder, what));
    hash.update(await readFile(path.join(folder, what)));
  }
  await rm(folder, { recursive: true, force: true });
  await hub.close();
  return hash.digest('hex');
}
