/** Where the files of each set are: made here, or shipped as an example. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readSet, writeSet } from './link-set.ts';

export interface PreparedSet {
  title: string;
  /** Undefined: the set is as large as it is. */
  records: number | undefined;
  folder: string;
  files: string[];
  model: string;
  truth: string;
  peer: { name: string; id: string; sweep: 'few' | 'many' };
}

const EXAMPLES_FOLDER = path.resolve(import.meta.dirname, '../../../examples');

/** Folder under examples/ → what Splink's run calls it, and its column of ids. */
export const EXAMPLES: Record<string, { title: string; peer: string; id: string }> = {
  'febrl-1': { title: 'FEBRL 1: persons', peer: 'febrl1', id: 'rec_id' },
  'fake-1000': { title: "Splink's fake_1000: persons", peer: 'fake-1000', id: 'unique_id' },
  restaurants: { title: 'restaurants of two guides', peer: 'restaurants', id: 'id' },
  senzing: { title: "Senzing's truth set: persons and firms", peer: 'senzing', id: 'RECORD_ID' },
};

const MILLION = 1_000_000;

export async function prepareExample(name: string): Promise<PreparedSet> {
  const { title, peer, id } = EXAMPLES[name]!;
  const folder = path.join(EXAMPLES_FOLDER, name);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.csv') && file !== 'truth.csv').sort();
  return prepared({
    title,
    records: undefined,
    folder,
    files: files.map((file) => path.join(folder, file)),
    peer: { name: peer, id, sweep: 'many' },
  });
}

/** Writes the set, unless the folder holds it already. */
export async function prepareGenerated(name: string, folder: string, records?: number): Promise<PreparedSet> {
  const set = await readSet(name);
  const files = existsSync(path.join(folder, 'model.yaml')) ? await filesOf(folder) : await writeSet(set, folder, records);
  return prepared({ title: set.title, records: records ?? set.records, folder, files, peer: { name, id: 'id', sweep: 'many' } });
}

export async function prepareMillion(folder: string): Promise<PreparedSet> {
  const set = await prepareGenerated('persons', folder, MILLION);
  return { ...set, title: 'a million persons', peer: { name: 'persons', id: 'id', sweep: 'few' } };
}

async function filesOf(folder: string): Promise<string[]> {
  const files = await readdir(folder);
  return files.filter((file) => file.endsWith('.csv') && file !== 'truth.csv').map((file) => path.join(folder, file));
}

function prepared(set: Omit<PreparedSet, 'model' | 'truth'>): PreparedSet {
  return { ...set, model: path.join(set.folder, 'model.yaml'), truth: path.join(set.folder, 'truth.csv') };
}
