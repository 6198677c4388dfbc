import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { utf8File } from './utf8-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sanku-utf8-'));
const work = mkdtempSync(path.join(tmpdir(), 'sanku-utf8-work-'));
const TEXT = 'id,name\n1,王小明\n2,欧阳菲菲\n';

function given(name: string, bytes: Buffer): string {
  writeFileSync(path.join(folder, name), bytes);
  return path.join(folder, name);
}

describe('a text file as plain UTF-8', () => {
  test('is the file itself where it is that already', async () => {
    const file = given('plain.csv', Buffer.from(TEXT));
    expect(await utf8File(file, work)).toBe(file);
  });

  test.each([
    ['gb18030.csv', iconv.encode(TEXT, 'gb18030')],
    ['utf16.csv', iconv.encode(TEXT, 'utf-16le', { addBOM: true })],
    ['marked.csv', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TEXT)])],
    ['packed.csv.gz', gzipSync(TEXT)],
    ['packed-gb.csv.gz', gzipSync(iconv.encode(TEXT, 'gb18030'))],
  ])('is a copy of the same name of %s', async (name, bytes) => {
    const copy = await utf8File(given(name, bytes), work);
    expect(path.basename(copy)).toBe(name.replace('.gz', ''));
    expect(readFileSync(copy, 'utf8')).toBe(TEXT);
  });

  test.each([
    ['nothing.csv', Buffer.alloc(0), 'emptyFile'],
    ['zeros.csv', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]), 'notText'],
    ['spoilt.csv', Buffer.concat([iconv.encode(TEXT, 'gb18030'), Buffer.from([0xff, 0x0a])]), 'undecodableByte'],
  ])('is refused for %s', async (name, bytes, code) => {
    await expect(utf8File(given(name, bytes), work)).rejects.toMatchObject({ code });
  });
});
