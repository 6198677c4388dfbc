import { longestRowBytes } from '../../text/index.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export type LineBreak = 'LF' | 'CRLF' | 'CR' | 'none';
export type RecordFault = 'quoteUnterminated' | 'quoteMisplaced' | 'rowTooLong';

/** One record of a delimited text, found by its bytes. */
export interface FoundRecord {
  start: number;
  /** End of the last value. */
  end: number;
  /** Start of the next record. */
  next: number;
  lineBreak: LineBreak;
  fields: number;
  /** A quote stands inside an unquoted value: it is part of the value, but DuckDB may read it otherwise. */
  strayQuote: boolean;
  /** Then the record is its first physical line, and the next one is looked for after that. */
  fault: RecordFault | null;
}

/** Splits UTF-8 into records. Delimiter and quote are single ASCII bytes, which never stand inside a longer character. */
export class RecordFinder {
  readonly #delimiter: number;
  readonly #quote: number;

  constructor(delimiter: string, quote: string) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === '' ? -1 : quote.charCodeAt(0);
  }

  /** The record that starts at `start`; null when it goes on beyond `data`, unless `last`. */
  find(data: Buffer, start: number, last: boolean): FoundRecord | null {
    const length = data.length;
    const delimiter = this.#delimiter;
    const quote = this.#quote;
    let fields = 1;
    let strayQuote = false;
    let at = start;
    for (;;) {
      if (at < length && data[at] === quote) {
        at = this.#afterClosingQuote(data, at);
        if (at === -1) return last || length - start > longestRowBytes ? firstLine(data, start, 'quoteUnterminated') : null;
      } else {
        for (; at < length; at++) {
          const byte = data[at]!;
          if (byte === delimiter || byte === lineFeed || byte === carriageReturn) break;
          if (byte === quote) strayQuote = true;
        }
      }
      if (at < length && data[at] === delimiter) {
        fields++;
        at++;
        continue;
      }
      if (at < length && data[at] !== lineFeed && data[at] !== carriageReturn) return firstLine(data, start, 'quoteMisplaced');
      if (at - start > longestRowBytes) return firstLine(data, start, 'rowTooLong');
      const lineBreak = lineBreakAt(data, at);
      return { start, end: at, next: at + widths[lineBreak], lineBreak, fields, strayQuote, fault: null };
    }
  }

  /** The values of a record without fault, unquoted. */
  values(record: Buffer): string[] {
    const values: string[] = [];
    let at = 0;
    for (;;) {
      const quoted = at < record.length && record[at] === this.#quote;
      const end = quoted ? this.#afterClosingQuote(record, at) : this.#nextDelimiter(record, at);
      const text = record.toString('utf8', quoted ? at + 1 : at, quoted ? end - 1 : end);
      const mark = String.fromCharCode(this.#quote);
      values.push(quoted ? text.replaceAll(mark + mark, mark) : text);
      if (end >= record.length) return values;
      at = end + 1;
    }
  }

  #nextDelimiter(data: Buffer, from: number): number {
    const at = data.indexOf(this.#delimiter, from);
    return at === -1 ? data.length : at;
  }

  #afterClosingQuote(data: Buffer, open: number): number {
    const length = data.length;
    const quote = this.#quote;
    for (let at = open + 1; at < length; at++) {
      if (data[at] !== quote) continue;
      if (at + 1 < length && data[at + 1] === quote) at++;
      else return at + 1;
    }
    return -1;
  }
}

const widths: Record<LineBreak, number> = { LF: 1, CRLF: 2, CR: 1, none: 0 };

function lineBreakAt(data: Buffer, at: number): LineBreak {
  if (at >= data.length) return 'none';
  if (data[at] === lineFeed) return 'LF';
  return at + 1 < data.length && data[at + 1] === lineFeed ? 'CRLF' : 'CR';
}

function firstLine(data: Buffer, start: number, fault: RecordFault): FoundRecord {
  let end = start;
  while (end < data.length && data[end] !== lineFeed && data[end] !== carriageReturn) end++;
  const lineBreak = lineBreakAt(data, end);
  return { start, end, next: end + widths[lineBreak], lineBreak, fields: 0, strayQuote: false, fault };
}
