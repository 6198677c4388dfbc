/**
 * What every transport and every format is. A transport brings the files of deliveries, a format turns the files of one delivery into
 * a DuckDB table of text. Each is a folder of `connectors/transports/` or `connectors/formats/` whose `index.ts` exports it; a
 * conformance suite runs over every such folder.
 */
import type { TSchema } from 'typebox';
import type { Duck } from '../core/duckdb/duck.ts';
import type { Sql } from '../core/duckdb/sql.ts';
import type { SankuError } from '../core/errors.ts';
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

/** A delivery that cannot be taken as it stands: a part is missing. */
export interface RefusedDelivery extends ArrivedDelivery {
  error: SankuError;
}

/** What a transport remembers of what it brought, so that the same is not brought again. Text that only the transport reads. */
export type TransportMark = Readonly<Record<string, string>>;

/** What a transport takes from the world; tests give it their own. */
export interface Surroundings {
  clock(): Date;
  pause(ms: number): Promise<void>;
  /** 0 ≤ x < 1 */
  random(): number;
}

export interface CollectRequest {
  source: string;
  /** Checked against the transport's `settings` schema, secrets filled in. */
  settings: Record<string, unknown>;
  /** What `collect` gave when its deliveries were last dealt with; null when there is nothing to go by. */
  mark: TransportMark | null;
  /** Empty folder for what is fetched; the caller deletes it when the deliveries are dealt with. */
  workFolder: string;
  /** IANA time zone in which instants become days. */
  timeZone: string;
  surroundings: Surroundings;
}

export interface Collected {
  /** Whole and complete, in the order in which they are to be taken in; empty when there is nothing new. */
  deliveries: ArrivedDelivery[];
  refused: RefusedDelivery[];
  /** To be kept once the deliveries are dealt with. */
  mark: TransportMark;
}

export interface Transport {
  /** Equal to its folder's name. */
  name: string;
  settings: TSchema;
  /**
   * Looks once for new deliveries of one source. A file that is still being written, or of which only a part came, is not among them.
   *
   * @throws a SankuError of `connectors/errors.ts` when it cannot be looked, or what is there is no delivery
   */
  collect(request: CollectRequest): Promise<Collected>;
}
