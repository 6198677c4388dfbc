import { Worker } from 'node:worker_threads';

/** A sheet ends at row 65,536 and column 256: what takes more than this only wants to fill the memory. */
const mostMemoryMb = 2048;

/** A full workbook is read in a few seconds: what keeps a processor busy for longer would do so for ever. */
const mostBusyMs = 120_000;

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

/** Aborts when the thread has worked for too long from now on. Time in which it waits for a processor that others use does not count. */
export function limitBusyTime(worker: Worker, { mostMs = mostBusyMs, everyMs = 1_000 } = {}): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const begun = busyMs(worker).catch(() => 0);
  const look = async () => {
    // A thread that has ended has no limit any more.
    const now = await busyMs(worker).catch(() => 0);
    if (now - (await begun) > mostMs) controller.abort();
  };
  const timer = setInterval(() => void look(), everyMs);
  return { signal: controller.signal, end: () => clearInterval(timer) };
}

/** Processor time of a thread; before Node 24.6 the time in which it was not idle. */
async function busyMs(worker: Worker): Promise<number> {
  if (typeof worker.cpuUsage !== 'function') return worker.performance.eventLoopUtilization().active;
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1000;
}
