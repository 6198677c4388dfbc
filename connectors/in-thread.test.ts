import { expect, test } from '@jest/globals';
import type { SankuError } from '../core/errors.ts';
import { inThread } from './in-thread.ts';

const module = new URL('./thread-for-tests.ts', import.meta.url);

test('what a thread gives comes back', async () => {
  expect(await inThread(module, 'double', { values: [1, 2] })).toEqual([2, 4]);
});

test('a refusal keeps its code and both its messages, another error its own', async () => {
  await expect(inThread(module, 'refuse', { file: 'a.csv' })).rejects.toMatchObject({ code: 'emptyFile', details: { file: 'a.csv' } });
  const refusal = (await inThread(module, 'refuse', { file: 'a.csv' }).catch((error: unknown) => error)) as SankuError;
  expect(refusal.messageIn('zh')).toContain('a.csv');
  await expect(inThread(module, 'fail', {})).rejects.toThrow('broken');
});

test('a thread that ends without an answer is an error, no wait for ever', async () => {
  await expect(inThread(module, 'leave', {})).rejects.toThrow('ended with 3');
});
