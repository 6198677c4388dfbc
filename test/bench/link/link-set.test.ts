import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Random } from '../../../samples/random.ts';
import { readSet, setNames, shuffle, writeSet } from './link-set.ts';

/** Made by a whole hub: measured, not tested. */
const BY_A_HUB = ['city-persons'];
const names = (await setNames()).filter((name) => !BY_A_HUB.includes(name));

describe('the sets that matching is measured on', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sanku-link-set-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const write = async (name: string, copy: string) => {
    const set = await readSet(name);
    await writeSet(set, path.join(folder, copy, name), 200);
    return { set, read: (file: string) => readFileSync(path.join(folder, copy, name, file), 'utf8') };
  };

  test.each(names)('%s is the same in every process, with the truth of each of its records', async (name) => {
    const { set, read } = await write(name, 'first');
    const again = await write(name, 'second');
    const files = readdirSync(path.join(folder, 'first', name)).filter((file) => file.endsWith('.csv') && file !== 'truth.csv');
    for (const file of [...files, 'truth.csv', 'model.yaml']) expect(again.read(file)).toBe(read(file));
    const ids = files.flatMap((file) => read(file).trim().split('\n').slice(1)).map((line) => line.slice(0, line.indexOf(',')));
    const truth = read('truth.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    expect(truth.map(([id]) => id).sort()).toEqual(ids.sort());
    expect(new Set(truth.map(([, cluster]) => cluster)).size).toBeLessThan(ids.length);
    for (const file of files) expect(read(file).split('\n')[0]).toBe(['id', ...set.columns].join(','));
  });

  test('a shuffled list holds what it held', () => {
    const list = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = [...list];
    shuffle(new Random(1), shuffled);
    expect(shuffled).not.toEqual(list);
    expect(shuffled.sort((a, b) => a - b)).toEqual(list);
  });
});
