import * as xlsx from '@e965/xlsx';
import iconv from 'iconv-lite';
import type { FormatFixture } from '../../conformance-fixture.ts';

type Cell = xlsx.CellObject | string | number | boolean | null;

export interface BookSheet {
  rows: Cell[][];
  /** Such as `A1:C1`. */
  merges?: string[];
}

/** A workbook as Excel 97 to 2003 wrote it, by name of sheet. */
export function xlsOf(sheets: Record<string, BookSheet>): Buffer {
  const book = xlsx.utils.book_new();
  for (const [name, { rows, merges = [] }] of Object.entries(sheets)) {
    const sheet = xlsx.utils.aoa_to_sheet(rows);
    sheet['!merges'] = merges.map((reference) => xlsx.utils.decode_range(reference));
    xlsx.utils.book_append_sheet(book, sheet, name);
  }
  return xlsx.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}

/** Records of Excel 4: type, length, content. */
function record(type: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([words(type, content.length), content]);
}

function words(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 2);
  numbers.forEach((number, i) => {
    bytes.writeUInt16LE(number, i * 2);
  });
  return bytes;
}

/** Rows and columns from 0. */
export function labelCell(row: number, column: number, text: string): Buffer {
  const bytes = iconv.encode(text, 'gbk');
  return record(0x0204, words(row, column, 0, bytes.length), bytes);
}

export function numberCell(row: number, column: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return record(0x0203, words(row, column, 0), bytes);
}

/** A bare workbook of Excel 4 in code page 936, which is quickly written. */
export function oldBook(cells: readonly Buffer[]): Buffer {
  return Buffer.concat([record(0x0409, words(0, 0x10, 0)), record(0x42, words(936)), ...cells, record(0x0a)]);
}

export const fixture: FormatFixture = {
  settings: {},
  async write({ columns, rows }) {
    const cells = [columns, ...rows].map((row) => row.map((v): Cell => (v === null ? null : { t: 's', v })));
    return xlsOf({ 表一: { rows: cells } });
  },
  cannot: [],
  cutOff: { bytes: 1200, code: 'xlsDamaged' },
};
