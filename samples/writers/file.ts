/** A file written in order, in large pieces, with nothing kept: memory stays the same whatever its length. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What every writer of rows is. A promise asks the caller to wait before the next row. */
export interface RowWriter {
  row(cells: readonly string[]): Promise<void> | undefined;
  close(): Promise<void>;
}

const PIECE_CHARACTERS = 256 * 1024;

export class OutputFile {
  private readonly handle: number;
  private readonly encode: (text: string) => Uint8Array;
  private waiting = '';

  constructor(path: string, encode: (text: string) => Uint8Array = (text) => Buffer.from(text, 'utf8')) {
    mkdirSync(dirname(path), { recursive: true });
    this.handle = openSync(path, 'w');
    this.encode = encode;
  }

  write(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= PIECE_CHARACTERS) this.flush();
  }

  writeBytes(bytes: Uint8Array, position: number | null = null): void {
    this.flush();
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.handle, bytes, done, bytes.length - done, position === null ? null : position + done);
    }
  }

  close(): void {
    this.flush();
    closeSync(this.handle);
  }

  private flush(): void {
    if (this.waiting === '') return;
    const text = this.waiting;
    this.waiting = '';
    this.writeBytes(this.encode(text));
  }
}
