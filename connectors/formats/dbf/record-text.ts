import type { DbfField, DbfHeader } from './read-header.ts';

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const dash = 0x2d;
const lineFeed = 0x0a;

/**
 * Turns records into CSV text while they are still bytes of their own code page: quote, comma and line feed are single bytes in each of
 * them and never part of a character, so a whole batch is decoded in one strict call.
 */
export class RecordText {
  readonly #header: DbfHeader;
  readonly #out: Buffer;
  length = 0;

  /** @param most records of one batch */
  constructor(header: DbfHeader, most: number) {
    this.#header = header;
    const widest = header.fields.reduce((sum, field) => sum + 2 * Math.max(field.size, 24) + 3, 24);
    this.#out = Buffer.allocUnsafe(widest * most);
  }

  /** Valid until the next `add`. */
  get bytes(): Buffer {
    return this.#out.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  add(rowNumber: number, record: Buffer): void {
    this.#ascii(String(rowNumber));
    for (const field of this.#header.fields) {
      this.#out[this.length++] = comma;
      this.#out[this.length++] = quote;
      this.#field(field, record);
      this.#out[this.length++] = quote;
    }
    this.#out[this.length++] = lineFeed;
  }

  #field({ type, start, size }: DbfField, record: Buffer): void {
    const binary = type === 'I' || type === 'Y' || type === 'B' || type === 'T';
    if (binary) {
      this.#ascii(binaryValue(type, record.subarray(start, start + size)));
      return;
    }
    let from = start;
    let to = start + size;
    while (to > from && (record[to - 1] === space || record[to - 1] === 0)) to--;
    if (type !== 'C') while (from < to && record[from] === space) from++;
    if (type === 'L' && record[from] === 0x3f) return;
    const dashed = type === 'D' && to - from === 8;
    for (let at = from; at < to; at++) {
      if (dashed && (at - from === 4 || at - from === 6)) this.#out[this.length++] = dash;
      const byte = record[at]!;
      if (byte === quote) this.#out[this.length++] = quote;
      this.#out[this.length++] = byte;
    }
  }

  #ascii(text: string): void {
    this.length += this.#out.write(text, this.length, 'latin1');
  }
}

/** FoxPro's integer, currency (ten-thousandths), double and date with time. */
function binaryValue(type: string, bytes: Buffer): string {
  if (type === 'I') return String(bytes.readInt32LE(0));
  if (type === 'B') return String(bytes.readDoubleLE(0));
  if (type === 'Y') return currency(bytes.readBigInt64LE(0));
  return instant(bytes);
}

/** What is no possible instant stays visible as its two numbers. */
function instant(bytes: Buffer): string {
  if (bytes.every((byte) => byte === 0 || byte === space)) return '';
  const day = bytes.readInt32LE(0);
  const ms = bytes.readInt32LE(4);
  const date = new Date((day - julianDayOf1970) * 86_400_000 + ms);
  return Number.isNaN(date.getTime()) ? `${day}/${ms}` : date.toISOString().slice(0, -5);
}

const julianDayOf1970 = 2_440_588;

function currency(tenThousandths: bigint): string {
  const digits = String(tenThousandths < 0n ? -tenThousandths : tenThousandths).padStart(5, '0');
  return `${tenThousandths < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
