import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { csv } from './index.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

const read = (content: Buffer | string, settings: Record<string, unknown> = {}, columns: string[] = []) =>
  decoder.decode(csv, content, { settings, columns });
const gb = (text: string) => iconv.encode(text, 'gb18030');

describe('csv-spectrum', () => {
  const folder = path.join(import.meta.dirname, 'cases/csv-spectrum');
  const names = readdirSync(folder).filter((file) => file.endsWith('.csv'));
  // Its JSON holds other places than its CSV.
  const compared = names.filter((file) => file !== 'location_coordinates.csv');

  test.each(compared)('%s', async (file) => {
    const wanted = JSON.parse(readFileSync(path.join(folder, file.replace('.csv', '.json')), 'utf8')) as Record<string, string>[];
    const { columns, table, unreadable } = await read(readFileSync(path.join(folder, file)));
    expect(unreadable).toEqual([]);
    expect(table.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i + 1]])))).toEqual(wanted);
  });

  test('location_coordinates.csv has quotes inside an unquoted value, and characters already lost by its author stay lost', async () => {
    const { table } = await read(readFileSync(path.join(folder, 'location_coordinates.csv')));
    expect(table).toEqual([[1n, '2095257564', '37\ufffd36\'37.8"N 121\ufffd2\'17.9"W', 'Modesto', 'Stanislaus']]);
  });
});

describe('encodings', () => {
  const text = '编号,姓名\r\n1,张𬭎三\r\n2,李四\r\n';
  const rows = [
    [1n, '1', '张𬭎三'],
    [2n, '2', '李四'],
  ];
  const marked = (mark: number[], bytes: Buffer) => Buffer.concat([Buffer.from(mark), bytes]);

  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', marked([0xef, 0xbb, 0xbf], Buffer.from(text))],
    ['gb18030', gb(text)],
    ['gb18030', marked([0x84, 0x31, 0x95, 0x33], gb(text))],
    ['utf-16le', marked([0xff, 0xfe], Buffer.from(text, 'utf16le'))],
    ['utf-16be', marked([0xfe, 0xff], Buffer.from(text, 'utf16le').swap16())],
  ])('%s is recognised by mark or by strict decoding', async (encoding, bytes) => {
    const found = await read(bytes);
    expect([found.notes['encoding'], found.columns, found.table]).toEqual([encoding, ['编号', '姓名'], rows]);
  });

  test('the mark does not become part of a quoted header', async () => {
    expect((await read('\ufeff"a\nb",c\n1,2\n')).columns).toEqual(['a\nb', 'c']);
  });

  test.each([
    ['GB18030 declared as UTF-8', gb(text), 'utf-8', 'encodingWrong'],
    ['UTF-8 declared as GB18030', Buffer.from('编号a,b\n张三a,1\n李四a,2\n王五a,3\n'), 'gb18030', 'encodingWrong'],
    ['a mark that contradicts', Buffer.from(`\ufeff${text}`), 'gb18030', 'encodingWrong'],
    ['neither of the two', Buffer.from([0xff, 0x0a, 0xff, 0x0a, 0xff, 0x0a]), 'auto', 'encodingUndecided'],
    ['a zip file', Buffer.from('PK\u0003\u0004\u0000\u0000'), 'auto', 'notText'],
    ['an encoding that is not known', Buffer.from(text), 'big6', 'encodingUnknown'],
  ])('%s is a clear error', async (_, bytes, encoding, code) => {
    await expect(read(bytes, { encoding })).rejects.toMatchObject({ code });
  });

  test.each(['utf-8', 'gb18030'])('a bad byte in a %s file spoils its own row only, and is named', async (encoding) => {
    const lines = ['编号,姓名', '1,张三', '2,李四', '3,X王五', '4,赵六'];
    const bytes = iconv.encode(`${lines.join('\n')}\n`, encoding);
    const byteOffset = bytes.indexOf('X');
    bytes[byteOffset] = 0xff;
    for (const declared of [encoding, 'auto']) {
      const found = await read(bytes, { encoding: declared });
      expect(found.table.map((row) => row[0])).toEqual([1n, 2n, 4n]);
      expect(found.unreadable).toMatchObject([{ rowNumber: 3, code: 'undecodableByte', raw: '3,\ufffd王五' }]);
      expect(found.unreadable[0]!.message.en).toContain(`Line 4 has a byte that is not ${encoding}, at byte ${byteOffset} `);
    }
  });

  test('the 18 private-use characters get their code points of 2022, others stay', async () => {
    const found = await read('a\n\ue81e\ue78d\ue796\ue864\ue000\ue816\n');
    expect(found.table).toEqual([[1n, '\u9fb4\ufe10\ufe19\u9fbb\ue000\ue816']]);
  });
});

describe('rows that cannot be read', () => {
  test.each([
    [
      'too few or too many values',
      'a,b\n1,2\nx\n3,4\n5,6,7\n8,9\n',
      [
        [2, 'columnCountWrong'],
        [4, 'columnCountWrong'],
      ],
      ['1', '3', '8'],
    ],
    ['a quote that is never closed', 'a,b\n1,2\n3,"x\n5,6\n8,9\n', [[2, 'quoteUnterminated']], ['1', '5', '8']],
    ['text after a closing quote', 'a,b\n1,2\n"3"x,y\n5,"6\n7"\n', [[2, 'quoteMisplaced']], ['1', '5']],
    ['a row without end', `a,b\n1,2\n3,${'x'.repeat(1_000_000)}\n4,5\n`, [[2, 'rowTooLong']], ['1', '4']],
  ])('%s', async (_, text, unreadable, kept) => {
    const found = await read(text);
    expect(found.unreadable.map(({ rowNumber, code }) => [rowNumber, code])).toEqual(unreadable);
    expect(found.table.map((row) => row[1])).toEqual(kept);
    const bad = new Set(unreadable.map(([rowNumber]) => rowNumber));
    const all = Array.from({ length: kept.length + bad.size }, (__, i) => i + 1);
    expect(found.table.map((row) => Number(row[0]))).toEqual(all.filter((rowNumber) => !bad.has(rowNumber)));
    expect(found.unreadable.every(({ raw }) => raw.length <= 1000)).toBe(true);
  });
});

describe('untidy files that can be read', () => {
  test.each([
    ['mixed line breaks', 'a,b\r\n1,2\n3,4\r5,6\r\n', ['1 2', '3 4', '5 6']],
    ['blank lines', '\n\na,b\n\n1,2\n\n\n3,4\n\n', ['1 2', '3 4']],
    ['an old Macintosh', 'a,b\r1,2\r3,4', ['1 2', '3 4']],
    ['Ctrl-Z at the end', 'a,b\r\n1,2\r\n\u001a', ['1 2']],
    ['quotes that only stand inside', 'a,b\n1, "x"\n2,5" disk\n', ['1  "x"', '2 5" disk']],
    ['a nameless column', 'a,\n1,2\n', ['1 2']],
  ])('%s', async (_, text, rows) => {
    const found = await read(text);
    expect(found.unreadable).toEqual([]);
    expect(found.table.map((row) => row.slice(1).join(' '))).toEqual(rows);
  });

  test('a title above the header, and no header at all', async () => {
    expect((await read('一览表\na,b\n1,2\n', { headerRow: 2 })).table).toEqual([[1n, '1', '2']]);
    expect((await read('1,2\n', { headerRow: 0 }, ['x', 'y'])).columns).toEqual(['x', 'y']);
    await expect(read('a,b\n', { headerRow: 3 })).rejects.toMatchObject({ code: 'headerMissing' });
  });

  test('without quotes, a quote is a character like any other', async () => {
    expect((await read('a\tb\n"1\t2"\n', { delimiter: '\t', quote: '' })).table).toEqual([[1n, '"1', '2"']]);
  });
});

test('a wrong delimiter is named together with the one that fits', async () => {
  await expect(read('编号;姓名;住址\n', {}, ['编号', '姓名', '住址'])).rejects.toMatchObject({
    code: 'delimiterWrong',
    details: { found: '";"', count: 3 },
  });
  await expect(read('编号\t姓名\n', {}, ['编号', '姓名'])).rejects.toMatchObject({ details: { found: '"\\t"' } });
});

describe('any table, any delimiter', () => {
  const value = fc.string({
    unit: fc.constantFrom('a', '1', '张', '𬭎', ' ', '"', ',', ';', '|', '\t', '\n', '\r', "'", '\\'),
    maxLength: 6,
  });
  const written = (text: string, delimiter: string) =>
    /["\r\n]/.test(text) || text.includes(delimiter) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;

  test('what is written is read', async () => {
    const tables = fc.record({
      rows: fc.array(fc.tuple(value, value, value), { maxLength: 6 }),
      delimiter: fc.constantFrom(',', ';', '|', '\t', '^', ':'),
      lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
      encoding: fc.constantFrom('utf-8', 'gb18030', 'utf-16le'),
      ended: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(tables, async ({ rows, delimiter, lineBreak, encoding, ended }) => {
        const text = [['x', 'y', 'z'], ...rows].map((row) => row.map((one) => written(one, delimiter)).join(delimiter)).join(lineBreak);
        const found = await read(iconv.encode(text + (ended ? lineBreak : ''), encoding), { delimiter, encoding });
        expect(found.table).toEqual(rows.map((row, i) => [BigInt(i + 1), ...row]));
      }),
      { numRuns: 120, seed: 3 },
    );
  });

  test('whatever stands in the lines, DuckDB reads as many rows as were found', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '张'), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(line, async (lines) => {
        const { rows, unreadable, table } = await read(`a,b\n${lines}`);
        const numbers = [...table.map((row) => Number(row[0])), ...unreadable.map((row) => row.rowNumber)].sort((a, b) => a - b);
        expect(numbers).toEqual(Array.from({ length: rows + unreadable.length }, (_, i) => i + 1));
      }),
      { numRuns: 150, seed: 5 },
    );
  });
});

test('row numbers hold over many chunks, with gaps and quoted line breaks at chunk ends', async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => (i % 1000 === 7 ? `${i}` : `${i},"张三\n${'某'.repeat(i % 40)}"`));
  const { table, unreadable, rows } = await read(gb(`n,t\n${lines.join('\n')}\n`));
  expect(rows).toBe(39_960);
  expect(unreadable.map((row) => row.rowNumber)).toEqual(Array.from({ length: 40 }, (_, i) => i * 1000 + 8));
  expect(table.every((row) => String(Number(row[0]) - 1) === row[1])).toBe(true);
});
