import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { systemTrouble } from './system-trouble.ts';

test('says in words why a file cannot be read, and keeps the code', async () => {
  const missing = await readFile(path.join(tmpdir(), 'no-such-folder', 'no-such-file')).catch((error: unknown) => error);
  expect(systemTrouble(missing)).toEqual({ en: 'it is not there (ENOENT)', zh: '不存在（ENOENT）' });
  const folder = await readFile(tmpdir()).catch((error: unknown) => error);
  expect(systemTrouble(folder)).toEqual({ en: 'it is a folder (EISDIR)', zh: '是文件夹（EISDIR）' });
});

test('a code that nobody has put into words is told as it is', () => {
  expect(systemTrouble(Object.assign(new Error('x'), { code: 'EIO' }))).toEqual({ en: 'EIO', zh: 'EIO' });
});
