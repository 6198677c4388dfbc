/** Opens a hub, imports one folder of deliveries and asks for one person. */

import { silentLog } from '../../../core/log.ts';
import { openHub } from '../../../hub.ts';
import type { Tell } from '../tell.ts';

export interface ImportTask {
  dataFolder: string;
  configFolder: string;
  folder: string;
}

/** Sent at the moment a stage begins, in milliseconds since 1970. */
export interface ImportStage {
  stage: 'land' | 'publish' | 'compare' | 'answering';
  at: number;
}

export interface Imported {
  /** Since this process began: database started and migrated; deliveries imported; a look-up answered. */
  seconds: { open: number; import: number; answer: number };
  statuses: string[];
  published: boolean;
  /** One per landed source, one to publish, one to compare. */
  runs: { kind: string; source: string | null; seconds: number; steps: { name: string; rows: number; ms: number }[] }[];
}

export async function task({ dataFolder, configFolder, folder }: ImportTask, tell: Tell): Promise<Imported> {
  const hub = await openHub({ dataFolder, configFolder, log: silentLog });
  const open = performance.now();
  const stage = (name: ImportStage['stage']) => tell({ stage: name, at: Date.now() } satisfies ImportStage);
  const [newest] = await hub.catalogue.runs({ limit: 1 });
  stage('land');
  const { deliveries, publish } = await hub.importFolder(folder, (event) => {
    if ('stage' in event) stage(event.stage);
  });
  const imported = performance.now();
  await lookUp(hub);
  const answered = performance.now();
  stage('answering');
  const runs = (await hub.catalogue.runs({ limit: 1000 })).filter(({ id }) => id > (newest?.id ?? 0)).reverse();
  await hub.close();
  return {
    seconds: { open: open / 1000, import: (imported - open) / 1000, answer: (answered - imported) / 1000 },
    statuses: deliveries.map(({ source, status }) => `${source} ${status}`),
    published: publish.published,
    runs: runs.map(({ kind, source, startedAt, endedAt, steps }) => ({
      ...{ kind, source: source ?? null, steps },
      seconds: (new Date(endedAt ?? startedAt).getTime() - new Date(startedAt).getTime()) / 1000,
    })),
  };
}

async function lookUp({ database, golden }: Awaited<ReturnType<typeof openHub>>): Promise<void> {
  const [row] = await database.sql<{ number: string }[]>`select attributes->>'idNumber' as number from person
    where attributes ? 'idNumber' and known_to = 'infinity' and valid_to = 'infinity' limit 1`;
  const found = await golden.search({ entityType: 'person', keys: [`idNumber:${row!.number}`], limit: 10 });
  if (found.length === 0) throw new Error('the hub does not find a person it holds');
}
