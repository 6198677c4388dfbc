import { open } from 'node:fs/promises';
import path from 'node:path';
import { Type } from 'typebox';
import { isMachineLacking } from '../../../core/duckdb/machine-lacks.ts';
import { isSankuError } from '../../../core/errors.ts';
import type { Decoded, DecodeRequest, Format } from '../../contract.ts';
import { connectorErrors } from '../../errors.ts';
import { checkSameHeader } from '../../header.ts';
import { createTextTable, decideEncoding, decodeText, type Encoding, insertTextFile } from '../../text/index.ts';
import { type Dialect, RecordScanner } from './record-scanner.ts';

const oneAsciiCharacter = '^[\\t\\x01-\\x08\\x0b\\x0c\\x0e-\\x7e]$';

const settings = Type.Object(
  {
    encoding: Type.Enum(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'], {
      default: 'auto',
      description: 'auto: UTF-8, else GB18030; a byte order mark decides first',
    }),
    delimiter: Type.String({ default: ',', pattern: oneAsciiCharacter, description: 'one ASCII character; "\\t" for tab' }),
    quote: Type.String({
      default: '"',
      pattern: `${oneAsciiCharacter}|^$`,
      description: 'one ASCII character; empty: values are never quoted',
    }),
    headerRow: Type.Integer({
      default: 1,
      minimum: 0,
      description: 'the row with the column names; 0: none, the names are those of the configuration',
    }),
  },
  { additionalProperties: false },
);

/** Delimited text: CSV, and tab-separated with `delimiter: "\t"`. */
export const csv: Format = { name: 'csv', extensions: ['.csv', '.tsv', '.txt'], settings, decode };

interface Settings extends Dialect {
  encoding: string;
}

async function decode(request: DecodeRequest): Promise<Decoded> {
  const { encoding = 'auto', delimiter = ',', quote = '"', headerRow = 1 } = request.settings as Partial<Settings>;
  const chosen = { encoding, delimiter, quote, headerRow };
  const decoded: Decoded = { columns: [], rows: 0, unreadable: [], findings: [], notes: { delimiter, quote } };
  const encodings = new Set<string>();
  for (const [i, file] of request.files.entries()) {
    const rowsBefore = decoded.rows + decoded.unreadable.length;
    const part = await preparePart(request, { file, settings: chosen, part: i });
    encodings.add(part.encoding);
    if (i === 0) {
      decoded.columns = part.columns;
      await createTextTable(request.duck, request.table, part.columns);
    } else checkSameHeader(decoded.columns, { file: path.basename(file), columns: part.columns });
    const expected = part.read - part.unreadable.length;
    decoded.rows += await load(request, { part, settings: chosen, rowsBefore, expected, file });
    for (const row of part.unreadable) decoded.unreadable.push({ ...row, rowNumber: row.rowNumber + rowsBefore });
  }
  decoded.notes.encoding = [...encodings].join(', ');
  return decoded;
}

interface PreparedPart {
  path: string;
  encoding: string;
  columns: string[];
  read: number;
  unreadable: Decoded['unreadable'];
}

interface PartPlan {
  file: string;
  settings: Settings;
  part: number;
}

/** Finds the file that DuckDB can read: the delivered one when it is UTF-8 and clean, else a copy in the work folder. */
async function preparePart(request: DecodeRequest, plan: PartPlan): Promise<PreparedPart> {
  const encoding = await decideEncoding(plan.file, plan.settings.encoding);
  if (encoding.name === 'utf-8' && encoding.markLength === 0) {
    const scanned = await scan(request, { ...plan, encoding, copy: null });
    if (scanned !== null) return scanned;
  }
  const copy = path.join(request.workFolder, `csv-${plan.part}.utf8.csv`);
  return (await scan(request, { ...plan, encoding, copy }))!;
}

/** Without `copy` the file is only looked at: null when it cannot be read as it stands. */
async function scan(request: DecodeRequest, plan: PartPlan & { encoding: Encoding; copy: string | null }): Promise<PreparedPart | null> {
  const { file, settings: dialect, encoding, copy } = plan;
  const name = path.basename(file);
  const scanner = new RecordScanner({ file: name, encoding: encoding.name, dialect, columns: request.columns });
  const out = copy === null ? null : await open(copy, 'w');
  try {
    for await (const chunk of decodeText(file, encoding, dialect.encoding)) {
      const pieces = scanner.push(chunk);
      if (out !== null) await out.writev(pieces);
      else if (chunk.changed || scanner.edited) return null;
    }
  } finally {
    await out?.close();
  }
  if (scanner.columns === null) throw connectorErrors.headerMissing({ file: name, row: dialect.headerRow });
  const { columns, read, unreadable } = scanner;
  return { path: copy ?? file, encoding: encoding.name, columns, read, unreadable };
}

interface LoadPlan {
  part: PreparedPart;
  settings: Settings;
  rowsBefore: number;
  /** Rows that the scanner left in the file. */
  expected: number;
  file: string;
}

async function load({ duck, table }: DecodeRequest, { part, settings: dialect, rowsBefore, expected, file }: LoadPlan): Promise<number> {
  if (expected === 0) return 0;
  const gaps = part.unreadable.map((row) => row.rowNumber);
  const { delimiter, quote, headerRow } = dialect;
  try {
    const textFile = { path: part.path, delimiter, quote, header: headerRow > 0, rowsBefore, rows: part.read, gaps };
    const rows = await insertTextFile(duck, table, { file: textFile, width: part.columns.length });
    if (rows === expected) return rows;
    throw connectorErrors.notReadable({
      file: path.basename(file),
      format: 'csv',
      reason: { en: `${rows} of ${expected} rows came out`, zh: `应有 ${expected} 行，只读出 ${rows} 行` },
    });
  } catch (error) {
    if (isSankuError(error) || isMachineLacking(error)) throw error;
    const [reason] = (error as Error).message.split('\n');
    throw connectorErrors.notReadable({ file: path.basename(file), format: 'csv', reason }, error);
  }
}
