/** A set of records with known truth, and the short model a user would write for it. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { csvLine } from '../../../core/csv-blocks.ts';
import { Random } from '../../../samples/random.ts';

/** One record: who it truly is, then its values in the order of the set's columns. */
export interface Entry {
  entity: number;
  values: readonly string[];
}

export interface LinkSet {
  title: string;
  /** Columns of every file, without `id`. */
  columns: readonly string[];
  /** The short model, as a user would write it from the documentation alone. */
  model: string;
  records: number;
  seed: number;
  /** File name → its records. The order of records is shuffled afterwards. */
  make(records: number, random: Random): Record<string, Entry[]> | Promise<Record<string, Entry[]>>;
}

export const SETS_FOLDER = path.join(import.meta.dirname, 'sets');

export async function setNames(): Promise<string[]> {
  const files = await readdir(SETS_FOLDER);
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

export async function readSet(name: string): Promise<LinkSet> {
  const { set } = (await import(path.join(SETS_FOLDER, `${name}.ts`))) as { set: LinkSet };
  return set;
}

/** Writes `<file>.csv` for each file, `truth.csv` (id, cluster) and `model.yaml`. @returns the paths of the files of records */
export async function writeSet(set: LinkSet, folder: string, records = set.records): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const random = new Random(set.seed);
  const truth = createWriteStream(path.join(folder, 'truth.csv'));
  truth.write('id,cluster\n');
  const paths: string[] = [];
  for (const [file, entries] of Object.entries(await set.make(records, random))) {
    shuffle(random, entries);
    const at = path.join(folder, `${file}.csv`);
    const out = createWriteStream(at);
    out.write(csvLine(['id', ...set.columns]));
    for (const [row, { entity, values }] of entries.entries()) {
      const id = `${file}-${row + 1}`;
      truth.write(`${id},${entity}\n`);
      if (!out.write(csvLine([id, ...values]))) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    paths.push(at);
  }
  truth.end();
  await once(truth, 'finish');
  await writeFile(path.join(folder, 'model.yaml'), set.model);
  return paths;
}

export function shuffle<T>(random: Random, list: T[]): void {
  for (let i = list.length - 1; i > 0; i--) {
    const other = random.int(i + 1);
    [list[i], list[other]] = [list[other]!, list[i]!];
  }
}
