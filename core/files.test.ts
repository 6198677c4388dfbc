import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeStream, hashFile, sizeOf, syncPath } from './files.ts';

const bytes = Buffer.alloc(3_000_001, '库');
const sha256 = createHash('sha256').update(bytes).digest('hex');
let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sanku-files-'));
  file = path.join(folder, 'a.bin');
  writeFileSync(file, bytes);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file is told by its hash and size; one that is not there has none', async () => {
  expect([await hashFile(file), await sizeOf(file)]).toEqual([sha256, bytes.length]);
  expect(await sizeOf(path.join(folder, 'b.bin'))).toBeUndefined();
  await expect(hashFile(path.join(folder, 'b.bin'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test('what passes is described and not changed', async () => {
  const { stream, passed } = describeStream();
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  await pipeline(createReadStream(file), stream, sink);
  expect(passed()).toEqual({ bytes: bytes.length, sha256 });
  expect(Buffer.concat(chunks).equals(readFileSync(file))).toBe(true);
});

test('files and folders are brought to the disk, what is missing is told', async () => {
  await syncPath(file);
  await syncPath(folder);
  await expect(syncPath(path.join(folder, 'b.bin'))).rejects.toMatchObject({ code: 'ENOENT' });
});
