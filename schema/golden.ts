/**
 * How golden records are asked for. mdm answers it from PostgreSQL; access asks through it, so that nothing leaves
 * the hub except past the gate.
 */
import type { EntityType } from './entity-types.ts';
import type { LineageEntry } from './postgres/tables.ts';
import type { Presumption } from './presumptions.ts';

/** One version of a golden entity. Dates are `YYYY-MM-DD`; an open end is null. */
export interface GoldenEntity {
  id: string;
  entityType: EntityType;
  attributes: Record<string, string>;
  lineage: Record<string, LineageEntry>;
  division: string | null;
  records: number;
  sources: string[];
  confidence: string;
  validFrom: string | null;
  validTo: string | null;
}

/** What a search tells of each entity it finds; where its values come from is read by its id. */
export type FoundEntity = Pick<GoldenEntity, 'id' | 'entityType' | 'attributes' | 'division'>;

export interface Relation {
  relation: string;
  subjectType: EntityType;
  subject: string;
  house: string;
  validFrom: string | null;
  validTo: string | null;
  sources: { source: string; record: string }[];
  /** Nobody states it: why it is held to be so; null: stated. */
  presumed: Presumption | null;
}

/** The two time axes of a question. Default of both: now. */
export interface TimePoint {
  /** True in the world on this date. */
  validOn?: string;
  /** Held by the hub at this instant (ISO 8601). */
  knownOn?: string;
}

export interface SearchRequest extends TimePoint {
  entityType: EntityType;
  /** Search keys `attribute:normal form`, all of which must be there. */
  keys: string[];
  /** Division code prefixes that may be seen; absent = everywhere. */
  regions?: string[];
  limit: number;
}

export interface RelationRequest extends TimePoint {
  houses?: readonly string[];
  subject?: string;
  subjectType?: EntityType;
  /** Also those that have ended. */
  past?: boolean;
  limit: number;
}

export interface GoldenReader {
  search(request: SearchRequest): Promise<FoundEntity[]>;
  /** The houses that lie next below some houses. */
  children(houses: readonly string[], request: TimePoint & { limit: number }): Promise<FoundEntity[]>;
  read(entityType: EntityType, ids: readonly string[], at: TimePoint): Promise<GoldenEntity[]>;
  /** The living id behind one that was merged away; undefined when there is none. */
  livingId(id: string): Promise<string | undefined>;
  relations(request: RelationRequest): Promise<Relation[]>;
  /** The entities that each record of a source speaks of. Unknown records are left out. */
  entitiesOfRecords(
    source: string,
    records: readonly string[],
  ): Promise<{ record: string; role: string; entityType: EntityType; entity: string }[]>;
}
