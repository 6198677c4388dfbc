import { type FileHandle, open } from 'node:fs/promises';
import { useCodePointsOf2022 } from './gb18030-2022.ts';

/** Rows longer than this are not taken; DuckDB's reader has its own limit above it. */
export const longestRowBytes = 900_000;

const flushChars = 1 << 20;

/**
 * Writes rows as the CSV that `insertTextFile` reads back exactly: the row's number first, every value quoted, NULL as nothing.
 * The 18 code points of GB18030-2022 are put right. Rows are gathered; call `flush` when `full`.
 */
export class TableWriter {
  readonly path: string;
  readonly #handle: FileHandle;
  #text = '';
  rows = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async create(path: string): Promise<TableWriter> {
    return new TableWriter(path, await open(path, 'w'));
  }

  add(rowNumber: number, values: readonly (string | null)[]): void {
    let line = String(rowNumber);
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === null || value === undefined) line += ',';
      else line += value.includes('"') ? `,"${value.replaceAll('"', '""')}"` : `,"${value}"`;
    }
    this.#text += `${line}\n`;
    this.rows++;
  }

  /** Takes rows that are already written in this form, each with its line feed. */
  addWritten(text: string, rows: number): void {
    this.#text += text;
    this.rows += rows;
  }

  get full(): boolean {
    return this.#text.length > flushChars;
  }

  async flush(): Promise<void> {
    const bytes = Buffer.from(this.#text, 'utf8');
    this.#text = '';
    useCodePointsOf2022(bytes);
    await this.#handle.write(bytes);
  }

  async close(): Promise<void> {
    try {
      if (this.#text !== '') await this.flush();
    } finally {
      await this.#handle.close();
    }
  }
}
