import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DBFFile } from 'dbffile';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { fixture } from './conformance.ts';
import { dbf } from './index.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

const codePageMark = 29;
const small = () =>
  fixture.write({
    columns: ['ID', '姓名'],
    rows: [
      ['1', '张三'],
      ['2', '李四'],
      ['3', '王五'],
    ],
  });
/** Header, two fields, terminator. */
const firstRecord = 32 + 2 * 32 + 1;
const recordLength = 1 + 2 * 120;

test('fields of every type keep what they say: numbers their digits, dates as ISO', async () => {
  const file = path.join(decoder.folder, 'types.dbf');
  const written = await DBFFile.create(
    file,
    [
      { name: 'TEXT', type: 'C', size: 10 },
      { name: 'NUM', type: 'N', size: 18, decimalPlaces: 2 },
      { name: 'DAY', type: 'D', size: 8 },
      { name: 'YES', type: 'L', size: 1 },
      { name: 'INT', type: 'I', size: 4 },
      { name: 'REAL', type: 'B', size: 8, decimalPlaces: 2 },
      { name: 'AT', type: 'T', size: 8 },
    ],
    { fileVersion: 0x30 },
  );
  const at = new Date('2026-10-01T08:30:00Z');
  await written.appendRecords([
    { TEXT: '007', NUM: 1234.5, DAY: new Date('2026-10-01T00:00:00Z'), YES: true, INT: -7, REAL: 0.5, AT: at },
    { INT: 0, REAL: 0 },
  ]);
  const { table } = await decoder.decode(dbf, await readFile(file), { settings: { encoding: 'gb18030' } });
  await rm(file);
  expect(table[0]).toEqual([1n, '007', '1234.5', '2026-10-01', 'T', '-7', '0.5', '2026-10-01T08:30:00']);
  expect(table[1]!.slice(1, 5)).toEqual(['', '', '', '']);
});

test('a file that does not say its code page is refused, and read once the source says it', async () => {
  const bytes = await small();
  bytes[codePageMark] = 0;
  await expect(decoder.decode(dbf, bytes)).rejects.toMatchObject({ code: 'dbfCodePageMissing', details: { mark: '0x00' } });
  expect((await decoder.decode(dbf, bytes, { settings: { encoding: 'gb18030' } })).columns).toEqual(['ID', '姓名']);
});

test('deleted records are passed over and take no number', async () => {
  const bytes = await small();
  bytes[firstRecord + recordLength] = 0x2a;
  const found = await decoder.decode(dbf, bytes);
  expect(found.table).toEqual([
    [1n, '1', '张三'],
    [2n, '3', '王五'],
  ]);
  expect(found.notes).toMatchObject({ deleted: '1', encoding: 'gb18030' });
});

test('a text cut in the middle of a character is an unreadable row with its place', async () => {
  const bytes = await small();
  const cut = firstRecord + recordLength + 1 + 120 + 3;
  bytes[cut] = 0x20;
  const found = await decoder.decode(dbf, bytes);
  expect(found.unreadable).toMatchObject([{ rowNumber: 2, code: 'undecodableByte' }]);
  expect(found.unreadable[0]!.raw).toContain('李');
  expect(found.table.map((row) => row[0])).toEqual([1n, 3n]);
});

test('rows that were promised and are missing are counted', async () => {
  const bytes = await small();
  await expect(decoder.decode(dbf, bytes.subarray(0, -recordLength - 1))).rejects.toMatchObject({
    code: 'dbfTruncated',
    details: { promised: 3, found: 2 },
  });
});

test('what is no DBF, or has fields that cannot be read, is refused', async () => {
  await expect(decoder.decode(dbf, 'id,name\n1,2\n'.repeat(10))).rejects.toMatchObject({ code: expect.stringMatching(/^dbf/) });
  const bytes = await small();
  bytes[32 + 11] = 'M'.charCodeAt(0);
  await expect(decoder.decode(dbf, bytes)).rejects.toMatchObject({ code: expect.stringMatching(/^dbf/) });
});
