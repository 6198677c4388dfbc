/** Brings in what a source's transport finds: the inbox on disk, an address on the network. */

import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { resolveSecrets, type SourceConfig, secretsIn } from './config/index.ts';
import type { Collected, Surroundings } from './connectors/index.ts';
import { isSankuError } from './core/errors.ts';
import type { Hub, ImportProgress, ImportResult } from './hub.ts';
import { makeWorkFolder } from './hub-work-folders.ts';
import { findSource, readCollectMark, readingVersion, writeCollectMark } from './pipelines/index.ts';

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
  const workFolder = await makeWorkFolder(hub.folders.work, 'collect');
  try {
    const { deliveries, refused, mark } = await collect(hub, { config, workFolder, surroundings });
    for (const { error } of refused) hub.pipeline.log.warn({ source, code: error.code }, error.message);
    const arrived = deliveries.map((delivery) => (asOf === undefined ? delivery : { ...delivery, asOf }));
    const imported = await hub.importFound({ deliveries: arrived, refused }, progress);
    await writeCollectMark(hub.database, source, { config: collectVersion(hub, config), mark });
    return imported;
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** What was dealt with under one of these need not be brought again under another that is equal. */
function collectVersion({ config }: Hub, source: SourceConfig): string {
  return `${readingVersion(config, source)} ${JSON.stringify(source.transport ?? null)}`;
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
  const secrets = secretsIn(settings, hub.secrets);
  const collected = hub.transports[name]!.collect({
    source,
    settings: resolveSecrets(settings, hub.secrets),
    mark: stored?.config === collectVersion(hub, config) ? stored.mark : null,
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
  return collected.then(
    (found) => withoutSecrets(found, { secrets, workFolder }),
    (error: unknown) => {
      throw isSankuError(error) ? error.without(secrets.flatMap(asInAddress)) : error;
    },
  );
}

/** A secret in the path of an address is told by nobody: not by an error, nor by the name of the file that came from there. */
async function withoutSecrets(
  found: Collected,
  { secrets, workFolder }: { secrets: readonly string[]; workFolder: string },
): Promise<Collected> {
  if (secrets.length === 0) return found;
  const named = async (file: string) => {
    // A file that lies where the department put it keeps its name.
    if (!file.startsWith(workFolder + path.sep)) return file;
    const name = secrets.flatMap(asInAddress).reduce((rest, secret) => rest.replaceAll(secret, '_'), path.basename(file));
    const target = path.join(path.dirname(file), name);
    if (target !== file) await rename(file, target);
    return target;
  };
  const deliveries = found.deliveries.map(async (delivery) => ({ ...delivery, files: await Promise.all(delivery.files.map(named)) }));
  return { ...found, deliveries: await Promise.all(deliveries) };
}

/** As it stands in an address, and as it was written; the longest first. */
function asInAddress(secret: string): string[] {
  const { pathname } = new URL(`http://x/${secret.replaceAll(/[?#]/g, encodeURIComponent)}`);
  return [...new Set([encodeURIComponent(secret), pathname.slice(1), secret])].filter((form) => form !== '');
}
