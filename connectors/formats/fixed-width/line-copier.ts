import { TextDecoder } from 'node:util';
import type { SankuError } from '../../../core/errors.ts';
import type { Decoded } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { decodesSoFar, firstBadByte, longestRowBytes, strictDecoder, type TableWriter } from '../../text/index.ts';
import { checkUnreadable, unreadableRow } from '../../unreadable.ts';

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const controlZ = 0x1a;

export interface CopyPlan {
  /** Name of the file, for messages. */
  file: string;
  encoding: 'utf-8' | 'gb18030';
  widths: readonly number[];
  /** For messages; taken from the header where there is one. */
  names: readonly string[];
  decoded: Decoded;
  writer: TableWriter;
}

interface Line {
  /** Place in the chunk. */
  start: number;
  end: number;
}

/** A line whose row stands in `#out`, not yet known to decode. */
interface Written extends Line {
  rowNumber: number;
  line: number;
  /** Where its row begins in `#out`. */
  from: number;
}

/**
 * Turns lines into CSV text while they are still bytes of their own encoding: quote, comma and line feed are never part of a longer
 * character, so a whole chunk is decoded in one strict call; only a chunk that does not decode is taken line by line.
 */
export class LineCopier {
  readonly #plan: CopyPlan;
  readonly #width: number;
  readonly #strict: TextDecoder;
  #names: readonly string[];
  #out: Buffer = Buffer.alloc(0);
  #length = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #offset = 0;
  #line = 0;
  #written: Written[] = [];

  constructor(plan: CopyPlan) {
    this.#plan = plan;
    this.#names = plan.names;
    this.#width = plan.widths.reduce((sum, width) => sum + width, 0);
    this.#strict = strictDecoder(plan.encoding);
  }

  /** @param at place of the chunk in the file, and number of its first line */
  begin(bytes: Buffer, { offset, line }: { offset: number; line: number }): void {
    this.#bytes = bytes;
    this.#offset = offset;
    this.#line = line - 1;
    this.#length = 0;
    this.#written = [];
  }

  /** The column names that stand in a line. @throws headerUnreadable */
  names(line: Line): string[] {
    const { start, end } = this.#trimmed(line);
    this.#line++;
    const fault = this.#faultOf({ start, end, line: this.#line });
    if (fault !== null) throw connectorErrors.headerUnreadable({ file: this.#plan.file, reason: fault.described().message }, fault);
    this.#names = this.#fields(start).map((field) => this.#strict.decode(field).trim());
    return [...this.#names];
  }

  take(line: Line): void {
    const { start, end } = this.#trimmed(line);
    this.#line++;
    if (end === start || (end - start === 1 && this.#bytes[start] === controlZ && line.end >= this.#bytes.length)) return;
    const { decoded, writer } = this.#plan;
    const rowNumber = writer.rows + this.#written.length + decoded.unreadable.length + 1;
    if (end - start === this.#width && this.#width <= longestRowBytes) this.#write({ start, end, rowNumber, line: this.#line });
    else this.#reject({ start, end, rowNumber, line: this.#line });
  }

  /** Decodes what was taken since `begin`. */
  end(): void {
    const { writer } = this.#plan;
    const whole = this.#decode(this.#out.subarray(0, this.#length));
    if (whole !== null) writer.addWritten(whole, this.#written.length);
    else this.#takeOneByOne();
  }

  #takeOneByOne(): void {
    const { writer } = this.#plan;
    const pending = this.#written;
    this.#written = [];
    for (const [i, row] of pending.entries()) {
      const text = this.#decode(this.#out.subarray(row.from, pending[i + 1]?.from ?? this.#length));
      if (text !== null) writer.addWritten(text, 1);
      else this.#reject(row);
    }
  }

  /** Without its carriage return. */
  #trimmed({ start, end }: Line): Line {
    return { start, end: end > start && this.#bytes[end - 1] === carriageReturn ? end - 1 : end };
  }

  #reject(row: Line & { rowNumber: number; line: number }): void {
    const { encoding, decoded, file } = this.#plan;
    const raw = new TextDecoder(encoding).decode(this.#bytes.subarray(row.start, Math.min(row.end, row.start + 4000)));
    decoded.unreadable.push(unreadableRow(this.#faultOf(row)!, row.rowNumber, raw.trimEnd()));
    checkUnreadable(decoded.unreadable, file);
  }

  /** What is wrong with a line; null when nothing is. */
  #faultOf({ start, end, line }: Line & { line: number }): SankuError | null {
    const { file, encoding } = this.#plan;
    if (end - start !== this.#width) return connectorErrors.lineWidthWrong({ line, file, found: end - start, expected: this.#width });
    if (this.#width > longestRowBytes) return connectorErrors.rowTooLong({ limit: longestRowBytes });
    let before = start;
    for (const [i, field] of this.#fields(start).entries()) {
      if (this.#decode(field) === null) {
        if (decodesSoFar(encoding, field)) return connectorErrors.characterCut({ line, file, column: this.#names[i] ?? i + 1, encoding });
        const byteOffset = this.#offset + before + firstBadByte(encoding, field);
        return connectorErrors.undecodableByte({ line, byteOffset, encoding, file });
      }
      before += field.length;
    }
    return null;
  }

  #fields(start: number): Buffer[] {
    let at = start;
    return this.#plan.widths.map((width) => {
      at += width;
      return this.#bytes.subarray(at - width, at);
    });
  }

  #write(row: Omit<Written, 'from'>): void {
    this.#makeRoom(2 * this.#width + 3 * this.#plan.widths.length + 24);
    this.#written.push({ ...row, from: this.#length });
    const out = this.#out;
    const bytes = this.#bytes;
    let length = this.#length + out.write(String(row.rowNumber), this.#length, 'latin1');
    let at = row.start;
    for (const width of this.#plan.widths) {
      out[length++] = comma;
      out[length++] = quote;
      let end = at + width;
      while (end > at && bytes[end - 1] === space) end--;
      for (let i = at; i < end; i++) {
        const byte = bytes[i]!;
        if (byte === quote) out[length++] = quote;
        out[length++] = byte;
      }
      out[length++] = quote;
      at += width;
    }
    out[length++] = lineFeed;
    this.#length = length;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return;
    const more = Buffer.allocUnsafe(Math.max(1 << 21, (this.#length + bytes) * 2));
    this.#out.copy(more, 0, 0, this.#length);
    this.#out = more;
  }

  #decode(bytes: Buffer): string | null {
    try {
      return this.#strict.decode(bytes);
    } catch {
      return null;
    }
  }
}
