import path from 'node:path';
import { Type } from 'typebox';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { checkHeader, checkSameHeader } from '../../header.ts';
import { createTextTable, insertWrittenTable, longestRowBytes, TableWriter } from '../../text/index.ts';
import { checkUnreadable, unreadableRow } from '../../unreadable.ts';
import { readNumberKinds } from './number-formats.ts';
import { OpenWorkbook } from './open-workbook.ts';
import { parseXml } from './parse-xml.ts';
import { SharedStrings } from './shared-strings.ts';
import { type SheetRow, SheetRows } from './sheet-rows.ts';
import { findParts } from './workbook-parts.ts';

const settings = Type.Object(
  {
    sheet: Type.Union([Type.String(), Type.Integer({ minimum: 1 })], { default: 1, description: 'name or place (from 1) of the sheet' }),
    headerRow: Type.Integer({ default: 1, minimum: 1, description: 'the row, as Excel counts, that holds the column names' }),
    maxUncompressedMb: Type.Integer({ default: 4096, minimum: 1, description: 'a workbook that unpacks to more is refused' }),
  },
  { additionalProperties: false },
);

/**
 * Excel workbooks, read as a stream. Numbers as written, whole ones without exponent; dates `YYYY-MM-DD`; a formula gives its last value, an error
 * its text (`#N/A`); an empty cell is NULL; rows without any value have no number.
 */
export const xlsx: Format = { name: 'xlsx', extensions: ['.xlsx'], isZip: true, settings, decode };

interface Settings {
  sheet: string | number;
  headerRow: number;
  maxUncompressedMb: number;
}

async function decode(request: DecodeRequest): Promise<Decoded> {
  const { sheet = 1, headerRow = 1, maxUncompressedMb = 4096 } = request.settings as Partial<Settings>;
  const decoded: Decoded = { columns: [], rows: 0, unreadable: [], findings: [], notes: {} };
  const writer = await TableWriter.create(path.join(request.workFolder, 'xlsx.csv'));
  try {
    for (const file of request.files) {
      const workbook = await OpenWorkbook.open(file, { maxUncompressedMb });
      try {
        await copySheet(workbook, { sheet, headerRow, maxUncompressedMb }, { writer, decoded });
      } finally {
        workbook.close();
      }
    }
  } finally {
    await writer.close();
  }
  await createTextTable(request.duck, request.table, decoded.columns);
  if (writer.rows > 0)
    decoded.rows = await insertWrittenTable(request.duck, request.table, { path: writer.path, columns: decoded.columns });
  return decoded;
}

interface CopyTarget {
  writer: TableWriter;
  decoded: Decoded;
}

async function copySheet(workbook: OpenWorkbook, { sheet, headerRow }: Settings, target: CopyTarget): Promise<void> {
  const { file } = workbook;
  const parts = await findParts(workbook, sheet);
  const strings = await SharedStrings.read(workbook, parts.sharedStrings);
  const kinds = await readNumberKinds(workbook, parts.styles);
  const rows = new SheetRows({ file, strings, kinds, date1904: parts.date1904 });
  let columns: string[] | null = null;
  let any = false;
  const takeRow = (row: SheetRow) => {
    any = true;
    if (row.number < headerRow) return;
    if (columns !== null) copyRow(row, { file, width: columns.length, ...target });
    else if (row.number > headerRow) throw connectorErrors.headerMissing({ file, row: headerRow });
    else columns = takeHeader(row, { file, decoded: target.decoded });
  };
  await parseXml(workbook, parts.sheet, {
    open: (name, attributes) => rows.open(name, attributes),
    close: (name) => rows.close(name),
    text: (text) => rows.text(text),
    async rest() {
      for (const row of rows.ready.splice(0)) takeRow(row);
      if (target.writer.full) await target.writer.flush();
    },
  });
  if (!any) throw connectorErrors.emptyFile({ file });
  if (columns === null) throw connectorErrors.headerMissing({ file, row: headerRow });
  target.decoded.notes['sheet'] = parts.sheetName;
}

/** The first part's header is the delivery's. */
function takeHeader({ values }: SheetRow, { file, decoded }: { file: string; decoded: Decoded }): string[] {
  const columns = checkHeader(
    Array.from(values, (value) => value ?? ''),
    file,
  );
  if (decoded.columns.length === 0) decoded.columns = columns;
  else checkSameHeader(decoded.columns, { file, columns });
  return columns;
}

function copyRow({ values }: SheetRow, { file, width, writer, decoded }: CopyTarget & { file: string; width: number }): void {
  const rowNumber = writer.rows + decoded.unreadable.length + 1;
  // An empty text beyond the header (a formula that shows nothing) is nothing.
  while (values.length > width && !values.at(-1)) values.pop();
  const fault = faultOf(values, width);
  if (fault === null) {
    while (values.length < width) values.push(null);
    writer.add(rowNumber, values);
    return;
  }
  decoded.unreadable.push(unreadableRow(fault, rowNumber, values.map((value) => value ?? '').join('\t')));
  checkUnreadable(decoded.unreadable, file);
}

function faultOf(values: readonly (string | null)[], width: number): ReturnType<typeof connectorErrors.rowTooLong> | null {
  if (values.length > width) return connectorErrors.columnCountWrong({ found: values.length, expected: width });
  const chars = values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
  return chars * 3 > longestRowBytes ? connectorErrors.rowTooLong({ limit: longestRowBytes }) : null;
}
