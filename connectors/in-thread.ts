import { Worker } from 'node:worker_threads';
import { fromPlainError } from '../core/errors.ts';
import type { ThreadAnswer, ThreadJob } from './thread-worker.ts';

/**
 * Runs an exported function of a module in a thread of its own, so that what is computed in JavaScript neither waits for other work of the
 * process nor keeps it from answering. What goes in and what comes out is copied; a SankuError thrown there is thrown here.
 */
export function inThread<Request, Result>(module: URL, name: string, request: Request): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), {
      workerData: { module: module.href, name, request } satisfies ThreadJob,
    });
    worker.once('message', (answer: ThreadAnswer) => {
      if ('value' in answer) resolve(answer.value as Result);
      else if ('refusal' in answer) reject(fromPlainError(answer.refusal));
      else reject(answer.failure);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread ended with ${code} before its work was done`)));
  });
}
