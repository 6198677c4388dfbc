import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { makeWorkFolder, sweepWorkFolders } from './hub-work-folders.ts';

/** Larger than any process id. */
const NOBODY = 2 ** 22 + 1;

test('what a killed process was working on is removed; what others work on stays', async () => {
  const work = mkdtempSync(path.join(tmpdir(), 'sanku-work-'));
  const mine = await makeWorkFolder(work, 'score');
  const left = ['collect', 'upload', 'score', 'export'].map((purpose) => path.join(work, `${purpose}-${NOBODY}-a1B2c3`));
  // The number of a run is no process.
  const run = path.join(work, `publish-${NOBODY}-a1B2c3`);
  for (const folder of [...left, run]) mkdirSync(path.join(folder, 'inside'), { recursive: true });
  await sweepWorkFolders(work);
  expect([mine, run, ...left].map(existsSync)).toEqual([true, true, false, false, false, false]);
  rmSync(work, { recursive: true });
});
