/** Addresses parsed for people: one text, or a column of a file. Needs a table of divisions, and no database. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { format, parse } from 'fast-csv';
import type { Division } from './config/index.ts';
import { connectorErrors, readTextFile } from './connectors/index.ts';
import {
  ADDRESS_COLUMNS,
  ADDRESS_FINDINGS,
  type AddressParser,
  addressColumns,
  createAddressParser,
  type LearnedGazetteer,
  type ParsedAddress,
} from './values/index.ts';

export interface AddressAnswers {
  /** The parser for the moment: it goes by the names learned and decided until now. */
  prepare(): Promise<PreparedParser>;
}

export interface PreparedParser {
  /** Of the learned names that it goes by; null where there are none. */
  gazetteer: string | null;
  /** @param on `YYYY-MM-DD`: divisions as they were on that day; default today */
  parse(text: string, on?: string): ParsedAddress;
}

/** A version of the learned names; they are read only where it is another than the last one. */
export interface LearnedNames {
  version: string;
  read(): Promise<LearnedGazetteer>;
}

export interface AddressOptions {
  divisions: readonly Division[];
  clock?: (() => Date) | undefined;
  /** Code of the division in which names that fit several places are looked for. */
  home?: string | undefined;
  /** Absent: the grammar and the divisions alone. */
  learned?: (() => Promise<LearnedNames | undefined>) | undefined;
}

/** The table of China takes some 0.1 s and 40 MB: it is read when the first address comes. */
export function createAddressAnswers({ divisions, clock = () => new Date(), home, learned }: AddressOptions): AddressAnswers {
  const today = createToday(clock);
  let parser: Promise<AddressParser> | undefined;
  let version: string | undefined;
  const make = async (names: LearnedNames | undefined) =>
    createAddressParser({ divisions, today: today(), home, learned: await names?.read() });
  return {
    async prepare() {
      const names = await learned?.();
      if (parser === undefined || names?.version !== version) {
        version = names?.version;
        parser = make(names);
        // The next one tries again.
        parser.catch(() => (parser = undefined));
      }
      const ready = await parser;
      return { gazetteer: ready.version, parse: (text, on) => ready.parse(text, on ?? today()) };
    },
  };
}

/** The day in China. Asking for it takes longer than parsing an address: it is asked once a minute. */
function createToday(clock: () => Date): () => string {
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
  let minute = Number.NaN;
  let day = '';
  return () => {
    const now = clock();
    if (Math.floor(now.getTime() / 60_000) !== minute) {
      minute = Math.floor(now.getTime() / 60_000);
      day = days.format(now);
    }
    return day;
  };
}

export interface ParsedFile {
  rows: number;
  /** Rows with a district, with a road or an estate, with a room; and those of which nothing was understood. */
  counts: { district: number; place: number; room: number; nothing: number };
  findings: Record<string, number>;
  /** Lines of the file with bytes that do not decode; they stand in the output with U+FFFD. */
  damagedLines: number;
}

export interface FileToParse {
  file: string;
  column: string;
  out: string;
  on?: string | undefined;
  onRows?: (rows: number) => void;
}

/**
 * Writes a CSV again with the columns of its parsed addresses behind its own. A stream from end to end: memory does not grow with the file.
 * Written beside its place and moved there when whole. A column of the file that bears one of our names becomes `input_<name>`.
 *
 * @throws columnNotThere, connectors' errors on encodings
 */
export async function parseAddressFile(answers: AddressAnswers, request: FileToParse): Promise<ParsedFile> {
  const result: ParsedFile = { rows: 0, counts: { district: 0, place: 0, room: 0, nothing: 0 }, findings: {}, damagedLines: 0 };
  const partial = path.join(path.dirname(request.out), `.${path.basename(request.out)}.${process.pid}`);
  try {
    await pipeline(
      Readable.from(readTextFile(request.file, () => result.damagedLines++)),
      parse({ headers: false, ignoreEmpty: true }),
      new AddressRows(await answers.prepare(), request, result),
      format({ writeHeaders: false, includeEndRowDelimiter: true }),
      createWriteStream(partial),
    );
    await rename(partial, request.out);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return result;
}

/** Rows in, rows with the address's columns out. The first row is the header. */
class AddressRows extends Transform {
  readonly #parser: PreparedParser;
  readonly #request: FileToParse;
  readonly #result: ParsedFile;
  #width = 0;
  #at = -1;

  constructor(parser: PreparedParser, request: FileToParse, result: ParsedFile) {
    super({ objectMode: true });
    this.#parser = parser;
    this.#request = request;
    this.#result = result;
  }

  override _transform(row: string[], _encoding: string, done: (error: Error | null, row?: string[]) => void): void {
    try {
      done(null, this.#at < 0 ? this.#header(row) : this.#row(row));
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: (error?: Error | null) => void): void {
    const { file, column } = this.#request;
    done(this.#at < 0 ? connectorErrors.columnNotThere({ file: path.basename(file), column, known: '' }) : null);
  }

  #header(row: string[]): string[] {
    const { file, column } = this.#request;
    this.#at = row.indexOf(column);
    if (this.#at < 0) throw connectorErrors.columnNotThere({ file: path.basename(file), column, known: row.join(', ') });
    this.#width = row.length;
    const ours = new Set<string>(ADDRESS_COLUMNS);
    return [...row.map((name) => (ours.has(name) ? `input_${name}` : name)), ...ADDRESS_COLUMNS];
  }

  #row(row: string[]): string[] {
    const parsed = this.#parser.parse(row[this.#at] ?? '', this.#request.on);
    const { counts, findings } = this.#result;
    this.#result.rows++;
    if (this.#result.rows % 10_000 === 0) this.#request.onRows?.(this.#result.rows);
    const levels = new Set(parsed.parts.map(({ level }) => level));
    if (levels.has('district')) counts.district++;
    if (levels.has('road') || levels.has('estate')) counts.place++;
    if (levels.has('room')) counts.room++;
    if (parsed.confidence === 0) counts.nothing++;
    for (const { code } of parsed.findings) findings[code] = (findings[code] ?? 0) + 1;
    const own = row.slice(0, this.#width);
    while (own.length < this.#width) own.push('');
    return [...own, ...addressColumns(parsed)];
  }
}

/** What a finding says, in both languages. */
export function addressFinding(code: keyof typeof ADDRESS_FINDINGS): { en: string; zh: string } {
  return ADDRESS_FINDINGS[code].message;
}
