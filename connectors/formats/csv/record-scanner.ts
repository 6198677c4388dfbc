import type { UnreadableRow } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { checkHeader } from '../../header.ts';
import { type BadLine, longestRowBytes, type TextChunk } from '../../text/index.ts';
import { checkUnreadable, unreadableRow } from '../../unreadable.ts';
import { checkDelimiter } from './check-delimiter.ts';
import { type FoundRecord, type LineBreak, RecordFinder } from './find-record.ts';

export interface Dialect {
  delimiter: string;
  quote: string;
  /** Which record (blank lines do not count) is the header; what stands before is passed over. 0: there is none. */
  headerRow: number;
}

export interface ScanOptions {
  /** Name of the file, for messages. */
  file: string;
  encoding: string;
  dialect: Dialect;
  /** Columns that configuration knows. */
  columns: readonly string[];
}

const controlZ = 0x1a;

/**
 * Walks over a file's records: reads the header, counts rows, names those that cannot be read, and hands back the bytes that
 * DuckDB is to read. It alone decides what a row is; DuckDB only gets records that it cannot read in another way.
 */
export class RecordScanner {
  readonly #options: ScanOptions;
  readonly #finder: RecordFinder;
  #rest: Buffer = Buffer.alloc(0);
  /** Place of `#rest` in the file's UTF-8 text. */
  #position = 0;
  #bad: BadLine[] = [];
  #records = 0;
  #lineBreak: LineBreak = 'none';
  /** Null until the header was read. */
  columns: string[] | null = null;
  /** Rows read, with those that are unreadable. */
  read = 0;
  unreadable: UnreadableRow[] = [];
  /** Whether the bytes handed back differ from those put in. */
  edited = false;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#finder = new RecordFinder(options.dialect.delimiter, options.dialect.quote);
    if (options.dialect.headerRow === 0) this.columns = checkHeader(options.columns, options.file);
  }

  /** Takes the next chunk; returns the pieces to write. */
  push(chunk: TextChunk): Buffer[] {
    const data = this.#rest.length === 0 ? chunk.bytes : Buffer.concat([this.#rest, chunk.bytes]);
    const shift = this.#position + this.#rest.length;
    for (const bad of chunk.bad) this.#bad.push({ ...bad, start: bad.start + shift, end: bad.end + shift });
    const pieces: Buffer[] = [];
    let keptFrom = 0;
    let at = 0;
    while (at < data.length) {
      const record = this.#finder.find(data, at, chunk.last);
      if (record === null) break;
      at = record.next;
      const instead = this.#judge(data, record);
      if (instead === undefined) continue;
      this.edited = true;
      pieces.push(data.subarray(keptFrom, record.start));
      if (instead !== null) pieces.push(instead);
      keptFrom = record.next;
    }
    pieces.push(data.subarray(keptFrom, at));
    this.#rest = data.subarray(at);
    this.#position += at;
    return pieces;
  }

  /** undefined: the record stays as it stands; null: it goes; bytes: they stand in its place. */
  #judge(data: Buffer, record: FoundRecord): Buffer | null | undefined {
    const isBlank = record.end === record.start;
    // DuckDB passes over blank lines as well, but it wants one kind of line break and a header in the first line.
    if (isBlank) return this.columns === null || record.lineBreak !== this.#lineBreak ? null : undefined;
    if (isEndMark(data, record)) return null;
    if (this.columns === null) return this.#readHeader(data, record);
    const rowNumber = ++this.read;
    const fault = this.#faultOf(record);
    if (fault !== null) {
      this.unreadable.push(unreadableRow(fault, rowNumber, data.toString('utf8', record.start, Math.min(record.end, record.start + 4000))));
      checkUnreadable(this.unreadable, this.#options.file);
      return null;
    }
    if (this.#lineBreak === 'none') this.#lineBreak = record.lineBreak;
    return this.#straighten(data, record);
  }

  #readHeader(data: Buffer, record: FoundRecord): Buffer | null | undefined {
    const { file, dialect, columns } = this.#options;
    if (++this.#records < dialect.headerRow) return null;
    const fault = this.#faultOf(record, { anyWidth: true });
    if (fault !== null) throw connectorErrors.headerUnreadable({ file, reason: fault.described().message }, fault);
    const found = this.#finder.values(data.subarray(record.start, record.end));
    checkDelimiter(found, { file, delimiter: dialect.delimiter, columns });
    this.columns = checkHeader(found, file);
    this.#lineBreak = record.lineBreak;
    return this.#straighten(data, record);
  }

  #faultOf(record: FoundRecord, { anyWidth = false } = {}): ReturnType<typeof connectorErrors.rowTooLong> | null {
    const bad = this.#badLineIn(record);
    if (bad !== undefined) {
      const { file, encoding } = this.#options;
      return connectorErrors.undecodableByte({ line: bad.line, byteOffset: bad.byteOffset, encoding, file });
    }
    if (record.fault !== null) return connectorErrors[record.fault]({ limit: longestRowBytes });
    if (anyWidth || record.fields === this.columns!.length) return null;
    return connectorErrors.columnCountWrong({ found: record.fields, expected: this.columns!.length });
  }

  /** Records come in order, and so do bad lines: those that lie behind are dropped. */
  #badLineIn(record: FoundRecord): BadLine | undefined {
    if (this.#bad.length === 0) return undefined;
    const start = this.#position + record.start;
    const behind = this.#bad.findIndex((bad) => bad.end > start);
    this.#bad.splice(0, behind === -1 ? this.#bad.length : behind);
    const [first] = this.#bad;
    return first !== undefined && first.start < this.#position + record.end ? first : undefined;
  }

  /** A record that DuckDB might read otherwise is written anew: every value quoted, the file's own line break. */
  #straighten(data: Buffer, record: FoundRecord): Buffer | undefined {
    const sameBreak = record.lineBreak === this.#lineBreak || record.lineBreak === 'none';
    if (sameBreak && !record.strayQuote) return undefined;
    const { delimiter, quote } = this.#options.dialect;
    const lineBreak = record.lineBreak === 'none' ? '' : lineBreaks[this.#lineBreak];
    const bytes = data.subarray(record.start, record.end);
    if (!record.strayQuote) return Buffer.concat([bytes, Buffer.from(lineBreak)]);
    const values = this.#finder.values(bytes).map((value) => quote + value.replaceAll(quote, quote + quote) + quote);
    return Buffer.from(values.join(delimiter) + lineBreak);
  }
}

const lineBreaks: Record<LineBreak, string> = { LF: '\n', CRLF: '\r\n', CR: '\r', none: '' };

/** DOS programs end a text file with Ctrl-Z. */
function isEndMark(data: Buffer, { start, end, next }: FoundRecord): boolean {
  return end - start === 1 && data[start] === controlZ && next === data.length;
}
