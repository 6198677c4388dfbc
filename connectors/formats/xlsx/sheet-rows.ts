import { type MergedCells, type NumberKind, numberText, type SheetRow, spreadsheetErrors } from '../../spreadsheets/index.ts';
import { longestRowBytes } from '../../text/index.ts';
import { officeText, type XmlHandler } from './parse-xml.ts';
import type { SharedStrings } from './shared-strings.ts';
import { readUsualRow } from './usual-row.ts';

export interface SheetContext {
  file: string;
  strings: SharedStrings;
  kinds: readonly NumberKind[];
  date1904: boolean;
}

const mostColumns = 16_384;
const mostMerges = 100_000;

/** Gathers the rows of a sheet as its XML comes by. Rows without any value are left out. */
export class SheetRows implements XmlHandler {
  readonly #context: SheetContext;
  #row: SheetRow = { number: 0, values: [] };
  #column = -1;
  #type = 'n';
  #style = 0;
  #text = '';
  #hasValue = false;
  #inValue = false;
  #inReading = false;
  /** Cells merged into one; they stand behind the rows. */
  readonly merges: MergedCells[] = [];
  /** Rows that are whole, for the reader to take away. */
  ready: SheetRow[] = [];
  /** Whether the last that came was the end of a row of the sheet. */
  isBetweenRows = false;
  #isInData = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open(name: string, attributes: Record<string, string>): void {
    this.isBetweenRows = false;
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v' || name === 't') {
      this.#inValue = true;
      this.#hasValue = true;
    } else if (name === 'rPh') this.#inReading = true;
    else if (name === 'mergeCell') this.#merge(attributes['ref'] ?? '');
    else if (name === 'row') {
      const number = Number(attributes['r'] ?? this.#row.number + 1);
      this.#row = { number, values: [] };
      this.#column = -1;
    } else if (name === 'sheetData') this.#isInData = true;
  }

  text(text: string): void {
    // What is longer makes its row unreadable, and must not fill the memory first.
    if (this.#inValue && !this.#inReading && this.#text.length <= longestRowBytes) this.#text += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'rPh') this.#inReading = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else if (name === 'sheetData') this.#isInData = false;
    this.isBetweenRows = name === 'row' && this.#isInData;
  }

  takeRow(text: string, at: number): number {
    const row = readUsualRow(text, at);
    if (row === undefined) return at;
    this.#row = { number: row.number, values: [] };
    this.#column = -1;
    for (const { letters, style, type, text: value } of row.cells) {
      this.#openCell({ r: letters, s: style, t: type });
      if (value === undefined) continue;
      this.#hasValue = true;
      this.#text = value;
      this.#closeCell();
    }
    this.#closeRow();
    return row.end;
  }

  #closeRow(): void {
    if (this.#row.values.length > 0) this.ready.push(this.#row);
  }

  #merge(reference: string): void {
    const cells = mergedCells(reference);
    if (cells !== null && this.merges.length < mostMerges) this.merges.push(cells);
  }

  #openCell({ r, t = 'n', s }: { r?: string | undefined; t?: string | undefined; s?: string | undefined }): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    if (this.#column < 0 || this.#column >= mostColumns) {
      throw spreadsheetErrors.xlsxTruncated({ file: this.#context.file, reason: { en: `there is no cell ${r}`, zh: `不存在单元格 ${r}` } });
    }
    this.#type = t;
    this.#style = s === undefined ? 0 : Number(s);
    this.#text = '';
    this.#hasValue = false;
  }

  #closeCell(): void {
    if (!this.#hasValue) return;
    const value = this.#value();
    if (value === null) return;
    const { values } = this.#row;
    while (values.length < this.#column) values.push(null);
    values[this.#column] = value;
  }

  #value(): string | null {
    const text = this.#text;
    if (this.#type === 's') {
      const shared = this.#context.strings.at(Number(text));
      if (shared !== undefined) return shared;
      throw spreadsheetErrors.xlsxTruncated({
        file: this.#context.file,
        reason: { en: `the shared text ${text} is missing`, zh: `缺少第 ${text} 条共享文本` },
      });
    }
    if (this.#type === 'inlineStr' || this.#type === 'str') return officeText(text);
    if (this.#type === 'b') return text === '1' || text === 'true' ? 'true' : 'false';
    if (this.#type === 'n')
      return text === '' ? null : numberText(text, this.#context.kinds[this.#style] ?? 'number', this.#context.date1904);
    // e (#N/A and the like) and d (a date already in ISO form) stay as they are.
    return text;
  }
}

/** `A1:C2`; null when it is no such thing. */
export function mergedCells(reference: string): MergedCells | null {
  const [, from = '', firstRow = '', to = '', lastRow = ''] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference) ?? [];
  if (from === '') return null;
  return { firstRow: Number(firstRow) - 1, lastRow: Number(lastRow) - 1, firstColumn: columnOf(from), lastColumn: columnOf(to) };
}

/** `AB12` → 27 */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}
