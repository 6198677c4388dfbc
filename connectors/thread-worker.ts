/** What runs in the thread of `inThread`: one function, once. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ErrorDetails, type ErrorEntry, isSankuError } from '../core/errors.ts';

export interface ThreadJob {
  /** Address of the module, and the name of its function of one argument. */
  module: string;
  name: string;
  request: unknown;
}

export type ThreadAnswer =
  | { value: unknown }
  | { refusal: { code: string; entry: ErrorEntry; details: ErrorDetails; cause?: unknown } }
  | { failure: unknown };

const { module, name, request } = workerData as ThreadJob;

async function answer(): Promise<ThreadAnswer> {
  try {
    const functions = (await import(module)) as Record<string, (request: unknown) => Promise<unknown>>;
    return { value: await functions[name]!(request) };
  } catch (error) {
    if (!isSankuError(error)) return { failure: error };
    const { code, entry, details, cause } = error;
    return { refusal: { code, entry, details, ...(cause instanceof Error ? { cause } : {}) } };
  }
}

parentPort!.postMessage(await answer());
