/** Brings in what a source's transport finds: the inbox on disk, an address on the network. */

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { resolveSecrets, type SourceConfig } from './config/index.ts';
import type { Collected, Surroundings } from './connectors/index.ts';
import { isAlive } from './core/is-alive.ts';
import type { Hub, ImportProgress, ImportResult } from './hub.ts';
import { findSource, readCollectMark, writeCollectMark } from './pipelines/index.ts';

/** The folder in which departments put their files, `<department>/<feed>.<date>.<ending>`. */
export function inboxFolder(hub: Hub): string {
  return path.join(hub.folders.data, 'inbox');
}

export interface CollectOptions {
  source: string;
  /** `YYYY-MM-DD`; in the place of what the transport says. */
  asOf?: string;
  progress?: ImportProgress;
  surroundings?: Partial<Surroundings>;
}

/**
 * Looks once where the source's deliveries come from and imports what is new and complete; nothing new is an empty result. What was brought is remembered only when it was
 * dealt with, under this configuration: after a change of it, or a crash, it is brought again.
 *
 * @throws sourceUnknown, secretUnreadable and the errors of the transport
 */
export async function importFromTransport(hub: Hub, { source, asOf, progress, surroundings }: CollectOptions): Promise<ImportResult> {
  const config = findSource(hub.config, source);
  const workFolder = await mkdtemp(path.join(hub.folders.work, `collect-${process.pid}-`));
  try {
    const { deliveries, refused, mark } = await collect(hub, { config, workFolder, surroundings });
    for (const { error } of refused) hub.pipeline.log.warn({ source, code: error.code }, error.message);
    const arrived = deliveries.map((delivery) => (asOf === undefined ? delivery : { ...delivery, asOf }));
    const imported = await hub.importFound({ deliveries: arrived, refused }, progress);
    await writeCollectMark(hub.database, source, { config: hub.config.version, mark });
    return imported;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

interface Collecting {
  config: SourceConfig;
  workFolder: string;
  surroundings: Partial<Surroundings> | undefined;
}

async function collect(hub: Hub, { config, workFolder, surroundings = {} }: Collecting): Promise<Collected> {
  const { source } = config;
  if (config.transport === undefined) await mkdir(inboxFolder(hub), { recursive: true });
  const { name, settings } = config.transport ?? { name: 'folder', settings: { folder: inboxFolder(hub) } };
  const stored = await readCollectMark(hub.database, source);
  return hub.transports[name]!.collect({
    source,
    settings: resolveSecrets(settings, hub.secrets),
    mark: stored?.config === hub.config.version ? stored.mark : null,
    workFolder,
    timeZone: hub.config.hub.timeZone,
    surroundings: {
      clock: hub.pipeline.clock,
      pause: (ms) => pause(ms),
      // Only for the pauses between attempts: no result depends on it.
      random: Math.random,
      ...surroundings,
    },
  });
}

/** Removes what a killed process was fetching or receiving. */
export async function sweepFetched(workFolder: string): Promise<void> {
  for (const folder of await readdir(workFolder)) {
    const pid = /^(?:collect|upload)-(\d+)-/.exec(folder)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(path.join(workFolder, folder), { recursive: true, force: true });
  }
}
