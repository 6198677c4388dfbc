import { Worker } from 'node:worker_threads';

/** A sheet ends at row 65,536 and column 256: what takes more than this only wants to fill the memory. */
const mostMemoryMb = 2048;

/** Loading the library takes longer than reading most files: a thread that has read a small one is kept for the next. */
let spare: Worker | null = null;

export function takeThread(): Worker {
  const kept = spare;
  spare = null;
  if (kept !== null) {
    kept.ref();
    return kept;
  }
  const worker = new Worker(new URL('./xls-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb } });
  worker.on('error', () => undefined);
  worker.once('exit', () => {
    if (spare === worker) spare = null;
  });
  return worker;
}

/** Gives back a thread that did its work. */
export async function giveBack(worker: Worker, { isSmall }: { isSmall: boolean }): Promise<void> {
  if (spare !== null || !isSmall) {
    await worker.terminate();
    return;
  }
  spare = worker;
  worker.unref();
}
