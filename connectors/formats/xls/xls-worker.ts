/**
 * Reads XLS workbooks in a thread of its own: the library works on a whole file at once, and a damaged one may keep it busy for ever. Takes
 * `XlsJob`s one after the other and answers each with `XlsMessage`s.
 */
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import * as xlsx from '@e965/xlsx';
import { numberText } from '../../spreadsheets/cell-numbers.ts';
import { chooseSheets } from '../../spreadsheets/choose-sheets.ts';
import type { MergedCells, SheetRow } from '../../spreadsheets/find-header.ts';
import { kindOfFormat, type NumberKind } from '../../spreadsheets/number-kinds.ts';
import type { SheetChoice } from '../../spreadsheets/sheet-settings.ts';

export interface XlsJob {
  path: string;
  /** Name of the file, for messages. */
  file: string;
  sheet: SheetChoice;
}

export type XlsMessage =
  | { type: 'sheet'; name: string; date1904: boolean; merges: MergedCells[] }
  | { type: 'rows'; rows: SheetRow[] }
  | { type: 'sheetEnd' }
  /** Names of the sheets with values that were not wanted. */
  | { type: 'end'; wanted: string[]; isAll: boolean; others: string[] }
  | { type: 'sheetMissing'; details: Record<string, string> }
  | { type: 'unreadable'; isProtected: boolean; reason: string };

const rowsPerMessage = 2000;
const nameOfUnicodeStream = Buffer.from('Workbook', 'utf16le');

function send(message: XlsMessage): void {
  parentPort!.postMessage(message);
}

async function run({ path, file, sheet }: XlsJob): Promise<void> {
  let book: xlsx.WorkBook;
  try {
    const bytes = readFileSync(path);
    // From Excel 97 on, texts are Unicode, and the tables of code pages are large.
    if (!bytes.includes(nameOfUnicodeStream)) xlsx.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
    book = xlsx.read(bytes, {
      type: 'buffer',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      cellText: false,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    send({ type: 'unreadable', isProtected: /password|encrypt/i.test(reason), reason });
    return;
  }
  const names = book.SheetNames;
  let chosen: ReturnType<typeof chooseSheets>;
  try {
    chosen = chooseSheets(names, { sheet, file });
  } catch (error) {
    send({ type: 'sheetMissing', details: (error as { details: Record<string, string> }).details });
    return;
  }
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  for (const place of chosen.wanted) sendSheet(names[place]!, { sheet: book.Sheets[names[place]!], date1904 });
  const others = names.filter((name, i) => !chosen.wanted.includes(i) && hasValues(book.Sheets[name]));
  send({ type: 'end', wanted: chosen.wanted.map((place) => names[place]!), isAll: chosen.isAll, others });
}

type Cells = readonly (readonly (xlsx.CellObject | undefined)[] | undefined)[];

function cellsOf(sheet: xlsx.WorkSheet | undefined): Cells {
  return ((sheet as { '!data'?: Cells } | undefined)?.['!data'] ?? []) as Cells;
}

function hasValues(sheet: xlsx.WorkSheet | undefined): boolean {
  return cellsOf(sheet).some((row) => row?.some((cell) => cell !== undefined && cell !== null && cell.t !== 'z'));
}

function sendSheet(name: string, { sheet, date1904 }: { sheet: xlsx.WorkSheet | undefined; date1904: boolean }): void {
  const merges = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({ firstRow: s.r, lastRow: e.r, firstColumn: s.c, lastColumn: e.c }));
  send({ type: 'sheet', name, date1904, merges });
  const toText = new CellText(date1904);
  let rows: SheetRow[] = [];
  for (const [i, row] of cellsOf(sheet).entries()) {
    const values = Array.from(row ?? [], (cell) => (cell === undefined || cell === null ? null : toText.of(cell)));
    while (values.length > 0 && values.at(-1) === null) values.pop();
    if (values.length === 0) continue;
    rows.push({ number: i + 1, values });
    if (rows.length < rowsPerMessage) continue;
    send({ type: 'rows', rows });
    rows = [];
  }
  send({ type: 'rows', rows });
  send({ type: 'sheetEnd' });
}

const errorTexts: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

class CellText {
  readonly #date1904: boolean;
  readonly #kinds = new Map<string, NumberKind>();

  constructor(date1904: boolean) {
    this.#date1904 = date1904;
  }

  of({ t, v, z }: xlsx.CellObject): string | null {
    if (v === undefined || t === 'z') return null;
    if (t === 'n') return numberText(String(v), this.#kind(String(z ?? 'General')), this.#date1904);
    if (t === 'e') return errorTexts[Number(v)] ?? '#ERR';
    return String(v);
  }

  #kind(code: string): NumberKind {
    const known = this.#kinds.get(code) ?? kindOfFormat(code);
    this.#kinds.set(code, known);
    return known;
  }
}

// What the library prints of a damaged file may hold personal data.
for (const method of ['log', 'warn', 'error', 'info'] as const) console[method] = () => undefined;

parentPort!.on('message', (job: XlsJob) => void run(job));
