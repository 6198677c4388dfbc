import { type Encode, encodeUtf8, encodeUtf16, GzipFile, OutputFile, type RowWriter } from './file.ts';
import { encodeGb18030, writeGb18030 } from './gb18030.ts';

export interface TextForm {
  encoding: 'utf8' | 'gb18030' | 'utf16le';
  delimiter: string;
  byteOrderMark: boolean;
  /** Line end. Departments' files have CR LF, as their programs write them. */
  lineEnd?: string;
}

const ENCODE: Record<TextForm['encoding'], Encode> = { utf8: encodeUtf8, gb18030: writeGb18030, utf16le: encodeUtf16 };

/** CSV as in RFC 4180, or the same with another delimiter. */
export function openTextFile(path: string, columns: readonly string[], form: TextForm): RowWriter {
  const file = new OutputFile(path, ENCODE[form.encoding]);
  const { delimiter, lineEnd = '\r\n' } = form;
  const needsQuotes = new RegExp(`["\\r\\n${delimiter}]`);
  const quote = (cell: string) => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const row = (cells: readonly string[]): undefined => {
    const line = cells.join(delimiter);
    // Most rows need no quotes: no mark in the whole of it, and no more delimiters than between its cells.
    const isPlain = !NEVER_PLAIN.test(line) && occurrences(line, delimiter) === cells.length - 1;
    file.write((isPlain ? line : cells.map(quote).join(delimiter)) + lineEnd);
  };
  if (form.byteOrderMark) file.write('\ufeff');
  row(columns);
  return { row, close: () => file.close() };
}

const NEVER_PLAIN = /["\r\n]/;

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
  return count;
}

/** Text that JSON writes as it is. */
const PLAIN_JSON = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

/** One JSON object a line; empty values are null, those of `numbers` are numbers. */
export function openNdjsonFile(
  path: string,
  columns: readonly string[],
  { numbers, gzip = false }: { numbers: readonly string[]; gzip?: boolean },
): RowWriter {
  const file = gzip ? new GzipFile(path) : new OutputFile(path);
  const names = columns.map((column, i) => `${i === 0 ? '{' : ','}${JSON.stringify(column)}:`);
  const isNumber = columns.map((column) => numbers.includes(column));
  return {
    row(cells) {
      let line = '';
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i]!;
        line += names[i] + (cell === '' ? 'null' : isNumber[i] ? cell : PLAIN_JSON.test(cell) ? `"${cell}"` : JSON.stringify(cell));
      }
      return file.write(`${line}}\n`);
    },
    close: () => file.close(),
  };
}

const BLOCK_BYTES = 256 * 1024;

/** Lines without a header in which each value takes so many bytes of GB18030, filled up with blanks; a longer one is cut between two characters. */
export function openFixedWidthFile(path: string, widths: readonly number[]): RowWriter {
  const file = new OutputFile(path);
  const length = widths.reduce((sum, width) => sum + width, 2);
  const block = Buffer.alloc(BLOCK_BYTES);
  let used = 0;
  const flush = () => {
    file.writeBytes(block.subarray(0, used));
    used = 0;
  };
  return {
    row(cells): undefined {
      if (used + length > block.length) flush();
      block.fill(0x20, used, used + length - 2);
      let at = used;
      widths.forEach((width, i) => {
        block.set(fitted(cells[i]!, width), at);
        at += width;
      });
      used = at + block.write('\r\n', at, 'latin1');
    },
    close() {
      flush();
      return file.close();
    },
  };
}

function fitted(text: string, width: number): Buffer {
  let bytes = encodeGb18030(text);
  for (let kept = [...text]; bytes.length > width; bytes = encodeGb18030(kept.join(''))) kept = kept.slice(0, -1);
  return bytes;
}
