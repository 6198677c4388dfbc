import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ArrivedDelivery, Collected, CollectRequest, TransportMark } from '../../contract.ts';
import { gatherDeliveries, listFiles } from './find-deliveries.ts';

export interface FolderSettings {
  folder: string;
  settleSeconds: number;
}

/**
 * Looks at a folder twice. A file is complete when its size and time of change are the same both times and its name does not end in
 * `.part` or `.tmp`; any other is left for the next time. The mark holds what was there, so a file is given once, and again only when
 * it has changed. A delivery with a missing part waits; it is refused each time until the part comes.
 */
export async function collectSettled({ source, settings, mark, surroundings }: CollectRequest): Promise<Collected> {
  const { folder, settleSeconds = 2 } = settings as unknown as FolderSettings;
  const before = await stampsOf(folder);
  if (before.size > 0) await surroundings.pause(settleSeconds * 1000);
  const now = await stampsOf(folder);
  const complete = [...now.keys()].filter((file) => before.get(file) === now.get(file));
  const { deliveries, refused } = gatherDeliveries(folder, { files: complete, sources: [source] });
  const stampOf = ({ files }: ArrivedDelivery) => files.map((file) => now.get(path.relative(path.resolve(folder), file)) ?? '').join('|');
  const nameOf = ({ files }: ArrivedDelivery) => path.relative(path.resolve(folder), files[0]!);
  // Files that were taken away are forgotten with this.
  const present: TransportMark = Object.fromEntries(deliveries.map((delivery) => [nameOf(delivery), stampOf(delivery)]));
  const fresh = deliveries.filter((delivery) => mark?.[nameOf(delivery)] !== stampOf(delivery));
  return { deliveries: fresh, refused, mark: present };
}

/** Size and time of change of every file; one that goes away meanwhile is left out. */
async function stampsOf(folder: string): Promise<Map<string, string>> {
  const stamps = new Map<string, string>();
  for (const file of await listFiles(folder)) {
    const found = await stat(path.join(folder, file), { bigint: true }).catch(() => null);
    if (found !== null) stamps.set(file, `${found.size} ${found.mtimeNs}`);
  }
  return stamps;
}
