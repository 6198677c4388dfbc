/** A command in a process of its own, as a user starts it, and the ways of killing it or its database. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const SANKU = path.join(import.meta.dirname, '../../cli/sanku.js');
/** A process that is still there after this long hangs. */
const PATIENCE_MS = 500_000;

export type Victim = 'node' | 'database' | 'both';

export interface Ended {
  /** null: killed. */
  code: number | null;
  stderr: string;
  /** Milliseconds from its start. */
  took: number;
}

/** A command on a hub; `words` without the data folder. */
export class SankuProcess {
  readonly ended: Promise<Ended>;
  readonly #data: string;
  readonly #child: ChildProcess;

  constructor({ data, words: command }: { data: string; words: readonly string[] }) {
    this.#data = data;
    const started = performance.now();
    const words = [SANKU, ...command, '--data', data, '--json'];
    this.#child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LANG: 'C' } });
    let stderr = '';
    this.#child.stderr!.on('data', (text) => (stderr += text));
    this.ended = new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#child.kill('SIGKILL');
        reject(new Error(`it hangs; it said:\n${stderr}`));
      }, PATIENCE_MS);
      // 'exit', not 'close': a database that this process started may keep its output open.
      this.#child.once('exit', (code) => {
        clearTimeout(patience);
        this.#child.stderr!.destroy();
        resolve({ code, stderr, took: performance.now() - started });
      });
    });
    this.ended.catch(() => undefined);
  }

  /** kill -9. What is gone already is left in peace. */
  kill(victim: Victim): void {
    if (victim !== 'node') killDatabase(this.#data);
    if (victim !== 'database') this.#child.kill('SIGKILL');
  }
}

export class ImportProcess extends SankuProcess {
  constructor({ data, folder, config }: { data: string; folder: string; config: string }) {
    super({ data, words: ['import', folder, '--config', config] });
  }
}

function killDatabase(data: string): void {
  try {
    const [pid] = readFileSync(path.join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n');
    // A file just begun is empty; 0 would stand for this process and all beside it.
    if (Number(pid) > 0) process.kill(Number(pid), 'SIGKILL');
  } catch (error) {
    // No file: it does not run yet, or no more. No process: the file is a leftover.
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
