import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ArrivedDelivery } from '../../contract.ts';
import { type FoundDeliveries, gatherDeliveries, listFiles } from './find-deliveries.ts';

/** A folder into which departments put their files. */
export interface Inbox {
  /** Looks once. Gives each delivery once, when all its files are complete; a file that changed later is given again. */
  poll(): Promise<FoundDeliveries>;
}

/**
 * A file is complete when its size and time of change are the same at two polls running and its name does not end in `.part` or
 * `.tmp`. A delivery with a missing part waits; it is refused at every poll until the part comes.
 */
export function openInbox(folder: string, sources: readonly string[]): Inbox {
  let before = new Map<string, string>();
  const taken = new Map<string, string>();
  return {
    async poll() {
      const now = await marksOf(folder);
      const complete = [...now.keys()].filter((file) => before.get(file) === now.get(file));
      before = now;
      const { deliveries, refused, unmatched } = gatherDeliveries(folder, { files: complete, sources });
      const fresh = deliveries.filter((delivery) => isFresh(delivery, { folder, now, taken }));
      return { deliveries: fresh, refused, unmatched };
    },
  };
}

/** Polls an inbox until `signal` is aborted; yields only when a delivery is complete. */
export async function* watchInbox({
  folder,
  sources,
  intervalMs,
  signal,
}: {
  folder: string;
  sources: readonly string[];
  intervalMs: number;
  signal: AbortSignal;
}): AsyncGenerator<FoundDeliveries> {
  const inbox = openInbox(folder, sources);
  while (!signal.aborted) {
    const found = await inbox.poll();
    if (found.deliveries.length > 0) yield found;
    await pause(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Size and time of change of every file; one that goes away meanwhile is left out. */
async function marksOf(folder: string): Promise<Map<string, string>> {
  const marks = new Map<string, string>();
  for (const file of await listFiles(folder)) {
    const found = await stat(path.join(folder, file), { bigint: true }).catch(() => null);
    if (found !== null) marks.set(file, `${found.size} ${found.mtimeNs}`);
  }
  return marks;
}

interface Seen {
  folder: string;
  now: ReadonlyMap<string, string>;
  taken: Map<string, string>;
}

function isFresh({ files }: ArrivedDelivery, { folder, now, taken }: Seen): boolean {
  const marks = files.map((file) => now.get(path.relative(path.resolve(folder), file)) ?? '').join('|');
  const name = files[0]!;
  if (taken.get(name) === marks) return false;
  taken.set(name, marks);
  return true;
}
