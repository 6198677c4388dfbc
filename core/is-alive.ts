import { readFileSync } from 'node:fs';

/** Whether a process of this number runs on this machine; of another account too. One that was killed does not, even where nobody collects it. */
export function isAlive(pid: number): boolean {
  // Zero and below stand for whole groups of processes.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Killed, but not yet collected by its parent. Known on Linux only, where containers have parents that never do. */
function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
