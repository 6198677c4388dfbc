import path from 'node:path';
import { Type } from 'typebox';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { fileFinding } from '../../findings.ts';
import { chooseSheets, readSheetSettings, type SheetSettings, SheetTable, sheetSettings } from '../../spreadsheets/index.ts';
import { loadWrittenTable, TableWriter } from '../../text/index.ts';
import { readNumberKinds } from './number-formats.ts';
import { OpenWorkbook } from './open-workbook.ts';
import { parseXml } from './parse-xml.ts';
import { hasValues, readMerges } from './scan-sheet.ts';
import { SharedStrings } from './shared-strings.ts';
import { SheetRows } from './sheet-rows.ts';
import { findParts, type WorkbookParts } from './workbook-parts.ts';

const settings = Type.Object(
  {
    ...sheetSettings,
    maxUncompressedMb: Type.Integer({ default: 4096, minimum: 1, description: 'a workbook that unpacks to more is refused' }),
  },
  { additionalProperties: false },
);

/**
 * Excel workbooks, read as a stream. Numbers as written, whole ones without exponent; dates `YYYY-MM-DD`; a formula gives its last value, an error
 * its text (`#N/A`); an empty cell is NULL; rows without any value have no number.
 */
export const xlsx: Format = { name: 'xlsx', extensions: ['.xlsx'], isZip: true, settings, decode };

async function decode(request: DecodeRequest): Promise<Decoded> {
  const { maxUncompressedMb = 4096 } = request.settings as { maxUncompressedMb?: number };
  const chosen = readSheetSettings(request.settings);
  const decoded: Decoded = { columns: [], rows: 0, unreadable: [], findings: [], notes: {} };
  const writer = await TableWriter.create(path.join(request.workFolder, 'xlsx.csv'));
  try {
    for (const file of request.files) {
      const workbook = await OpenWorkbook.open(file, { maxUncompressedMb });
      try {
        await new WorkbookCopier({ request, settings: chosen, decoded, writer, workbook }).copy();
      } finally {
        workbook.close();
      }
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
  workbook: OpenWorkbook;
}

class WorkbookCopier {
  readonly #plan: CopyPlan;

  constructor(plan: CopyPlan) {
    this.#plan = plan;
  }

  async copy(): Promise<void> {
    const { workbook, settings: chosen, decoded } = this.#plan;
    const { file } = workbook;
    const parts = await findParts(workbook);
    const names = parts.sheets.map(({ name }) => name);
    const { wanted, isAll } = chooseSheets(names, { sheet: chosen.sheet, file });
    const strings = await SharedStrings.read(workbook, parts.sharedStrings);
    const kinds = await readNumberKinds(workbook, parts.styles);
    let any = false;
    for (const place of wanted) {
      const found = await this.#copySheet(parts, { place, strings, kinds });
      if (!found && !isAll) throw connectorErrors.emptyFile({ file });
      any ||= found;
    }
    if (!any) throw connectorErrors.emptyFile({ file });
    decoded.notes['sheet'] = wanted.map((place) => names[place]).join(', ');
    if (!chosen.isChosen) await this.#tellOthers(parts, wanted[0]!);
  }

  /** Returns whether the sheet had any row. */
  async #copySheet(
    { sheets, date1904 }: WorkbookParts,
    { place, strings, kinds }: { place: number; strings: SharedStrings; kinds: Awaited<ReturnType<typeof readNumberKinds>> },
  ): Promise<boolean> {
    const { workbook, writer } = this.#plan;
    const { file } = workbook;
    const { name: sheet, target: part } = sheets[place]!;
    const rows = new SheetRows({ file, strings, kinds, date1904 });
    const table = new SheetTable({ ...this.#plan, file, sheet, date1904, merges: () => readMerges(workbook, part) });
    await parseXml(workbook, part, {
      open: (name, attributes) => rows.open(name, attributes),
      close: (name) => rows.close(name),
      text: (text) => rows.text(text),
      async rest() {
        for (const row of rows.ready.splice(0)) {
          const waiting = table.take(row);
          if (waiting !== undefined) await waiting;
        }
        if (writer.full) await writer.flush();
      },
    });
    return table.end(rows.merges);
  }

  /** Nobody said which sheet: what else the workbook holds must not go unseen. */
  async #tellOthers({ sheets }: WorkbookParts, read: number): Promise<void> {
    const { workbook, decoded } = this.#plan;
    const others: string[] = [];
    for (const [i, { name, target }] of sheets.entries()) if (i !== read && (await hasValues(workbook, target))) others.push(name);
    if (others.length === 0) return;
    decoded.findings.push(fileFinding('sheetsNotRead', { file: workbook.file, sheet: sheets[read]!.name, others: others.join(', ') }));
  }
}
