import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { CFB, read, utils } from '@e965/xlsx';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fromBuffer } from 'yauzl';
import { dayOf } from '../days.ts';
import { compoundFile } from './compound-file.ts';
import { openDbfFile } from './dbf-writer.ts';
import { encodeGb18030 } from './gb18030.ts';
import { openFixedWidthFile, openNdjsonFile, openTextFile } from './text-writers.ts';
import { openXlsFile } from './xls-writer.ts';
import { openXlsxFile } from './xlsx-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'sanku-writers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('writers', () => {
  test('GB18030 text of two and four bytes comes back as it was', () => {
    const written = '示范市 ABC １２３ 张國·㐂𠀀。';
    expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(written))).toBe(written);
  });

  test('text with delimiters, quotes and line breaks is quoted', async () => {
    const path = join(folder, 'a.csv');
    const writer = openTextFile(path, ['a', 'b'], { encoding: 'utf8', delimiter: ',', byteOrderMark: true });
    writer.row(['1,2', 'say "x"']);
    writer.row(['one\ntwo', '']);
    await writer.close();
    expect(readFileSync(path, 'utf8')).toBe('\ufeffa,b\r\n"1,2","say ""x"""\r\n"one\ntwo",\r\n');
  });

  test('JSON lines have numbers as numbers and nothing as null', async () => {
    const path = join(folder, 'a.ndjson');
    const writer = openNdjsonFile(path, ['id', 'share'], { numbers: ['share'] });
    writer.row(['一', '0.5']);
    writer.row(['二', '']);
    await writer.close();
    expect(readFileSync(path, 'utf8')).toBe('{"id":"一","share":0.5}\n{"id":"二","share":null}\n');
  });

  test('a DBF file says its code page, its length and its rows', async () => {
    const path = join(folder, 'a.dbf');
    const fields = [
      { name: 'FWDZ', type: 'C', length: 10 },
      { name: 'JZMJ', type: 'N', length: 7, decimals: 2 },
    ] as const;
    const writer = openDbfFile(path, fields, dayOf(2026, 10, 1));
    writer.row(['朝阳路', '88.50']);
    await writer.close();
    const bytes = readFileSync(path);
    const start = bytes.readUInt16LE(8);
    expect([bytes[0], bytes[29], bytes.readUInt32LE(4), bytes.length]).toEqual([0x03, 0x4d, 1, start + 18 + 1]);
    expect(new TextDecoder('gbk').decode(bytes.subarray(start, start + 18))).toBe(' 朝阳路      88.50');
  });

  test('an XLSX file keeps dates as day numbers and text as text', async () => {
    const path = join(folder, 'a.xlsx');
    const writer = openXlsxFile(path, ['姓名', '死亡日期'], { sheet: '火化', dateColumns: ['死亡日期'] });
    for (let i = 0; i < 3000; i++) await writer.row(['张<三>&', '2026-10-01']);
    await writer.close();
    const sheet = await readEntry(path, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain(
      '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">张&lt;三>&amp;</t></is></c><c r="B2" s="1"><v>46296</v></c></row>',
    );
    expect(sheet.match(/<row /g)).toHaveLength(3001);
  });
});

describe('old and odd forms', () => {
  test('a workbook of Excel 97 is read back by another program, dates as dates', async () => {
    const path = join(folder, 'a.xls');
    const writer = openXlsFile(path, ['姓名', '登记日期'], { sheet: '婚姻登记', dateColumns: ['登记日期'] });
    for (let i = 0; i < 9000; i++) writer.row([`张${i}𠀀`, '2026-10-01']);
    await writer.close();
    const book = read(readFileSync(path), { type: 'buffer', cellDates: false });
    expect(book.SheetNames).toEqual(['婚姻登记']);
    const rows: unknown[][] = utils.sheet_to_json(book.Sheets['婚姻登记']!, { header: 1 });
    expect([rows.length, rows[0], rows[9000]]).toEqual([9001, ['姓名', '登记日期'], ['张8999𠀀', 46296]]);
  });

  test('a compound file of more than seven million bytes has a list of its table beyond the header', () => {
    const stream = Buffer.alloc(9_000_000, 'sanku ');
    const { content } = CFB.find(CFB.read(compoundFile('Workbook', stream), { type: 'buffer' }), 'Workbook')!;
    expect(Buffer.from(content as Uint8Array).equals(stream)).toBe(true);
  });

  test('fixed-width text takes its bytes of GB18030 and is cut between characters', async () => {
    const path = join(folder, 'a.txt');
    const writer = openFixedWidthFile(path, [6, 5]);
    writer.row(['A1', '张三丰']);
    await writer.close();
    expect(new TextDecoder('gb18030').decode(readFileSync(path))).toBe('A1    张三 \r\n');
  });

  test('compressed JSON lines unpack to the same text, whatever their number', async () => {
    const path = join(folder, 'a.ndjson.gz');
    const writer = openNdjsonFile(path, ['id'], { numbers: ['id'], gzip: true });
    for (let i = 0; i < 100_000; i++) await writer.row([String(i)]);
    await writer.close();
    const lines = gunzipSync(readFileSync(path)).toString().trimEnd().split('\n');
    expect([lines.length, lines[99_999]]).toEqual([100_000, '{"id":99999}']);
  });

  test('UTF-16 begins with its mark', async () => {
    const path = join(folder, 'u.csv');
    const writer = openTextFile(path, ['姓名'], { encoding: 'utf16le', delimiter: ',', byteOrderMark: true });
    await writer.close();
    expect(readFileSync(path)).toEqual(Buffer.from('\ufeff姓名\r\n', 'utf16le'));
  });
});

function readEntry(path: string, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(readFileSync(path), { lazyEntries: false }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry) => {
        if (entry.fileName === name) zip.openReadStream(entry, (failed, stream) => (failed ? reject(failed) : resolve(text(stream))));
      });
    });
  });
}
