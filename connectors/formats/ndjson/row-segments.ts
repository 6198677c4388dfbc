import path from 'node:path';
import type { Duck } from '../../../core/duckdb/duck.ts';
import type { Sql } from '../../../core/duckdb/sql.ts';
import { checkHeader } from '../../header.ts';
import { createTextTable, insertWrittenTable, TableWriter } from '../../text/index.ts';
import type { WrittenField } from './top-level-fields.ts';

/**
 * Gathers rows whose columns are not known beforehand. When a row brings a new column, a new temporary file with one more column
 * is begun; what stands in the earlier ones has no value there. Call `flush` when `full`.
 */
export class RowSegments {
  readonly #workFolder: string;
  readonly #places = new Map<string, number>();
  readonly #segments: { path: string; columns: string[]; rows: number }[] = [];
  #writer: TableWriter | null = null;
  #names: string[] = [];

  constructor(workFolder: string) {
    this.#workFolder = workFolder;
  }

  get columns(): string[] {
    return this.#names;
  }

  /** @throws connectorErrors.columnDuplicate, columnReserved, tooManyColumns */
  async add({ rowNumber, fields, file }: { rowNumber: number; fields: readonly WrittenField[]; file: string }): Promise<void> {
    if (fields.some(([name]) => !this.#places.has(name))) {
      const fresh = fields.map(([name]) => name).filter((name) => !this.#places.has(name));
      // Checked before it is kept: a file with too many columns must not fill the memory first.
      const names = checkHeader([...this.#names, ...fresh], file);
      await this.#finish();
      for (const name of fresh) this.#places.set(name, this.#places.size);
      this.#names = names;
    }
    this.#writer ??= await TableWriter.create(path.join(this.#workFolder, `ndjson-${this.#segments.length}.csv`));
    this.addValues(
      rowNumber,
      fields.map(([name]) => name),
      fields.map(([, value]) => value),
    );
  }

  /** A row whose names have all come before. */
  addValues(rowNumber: number, names: readonly string[], values: readonly (string | null)[]): void {
    const row: (string | null)[] = new Array(this.#names.length).fill(null);
    for (let i = 0; i < names.length; i++) row[this.#places.get(names[i]!)!] = values[i]!;
    this.#writer!.add(rowNumber, row);
  }

  get full(): boolean {
    return this.#writer?.full ?? false;
  }

  async flush(): Promise<void> {
    await this.#writer?.flush();
  }

  /** Creates the table of all rows. Returns how many. */
  async load(duck: Duck, table: Sql): Promise<number> {
    await this.#finish();
    await createTextTable(duck, table, this.#names);
    let rows = 0;
    for (const segment of this.#segments) rows += await insertWrittenTable(duck, table, segment);
    return rows;
  }

  async close(): Promise<void> {
    await this.#finish();
  }

  async #finish(): Promise<void> {
    const writer = this.#writer;
    this.#writer = null;
    if (writer === null) return;
    await writer.close();
    this.#segments.push({ path: writer.path, columns: [...this.#names], rows: writer.rows });
  }
}
