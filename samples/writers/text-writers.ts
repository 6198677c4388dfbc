import { OutputFile, type RowWriter } from './file.ts';
import { encodeGb18030 } from './gb18030.ts';

export interface TextForm {
  encoding: 'utf8' | 'gb18030';
  delimiter: string;
  byteOrderMark: boolean;
  /** Line end. Departments' files have CR LF, as their programs write them. */
  lineEnd?: string;
}

/** CSV as in RFC 4180, or the same with another delimiter. */
export function openTextFile(path: string, columns: readonly string[], form: TextForm): RowWriter {
  const file = new OutputFile(path, form.encoding === 'gb18030' ? encodeGb18030 : undefined);
  const { delimiter, lineEnd = '\r\n' } = form;
  const needsQuotes = new RegExp(`["\\r\\n${delimiter}]`);
  const quote = (cell: string) => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const row = (cells: readonly string[]): undefined => {
    const isPlain = !needsQuotes.test(cells.join(''));
    file.write((isPlain ? cells : cells.map(quote)).join(delimiter) + lineEnd);
  };
  if (form.byteOrderMark) file.write('\ufeff');
  row(columns);
  return { row, close: async () => file.close() };
}

/** One JSON object a line; empty values are null, those of `numbers` are numbers. */
export function openNdjsonFile(path: string, columns: readonly string[], numbers: readonly string[]): RowWriter {
  const file = new OutputFile(path);
  const names = columns.map((column) => `${JSON.stringify(column)}:`);
  const isNumber = columns.map((column) => numbers.includes(column));
  return {
    row(cells): undefined {
      let line = '{';
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i]!;
        line += (i === 0 ? '' : ',') + names[i] + (cell === '' ? 'null' : isNumber[i] ? cell : JSON.stringify(cell));
      }
      file.write(`${line}}\n`);
    },
    close: async () => file.close(),
  };
}
