import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from '@jest/globals';
import { isSankuError } from '../core/errors.ts';
import { mountSmallDisk } from '../core/testing.ts';
import { pipelineErrors } from './errors.ts';
import { asRefusal } from './refusal.ts';

const disk = mountSmallDisk(1);
afterAll(() => disk.remove());

const broken = pipelineErrors.fileUnreadable({ source: 'police.residents', file: 'residents.csv', reason: 'it ends too early' });
const roomy = { lakeFolder: tmpdir(), workFolder: tmpdir() };
const trouble = (thrown: unknown, folders: Parameters<typeof asRefusal>[1]) => asRefusal(thrown, folders).catch((error: unknown) => error);

describe('what a landing threw', () => {
  test('is a refusal when it speaks of the delivery', async () => {
    expect(await asRefusal(broken, roomy)).toBe(broken);
  });

  test('is none when nobody foresaw it', async () => {
    const lost = new Error('connection lost');
    expect(await trouble(lost, roomy)).toBe(lost);
  });

  test.each([
    'ENOSPC: no space left on device, write',
    "Out of Memory Error: failed to offload data block of size 256.0 KiB (44.9 MiB/45.0 MiB used).\nThis limit was set by the 'max_temp_directory_size' setting.",
  ])('is none when a full disk is behind it: %s', async (words) => {
    const full = new Error(words);
    const seen = await trouble(pipelineErrors.fileUnreadable({ source: 'a.b', file: 'c', reason: 'it cannot be read' }, full), roomy);
    expect(isSankuError(seen)).toBe(false);
  });

  (disk.isMounted ? test : test.skip)('is none where the disk has no room, whatever it says', async () => {
    for (const folders of [
      { ...roomy, workFolder: disk.folder },
      { ...roomy, lakeFolder: disk.folder },
    ]) {
      const seen = await trouble(broken, folders);
      expect(isSankuError(seen)).toBe(false);
      expect((seen as Error).cause).toBe(broken);
    }
  });
});
