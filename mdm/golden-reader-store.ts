/** How golden records are read: from PostgreSQL, by key, on two time axes. Nothing here decides who may ask. */
import type { Database } from '../core/postgres/database.ts';
import type {
  EntityType,
  GoldenEntity,
  GoldenReader,
  HubDatabase,
  LineageEntry,
  Relation,
  RelationRequest,
  SearchRequest,
  TimePoint,
} from './shapes.ts';

interface GoldenRow {
  id: string;
  attributes: Record<string, string>;
  lineage: Record<string, [source: string, record: string, role: string, asOf: string, rule: string]>;
  division: string | null;
  records: number;
  sources: string[];
  confidence: string;
  valid_from: string;
  valid_to: string;
}

/** Which entity each record of a source belongs to; answered from the lake. */
export type RecordLookup = GoldenReader['entitiesOfRecords'];

export function createGoldenReader({ sql }: Database<HubDatabase>, entitiesOfRecords: RecordLookup): GoldenReader {
  /** `known_to` bounds the partial search index: the common question, about what is known now, names it literally. */
  const knownAt = ({ knownOn }: TimePoint) =>
    knownOn === undefined ? sql`known_to = 'infinity'` : sql`known_from <= ${knownOn}::timestamptz and known_to > ${knownOn}::timestamptz`;
  const validAt = ({ validOn }: TimePoint) =>
    validOn === undefined ? sql`valid_to = 'infinity'` : sql`valid_from <= ${validOn}::date and valid_to > ${validOn}::date`;
  const columns = sql`id, attributes, lineage, division, records, sources, confidence, valid_from, valid_to`;

  return {
    async search(request: SearchRequest) {
      const { entityType, keys, regions, limit } = request;
      const within = regions === undefined ? sql`` : sql`and division like any(${regions.map((prefix) => `${prefix}%`)})`;
      const rows = await sql<
        GoldenRow[]
      >`select ${columns} from ${sql(entityType)} where search_keys @> ${keys} and ${knownAt(request)} and ${validAt(request)} ${within}
        order by length(id), id limit ${limit}`;
      return rows.map((row) => toEntity(entityType, row));
    },

    async read(entityType: EntityType, ids: readonly string[], at: TimePoint) {
      const rows = await sql<
        GoldenRow[]
      >`select ${columns} from ${sql(entityType)} where id = any(${[...ids]}) and ${knownAt(at)} and ${validAt(at)} order by length(id), id`;
      return rows.map((row) => toEntity(entityType, row));
    },

    async livingId(id: string) {
      const [row] = await sql<{ current: string }[]>`select current from redirect where id = ${id}`;
      return row?.current;
    },

    async relations(request: RelationRequest) {
      const { house, subject, subjectType, past = false, limit, validOn } = request;
      const on = validOn === undefined ? sql`current_date` : sql`${validOn}::date`;
      const holds = past ? sql`` : sql`and coalesce(valid_from, '-infinity') <= ${on} and coalesce(valid_to, 'infinity') > ${on}`;
      const rows = await sql<RelationRow[]>`select relation, subject_type, subject, house, valid_from, valid_to, lineage from relation
        where ${house === undefined ? sql`true` : sql`house = ${house}`} and ${subject === undefined ? sql`true` : sql`subject = ${subject}`}
          and ${subjectType === undefined ? sql`true` : sql`subject_type = ${subjectType}`} and ${knownAt(request)} ${holds}
        order by relation, length(subject), subject, house, valid_from limit ${limit}`;
      return rows.map(toRelation);
    },

    entitiesOfRecords,
  };
}

interface RelationRow {
  relation: string;
  subject_type: EntityType;
  subject: string;
  house: string;
  valid_from: string | null;
  valid_to: string | null;
  lineage: { source: string; record: string }[];
}

function toRelation(row: RelationRow): Relation {
  const { relation, subject, house, lineage } = row;
  return { relation, subjectType: row.subject_type, subject, house, validFrom: row.valid_from, validTo: row.valid_to, sources: lineage };
}

function toEntity(entityType: EntityType, row: GoldenRow): GoldenEntity {
  const lineage = Object.entries(row.lineage).map(([attribute, [source, record, role, asOf, rule]]): [string, LineageEntry] => [
    attribute,
    { source, record, role, asOf, rule },
  ]);
  return {
    id: row.id,
    entityType,
    attributes: row.attributes,
    lineage: Object.fromEntries(lineage),
    division: row.division,
    records: row.records,
    sources: row.sources,
    confidence: row.confidence,
    validFrom: row.valid_from === '-infinity' ? null : row.valid_from,
    validTo: row.valid_to === 'infinity' ? null : row.valid_to,
  };
}
