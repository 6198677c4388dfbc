/** A file written in order, in pieces, with nothing kept: memory stays the same whatever its length. */
import { once } from 'node:events';
import { closeSync, createWriteStream, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';

/** What every writer of rows is. A promise asks the caller to wait before the next row. */
export interface RowWriter {
  row(cells: readonly string[]): Promise<void> | undefined;
  close(): Promise<void>;
}

/** Writes a text into a buffer that has room for it. @returns bytes written. */
export type Encode = (text: string, target: Buffer, at: number) => number;

export const encodeUtf8: Encode = (text, target, at) => target.write(text, at, 'utf8');
export const encodeUtf16: Encode = (text, target, at) => target.write(text, at, 'utf16le');

const PIECE_BYTES = 512 * 1024;
/** No encoding takes more for one UTF-16 unit. */
const MOST_BYTES_A_UNIT = 4;

/** So much text is encoded at once: one call for a hundred lines. */
const BATCH_UNITS = 8 * 1024;

/** Pieces of text, collected as bytes. */
class Piece {
  private readonly buffer = Buffer.allocUnsafe(PIECE_BYTES);
  private used = 0;
  private waiting = '';
  private readonly encode: Encode;

  constructor(encode: Encode) {
    this.encode = encode;
  }

  hasRoomFor(text: string): boolean {
    return this.used + (this.waiting.length + text.length) * MOST_BYTES_A_UNIT <= PIECE_BYTES;
  }

  add(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= BATCH_UNITS) this.encodeWaiting();
  }

  /** All that was added since the last time; to be used before more is added. */
  take(): Buffer {
    this.encodeWaiting();
    const bytes = this.buffer.subarray(0, this.used);
    this.used = 0;
    return bytes;
  }

  private encodeWaiting(): void {
    this.used += this.encode(this.waiting, this.buffer, this.used);
    this.waiting = '';
  }
}

export class OutputFile {
  private readonly handle: number;
  private readonly piece: Piece;

  constructor(path: string, encode: Encode = encodeUtf8) {
    mkdirSync(dirname(path), { recursive: true });
    this.handle = openSync(path, 'w');
    this.piece = new Piece(encode);
  }

  write(text: string): undefined {
    if (!this.piece.hasRoomFor(text)) this.flush();
    this.piece.add(text);
  }

  writeBytes(bytes: Uint8Array, position: number | null = null): void {
    this.flush();
    this.put(bytes, position);
  }

  private put(bytes: Uint8Array, position: number | null): void {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.handle, bytes, done, bytes.length - done, position === null ? null : position + done);
    }
  }

  async close(): Promise<void> {
    this.flush();
    closeSync(this.handle);
  }

  private flush(): void {
    const bytes = this.piece.take();
    if (bytes.length > 0) this.put(bytes, null);
  }
}

/** The same, compressed in the background while the next piece is made. The header holds no time: the same text gives the same bytes. */
export class GzipFile {
  private readonly piece = new Piece(encodeUtf8);
  private readonly gzip: Gzip;
  private readonly done: Promise<void>;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.gzip = createGzip({ level: 4, chunkSize: PIECE_BYTES });
    this.done = finished(this.gzip.pipe(createWriteStream(path)));
  }

  write(text: string): Promise<void> | undefined {
    const isFull = !this.piece.hasRoomFor(text);
    const goesOn = isFull ? this.gzip.write(Buffer.from(this.piece.take())) : true;
    this.piece.add(text);
    return goesOn ? undefined : once(this.gzip, 'drain').then(() => undefined);
  }

  async close(): Promise<void> {
    this.gzip.end(Buffer.from(this.piece.take()));
    await this.done;
  }
}
