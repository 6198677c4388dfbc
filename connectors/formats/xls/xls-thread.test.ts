import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { limitBusyTime } from './xls-thread.ts';

const thread = async (work: string) => {
  const worker = new Worker(`require('node:worker_threads').parentPort.postMessage('ready'); ${work}`, { eval: true });
  await once(worker, 'message');
  return worker;
};

test('a thread that works without end is given up', async () => {
  const worker = await thread('for (;;);');
  const { signal, end } = limitBusyTime(worker, { mostMs: 50, everyMs: 10 });
  if (!signal.aborted) await once(signal, 'abort');
  end();
  await worker.terminate();
  expect(signal.aborted).toBe(true);
});

test('one that only waits is not, however long it does', async () => {
  const worker = await thread('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300); setTimeout(() => undefined, 60_000);');
  const { signal, end } = limitBusyTime(worker, { mostMs: 200, everyMs: 10 });
  await new Promise((resolve) => setTimeout(resolve, 600));
  end();
  await worker.terminate();
  expect(signal.aborted).toBe(false);
});
