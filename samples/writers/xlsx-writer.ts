import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { RowWriter } from './file.ts';

export interface XlsxForm {
  sheet: string;
  /** Titles, one a row, above the row with the columns' names. */
  above?: readonly string[];
  /** Columns whose values, `YYYY-MM-DD`, are kept as day numbers with a date format. */
  dateColumns: readonly string[];
  /** Columns of long numbers in which Excel took some for numbers: those that end with the zeros it left. */
  numberColumns?: readonly string[];
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** The same in every time zone, so that the same rows give the same bytes. */
const ZIP_ENTRY = { mtime: new Date(2026, 0, 1), mode: 0o100644, forceDosTimestamp: true };
const PIECE_CHARACTERS = 64 * 1024;
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** An Excel workbook of one sheet, compressed while it is written. */
export function openXlsxFile(path: string, columns: readonly string[], form: XlsxForm): RowWriter {
  mkdirSync(dirname(path), { recursive: true });
  const zip = new ZipFile();
  const done = finished(zip.outputStream.pipe(createWriteStream(path)));
  for (const [name, text] of Object.entries(parts(form.sheet))) zip.addBuffer(Buffer.from(XML + text), name, ZIP_ENTRY);
  const sheet = new PassThrough({ highWaterMark: PIECE_CHARACTERS });
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', ZIP_ENTRY);
  zip.end();
  const isDate = columns.map((column) => form.dateColumns.includes(column));
  const isNumber = columns.map((column) => form.numberColumns?.includes(column) ?? false);
  let waiting = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
  const header = (form.above?.length ?? 0) + 1;
  let rows = 0;
  const kindOf = (cell: string, i: number): CellKind => {
    if (rows > header && isDate[i]) return 'date';
    return isNumber[i] && ZEROED.test(cell) ? 'number' : 'text';
  };
  const row = (cells: readonly string[]): Promise<void> | undefined => {
    rows++;
    waiting += `<row r="${rows}">${cells.map((cell, i) => cellXml(cell, columnName(i) + rows, kindOf(cell, i))).join('')}</row>`;
    if (waiting.length < PIECE_CHARACTERS) return undefined;
    const piece = waiting;
    waiting = '';
    return sheet.write(piece) ? undefined : once(sheet, 'drain').then(() => undefined);
  };
  for (const title of form.above ?? []) row([title]);
  row(columns);
  return {
    row,
    async close() {
      sheet.end(`${waiting}</sheetData></worksheet>`);
      await done;
    },
  };
}

type CellKind = 'date' | 'number' | 'text';

/** What is left of a number of 18 digits. */
const ZEROED = /^\d{15}000$/;

function cellXml(value: string, place: string, kind: CellKind): string {
  if (value === '') return '';
  if (kind === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  if (kind === 'date') return `<c r="${place}" s="1"><v>${Math.round((Date.parse(`${value}T00:00:00Z`) - DAY_ZERO) / 86_400_000)}</v></c>`;
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A, B, … Z: no feed has more columns. */
function columnName(index: number): string {
  return String.fromCharCode(65 + index);
}

function parts(sheet: string): Record<string, string> {
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    // Style 1 is built-in number format 14: a date.
    'xl/styles.xml':
      `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>` +
      '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
  };
}
