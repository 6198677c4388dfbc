/** What the kernel says of processes (Linux only; elsewhere nothing is known). */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const EVERY_MS = 200;
/** The kernel counts processor time in hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Process id of the data folder's own PostgreSQL while it runs. */
export function databaseProcess(dataFolder: string): number | undefined {
  const pid = Number(read(path.join(dataFolder, 'postgres/cluster/postmaster.pid')).split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

/** A process and all below it. */
export function processTree(root: number): number[] {
  const parents = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .map((pid) => ({ pid, parent: Number(statFields(pid)[1]) }));
  const tree = [root];
  for (const above of tree) tree.push(...parents.filter(({ parent }) => parent === above).map(({ pid }) => pid));
  return tree;
}

/** Processor time a process and those now below it have used, in seconds. */
export function processorSeconds(root: number): number {
  const ticks = processTree(root).map((pid) => Number(statFields(pid)[11] ?? 0) + Number(statFields(pid)[12] ?? 0));
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

export interface MemoryWatch {
  /** Ends the watch. @returns the highest sum seen, in MB; NaN where the kernel does not tell */
  stop(): number;
}

/**
 * Watches the memory of a process, everything below it, and the data folder's PostgreSQL: the sum of their proportional shares (PSS),
 * so that shared buffers count once.
 */
export function watchMemory({ pid, dataFolder }: { pid: number; dataFolder: string }): MemoryWatch {
  let peakKb = Number.NaN;
  const look = () => {
    if (process.platform !== 'linux') return;
    const roots = [pid, databaseProcess(dataFolder)].filter((root) => root !== undefined);
    const kb = [...new Set(roots.flatMap(processTree))].reduce((sum, each) => sum + proportionalKb(each), 0);
    if (!(kb <= peakKb)) peakKb = kb;
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return peakKb / 1024;
    },
  };
}

function proportionalKb(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** Fields of /proc/PID/stat after the command's name: state, parent, … */
function statFields(pid: number): string[] {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Empty where there is no such file: processes end while they are looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
