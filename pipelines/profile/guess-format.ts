import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Decoded, Format } from '../../connectors/index.ts';
import type { Duck } from '../../core/duckdb/duck.ts';
import { duck, name } from '../../core/duckdb/sql.ts';
import { isSankuError } from '../../core/errors.ts';
import { pipelineErrors } from '../errors.ts';

export interface GuessedFormat {
  name: string;
  /** What must be written beside the format's name. */
  settings: Record<string, string | number>;
  columns: string[];
  rows: number;
  unreadable: number;
}

export interface FileToGuess {
  file: string;
  formats: Readonly<Record<string, Format>>;
  db: Duck;
  workFolder: string;
}

interface Candidate {
  format: string;
  settings: Record<string, string | number>;
}

/** A text file is judged by its beginning. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;
const DELIMITERS = [',', '\t', ';', '|'];
const HEADER_ROWS = [1, 2, 3, 4];

/**
 * Finds how a file is written by reading it: the candidates that its first bytes allow are decoded, and the one that gives most columns and
 * fewest unreadable rows is taken. Leaves the table `raw`.
 *
 * @throws profileUnreadable with what each candidate said
 */
export async function guessFormat(request: FileToGuess): Promise<GuessedFormat> {
  const { file, db } = request;
  const head = await headOf(file);
  const source = await beginningOf(request, head);
  const told: string[] = [];
  let best: (GuessedFormat & { score: number }) | undefined;
  for (const candidate of candidatesFor(head, request.formats)) {
    // Later rows are tried as the header only where the first makes no sense.
    if (best !== undefined && best.score >= 2 && best.unreadable === 0 && Number(candidate.settings['headerRow'] ?? 1) > 1) continue;
    const found = await tryOne({ ...request, file: source }, candidate).catch((error: unknown) => {
      if (!isSankuError(error)) throw error;
      told.push(`${candidate.format}: ${error.message}`);
      return undefined;
    });
    if (found !== undefined && found.score > (best?.score ?? 0)) best = found;
  }
  if (best === undefined)
    throw pipelineErrors.profileUnreadable({ file: path.basename(file), told: [...new Set(told)].slice(0, 3).join(' ') });
  // A header may be shown, values may not: what looks like them is never taken for a header.
  if (best.columns.some(looksLikeValue)) throw pipelineErrors.profileNoHeader({ file: path.basename(file) });
  const { score: _, ...guessed } = best;
  await db.run(duck`DROP TABLE IF EXISTS ${name('raw')}`);
  await tryOne({ ...request, file: source }, { format: guessed.name, settings: guessed.settings });
  return guessed;
}

async function tryOne(
  { file, formats, db, workFolder }: FileToGuess,
  { format, settings }: Candidate,
): Promise<GuessedFormat & { score: number }> {
  await db.run(duck`DROP TABLE IF EXISTS ${name('raw')}`);
  const decoded: Decoded = await formats[format]!.decode({
    files: [file],
    settings,
    columns: [],
    duck: db,
    table: name('raw'),
    workFolder,
  });
  const { columns, rows, unreadable, notes } = decoded;
  const written = { ...settings, ...(notes['encoding'] === undefined || format === 'parquet' ? {} : { encoding: notes['encoding'] }) };
  const read = rows + unreadable.length;
  // A file without rows is told so, if nothing better is found.
  const readable = read === 0 ? 0.1 : rows / read;
  // One column only is what a wrong delimiter gives, and nameless ones what a title above the header gives.
  const named = columns.filter((column) => !/^column_\d+$/.test(column)).length;
  const trust = columns.some(looksLikeValue) ? 0.01 : 1;
  return { name: format, settings: written, columns, rows, unreadable: unreadable.length, score: named * trust * readable ** 4 };
}

/** Numbers and dates: no department calls a column so. */
function looksLikeValue(header: string): boolean {
  return /^[\d\s./:+年月日-]{4,}[Xx]?$/.test(header.trim()) || /\d{8}|\d{4}[-/.]\d{1,2}[-/.]\d/.test(header);
}

function candidatesFor(head: Buffer, formats: Readonly<Record<string, Format>>): Candidate[] {
  const begins = (text: string) => head.subarray(0, text.length).equals(Buffer.from(text, 'latin1'));
  const sheets = (format: string): Candidate[] =>
    HEADER_ROWS.map((row): Candidate => ({ format, settings: row === 1 ? {} : { headerRow: row } }));
  const isDbf = [0x02, 0x03, 0x30, 0x31, 0x83, 0x8b, 0xf5].includes(head[0] ?? 0) && head[2]! >= 1 && head[2]! <= 12 && head[3]! <= 31;
  const text: Candidate[] = [
    { format: 'ndjson', settings: { encoding: 'auto' } },
    ...DELIMITERS.flatMap((delimiter) => HEADER_ROWS.map((row) => csv(delimiter, row))),
  ];
  const dbf: Candidate[] = [
    { format: 'dbf', settings: {} },
    { format: 'dbf', settings: { encoding: 'gb18030' } },
  ];
  const byHead: [boolean, Candidate[]][] = [
    [begins('PAR1'), [{ format: 'parquet', settings: {} }]],
    [begins('\xd0\xcf\x11\xe0'), sheets('xls')],
    [begins('PK'), [...sheets('xlsx'), ...dbf, ...text]],
    [begins('\x1f\x8b'), [...text, ...dbf]],
    [isDbf, dbf],
  ];
  const found = byHead.find(([fits]) => fits)?.[1] ?? text;
  return found.filter(({ format }) => formats[format] !== undefined);
}

function csv(delimiter: string, headerRow: number): Candidate {
  return { format: 'csv', settings: { encoding: 'auto', delimiter, ...(headerRow === 1 ? {} : { headerRow }) } };
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A large text file up to a whole line. What is packed or binary is read whole. */
async function beginningOf({ file, workFolder }: FileToGuess, head: Buffer): Promise<string> {
  const { size } = await stat(file);
  const isText = !head.includes(0) && !(head[0] === 0x1f && head[1] === 0x8b);
  if (size <= MOST_TEXT_BYTES || !isText) return file;
  const end = await lastLineEnd(file, MOST_TEXT_BYTES);
  const copy = path.join(workFolder, path.basename(file));
  await pipeline(createReadStream(file, { end: end - 1 }), createWriteStream(copy));
  return copy;
}

async function lastLineEnd(file: string, before: number): Promise<number> {
  const handle = await open(file);
  try {
    const tail = Buffer.alloc(1024 * 1024);
    await handle.read(tail, 0, tail.length, before - tail.length);
    return before - tail.length + tail.lastIndexOf(0x0a) + 1;
  } finally {
    await handle.close();
  }
}
