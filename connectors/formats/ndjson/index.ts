import path from 'node:path';
import { Type } from 'typebox';
import type { SankuError } from '../../../core/errors.ts';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { type BadLine, decideEncoding, decodeText, longestRowBytes, type TextChunk } from '../../text/index.ts';
import { checkUnreadable, unreadableRow } from '../../unreadable.ts';
import { LineLayout } from './line-layout.ts';
import { RowSegments } from './row-segments.ts';
import { topLevelFields, type WrittenField } from './top-level-fields.ts';

const settings = Type.Object(
  {
    encoding: Type.Enum(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'], {
      default: 'utf-8',
      description: 'JSON is UTF-8 unless the department writes otherwise',
    }),
  },
  { additionalProperties: false },
);

/**
 * One JSON object per line. Every field becomes a text: numbers keep every digit as written, nested values stay JSON; null and a
 * missing field are NULL.
 */
export const ndjson: Format = { name: 'ndjson', extensions: ['.ndjson', '.jsonl'], settings, decode };

async function decode(request: DecodeRequest): Promise<Decoded> {
  const declared = (request.settings['encoding'] as string | undefined) ?? 'utf-8';
  const reader = new LineReader(new RowSegments(request.workFolder));
  const encodings = new Set<string>();
  try {
    for (const file of request.files) {
      const encoding = await decideEncoding(file, declared);
      encodings.add(encoding.name);
      let line = 1;
      for await (const chunk of decodeText(file, encoding, declared)) {
        line = await reader.take(chunk, line, { file: path.basename(file), encoding: encoding.name });
      }
      if (reader.rowsRead === 0) throw connectorErrors.emptyFile({ file: path.basename(file) });
    }
  } finally {
    await reader.segments.close();
  }
  const rows = await reader.segments.load(request.duck, request.table);
  return {
    columns: reader.segments.columns,
    rows,
    unreadable: reader.unreadable,
    findings: [],
    notes: { encoding: [...encodings].join(', ') },
  };
}

interface Origin {
  file: string;
  encoding: string;
}

/** So many layouts are remembered; a program that writes such files has one or two. */
const mostLayouts = 4;

class LineReader {
  readonly segments: RowSegments;
  readonly unreadable: Decoded['unreadable'] = [];
  rowsRead = 0;
  /** The one that fitted last comes first. */
  #layouts: LineLayout[] = [];

  constructor(segments: RowSegments) {
    this.segments = segments;
  }

  /** @param line number of the chunk's first line. @returns that of the next chunk's */
  async take(chunk: TextChunk, line: number, origin: Origin): Promise<number> {
    const bad = new Map(chunk.bad.map((one) => [one.line, one]));
    const text = chunk.bytes.toString('utf8');
    let number = line;
    for (let start = 0; start < text.length; start++) {
      const at = text.indexOf('\n', start);
      const end = at === -1 ? text.length : at;
      const row = text.slice(start, end);
      if (bad.has(number) || !this.#takeUsual(row)) await this.#takeOther(row, bad.get(number), origin);
      if (this.segments.full) await this.segments.flush();
      if (at !== -1) number++;
      start = end;
    }
    return number;
  }

  /** A line that looks like one before it. */
  #takeUsual(row: string): boolean {
    if (row.length * 3 > longestRowBytes) return false;
    for (const [i, layout] of this.#layouts.entries()) {
      const values = layout.read(row);
      if (values === null) continue;
      if (i > 0) this.#layouts = [layout, ...this.#layouts.filter((other) => other !== layout)];
      this.rowsRead++;
      this.segments.addValues(this.rowsRead, layout.names, values);
      return true;
    }
    return false;
  }

  async #takeOther(row: string, bad: BadLine | undefined, origin: Origin): Promise<void> {
    const text = row.trim();
    if (text === '') return;
    if (this.rowsRead === 0 && text.startsWith('[')) throw connectorErrors.jsonNotLines({ file: origin.file });
    this.rowsRead++;
    const read = isTooLong(row) ? connectorErrors.rowTooLong({ limit: longestRowBytes }) : readLine(text, bad, origin);
    if (!Array.isArray(read)) {
      this.unreadable.push(unreadableRow(read, this.rowsRead, text));
      checkUnreadable(this.unreadable, origin.file);
      return;
    }
    await this.segments.add({ rowNumber: this.rowsRead, fields: read, file: origin.file });
    const layout = LineLayout.of(read);
    if (layout !== undefined && !this.#layouts.some((other) => other.isLike(layout)))
      this.#layouts = [layout, ...this.#layouts].slice(0, mostLayouts);
  }
}

function isTooLong(row: string): boolean {
  return row.length > longestRowBytes || (row.length * 3 > longestRowBytes && Buffer.byteLength(row) > longestRowBytes);
}

function readLine(text: string, bad: BadLine | undefined, { file, encoding }: Origin): WrittenField[] | SankuError {
  if (bad !== undefined) return connectorErrors.undecodableByte({ line: bad.line, byteOffset: bad.byteOffset, encoding, file });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the line, which holds personal data.
    const place = /position (\d+)/.exec((error as Error).message)?.[1];
    const at =
      place === undefined
        ? { en: 'it breaks at its end', zh: '在末尾处中断' }
        : { en: `it breaks at position ${place}`, zh: `在第 ${place} 个字符处中断` };
    return connectorErrors.jsonLineBad({ reason: at });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return connectorErrors.jsonLineBad({ reason: { en: 'it is not an object', zh: '不是对象' } });
  const fields = topLevelFields(text);
  if (fields.length !== Object.keys(parsed).length)
    return connectorErrors.jsonLineBad({ reason: { en: 'a name stands twice', zh: '有名称出现两次' } });
  // Only an escape can write half a character.
  if (!text.includes('\\u')) return fields;
  const spoilt = fields.find(([name, value]) => !name.isWellFormed() || value?.isWellFormed() === false);
  if (spoilt !== undefined)
    return connectorErrors.jsonLineBad({ reason: { en: 'half of a surrogate pair is no character', zh: '含有半个代理对，不是字符' } });
  return fields;
}
