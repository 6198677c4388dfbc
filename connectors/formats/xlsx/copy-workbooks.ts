import path from 'node:path';
import type { Decoded, DecodeRequest } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { fileFinding } from '../../findings.ts';
import { chooseSheets, readSheetSettings, type SheetSettings, SheetTable } from '../../spreadsheets/index.ts';
import { TableWriter } from '../../text/index.ts';
import { readNumberKinds } from './number-formats.ts';
import { OpenWorkbook } from './open-workbook.ts';
import { parseXml } from './parse-xml.ts';
import { hasValues, readMerges } from './scan-sheet.ts';
import { SharedStrings } from './shared-strings.ts';
import { SheetRows } from './sheet-rows.ts';
import { findParts, type WorkbookParts } from './workbook-parts.ts';

/** Plain data, so that a thread can be asked for it. */
export type WorkbooksRequest = Pick<DecodeRequest, 'files' | 'settings' | 'columns' | 'workFolder'>;

export interface CopiedWorkbooks {
  /** Without its rows: those are in the file. */
  decoded: Decoded;
  /** As a `TableWriter` leaves it. */
  written: { path: string; rows: number };
}

/** Copies what the wanted sheets of some workbooks hold into a file that DuckDB reads. */
export async function copyWorkbooks(request: WorkbooksRequest): Promise<CopiedWorkbooks> {
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
  return { decoded, written: { path: writer.path, rows: writer.rows } };
}

interface CopyPlan {
  request: WorkbooksRequest;
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
      get isBetweenRows() {
        return rows.isBetweenRows;
      },
      takeRow: (text, at) => rows.takeRow(text, at),
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
