import type { Config, DeliveryKind } from '../config/index.ts';
import type { Format } from '../connectors/index.ts';
import type { StepResult } from '../core/duckdb/duck.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import type { FindingCount, HubDatabase, LakeFile, Polygons, StoredError } from '../schema/index.ts';
import type { ValueType } from '../values/index.ts';

/** By name, as `createValueTypes` makes them. */
export type ValueTypes = Readonly<Record<string, ValueType>>;

/** A configuration, and the value types that it makes. */
export interface Reading {
  config: Config;
  valueTypes: ValueTypes;
}

/** The area of a district, for points; rings of longitude and latitude in CGCS2000. */
export interface DistrictArea {
  code: string;
  polygons: Polygons;
}

/** What every pipeline needs of the hub. */
export interface PipelineContext {
  database: Database<HubDatabase>;
  /** Absolute path of the lake: originals and Parquet. */
  lakeFolder: string;
  /** Absolute path for temporary files, on the same disk as the lake; each run makes and removes its own folder inside. */
  workFolder: string;
  config: Config;
  /** By name, as `loadFormats` finds them. */
  formats: Readonly<Record<string, Format>>;
  valueTypes: ValueTypes;
  /** The configuration of an earlier version, as it was kept. @throws what makes it unreadable now */
  reading(version: string): Promise<Reading>;
  /** Areas of districts in force, where any were imported. */
  districtAreas?: () => Promise<readonly DistrictArea[]>;
  log: Log;
  clock: () => Date;
  /** DuckDB's memory cap for one run, in megabytes. */
  memoryMb: number;
  /** Shows each statement before it runs. */
  print?: (text: string) => void;
}

/** One arrival of one source: its parts in order, as absolute paths. */
export interface DeliveryToLand {
  files: string[];
  /** `YYYY-MM-DD`; null when the files do not say: then the last delivery's for a correction, today in the hub's time zone otherwise. */
  asOf: string | null;
}

/** A correction is a rejects file that comes back: rows are added and changed by key, nothing becomes absent. */
export type LandedKind = DeliveryKind | 'correction';

export interface LandCounts {
  /** Rows read = accepted + rejected, always. */
  read: number;
  accepted: number;
  rejected: number;
  /** Accepted rows whose record was not accepted before. */
  new: number;
  /** Accepted rows whose record was accepted before with other content (or under another configuration). */
  changed: number;
  /** Records that this snapshot misses and the one before did not, that a period no longer holds, or that a delta says are gone. */
  absent: number;
}

export interface LandResult extends LandCounts {
  /** Null when the delivery never came to be (a file that cannot be read, a date that is none). */
  delivery: number | null;
  source: string;
  status: 'waiting' | 'repeated' | 'refused';
  findings: FindingCount[];
  error?: StoredError;
}

/** What a run gathers on its way; on a refusal, what was known by then is kept. */
export interface Progress {
  counts: LandCounts;
  findings: FindingCount[];
  steps: StepResult[];
}

export const NO_COUNTS: LandCounts = { read: 0, accepted: 0, rejected: 0, new: 0, changed: 0, absent: 0 };

/** A file written by a run, before the catalogue knows its version. */
export type WrittenFile = Omit<LakeFile, 'version'> & {
  /** The delivery it belongs to, where that is not the one that the run is about. */
  delivery?: number;
};

export const newProgress = (): Progress => ({ counts: NO_COUNTS, findings: [], steps: [] });
