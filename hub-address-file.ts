/** A column of a CSV file parsed: a stream from end to end, on all cores where it is long. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { connectorErrors, readTextFile } from './connectors/index.ts';
import { csvLine, csvRows, RecordBlocks } from './core/csv-blocks.ts';
import type { AddressAnswers, PreparedParser } from './hub-addresses.ts';
import {
  ADDRESS_COLUMNS,
  AddressThreads,
  addRows,
  type BlockRequest,
  noRows,
  type ParsedBlock,
  type ParsedRows,
  parseBlock,
} from './values/index.ts';

export interface ParsedFile extends ParsedRows {
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

/** Bytes of a block: some thousand addresses, a tenth of a second. */
const BLOCK = 256 << 10;

/**
 * Writes a CSV again with the columns of its parsed addresses behind its own, in the order of its rows. Memory does not grow with the file.
 * Written beside its place and moved there when whole. A column of the file that bears one of our names becomes `input_<name>`.
 *
 * @throws columnNotThere, connectors' errors on encodings
 */
export async function parseAddressFile(answers: AddressAnswers, request: FileToParse): Promise<ParsedFile> {
  const result: ParsedFile = { ...noRows(), damagedLines: 0 };
  const partial = path.join(path.dirname(request.out), `.${path.basename(request.out)}.${process.pid}`);
  const parser = await answers.prepare();
  try {
    const text = readTextFile(request.file, () => result.damagedLines++);
    await pipeline(linesOut({ text, parser, request, result }), createWriteStream(partial));
    await rename(partial, request.out);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return result;
}

interface Work {
  text: AsyncIterable<Uint8Array>;
  parser: PreparedParser;
  request: FileToParse;
  result: ParsedFile;
}

async function* linesOut({ text, parser, request, result }: Work): AsyncGenerator<Uint8Array> {
  const table = new TableBlocks(text, request);
  try {
    yield Buffer.from(await table.header());
    for await (const { csv, ...rows } of parsedBlocks(table.blocks(), parser)) {
      addRows(result, rows);
      request.onRows?.(result.rows);
      yield csv;
    }
  } finally {
    await table.close();
  }
}

/** One block alone is done sooner than a thread has begun. */
async function* parsedBlocks(blocks: AsyncGenerator<BlockRequest>, parser: PreparedParser): AsyncGenerator<ParsedBlock> {
  const first = await blocks.next();
  if (first.done === true) return;
  const second = await blocks.next();
  if (second.done === true) {
    yield parseBlock(parser, first.value);
    return;
  }
  const threads = new AddressThreads(parser.options);
  try {
    yield* threads.run(behind([first.value, second.value], blocks));
  } finally {
    await threads.end();
  }
}

async function* behind<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}

/** The header of a CSV, then its rows in blocks. */
class TableBlocks {
  readonly #request: FileToParse;
  readonly #blocks: AsyncGenerator<Uint8Array>;
  #row: { at: number; width: number } = { at: 0, width: 0 };
  /** Of the blocks that are to come; the first ends with the header. */
  #least = 1;

  constructor(text: AsyncIterable<Uint8Array>, request: FileToParse) {
    this.#request = request;
    this.#blocks = this.#cut(text);
  }

  async *#cut(text: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const blocks = new RecordBlocks();
    for await (const piece of text) yield* blocks.push(piece, () => this.#least);
    const rest = blocks.rest();
    if (rest.length > 0) yield rest;
  }

  /** The first row that says something. @throws columnNotThere */
  async header(): Promise<string> {
    const { file, column } = this.#request;
    const missing = (known: string) => connectorErrors.columnNotThere({ file: path.basename(file), column, known });
    for (;;) {
      const { value, done } = await this.#blocks.next();
      if (done === true) throw missing('');
      const [names] = csvRows(Buffer.from(value).toString('utf8'));
      if (names === undefined) continue;
      const at = names.indexOf(column);
      if (at < 0) throw missing(names.join(', '));
      this.#row = { at, width: names.length };
      this.#least = BLOCK;
      const ours = new Set<string>(ADDRESS_COLUMNS);
      return csvLine([...names.map((name) => (ours.has(name) ? `input_${name}` : name)), ...ADDRESS_COLUMNS]);
    }
  }

  /** Lets go of the file, also where not all of it was read. */
  async close(): Promise<void> {
    await this.#blocks.return(undefined);
  }

  async *blocks(): AsyncGenerator<BlockRequest> {
    const { on } = this.#request;
    for await (const block of this.#blocks) yield { block, ...this.#row, on };
  }
}
