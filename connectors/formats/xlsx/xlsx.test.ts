import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSankuError } from '../../../core/errors.ts';
import { zipOf } from '../../archives/testing.ts';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { kindOfFormat, numberText, plainNumber } from '../../spreadsheets/index.ts';
import { type BookParts, fixture, workbookOf } from './conformance.ts';
import { xlsx } from './index.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const header = `<row r="1">${text('A1', 'a')}${text('B1', 'b')}</row>`;
const read = async (book: BookParts, settings: Record<string, unknown> = {}) => decoder.decode(xlsx, await workbookOf(book), { settings });
const table = async (rows: string, rest: Partial<BookParts> = {}) =>
  (await read({ sheets: { S: header + rows }, ...rest })).table.map((row) => row.slice(1));

describe('cells', () => {
  test('booleans, errors, cached values of formulas and numbers', async () => {
    const rows =
      '<row r="2"><c r="A2" t="b"><v>1</v></c><c r="B2" t="e"><v>#N/A</v></c></row><row r="3"><c r="A3" t="str"><f>A1&amp;"x"</f><v>ax</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>';
    expect(await table(rows)).toEqual([
      ['true', '#N/A'],
      ['ax', '2'],
    ]);
  });

  test('rich text is joined, and its reading aid left out', async () => {
    const rows =
      '<row r="2"><c r="A2" t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></is></c></row>';
    expect(await table(rows)).toEqual([['张三', null]]);
  });

  test('dates by the style of the cell, in both date systems', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="22"/></cellXfs>';
    const rows =
      '<row r="2"><c r="A2" s="1"><v>46296</v></c><c r="B2" s="2"><v>46296</v></c></row><row r="3"><c r="A3" s="3"><v>46296.354166666664</v></c><c r="B3" s="0"><v>46296</v></c></row>';
    expect(await table(rows, { styles })).toEqual([
      ['2026-10-01', '2026-10-01'],
      ['2026-10-01T08:30:00', '46296'],
    ]);
    expect((await table(rows, { styles, workbookProperties: '<workbookPr date1904="1"/>' }))[0]).toEqual(['2030-10-02', '2030-10-02']);
  });

  test('cells and rows may lack their place; empty rows have no number', async () => {
    const found = await read({
      sheets: { S: '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row/><row><c/><c><v>5</v></c></row>' },
    });
    expect(found.table).toEqual([[1n, null, '5']]);
  });

  test('a value beyond the header makes the row unreadable, and nothing is lost in silence', async () => {
    const found = await read({ sheets: { S: `${header}<row r="2"><c r="D2"><v>9</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>` } });
    expect(found.unreadable).toMatchObject([{ rowNumber: 1, code: 'columnCountWrong', raw: '\t\t\t9' }]);
    expect(found.table).toEqual([[2n, '1', null]]);
  });
});

describe('numbers', () => {
  test.each([
    ['12', '12'],
    ['1.2E+2', '120'],
    ['3.3010119900101101E+17', '330101199001011010'],
    ['1E3', '1000'],
    ['3.2999999999999998', '3.3'],
    ['12.50', '12.5'],
    ['-0.5', '-0.5'],
    ['1E-7', '1E-7'],
    ['330101199001011234', '330101199001011234'],
  ])('%s is %s', (written, wanted) => expect(plainNumber(written)).toBe(wanted));

  test.each([
    ['1', 'date', '1900-01-01'],
    ['59', 'date', '1900-02-28'],
    ['60', 'date', '60'],
    ['61', 'date', '1900-03-01'],
    ['-1', 'date', '-1'],
    ['0.5', 'time', '12:00:00'],
    ['99999999', 'date', '99999999'],
  ] as const)('serial %s as %s is %s', (serial, kind, wanted) => expect(numberText(serial, kind, false)).toBe(wanted));

  test.each([
    ['yyyy-mm-dd', 'date'],
    ['[$-804]yyyy"年"m"月"d"日";@', 'date'],
    ['m/d/yy h:mm', 'datetime'],
    ['h:mm:ss AM/PM', 'time'],
    ['[h]:mm', 'number'],
    ['0.00', 'number'],
    ['0.00E+00', 'number'],
    ['General', 'number'],
    ['#,##0"days"', 'number'],
    ['[Red]0', 'number'],
  ])('format %s is a %s', (code, kind) => expect(kindOfFormat(code)).toBe(kind));
});

describe('sheets as people make them', () => {
  const cells = (row: number, values: string[]) =>
    `<row r="${row}">${values.map((value, i) => text(`${String.fromCharCode(65 + i)}${row}`, value)).join('')}</row>`;
  const inSheet = async (rows: string[], { columns = ['编号', '区', '街道'], behind = '', settings = {} } = {}) =>
    decoder.decode(xlsx, await workbookOf({ sheets: { S: `${rows.join('')}</sheetData>${behind}<sheetData>` } }), { settings, columns });

  test('the header is found below a title by the declared columns, whatever spaces stand in it', async () => {
    const found = await inSheet([cells(1, ['2026年10月名单']), cells(3, ['编 号', '区', '街\n道']), cells(4, ['1', '东城', '朝阳'])]);
    expect([found.columns, found.table, found.notes['headerRow']]).toEqual([['编号', '区', '街道'], [[1n, '1', '东城', '朝阳']], '3']);
  });

  test('names merged over several columns or rows are joined', async () => {
    const rows = [
      cells(1, ['名单']),
      cells(2, ['编号', '户籍地', '', '住址']),
      cells(3, ['', '区', '街道', '区']),
      cells(4, ['1', '东城', '朝阳', '西城']),
    ];
    const behind = '<mergeCells count="3"><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/></mergeCells>';
    const columns = ['编号', '户籍地/区', '街道', '住址/区'];
    for (const settings of [{}, { headerRow: 2, headerRows: 2 }])
      expect(await inSheet(rows, { columns, behind, settings })).toMatchObject({
        columns,
        table: [[1n, '1', '东城', '朝阳', '西城']],
        findings: [],
      });
  });

  test('cells merged over rows of data are told', async () => {
    const rows = [cells(1, ['编号', '区', '街道']), cells(2, ['1', '东城', '朝阳']), '<row r="3"><c r="A3"><v>2</v></c></row>'];
    const { findings } = await inSheet(rows, { behind: '<mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="C2:C3"/></mergeCells>' });
    expect(findings).toMatchObject([
      { code: 'cellsMerged', message: { zh: 'feed.1-of-1.xlsx 的工作表 S 的数据区有 2 处跨行合并单元格，只有首行含有该值。' } },
    ]);
  });

  test('days as bare numbers, where the configuration says so', async () => {
    const rows = [cells(1, ['编号', '区', '街道']), '<row r="2"><c r="A2"><v>46296</v></c><c r="B2"><v>46296</v></c></row>'];
    expect((await inSheet(rows, { settings: { dates: ['区'] } })).table).toEqual([[1n, '46296', '2026-10-01', null]]);
  });

  test('16,384 columns without a value are none', async () => {
    const empty = Array.from({ length: 16_384 }, () => '<c s="0"/>').join('');
    const found = await inSheet([
      `<row r="1">${empty}</row>`,
      cells(2, ['编号', '区', '街道']).replace('</row>', `${empty.slice(0, -3 * 10)}</row>`),
      cells(3, ['1', '2', '3']),
    ]);
    expect([found.columns, found.rows]).toEqual([['编号', '区', '街道'], 1]);
    await expect(
      inSheet([`<row r="1">${text('A1', '编号')}${text('XFD1', '区')}</row>`], { settings: { headerRow: 1 } }),
    ).rejects.toMatchObject({
      code: 'tooManyColumns',
    });
  });

  test('a text of many megabytes makes its row unreadable, not the memory full', async () => {
    const long = Array.from({ length: 40 }, () => `<r><t>${'长'.repeat(100_000)}</t></r>`).join('');
    const rows = [
      cells(1, ['编号', '区', '街道']),
      `<row r="2"><c r="A2" t="inlineStr"><is>${long}</is></c></row>`,
      cells(3, ['1', '2', '3']),
    ];
    expect(await inSheet(rows)).toMatchObject({ rows: 1, unreadable: [{ rowNumber: 1, code: 'rowTooLong' }] });
  });
});

describe('sheets', () => {
  const sheets = {
    甲: header,
    乙: `<row r="1">${text('A1', '标题')}</row><row r="3">${text('A3', 'x')}</row><row r="4">${text('A4', '1')}</row>`,
  };

  test('are chosen by name or place, and the header by its row', async () => {
    for (const sheet of ['乙', 2]) expect((await read({ sheets }, { sheet, headerRow: 3 })).table).toEqual([[1n, '1']]);
    const parts = {
      甲: `${header}<row r="2"><c r="A2"><v>1</v></c></row>`,
      空: '',
      乙: `${header}<row r="2"><c r="A2"><v>2</v></c></row>`,
    };
    for (const sheet of ['*', ['甲', '乙'], [1, 3]])
      expect((await read({ sheets: parts }, { sheet })).table.map((row) => row[1])).toEqual(['1', '2']);
    expect((await read({ sheets: parts })).findings).toMatchObject([
      { code: 'sheetsNotRead', message: { en: expect.stringContaining('only sheet 甲 was read; these hold something as well: 乙.') } },
    ]);
    await expect(read({ sheets: { ...parts, 丙: `<row r="1">${text('A1', 'other')}</row>` } }, { sheet: '*' })).rejects.toMatchObject({
      code: 'partHeaderDiffers',
    });
    await expect(read({ sheets }, { sheet: '丙' })).rejects.toMatchObject({ code: 'sheetMissing', details: { sheets: '甲, 乙' } });
    await expect(read({ sheets }, { sheet: '乙', headerRow: 2 })).rejects.toMatchObject({ code: 'headerMissing' });
    await expect(read({ sheets: { S: '' } })).rejects.toMatchObject({ code: 'emptyFile' });
  });
});

describe('files that are not what they should be', () => {
  test.each([
    ['a CSV file', Buffer.from('a,b\n1,2\n'), 'xlsxNotZip'],
    ['an old or locked workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'xlsxNotZip'],
    ['the start of a zip', Buffer.from('PK\u0003\u0004xxxx'), 'xlsxTruncated'],
  ])('%s', async (_, bytes, code) => {
    await expect(decoder.decode(xlsx, bytes)).rejects.toMatchObject({ code });
  });

  test('a zip that holds something else', async () => {
    await expect(decoder.decode(xlsx, await zipOf({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'xlsxNotZip' });
  });

  test('a text that the workbook does not have', async () => {
    await expect(table('<row r="2"><c r="A2" t="s"><v>7</v></c></row>')).rejects.toMatchObject({ code: 'xlsxTruncated' });
  });

  test('what unpacks to too much, or shrank too well to be honest', async () => {
    const book = { sheets: { S: `${header}<row r="2">${text('A2', 'x'.repeat(2_000_000))}</row>` } };
    await expect(read(book, { maxUncompressedMb: 1 })).rejects.toMatchObject({ code: 'xlsxTooLarge' });
    const bomb = await workbookOf({ sheets: { S: header + ' '.repeat(70 * 1024 * 1024) } });
    await expect(decoder.decode(xlsx, bomb)).rejects.toMatchObject({ code: 'xlsxTooLarge' });
  });

  test('damage inside the sheet is an error of the catalogue, whatever it is', async () => {
    const whole = await fixture.write({ columns: ['a', 'b'], rows: [['1', '2']] });
    expect((await decoder.decode(xlsx, whole)).rows).toBe(1);
    const sheet = `${header}<row r="2"><c r="A2" s="1"><v>46296</v></c>${text('B2', '张三')}</row>`;
    const damage = fc.record({
      at: fc.nat(sheet.length),
      by: fc.constantFrom('', '<', '</row>', '"', '&', '<c r="ZZZZ1"><v>1</v></c>', 'r="-5"', '&#0;', '<v>'),
      cut: fc.nat(12),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, by, cut }) => {
        try {
          await read({ sheets: { S: sheet.slice(0, at) + by + sheet.slice(at + cut) } });
        } catch (error) {
          if (!isSankuError(error)) throw error;
        }
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
