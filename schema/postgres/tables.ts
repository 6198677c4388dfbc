/** Row types of the PostgreSQL tables, for Kysely. They mirror `migrations/`; a test compares them with the database. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Bilingual, DescribedError } from '../../core/errors.ts';
import type { EntityType } from '../entity-types.ts';
import type { Presumption } from '../presumptions.ts';
import type { GazetteerTables } from './gazetteer-tables.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
/** A plain date `YYYY-MM-DD`, or `-infinity` / `infinity`. */
type PlainDate = ColumnType<string, string, string>;
type Json<T extends object | null> = JSONColumnType<T>;

export type DeliveryStatus = 'landing' | 'waiting' | 'published' | 'refused' | 'repeated' | 'withdrawn';
export type RunKind = 'land' | 'withdraw' | 'reprocess' | 'publish' | 'compare' | 'divisions';
export type RunStatus = 'running' | 'done' | 'failed' | 'refused' | 'interrupted';
export type LakeFileStatus = 'waiting' | 'live' | 'replaced';

export interface DeliveredFile {
  name: string;
  hash: string;
  bytes: number;
  /** Instant (ISO 8601) at which the original was removed by the rule of retention. */
  removed?: string;
}

export interface FindingCount {
  code: string;
  severity: 'error' | 'warning';
  field: string | null;
  count: number;
  /** What is odd about a file as a whole is told in full: it names the file. */
  message?: Bilingual;
}

/** Why a run or a delivery ended as it did. */
export type StoredError = DescribedError;

/** That a delivery was withdrawn: `at` is an instant (ISO 8601). */
export interface Withdrawal {
  at: string;
  by: string;
  why: string;
}

/** Lineage as a golden row holds it: the statements behind the entity once, and per rule the attributes it decided with their statement's place. */
export interface GoldenLineage {
  statements: [source: string, record: string, role: string, asOf: string][];
  by: Record<string, Record<string, number>>;
}

export interface LineageEntry {
  source: string;
  record: string;
  role: string;
  asOf: string;
  rule: string;
}

export interface ConfigVersionTable {
  version: string;
  content: Json<Record<string, string>>;
  created_at: Generated<Date>;
}

export interface SettingTable {
  name: string;
  value: Json<object>;
}

export interface DeliveryTable {
  id: Generated<number>;
  source: string;
  kind: string;
  as_of: PlainDate;
  arrived_at: Generated<Date>;
  files: Json<DeliveredFile[]>;
  content: string;
  config: string;
  status: DeliveryStatus;
  read: Generated<number>;
  accepted: Generated<number>;
  rejected: Generated<number>;
  new: Generated<number>;
  changed: Generated<number>;
  absent: Generated<number>;
  findings: ColumnType<FindingCount[], string | undefined, string>;
  error: ColumnType<StoredError | null, string | null | undefined, string | null>;
  published_in: number | null;
  withdrawn: ColumnType<Withdrawal | null, string | null | undefined, string | null>;
}

export interface RunTable {
  id: Generated<number>;
  kind: RunKind;
  source: string | null;
  status: RunStatus;
  started_at: Generated<Date>;
  ended_at: Instant | null;
  counts: ColumnType<Record<string, number>, string | undefined, string>;
  steps: ColumnType<{ name: string; rows: number; ms: number }[], string | undefined, string>;
  error: ColumnType<StoredError | null, string | null | undefined, string | null>;
}

export interface LakeFileTable {
  id: Generated<number>;
  family: string;
  part: string;
  source: Generated<string>;
  delivery: number | null;
  run: number;
  version: number;
  path: string;
  rows: number;
  bytes: number;
  status: LakeFileStatus;
}

export interface PublishedTable {
  only_row: Generated<boolean>;
  run: number;
  at: Instant;
  next_entity: Json<Record<EntityType, number>>;
}

export interface GoldenTable {
  id: string;
  attributes: Json<Record<string, string>>;
  lineage: Json<GoldenLineage>;
  search_keys: string[];
  division: string | null;
  records: number;
  sources: string[];
  confidence: string;
  valid_from: PlainDate;
  valid_to: PlainDate;
  known_from: Instant;
  known_to: Instant;
}

export interface RelationTable {
  relation: string;
  subject_type: EntityType;
  subject: string;
  house: string;
  valid_from: PlainDate | null;
  valid_to: PlainDate | null;
  lineage: Json<{ source: string; record: string }[]>;
  presumed: Presumption | null;
  known_from: Instant;
  known_to: Instant;
}

export interface RedirectTable {
  id: string;
  current: string;
  run: number;
}

export interface LedgerTable {
  sequence: Generated<number>;
  run: number;
  entity_type: EntityType;
  entity: string;
  change: 'created' | 'changed' | 'mergedInto' | 'splitFrom' | 'retired';
  other: string | null;
}

export interface HubCaseTable {
  id: string;
  comparison: string;
  fingerprint: string;
  severity: string;
  grade: 'certain' | 'probable' | 'weak';
  state: 'open' | 'confirmed' | 'dismissed' | 'obsolete';
  entity_type: EntityType;
  entity: string;
  other_type: EntityType | null;
  other: string | null;
  valid_from: PlainDate | null;
  valid_to: PlainDate | null;
  amount: string | null;
  sentence: Json<{ en: string; zh: string }>;
  evidence: Json<object>;
  opened_at: Instant;
  opened_run: number;
  changed_at: Instant;
  changed_by: string;
  reason: string | null;
}

export interface AccessKeyTable {
  id: string;
  name: string;
  hash: Buffer;
  grants: Json<object>;
  created_at: Generated<Date>;
  revoked_at: Instant | null;
}

export interface AuditTable {
  chain: string;
  sequence: number;
  at: Instant;
  key: string | null;
  acting_user: string | null;
  purpose: string | null;
  case_number: string | null;
  action: string;
  outcome: string;
  entity_type: EntityType | null;
  entities: string[];
  roles: string | null;
  fields: string[];
  detail: Json<object>;
  previous: Buffer;
  hash: Buffer;
}

/** How many rows of the table differ from the version before. */
export interface DivisionChanges {
  added: number;
  ended: number;
  renamed: number;
  moved: number;
  corrected: number;
  removed: number;
}

export interface DivisionVersionTable {
  id: Generated<number>;
  imported_at: Generated<Date>;
  imported_by: string;
  title: string;
  hash: string;
  rows: number;
  content: string;
  changes: Json<DivisionChanges>;
  pending: Generated<string[]>;
}

/** Rings of `[longitude, latitude]` in CGCS2000: of each polygon the outer one first, then its holes. */
export type Polygons = [number, number][][][];

export interface AreaTable {
  kind: 'division' | 'grid';
  code: string;
  name: string;
  division: string | null;
  owner: string | null;
  valid_from: PlainDate;
  valid_to: PlainDate;
  polygons: Json<Polygons>;
}

export interface HubDatabase extends GazetteerTables {
  config_version: ConfigVersionTable;
  setting: SettingTable;
  delivery: DeliveryTable;
  run: RunTable;
  lake_file: LakeFileTable;
  published: PublishedTable;
  person: GoldenTable;
  company: GoldenTable;
  house: GoldenTable;
  relation: RelationTable;
  redirect: RedirectTable;
  ledger: LedgerTable;
  hub_case: HubCaseTable;
  access_key: AccessKeyTable;
  audit: AuditTable;
  division_version: DivisionVersionTable;
  area: AreaTable;
}
