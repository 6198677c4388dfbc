import type { Config } from '../config/index.ts';
import type { Duck } from '../core/duckdb/duck.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import type { EntityType, HubDatabase, LakeFile } from '../schema/index.ts';
import type { ValueType } from '../values/index.ts';
import type { SurvivorshipRule } from './survivorship/index.ts';

/** A lake file with its state: `waiting` files are what the next publish takes in. */
export type CataloguedFile = LakeFile & { id: number; status: 'waiting' | 'live' };

export interface MdmContext {
  database: Database<HubDatabase>;
  config: Config;
  valueTypes: Record<string, ValueType>;
  rules: Record<string, SurvivorshipRule>;
  /** Absolute path of the lake. */
  lakeFolder: string;
  /** Folder for files that do not outlive the run. */
  workFolder: string;
  /** Every lake file that is live or waiting, of one family and optionally one part, in the order of their version. */
  lakeFiles(family: string, part?: string): Promise<CataloguedFile[]>;
  log: Log;
  clock: () => Date;
  memoryMb: number;
  /** Survivors of one type whose golden records are made at once; 150,000 where it is not said. */
  goldenPart?: number;
  /** Shows each statement before it runs (`--sql`). */
  print?: (text: string) => void;
}

/** One publish run at work. */
export interface PublishRun extends MdmContext {
  run: number;
  duck: Duck;
  /** Whether everything is resolved anew: the first time, or under another configuration. */
  full: boolean;
  /** Whether nothing has been published yet, so that golden tables are swapped in and not updated. */
  first: boolean;
  /** Next free entity number per type; moved on while ids are given. */
  nextEntity: Record<EntityType, number>;
  files: Record<string, CataloguedFile[]>;
}

export interface PublishResult {
  run: number;
  /** False: nothing was waiting. */
  published: boolean;
  entities: Record<EntityType, { created: number; changed: number; merged: number; retired: number }>;
  conflicts: number;
}
