import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { type BookSheet, labelCell, numberCell, oldBook, xlsOf } from './conformance.ts';
import { xls } from './index.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

const read = (sheets: Record<string, BookSheet>, settings: Record<string, unknown> = {}, columns: string[] = []) =>
  decoder.decode(xls, xlsOf(sheets), { settings, columns });

test('dates, numbers, values of formulas, booleans and errors are those of XLSX', async () => {
  const rows = [
    ['a', 'b', 'c'],
    [{ t: 'n', v: 46296, z: 'yyyy-mm-dd' }, { t: 'n', v: 5, f: '2+3' }, true],
    [{ t: 'n', v: 46296.354166666664, z: 'yyyy"年"m"月"d"日" h:mm' }, 3.3, { t: 'e', v: 42 }],
    [46296, 3.3e17, '330101199001011234'],
  ] as BookSheet['rows'];
  expect((await read({ S: { rows } })).table).toEqual([
    [1n, '2026-10-01', '5', 'true'],
    [2n, '2026-10-01T08:30:00', '3.3', '#N/A'],
    [3n, '46296', '330000000000000000', '330101199001011234'],
  ]);
});

test('sheets are parts, and what was not read is told', async () => {
  const sheets = { 东城: { rows: [['a'], [1]] }, 空: { rows: [] }, 西城: { rows: [['a'], [2]] } };
  const one = await read(sheets);
  expect(one.table).toEqual([[1n, '1']]);
  expect(one.findings.map(({ message }) => message.zh)).toEqual([
    expect.stringContaining('只读取了工作表 东城，以下工作表也有内容：西城。'),
  ]);
  for (const sheet of ['*', ['东城', '西城'], [1, 3]])
    expect(await read(sheets, { sheet })).toMatchObject({ findings: [], table: [[1n, '1'], [2n, '2']] }); // biome-ignore format: one case a line
  await expect(read(sheets, { sheet: '南城' })).rejects.toMatchObject({ code: 'sheetMissing', details: { sheets: '东城, 空, 西城' } });
  await expect(read(sheets, { sheet: '空' })).rejects.toMatchObject({ code: 'emptyFile' });
});

test('a title, a header over two rows and merged cells', async () => {
  const rows = [['名单'], ['编号', '住址', null], [null, '区', '街 道'], [1, '东城', '朝阳']];
  const found = await read({ S: { rows, merges: ['A1:C1', 'A2:A3', 'B2:C2'] } }, {}, ['编号', '住址/区', '街道']);
  expect([found.columns, found.table]).toEqual([['编号', '住址/区', '街道'], [[1n, '1', '东城', '朝阳']]]);
});

describe('older than Excel 97', () => {
  test('texts are in the code page that the file names', async () => {
    const found = await decoder.decode(xls, oldBook([labelCell(0, 0, '姓名'), labelCell(1, 0, '张三')]));
    expect([found.columns, found.table]).toEqual([['姓名'], [[1n, '张三']]]);
  });

  test('a full sheet was probably cut off', async () => {
    const cells = Array.from({ length: 65_535 }, (_, i) => numberCell(i + 1, 0, i));
    const { rows, findings } = await decoder.decode(xls, oldBook([labelCell(0, 0, '编号'), ...cells]));
    expect(rows).toBe(65_535);
    expect(findings).toMatchObject([{ code: 'sheetFull', message: { en: expect.stringContaining('ends at row 65536, exactly where') } }]);
  });
});

test.each([
  ['a web page', '<html><table><tr><td>编号</td></tr></table></html>', 'xlsNotWorkbook'],
  ['a text', '编号\t姓名\r\n1\t张三\r\n', 'xlsNotWorkbook'],
  ['an XLSX', 'PK\u0003\u0004', 'xlsNotWorkbook'],
  ['a compound file of something else', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000, 7)]), 'xlsDamaged'],
])('%s called .xls is refused', async (_, content, code) => {
  await expect(decoder.decode(xls, content)).rejects.toMatchObject({ code });
});
