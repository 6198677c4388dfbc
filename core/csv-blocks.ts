/**
 * CSV as blocks of whole records, so that several threads can read one file: cut by bytes, read and written as text. Not fast-csv: it has no
 * blocks to hand to threads, and tells neither the bytes of a record nor the place of a cell; the tests hold this reader to what it reads.
 */

const [QUOTE, COMMA, LINE, RETURN] = [0x22, 0x2c, 0x0a, 0x0d];
/** Where the next byte stands. */
const [FIELD_START, PLAIN, QUOTED, BEHIND_QUOTE] = [0, 1, 2, 3];
/** A quotation mark that is never closed must not hold the whole file. */
const LONGEST_RECORD = 16 << 20;

/** Cuts a stream of UTF-8 (or any bytes that keep ASCII) behind records. No record is in two blocks; nothing is lost. */
export class RecordBlocks {
  private held: Uint8Array[] = [];
  private bytes = 0;
  private state = FIELD_START!;

  /** Blocks of at least `least` bytes, asked at each record's end, that end with these bytes or inside them. */
  *push(piece: Uint8Array, least: () => number): Generator<Uint8Array> {
    let from = 0;
    let { state } = this;
    for (let i = 0; i < piece.length; i++) {
      const byte = piece[i]!;
      // Nearly all bytes are text and change nothing.
      if (byte > COMMA! && (state === PLAIN || state === QUOTED)) continue;
      const isEnd = (byte === LINE || byte === RETURN) && (state !== QUOTED || this.bytes + i - from > LONGEST_RECORD);
      state = isEnd ? FIELD_START! : next(state, byte);
      if (!isEnd || this.bytes + i + 1 - from < least()) continue;
      this.held.push(piece.subarray(from, i + 1));
      yield this.rest();
      from = i + 1;
    }
    this.state = state;
    if (from < piece.length) {
      // A copy: the giver may use its bytes again.
      this.held.push(piece.slice(from));
      this.bytes += piece.length - from;
    }
  }

  /** What is held: the last records, the very last perhaps without its line's end. */
  rest(): Uint8Array {
    const block = Buffer.concat(this.held);
    this.held = [];
    this.bytes = 0;
    return block;
  }
}

function next(state: number, byte: number): number {
  if (state === QUOTED) return byte === QUOTE ? BEHIND_QUOTE! : QUOTED!;
  if (byte === COMMA) return FIELD_START!;
  if (byte === QUOTE && state !== PLAIN) return QUOTED!;
  return PLAIN!;
}

/** The rows of whole records. Lines without any text are none. A quotation mark within a plain cell is a character like others. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = text.charCodeAt(at) === QUOTE ? quotedEnd(text, at) : plainEnd(text, at);
    row.push(text.charCodeAt(at) === QUOTE ? unquoted(text.slice(at, end)) : text.slice(at, end));
    const mark = text.charCodeAt(end);
    at = end + 1;
    if (mark === COMMA && at < text.length) continue;
    if (mark === COMMA) row.push('');
    if (row.some((cell) => cell !== '')) rows.push(row);
    row = [];
  }
  return rows;
}

function plainEnd(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === COMMA || unit === LINE || unit === RETURN) return i;
  }
  return text.length;
}

/** End of a cell that begins with a quotation mark; what stands behind the closing one belongs to it. */
function quotedEnd(text: string, at: number): number {
  for (let i = text.indexOf('"', at + 1); i >= 0; i = text.indexOf('"', i + 2))
    if (text.charCodeAt(i + 1) !== QUOTE) return plainEnd(text, i + 1);
  return text.length;
}

function unquoted(cell: string): string {
  const close = cell.lastIndexOf('"');
  if (close === 0) return cell.slice(1);
  return cell.slice(1, close).replaceAll('""', '"') + cell.slice(close + 1);
}

/** One line with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${csvCells(cells)}\n`;
}

/** One line without its end. */
export function csvCells(cells: readonly string[]): string {
  const line = cells.join(',');
  return needsNoQuotes(line, cells.length) ? line : cells.map(quotedWhereNeeded).join(',');
}

/** Nearly all lines: one look at the whole is cheaper than one at each cell. */
function needsNoQuotes(line: string, cells: number): boolean {
  let commas = 1;
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i);
    if (unit > COMMA!) continue;
    if (unit === QUOTE || unit === LINE || unit === RETURN) return false;
    if (unit === COMMA) commas++;
  }
  return commas <= cells;
}

const MUST_QUOTE = /[",\r\n]/;

function quotedWhereNeeded(cell: string): string {
  return MUST_QUOTE.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
