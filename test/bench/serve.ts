/** `sanku start` in a process of its own. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';

const SANKU = path.resolve(import.meta.dirname, '../../cli/sanku.js');

export interface Serving {
  pid: number;
  port: number;
  /** From its being spawned to the line that says it is ready. */
  readySeconds: number;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
}

/** @param words further words of the command line */
export async function serve(dataFolder: string, words: readonly string[] = []): Promise<Serving> {
  const port = await freePort();
  const start = performance.now();
  const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SANKU, 'start', '--data', dataFolder, ...words], {
    env: { ...process.env, SANKU_PORT: String(port), SANKU_HOST: '127.0.0.1', LANG: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  let errors = '';
  // Read to its end, or the server would stand still with a full pipe.
  server.stderr.on('data', (chunk) => {
    errors = `${errors}${chunk}`.slice(-4000);
  });
  const ready = new Promise<void>((resolve, reject) => {
    createInterface(server.stdout).on('line', (line) => {
      if (line.startsWith('ready http')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`sanku start ended with ${code}: ${errors}`)));
  });
  await ready;
  const readySeconds = (performance.now() - start) / 1000;
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
  };
  return { pid: server.pid!, port, readySeconds, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Runs one command that answers with one JSON document. */
export function sankuJson(words: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SANKU, ...words, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`sanku ${words.join(' ')} ended with ${code}`)),
    );
  });
}
