import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import iconv from 'iconv-lite';
import { openTestDecoder, type TestDecoder } from '../../decode-for-tests.ts';
import { fixedWidth } from './index.ts';

let decoder: TestDecoder;
beforeAll(async () => {
  decoder = await openTestDecoder();
});
afterAll(() => decoder.close());

const columns = ['编号', '姓名', '金额'];
const widths = [4, 10, 6];
const gb = (text: string) => iconv.encode(text, 'gb18030');
const read = (content: Buffer, settings: Record<string, unknown> = {}) =>
  decoder.decode(fixedWidth, content, { settings: { widths, encoding: 'gb18030', ...settings }, columns });
/** Fills each value up with spaces to its width in bytes of GB18030. */
const line = (...values: string[]) =>
  Buffer.concat([...values.map((value, i) => Buffer.concat([gb(value), Buffer.alloc(widths[i]!, ' ')]).subarray(0, widths[i])), gb('\n')]);

test('widths count bytes of GB18030: rare characters take four', async () => {
  const found = await read(Buffer.concat([line('0001', '张三', '  12.5'), line('0002', '王𬭎', '"7"'), line('', '', '')]));
  expect(found.columns).toEqual(columns);
  expect(found.table).toEqual([
    [1n, '0001', '张三', '  12.5'],
    [2n, '0002', '王𬭎', '"7"'],
    [3n, '', '', ''],
  ]);
  expect(found.notes['encoding']).toBe('gb18030');
});

test('the same lines in UTF-8 have other widths', async () => {
  const bytes = Buffer.from('0001张三    12.5  \r\n0002李四    7     ');
  expect((await read(bytes, { encoding: 'utf-8' })).table).toEqual([
    [1n, '0001', '张三', '12.5'],
    [2n, '0002', '李四', '7'],
  ]);
});

test('blank lines and the end mark of DOS have no number; titles above the header are passed over', async () => {
  const bytes = Buffer.concat([gb('缴费明细\r\n'), line('编号', '姓名', '金额'), gb('\r\n\n'), line('1', '张三', '2'), gb('\u001a')]);
  const found = await read(bytes, { headerRow: 2 });
  expect([found.columns, found.table, found.unreadable]).toEqual([columns, [[1n, '1', '张三', '2']], []]);
});

describe('a line that does not fit its columns is named, and the others are read', () => {
  const good = (id: string) => line(id, '张三', '1');
  test.each([
    ['too short', gb('0002李四\n'), 'lineWidthWrong', 'Line 2 of feed.1-of-1.txt is 8 bytes long, its columns take 20.'],
    ['too long', gb('0002李四      1     surplus\n'), 'lineWidthWrong', '第 2 行长 27 字节，各列共占 20 字节'],
    ['cut in the middle of a character', gb('0002张张张张a三1    \n'), 'characterCut', 'Line 2 of feed.1-of-1.txt: the end of column 姓名'],
    ['with a bad byte', Buffer.concat([gb('0002'), Buffer.from([0xff]), gb('         1     \n')]), 'undecodableByte', 'at byte 25 of'],
  ])('%s', async (_, bad, code, told) => {
    const found = await read(Buffer.concat([good('0001'), bad, good('0003')]));
    expect(found.table.map((row) => row.slice(0, 2))).toEqual([
      [1n, '0001'],
      [3n, '0003'],
    ]);
    expect(found.unreadable).toMatchObject([{ rowNumber: 2, code, raw: expect.stringContaining('0002') }]);
    expect(found.unreadable[0]!.message.en + found.unreadable[0]!.message.zh).toContain(told);
  });
});

test('widths that are not those of the columns are refused before anything is read', async () => {
  for (const wrong of [[], [4, 10], [4, 10, 6, 2]])
    await expect(read(line('1', '2', '3'), { widths: wrong })).rejects.toMatchObject({ code: 'widthsWrong' });
  await expect(read(line('编号', '姓名', '金额'), { headerRow: 2 })).rejects.toMatchObject({ code: 'headerMissing' });
  await expect(read(gb('编号姓名\n'), { headerRow: 1 })).rejects.toMatchObject({ code: 'headerUnreadable' });
});

test('numbers hold over many chunks, whatever stands in them', async () => {
  const lines = Array.from({ length: 120_000 }, (_, i) =>
    i % 20_000 === 7 ? gb(`${i} short\n`) : line(String(i % 10_000), '某某', String(i)),
  );
  const { table, unreadable, rows } = await read(Buffer.concat(lines));
  expect(rows).toBe(119_994);
  expect(unreadable.map((row) => row.rowNumber)).toEqual([8, 20_008, 40_008, 60_008, 80_008, 100_008]);
  expect(table.every((row) => String(Number(row[0]) - 1) === row[3])).toBe(true);
});
