/**
 * What every format is: it turns the files of one delivery into a DuckDB table of text. A format is a folder of
 * `connectors/formats/` whose `index.ts` exports a `Format`; the conformance suite runs over every such folder.
 */
import type { TSchema } from 'typebox';
import type { Duck } from '../core/duckdb/duck.ts';
import type { Sql } from '../core/duckdb/sql.ts';
import type { FileFinding } from './findings.ts';

export interface DecodeRequest {
  /** Absolute paths of the delivery's parts, in order. */
  files: string[];
  /** Checked against the format's `settings` schema. */
  settings: Record<string, unknown>;
  /** The columns that configuration knows; what is missing or unknown is the drift gate's business (pipelines). */
  columns: string[];
  duck: Duck;
  /** Table to create: `row_number BIGINT` (1 = first data row, counted over all parts) and one VARCHAR column per column of the file, named as in the header. */
  table: Sql;
  /** Folder for temporary files; the caller deletes it. */
  workFolder: string;
}

/** A row that could not be read. It counts as read and rejected. */
export interface UnreadableRow {
  rowNumber: number;
  /** A code of `connectors/errors.ts` with scope record. */
  code: string;
  message: { en: string; zh: string };
  /** What stood there, cut to 1,000 characters. */
  raw: string;
}

export interface Decoded {
  /** Header as found, in order. */
  columns: string[];
  /** Rows in the table. Rows read = rows + unreadable.length. */
  rows: number;
  unreadable: UnreadableRow[];
  /** What is odd about the files as a whole. */
  findings: FileFinding[];
  /** What was decided: encoding, delimiter, code page. */
  notes: Record<string, string>;
}

export interface Format {
  /** Equal to its folder's name. */
  name: string;
  /** File name endings, with the dot. */
  extensions: string[];
  /** Its own files are zip files (XLSX). */
  isZip?: true;
  settings: TSchema;
  /** Throws a SankuError of `connectors/errors.ts` when the delivery as a whole cannot be read. An empty string stays empty; absent is NULL. */
  decode(request: DecodeRequest): Promise<Decoded>;
}

/** One arrival of one source as a transport finds it: its parts in order. */
export interface ArrivedDelivery {
  source: string;
  /** Absolute paths. */
  files: string[];
  /** `YYYY-MM-DD` from the file's name (`residents.2026-10-01.csv`); null when it does not say. */
  asOf: string | null;
}
