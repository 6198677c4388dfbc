import path from 'node:path';
import { Type } from 'typebox';
import type { SankuError } from '../../../core/errors.ts';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { type BadLine, decideEncoding, decodeText, linesOf, longestRowBytes, type TextChunk } from '../../text/index.ts';
import { checkUnreadable, unreadableRow } from '../../unreadable.ts';
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
      for await (const chunk of decodeText(file, encoding, declared)) {
        await reader.take(chunk, { file: path.basename(file), encoding: encoding.name });
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

class LineReader {
  readonly segments: RowSegments;
  readonly unreadable: Decoded['unreadable'] = [];
  rowsRead = 0;

  constructor(segments: RowSegments) {
    this.segments = segments;
  }

  async take(chunk: TextChunk, origin: Origin): Promise<void> {
    const bad = new Map(chunk.bad.map((line) => [line.start, line]));
    for (const { start, end } of linesOf(chunk.bytes)) {
      const text = chunk.bytes.toString('utf8', start, Math.min(end, start + longestRowBytes + 1)).trim();
      if (text === '') continue;
      if (this.rowsRead === 0 && text.startsWith('[')) throw connectorErrors.jsonNotLines({ file: origin.file });
      this.rowsRead++;
      const read =
        end - start > longestRowBytes ? connectorErrors.rowTooLong({ limit: longestRowBytes }) : readLine(text, bad.get(start), origin);
      if (Array.isArray(read)) await this.segments.add({ rowNumber: this.rowsRead, fields: read, file: origin.file });
      else {
        this.unreadable.push(unreadableRow(read, this.rowsRead, text));
        checkUnreadable(this.unreadable, origin.file);
      }
    }
  }
}

function readLine(text: string, bad: BadLine | undefined, { file, encoding }: Origin): WrittenField[] | SankuError {
  if (bad !== undefined) return connectorErrors.undecodableByte({ line: bad.line, byteOffset: bad.byteOffset, encoding, file });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the line, which holds personal data.
    const [place] = /position \d+/.exec((error as Error).message) ?? ['its end'];
    return connectorErrors.jsonLineBad({ reason: `it breaks at ${place}` });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return connectorErrors.jsonLineBad({ reason: 'it is not an object' });
  const fields = topLevelFields(text);
  if (fields.length !== Object.keys(parsed).length) return connectorErrors.jsonLineBad({ reason: 'a name stands twice' });
  // Only an escape can write half a character.
  if (!text.includes('\\u')) return fields;
  const spoilt = fields.find(([name, value]) => !name.isWellFormed() || value?.isWellFormed() === false);
  if (spoilt !== undefined) return connectorErrors.jsonLineBad({ reason: 'half of a surrogate pair is no character' });
  return fields;
}
