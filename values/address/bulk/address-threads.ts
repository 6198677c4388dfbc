/** Blocks of addresses parsed by several threads, their results in the order in which they were given. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AddressParserOptions } from '../parse/index.ts';
import type { BlockRequest, ParsedBlock } from './parse-block.ts';

const MOST_THREADS = 4;

interface Waiting {
  resolve(block: ParsedBlock): void;
  reject(error: Error): void;
}

class Thread {
  readonly waiting: Waiting[] = [];
  readonly #worker: Worker;

  constructor(options: AddressParserOptions) {
    this.#worker = new Worker(new URL('./address-thread.ts', import.meta.url), {
      workerData: options,
      // What is made for one address is dropped with it: a larger nursery is swept less often.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    this.#worker.on('message', (block: ParsedBlock) => this.waiting.shift()!.resolve(block));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a thread ended with ${code} before its work was done`)));
  }

  run(request: BlockRequest): Promise<ParsedBlock> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

export class AddressThreads {
  readonly #threads: Thread[];

  constructor(options: AddressParserOptions) {
    const threads = Math.max(1, Math.min(availableParallelism(), MOST_THREADS));
    this.#threads = Array.from({ length: threads }, () => new Thread(options));
  }

  /** Results in the order of the requests; of these no more are taken than the threads can begin soon. */
  async *run(requests: AsyncIterable<BlockRequest>): AsyncGenerator<ParsedBlock> {
    const begun: Promise<ParsedBlock>[] = [];
    for await (const request of requests) {
      const free = this.#threads.reduce((least, thread) => (thread.waiting.length < least.waiting.length ? thread : least));
      const block = free.run(request);
      // It is awaited in its turn; until then its failure is nobody's.
      block.catch(() => undefined);
      begun.push(block);
      if (begun.length >= this.#threads.length * 3) yield await begun.shift()!;
    }
    for (const block of begun) yield await block;
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}
