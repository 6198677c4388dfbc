import { compoundFile } from './compound-file.ts';
import { OutputFile, type RowWriter } from './file.ts';

/** Excel 97 keeps no more rows in a sheet; the header is one of them. */
export const XLS_ROWS = 65_536;

const RECORD = {
  bof: 0x809,
  eof: 0x0a,
  codePage: 0x42,
  window1: 0x3d,
  font: 0x31,
  xf: 0xe0,
  sheet: 0x85,
  dimensions: 0x200,
  label: 0x204,
  number: 0x203,
};
const WORKBOOK = 0x0005;
const WORKSHEET = 0x0010;
/** Formats of cells: the first 15 belong to styles, 15 is plain, 16 shows a date. */
const PLAIN = 15;
const DATE = 16;
const SHORT_DATE = 14;
const DAY_ZERO = Date.UTC(1899, 11, 30);
const CHUNK_BYTES = 1024 * 1024;

/** A workbook of Excel 97 (BIFF8) with one sheet, held in memory until it is closed: it has 65,536 rows at most. */
export function openXlsFile(
  path: string,
  columns: readonly string[],
  { sheet, dateColumns }: { sheet: string; dateColumns: readonly string[] },
): RowWriter {
  const chunks: Buffer[] = [];
  let chunk = Buffer.alloc(CHUNK_BYTES);
  let used = 0;
  let rows = 0;
  const isDate = columns.map((column) => dateColumns.includes(column));
  const add = (record: Buffer) => {
    if (used + record.length > chunk.length) {
      chunks.push(chunk.subarray(0, used));
      chunk = Buffer.alloc(CHUNK_BYTES);
      used = 0;
    }
    used += record.copy(chunk, used);
  };
  const row = (cells: readonly string[]): undefined => {
    cells.forEach((cell, column) => {
      if (cell === '') return;
      add(isDate[column] && rows > 0 ? dateCell(cell, { row: rows, column }) : textCell(cell, { row: rows, column }));
    });
    rows++;
  };
  row(columns);
  return {
    row,
    async close() {
      chunks.push(chunk.subarray(0, used));
      const size = Buffer.alloc(14);
      size.writeUInt32LE(rows, 4);
      size.writeUInt16LE(columns.length, 10);
      const body = Buffer.concat([begin(WORKSHEET), entry(RECORD.dimensions, size), ...chunks, entry(RECORD.eof)]);
      const file = new OutputFile(path);
      file.writeBytes(compoundFile('Workbook', Buffer.concat([globals(sheet), body])));
      await file.close();
    },
  };
}

interface Place {
  row: number;
  column: number;
}

function entry(kind: number, data: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(kind, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

function begin(what: number): Buffer {
  const data = Buffer.alloc(16);
  // BIFF8, and the build of Excel 97 that wrote it.
  data.writeUInt16LE(0x0600, 0);
  data.writeUInt16LE(what, 2);
  data.writeUInt16LE(0x0dbb, 4);
  data.writeUInt16LE(0x07cc, 6);
  return entry(RECORD.bof, data);
}

/** What comes before the sheet: code page, a window, fonts, formats, and where the sheet begins. */
function globals(sheet: string): Buffer {
  const name = Buffer.from(sheet, 'utf16le');
  const place = Buffer.alloc(8 + name.length);
  place[6] = sheet.length;
  place[7] = 1;
  name.copy(place, 8);
  const front = Buffer.concat([
    begin(WORKBOOK),
    entry(RECORD.codePage, Buffer.from([0xb0, 0x04])),
    entry(RECORD.window1, Buffer.from([0, 0, 0, 0, 0x80, 0x3e, 0x40, 0x1f, 0x38, 0, 0, 0, 0, 0, 1, 0, 0x58, 2])),
    ...Array.from({ length: 4 }, font),
    ...Array.from({ length: DATE + 1 }, (_, i) => entry(RECORD.xf, cellFormat(i))),
  ]);
  const length = front.length + 4 + place.length + 4;
  place.writeUInt32LE(length, 0);
  return Buffer.concat([front, entry(RECORD.sheet, place), entry(RECORD.eof)]);
}

/** Arial, 10 points. */
function font(): Buffer {
  const name = Buffer.from('Arial', 'latin1');
  const data = Buffer.alloc(16 + name.length);
  data.writeUInt16LE(200, 0);
  data.writeUInt16LE(0x7fff, 4);
  data.writeUInt16LE(400, 6);
  data[14] = name.length;
  name.copy(data, 16);
  return entry(RECORD.font, data);
}

function cellFormat(index: number): Buffer {
  const data = Buffer.alloc(20);
  if (index === DATE) data.writeUInt16LE(SHORT_DATE, 2);
  data.writeUInt16LE(index < PLAIN ? 0xfff5 : 0x0001, 4);
  data[6] = 0x20;
  data.writeUInt16LE(0x20c0, 18);
  return data;
}

function textCell(text: string, { row, column }: Place): Buffer {
  const data = Buffer.alloc(13 + text.length * 2);
  data.writeUInt16LE(RECORD.label, 0);
  data.writeUInt16LE(data.length - 4, 2);
  data.writeUInt16LE(row, 4);
  data.writeUInt16LE(column, 6);
  data.writeUInt16LE(PLAIN, 8);
  data.writeUInt16LE(text.length, 10);
  data[12] = 1;
  data.write(text, 13, 'utf16le');
  return data;
}

function dateCell(date: string, { row, column }: Place): Buffer {
  const data = Buffer.alloc(14);
  data.writeUInt16LE(row, 0);
  data.writeUInt16LE(column, 2);
  data.writeUInt16LE(DATE, 4);
  data.writeDoubleLE(Math.round((Date.parse(`${date}T00:00:00Z`) - DAY_ZERO) / 86_400_000), 6);
  return entry(RECORD.number, data);
}
