/** What the tests of the command line share: one command line run in this process, and a small city. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SHIPPED_CONFIG } from '../hub.ts';
import { makeSample } from '../samples/index.ts';
import { main } from './main.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** The one document on stdout. */
  json: unknown;
}

/** Runs a command line and gathers what it prints. */
export async function sanku(words: string[], environment: Record<string, string> = {}): Promise<Ran> {
  const gathered = { out: '', err: '' };
  const [stdout, stderr] = [process.stdout.write, process.stderr.write];
  process.stdout.write = gather((text) => (gathered.out += text));
  process.stderr.write = gather((text) => (gathered.err += text));
  try {
    const code = await main(words, { LANG: 'C', ...environment });
    return {
      code,
      ...gathered,
      get json() {
        return JSON.parse(gathered.out) as unknown;
      },
    };
  } finally {
    process.stdout.write = stdout;
    process.stderr.write = stderr;
  }
}

function gather(take: (text: string) => void): typeof process.stdout.write {
  return ((text: string, done?: () => void) => {
    take(String(text));
    if (typeof done === 'function') done();
    return true;
  }) as typeof process.stdout.write;
}

/** A folder of its own, with a city of 300 people in `city`. */
export async function folderWithCity({ months = 1 }: { months?: number } = {}): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sanku-cli-'));
  await makeSample({ people: 300, seed: 1, months, out: path.join(folder, 'city'), configFolder: SHIPPED_CONFIG });
  return folder;
}
