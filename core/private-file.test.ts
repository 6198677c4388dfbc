import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writePrivately } from './private-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-private-'));
  file = path.join(folder, 'out.csv');
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = (name: string) => statSync(name).mode & 0o777;

describe('a private file', () => {
  test('is its owner’s alone, from its first byte, also where another stood', async () => {
    writeFileSync(file, 'old');
    chmodSync(file, 0o644);
    const written = await writePrivately(file, async (beside) => {
      await writeFile(beside, 'new');
      expect(modeOf(path.dirname(beside))).toBe(0o700);
      return 3;
    });
    expect([written, readFileSync(file, 'utf8'), modeOf(file)]).toEqual([3, 'new', 0o600]);
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  test('that fails half way leaves what stood there, and nothing beside it', async () => {
    writeFileSync(file, 'old');
    const failing = writePrivately(file, async (beside) => {
      await writeFile(beside, 'ha');
      throw new Error('half');
    });
    await expect(failing).rejects.toThrow('half');
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['old', ['out.csv']]);
  });

  test('in place of a device is written to the device', async () => {
    expect(await writePrivately('/dev/null', async (beside) => beside)).toBe('/dev/null');
  });
});
