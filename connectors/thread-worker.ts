/** What runs in the thread of `inThread`: one function, once. */
import { parentPort, workerData } from 'node:worker_threads';
import { isSankuError, type PlainError, toPlainError } from '../core/errors.ts';

export interface ThreadJob {
  /** Address of the module, and the name of its function of one argument. */
  module: string;
  name: string;
  request: unknown;
}

export type ThreadAnswer = { value: unknown } | { refusal: PlainError } | { failure: unknown };

const { module, name, request } = workerData as ThreadJob;

async function answer(): Promise<ThreadAnswer> {
  try {
    const functions = (await import(module)) as Record<string, (request: unknown) => Promise<unknown>>;
    return { value: await functions[name]!(request) };
  } catch (error) {
    return isSankuError(error) ? { refusal: toPlainError(error) } : { failure: error };
  }
}

parentPort!.postMessage(await answer());
