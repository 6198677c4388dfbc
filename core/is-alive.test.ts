import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { isAlive } from './is-alive.ts';

test('a process lives until it ends; what is no number of a process never does', async () => {
  const child = spawn('sleep', ['60']);
  expect([isAlive(process.pid), isAlive(child.pid!)]).toEqual([true, true]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect([isAlive(child.pid!), isAlive(0), isAlive(-1), isAlive(Number.NaN)]).toEqual([false, false, false, false]);
});

(process.platform === 'linux' ? test : test.skip)('one that was killed and not collected does not live', async () => {
  // A shell may collect its child; the cat it becomes never does. What is echoed back says that it has become one.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec cat']);
  const [line] = await once(parent.stdout, 'data');
  const child = Number(String(line));
  parent.stdin.write('a line\n');
  await once(parent.stdout, 'data');
  expect(isAlive(child)).toBe(true);
  process.kill(child, 'SIGKILL');
  // It is a zombie as soon as the signal has been delivered.
  const deadline = Date.now() + 20_000;
  while (isAlive(child) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(() => process.kill(child, 0)).not.toThrow();
  expect(isAlive(child)).toBe(false);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
});
