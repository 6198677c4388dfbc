import * as xlsx from '@e965/xlsx';
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

export const fixture: FormatFixture = {
  settings: {},
  async write({ columns, rows }) {
    const cells = [columns, ...rows].map((row) => row.map((v): Cell => (v === null ? null : { t: 's', v })));
    return xlsOf({ 表一: { rows: cells } });
  },
  cannot: [],
  cutOff: { bytes: 1200, code: 'xlsDamaged' },
};
