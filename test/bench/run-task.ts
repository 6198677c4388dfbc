/** Runs one file of `tasks/` in a process of its own, so that its time and memory are its own. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

export interface RunningTask<Result> {
  pid: number;
  result: Promise<Result>;
  /** Asks the task to come to an end; only some listen. */
  stop(): void;
}

/** @param onEvent is told what the task tells while it runs */
export function runTask<Result>(name: string, args: object, onEvent: (event: unknown) => void = () => undefined): RunningTask<Result> {
  const child = fork(path.join(import.meta.dirname, 'task.ts'), [name], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // As `sanku` itself keeps it.
    env: { ...process.env, NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../node_modules/.cache/sanku') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A large result is an array of numbers: it crosses as it is, not as text.
    serialization: 'advanced',
  });
  // By message: a list of numbers to ask for is longer than a command line may be.
  child.send({ args });
  return { pid: child.pid!, result: resultOf<Result>(child, { name, onEvent }), stop: () => void child.send('stop') };
}

function resultOf<Result>(child: ChildProcess, { name, onEvent }: { name: string; onEvent: (event: unknown) => void }): Promise<Result> {
  return new Promise((resolve, reject) => {
    let result: { result: Result } | undefined;
    child.on('message', (message: { result: Result } | { event: unknown }) => {
      if ('event' in message) onEvent(message.event);
      else result = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (result !== undefined && code === 0) resolve(result.result);
      else reject(new Error(`task ${name} ended with ${signal ?? code}`));
    });
  });
}
