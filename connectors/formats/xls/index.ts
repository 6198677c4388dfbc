import path from 'node:path';
import { Type } from 'typebox';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { fileFinding } from '../../findings.ts';
import { readSheetSettings, type SheetSettings, SheetTable, spreadsheetErrors } from '../../spreadsheets/index.ts';
import { sheetSettings } from '../../spreadsheets/sheet-settings-schema.ts';
import { loadWrittenTable, openFile, TableWriter } from '../../text/index.ts';
import { readXls } from './read-xls.ts';

const settings = Type.Object(sheetSettings, { additionalProperties: false });

/**
 * Excel workbooks as they were until 2003. Cells become text as in `xlsx`. Such a sheet ends at row 65,536: one that is full was probably cut
 * off, which is told.
 */
export const xls: Format = { name: 'xls', extensions: ['.xls'], settings, decode };

async function decode(request: DecodeRequest): Promise<Decoded> {
  const chosen = readSheetSettings(request.settings);
  const decoded: Decoded = { columns: [], rows: 0, unreadable: [], findings: [], notes: {} };
  const writer = await TableWriter.create(path.join(request.workFolder, 'xls.csv'));
  try {
    for (const file of request.files) {
      await checkSignature(file);
      await copyWorkbook(file, { request, settings: chosen, decoded, writer });
    }
  } finally {
    await writer.close();
  }
  decoded.rows = await loadWrittenTable(request.duck, request.table, { writer, columns: decoded.columns });
  return decoded;
}

interface CopyPlan {
  request: DecodeRequest;
  settings: SheetSettings;
  decoded: Decoded;
  writer: TableWriter;
}

async function copyWorkbook(filePath: string, plan: CopyPlan): Promise<void> {
  const { settings: chosen, decoded, writer } = plan;
  const file = path.basename(filePath);
  let table: SheetTable | null = null;
  let merged: Parameters<SheetTable['end']>[0];
  const found: boolean[] = [];
  const end = await readXls(
    { path: filePath, file, sheet: chosen.sheet },
    {
      beginSheet({ name: sheet, date1904, merges }) {
        merged = merges;
        table = new SheetTable({ ...plan, file, sheet, date1904, merges: async () => merges });
      },
      async rows(rows) {
        for (const row of rows) {
          const waiting = table!.take(row);
          if (waiting !== undefined) await waiting;
        }
        if (writer.full) await writer.flush();
      },
      async endSheet() {
        found.push(await table!.end(merged));
      },
    },
  );
  const isEmpty = end.isAll ? !found.includes(true) : found.includes(false) || found.length === 0;
  if (isEmpty) throw connectorErrors.emptyFile({ file });
  decoded.notes['sheet'] = end.wanted.join(', ');
  if (!chosen.isChosen && end.others.length > 0)
    decoded.findings.push(fileFinding('sheetsNotRead', { file, sheet: end.wanted[0]!, others: end.others.join(', ') }));
}

const looks: readonly [RegExp, { looksLike: string; looksLikeZh: string }][] = [
  [/^PK/, { looksLike: 'XLSX or another zip file', looksLikeZh: ' XLSX 或其他 zip 文件' }],
  [/<html|<table|<!doctype/i, { looksLike: 'a web page (HTML)', looksLikeZh: '网页（HTML）' }],
  [/<\?xml/i, { looksLike: 'XML', looksLikeZh: ' XML ' }],
];

/** Sheets that end at row 65,536 do not fill as much; the library reads the file whole. */
const mostBytes = 512 * 1024 * 1024;

/** The library takes whatever it can make sense of; a web page called .xls is not to become a table by accident. */
async function checkSignature(filePath: string): Promise<void> {
  const file = path.basename(filePath);
  const handle = await openFile(filePath);
  try {
    const buffer = Buffer.alloc(512);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const head = buffer.subarray(0, bytesRead);
    if (bytesRead === 0) throw connectorErrors.emptyFile({ file });
    if ((await handle.stat()).size > mostBytes) throw spreadsheetErrors.xlsTooLarge({ file });
    // A compound file, or the bare stream of Excel 2 to 4.
    if (head.readUInt32BE(0) === 0xd0cf11e0 || (head[0] === 0x09 && [0, 2, 4].includes(head[1]!))) return;
    const text = head.toString('latin1');
    const other = { looksLike: 'text or another format', looksLikeZh: '文本或其他格式' };
    const found = looks.find(([pattern]) => pattern.test(text))?.[1] ?? other;
    throw spreadsheetErrors.xlsNotWorkbook({ file, ...found });
  } finally {
    await handle.close();
  }
}
