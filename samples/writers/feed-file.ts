import { renameSync } from 'node:fs';
import { isoDate } from '../days.ts';
import type { Department, View } from '../departments/department.ts';
import { openDbfFile } from './dbf-writer.ts';
import type { RowWriter } from './file.ts';
import { openFixedWidthFile, openNdjsonFile, openTextFile } from './text-writers.ts';
import { openXlsFile, XLS_ROWS } from './xls-writer.ts';
import { openXlsxFile } from './xlsx-writer.ts';

/** Excel keeps no more rows in a sheet; the header is one of them. */
const XLSX_ROWS = 1_048_576;

/** A department's delivery of one month: one file, or parts of it where its form or its habit wants them. */
export class FeedFile {
  rows = 0;
  private readonly department: Department;
  private readonly path: string;
  private readonly asOf: number;
  private writer: RowWriter;
  private part = '';
  private rowsInPart = 0;
  private parts = 1;

  constructor({ asOf }: View, department: Department, folder: string) {
    this.department = department;
    this.asOf = asOf;
    this.path = `${folder}/${department.source.replace('.', '/')}.${isoDate(asOf)}`;
    this.writer = this.open(this.nameOf(1));
  }

  /** A promise asks the caller to wait before the next row. */
  row(record: string, cells: string[]): Promise<void> | undefined {
    const part = this.department.partOf?.(record) ?? '';
    const isFull = this.rowsInPart === this.mostRows() - 1;
    const isOther = this.rows > 0 && part !== this.part;
    this.part = part;
    if (isFull || isOther) return this.nextPart().then(() => this.add(cells));
    return this.add(cells);
  }

  async close(): Promise<void> {
    await this.writer.close();
    if (this.parts === 1) return;
    for (let part = 1; part <= this.parts; part++)
      renameSync(this.nameOf(part), `${this.path}.${part}-of-${this.parts}.${ending(this.department)}`);
  }

  private add(cells: string[]): Promise<void> | undefined {
    this.rows++;
    this.rowsInPart++;
    return this.writer.row(cells);
  }

  private async nextPart(): Promise<void> {
    await this.writer.close();
    this.writer = this.open(this.nameOf(++this.parts));
    this.rowsInPart = 0;
  }

  private mostRows(): number {
    const { kind } = this.department.form;
    return kind === 'xls' ? XLS_ROWS : kind === 'xlsx' ? XLSX_ROWS : Number.POSITIVE_INFINITY;
  }

  /** How many parts there are is known at the end: until then the first has the name of the whole, and the others a number. */
  private nameOf(part: number): string {
    return `${this.path}.${part === 1 ? '' : `${part}.`}${ending(this.department)}`;
  }

  private open(path: string): RowWriter {
    const { columns, form } = this.department;
    switch (form.kind) {
      case 'text':
        return openTextFile(path, columns, form);
      case 'fixed':
        return openFixedWidthFile(path, form.widths);
      case 'ndjson':
        return openNdjsonFile(path, columns, form);
      case 'dbf':
        return openDbfFile(path, form.fields, this.asOf);
      case 'xls':
        return openXlsFile(path, columns, form);
      default:
        return openXlsxFile(path, columns, form);
    }
  }
}

function ending({ form }: Department): string {
  switch (form.kind) {
    case 'text':
    case 'fixed':
      return form.ending;
    case 'ndjson':
      return form.gzip ? 'ndjson.gz' : 'ndjson';
    default:
      return form.kind;
  }
}
