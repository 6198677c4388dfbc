import type { SankuError } from '../../core/errors.ts';
import type { Decoded, DecodeRequest } from '../contract.ts';
import { connectorErrors } from '../errors.ts';
import { fileFinding } from '../findings.ts';
import { checkHeader, checkSameHeader } from '../header.ts';
import { longestRowBytes, type TableWriter } from '../text/index.ts';
import { checkUnreadable, unreadableRow } from '../unreadable.ts';
import { numberText } from './cell-numbers.ts';
import { findHeader, type MergedCells, readHeader, rowsLookedAt, type SheetRow } from './find-header.ts';
import type { SheetSettings } from './sheet-settings.ts';

/** Where a sheet ends in Excel, old and new. */
const fullSheets = [65_536, 1_048_576];

export interface SheetPlan {
  request: Pick<DecodeRequest, 'columns'>;
  settings: SheetSettings;
  decoded: Decoded;
  writer: TableWriter;
  /** Name of the file, for messages. */
  file: string;
  sheet: string;
  date1904: boolean;
  /** Asked for only when the header may take several rows. */
  merges: () => Promise<readonly MergedCells[]>;
}

/** Takes a sheet's rows in order: finds the header, and writes what stands below it. Rows without any value have no number. */
export class SheetTable {
  readonly #plan: SheetPlan;
  /** Rows seen before the header is decided. */
  #before: SheetRow[] = [];
  #columns: string[] | null = null;
  #lastRow = 0;
  #headerEnd = 0;
  #dateColumns: number[] = [];

  constructor(plan: SheetPlan) {
    this.#plan = plan;
  }

  /** @returns what must be waited for before the next row, if anything */
  take(row: SheetRow): Promise<void> | undefined {
    this.#lastRow = row.number;
    if (this.#columns !== null) {
      this.#copy(row);
      return undefined;
    }
    this.#before.push(row);
    const { headerRow, headerRows } = this.#plan.settings;
    const enough = headerRow === undefined ? this.#before.length >= rowsLookedAt : row.number >= headerRow + headerRows - 1;
    return enough ? this.#decide() : undefined;
  }

  /** @returns whether the sheet had any row @throws headerMissing */
  async end(merged?: readonly MergedCells[]): Promise<boolean> {
    if (this.#lastRow === 0) return false;
    if (this.#columns === null) await this.#decide();
    const { file, sheet, decoded } = this.#plan;
    if (fullSheets.includes(this.#lastRow)) decoded.findings.push(fileFinding('sheetFull', { file, sheet, rows: this.#lastRow }));
    const tall = (merged ?? []).filter((one) => one.firstRow >= this.#headerEnd && one.lastRow > one.firstRow).length;
    if (tall > 0) decoded.findings.push(fileFinding('cellsMerged', { file, sheet, count: tall }));
    return true;
  }

  async #decide(): Promise<void> {
    const { settings, file, decoded, request, merges } = this.#plan;
    const rows = this.#before;
    this.#before = [];
    const { headerRow, headerRows } = settings;
    const declared = request.columns;
    const found =
      headerRow === undefined
        ? await findHeader(rows, { declared, merges })
        : readHeader(rows, { first: headerRow, height: headerRows, merged: headerRows > 1 ? await merges() : [], declared });
    if (found === null || found.names.length === 0) throw connectorErrors.headerMissing({ file, row: headerRow ?? 1 });
    const columns = checkHeader(found.names, file);
    if (decoded.columns.length === 0) decoded.columns = columns;
    else checkSameHeader(decoded.columns, { file: `${file} [${this.#plan.sheet}]`, columns });
    this.#columns = columns;
    this.#headerEnd = found.lastRow;
    this.#dateColumns = settings.dates.flatMap((column) => (columns.includes(column) ? [columns.indexOf(column)] : []));
    decoded.notes['headerRow'] = String(found.lastRow);
    for (const row of rows) if (row.number > found.lastRow) this.#copy(row);
  }

  #copy({ values }: SheetRow): void {
    const { writer, decoded, file, date1904 } = this.#plan;
    const width = this.#columns!.length;
    const rowNumber = writer.rows + decoded.unreadable.length + 1;
    // An empty text beyond the header (a formula that shows nothing) is nothing.
    while (values.length > width && !values.at(-1)) values.pop();
    const fault = faultOf(values, width);
    if (fault !== null) {
      decoded.unreadable.push(
        unreadableRow(
          fault,
          rowNumber,
          values
            .map((value) => value ?? '')
            .join('\t')
            .toWellFormed(),
        ),
      );
      checkUnreadable(decoded.unreadable, file);
      return;
    }
    while (values.length < width) values.push(null);
    for (const column of this.#dateColumns) values[column] = asDate(values[column]!, date1904);
    writer.add(rowNumber, values);
  }
}

/** A bare number in a column of dates is a day as Excel counts them. */
function asDate(value: string | null, date1904: boolean): string | null {
  return value !== null && /^\d{1,7}(\.\d+)?$/.test(value) ? numberText(value, 'date', date1904) : value;
}

function faultOf(values: readonly (string | null)[], width: number): SankuError | null {
  if (values.length > width) return connectorErrors.columnCountWrong({ found: values.length, expected: width });
  let chars = 0;
  for (const value of values) {
    if (value === null) continue;
    chars += value.length;
    if (!value.isWellFormed()) return connectorErrors.characterHalf();
  }
  return chars * 3 > longestRowBytes ? connectorErrors.rowTooLong({ limit: longestRowBytes }) : null;
}
