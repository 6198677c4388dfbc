/**
 * What exists in this hub, as understood: the checked and frozen form of the YAML under `config/`.
 * What was written is checked in `load.ts`; nothing else reads YAML.
 */
import type { Bilingual } from '../core/errors.ts';
import type { EntityType } from './entity-types.ts';

export type Sensitivity = 'public' | 'internal' | 'personal' | 'sensitive';
export type DeliveryKind = 'snapshot' | 'delta' | 'append' | 'period';

/** How long the files that came are kept. What the hub concluded from them is not touched. */
export interface RetentionRule {
  /** Days since the delivery arrived. */
  keepDays: number;
  /** So many deliveries of a source, the latest that count, are kept however old they are. */
  keepDeliveries: number;
  /** Also originals without which the present state of their source cannot be processed again. */
  evenIfNeeded: boolean;
}

export interface HubConfig {
  /** IANA time zone in which schedules run and dates of arrival are taken. Default Asia/Shanghai. */
  timeZone: string;
  /** The purposes a request may name, and the sentence a person is told. */
  purposes: Record<string, Bilingual>;
  /** DuckDB's memory cap in megabytes. */
  memoryMb: number;
  /** A file sent over HTTP that is larger is refused; in megabytes. */
  maxUploadMb: number;
  /** node-cron expression of the nightly comparisons; absent: only when asked for. */
  compareSchedule?: string;
  /** Absent: originals are kept for ever. */
  retention?: RetentionRule;
}

export interface ColumnConfig {
  /** As it stands in the file. */
  name: string;
  /** Name of a value type (folder of `values/`). */
  type: string;
  title: Bilingual;
  required: boolean;
  sensitivity: Sensitivity;
  /** For type `code`: the source's code → our code. An unlisted code is a finding. */
  codes?: Record<string, string>;
  /** No column of the file: made of these columns of it. */
  point?: PointColumns;
}

/** Columns that together say a point, and the coordinate system they are in; absent: nobody knows, and no point of it is used. */
export interface PointColumns {
  longitude: string;
  latitude: string;
  crs?: 'CGCS2000' | 'WGS84' | 'GCJ02' | 'BD09';
  /** Column with the day on which it was measured. */
  captured?: string;
}

export interface MentionConfig {
  role: string;
  entity: EntityType;
  /** Attribute of the entity → column of this source. */
  attributes: Record<string, string>;
}

export interface RelationConfig {
  /** registered | living | owning | renting | registeredAddress | operatingAddress | taxAddress */
  type: string;
  /** Role of the person or company. */
  subject: string;
  /** Role of the house. */
  house: string;
  /** Columns with the first day and the day after which it no longer holds. */
  from?: string;
  to?: string;
}

export interface FactConfig {
  /** kebab-case: pension-payment, death, legal-representative … */
  type: string;
  /** Role of the entity the fact hangs on. */
  mention: string;
  /** Role of the other entity, for facts that tie two (officer ↔ company). */
  other?: string;
  /** Columns. `date` may be a month (`YYYY-MM`), then the month's first day is kept. */
  date?: string;
  until?: string;
  amount?: string;
  code?: string;
  /** Name in the fact → column, kept as JSON. */
  details?: Record<string, string>;
}

export interface Expectations {
  /** A delivery outside these is stopped at the gate. Shares are 0..1, compared with the source's last accepted delivery. */
  rows: { min: number; maxDropShare: number; maxGrowthShare: number };
  /** More rejected rows than this share stops the delivery. */
  maxRejectedShare: number;
}

export interface SourceConfig {
  /** `department.feed` */
  source: string;
  department: string;
  feed: string;
  title: Bilingual;
  owner: { unit: string; contact: string };
  legalBasis: string;
  kind: DeliveryKind;
  /** Kind `period`: the column whose cleansed value is the period of a row. */
  period?: string;
  /** Kind `delta`: a row with one of these texts in the column says that its record is gone. */
  deleted?: { column: string; values: string[] };
  /** Name of a format (folder of `connectors/formats/`) and its settings, checked by that format's own schema. */
  format: { name: string; settings: Record<string, unknown> };
  /** Columns whose values, joined by `|`, name a record. */
  key: string[];
  columns: ColumnConfig[];
  mentions: MentionConfig[];
  relations: RelationConfig[];
  facts: FactConfig[];
  expectations: Expectations;
  /** A record is gone when it was absent from this many snapshots running. */
  absentAfter: number;
  /** Absent: as the hub's. */
  retention?: RetentionRule;
  /** node-cron expression; absent: imported only when asked for. */
  schedule?: string;
  /** Name of a transport (folder of `connectors/transports/`) and its settings; secrets inside stand as `${secret:NAME}`. Absent: the hub's inbox. */
  transport?: { name: string; settings: Record<string, unknown> };
}

export interface AttributeConfig {
  name: string;
  /** Name of a value type. */
  type: string;
  title: Bilingual;
  sensitivity: Sensitivity;
  /** Can be searched by: its search form goes into the search keys. */
  search: boolean;
  /** An exclusive identifier: mentions that share a join key of it are the same entity unless contradicted. */
  exclusive: boolean;
  /** Two values that are not compatible contradict a common exclusive identifier. */
  contradicts: boolean;
  /** For type `code`: our codes and what they mean; absent: any code of a source's table. */
  codes?: Record<string, Bilingual>;
  survivorship: { rule: string; sources: string[] };
}

export interface EntityConfig {
  entity: EntityType;
  title: Bilingual;
  attributes: AttributeConfig[];
}

export interface Division {
  /** 6 (district), 9 (street, town) or 12 (community) digits; 2 or 4 for province and city. */
  code: string;
  name: string;
  level: 'province' | 'city' | 'district' | 'street' | 'community';
  parent: string | null;
  /** `YYYY-MM-DD`; null = always / still. */
  validFrom: string | null;
  validTo: string | null;
  /** The one division into which all of it went that was left; null while it is in force, and where it was split. */
  successor: string | null;
  /** Where parts of it went: all heirs of a split, and what left it while it lived on. */
  parts?: DivisionPart[];
}

export interface DivisionPart {
  code: string;
  /** Of its people, above 0 to 1; null where nobody knows. */
  share: number | null;
  /** The day on which this part left; null: the day on which the division ended. */
  on: string | null;
}

export interface ComparisonConfig {
  name: string;
  title: Bilingual;
  entities: EntityType[];
  severity: 'high' | 'medium' | 'low';
  /** Named parameters and their defaults: `$graceDays` in the SQL. */
  parameters: Record<string, string | number>;
  /** The sentence shown to a clerk, `{column}` filled from the hit. */
  sentence: Bilingual;
  sql: string;
}

export interface Config {
  /** Where it was read from. */
  folder: string;
  /** First 12 characters of the SHA-256 of all its files. */
  version: string;
  /** Every file of the configuration: path relative to the folder → text. */
  files: Record<string, string>;
  hub: HubConfig;
  sources: SourceConfig[];
  entities: Record<EntityType, EntityConfig>;
  divisions: Division[];
  comparisons: ComparisonConfig[];
}
