import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../core/postgres/database.ts';
import { withLock } from '../core/postgres/lock.ts';
import { folderWithCity, sanku } from './testing.ts';

const LAUNCHER = path.join(import.meta.dirname, 'sanku.js');
let folder: string;
const held: Database<unknown>[] = [];
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await folderWithCity();
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  for (const database of held) await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The command line in a process of its own, as a user starts it. */
function start(
  words: string[],
  environment: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<number | null>; until(text: string): Promise<string> } {
  const child = spawn(process.execPath, [LAUNCHER, ...words], { env: { PATH: process.env['PATH'], LANG: 'C', ...environment } });
  started.push(child);
  let printed = '';
  const watchers: (() => void)[] = [];
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      for (const watch of watchers) watch();
    });
  }
  // All it printed has been read by then.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const watch = () => printed.includes(text) && resolve(printed);
      watchers.push(watch);
      watch();
      void ended.then((code) => reject(new Error(`ended with ${code} before "${text}": ${printed}`)));
    });
  return { child, ended, until };
}

test('Ctrl-C in the middle of an import leaves the hub whole: exit code 130, and the same command goes on', async () => {
  const few = path.join(folder, 'few');
  for (const department of ['commerce', 'police', 'tax'])
    cpSync(path.join(folder, 'city/month-01', department), path.join(few, department), { recursive: true });
  const words = (data: string) => ['import', few, '--config', path.join(folder, 'city/config'), '--data', data];
  const cut = path.join(folder, 'cut');
  // The import comes no further than a source that is held, until it was interrupted.
  const holder = await openDatabase({ dataFolder: cut });
  const running = start(words(cut));
  await withLock(holder, { name: 'source:tax.taxpayers' }, async () => {
    await running.until('Another import of tax.taxpayers is under way');
    running.child.kill('SIGINT');
    await running.until('Interrupted');
  });
  await holder.close();
  expect(await running.ended).toBe(130);
  // The last to leave stops the database.
  expect(existsSync(path.join(cut, 'postgres/cluster/postmaster.pid'))).toBe(false);

  const files: string[] = [];
  for (const data of [cut, path.join(folder, 'whole')]) {
    held.push(await openDatabase({ dataFolder: data }));
    expect(await sanku(words(data))).toMatchObject({ code: 0, err: expect.not.stringContaining('→') });
    for (const what of ['assignments', 'relations', 'cases']) {
      const out = path.join(data, `${what}.csv`);
      await sanku(['export', what, '--out', out, '--data', data]);
      files.push(readFileSync(out, 'utf8'));
    }
  }
  expect(files.slice(0, 3)).toEqual(files.slice(3));
});

test('start makes the city once, answers, prints keys and commands that work, and stops on SIGTERM', async () => {
  const data = path.join(folder, 'served');
  const environment = { SANKU_PORT: '0', SANKU_DATA: data };
  // The city that would be made is ten thousand people large; this one lies there already.
  held.push(await openDatabase({ dataFolder: data }));
  await rename(path.join(folder, 'city'), path.join(data, 'sample-city'));
  const first = start(['start', '--json'], environment);
  const document = JSON.parse(/\{[\s\S]*\n\}/.exec(await first.until('\n}'))![0]) as {
    ready: string;
    administratorKey?: string;
    demoKey: string;
    commands: { curl: string; sanku: string }[];
  };
  expect(document.administratorKey).toMatch(/^sk-/);
  expect((await fetch(`${document.ready}/health/ready`)).status).toBe(200);
  expect(document.commands.length).toBeGreaterThanOrEqual(2);
  for (const { curl, sanku: line } of document.commands) {
    const words = line.replace('npx sanku ', '').split(' ');
    const asked = await sanku([...words, '--json'], { SANKU_KEY: document.demoKey });
    expect(asked).toMatchObject({ code: 0 });
    expect((asked.json as { items: unknown[] }).items).toHaveLength(1);
    expect(await statusOf(curl, document.demoKey)).toBe(200);
  }
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(130);

  const second = start(['start'], environment);
  const printed = await second.until('# ');
  expect(printed).toContain(`ready http://127.0.0.1:`);
  expect(printed).toContain(document.demoKey);
  expect(printed).not.toMatch(/administrator|police\.residents/);
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(130);
});

/** Asks as the printed curl command would. */
async function statusOf(curl: string, key: string): Promise<number> {
  const url = /(http:\/\/[^\s']+)/.exec(curl)![1]!;
  const headers = Object.fromEntries(
    [...curl.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name, value]) => [name!, value!.replace('$SANKU_KEY', key)]),
  );
  const body = /-d '([^']+)'/.exec(curl)?.[1];
  return (await fetch(url, { headers, ...(body === undefined ? {} : { method: 'POST', body }) })).status;
}
