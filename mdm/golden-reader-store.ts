/** How golden records are read: from PostgreSQL, by key, on two time axes. Nothing here decides who may ask. */
import { type Batches, createBatches } from '../core/batches.ts';
import type { Database } from '../core/postgres/database.ts';
import {
  ENTITY_TYPES,
  type EntityType,
  type FoundEntity,
  type GoldenEntity,
  type GoldenLineage,
  type GoldenReader,
  type HubDatabase,
  type LineageEntry,
  type Relation,
  type RelationRequest,
  type SearchRequest,
  type TimePoint,
} from './shapes.ts';

interface GoldenRow {
  id: string;
  attributes: Record<string, string>;
  lineage: GoldenLineage;
  division: string | null;
  records: number;
  sources: string[];
  confidence: string;
  valid_from: string;
  valid_to: string;
}

interface FoundRow extends Pick<GoldenRow, 'id' | 'attributes' | 'division'> {
  /** Whose answer it belongs to. */
  place: number;
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

  /** Each question is one look-up in the index; the statement, the way there and the way back are shared by all of them. */
  const searchTogether = async (entityType: EntityType, questions: readonly SearchRequest[], at: TimePoint): Promise<FoundEntity[][]> => {
    const asked = JSON.stringify(
      questions.map(({ keys, regions, limit }, place) => ({ place, keys, regions: regions?.map(toPattern), most: limit })),
    );
    const rows = await sql<FoundRow[]>`select place, found.*
      from json_to_recordset(${asked}::text::json) as asked(place int, keys text[], regions text[], most int),
        lateral (select id, attributes, division from ${sql(entityType)}
          where search_keys @> keys and ${knownAt(at)} and ${validAt(at)} and (regions is null or division like any(regions))
          order by length(id), id limit most) as found
      order by place, length(id), id`;
    const answers = questions.map((): FoundEntity[] => []);
    for (const { place, id, attributes, division } of rows) answers[place]!.push({ id, entityType, attributes, division });
    return answers;
  };
  const current = new Map(ENTITY_TYPES.map((type) => [type, searchesOfNow((questions) => searchTogether(type, questions, {}))]));

  return {
    async search(request: SearchRequest) {
      const { entityType, keys, validOn, knownOn } = request;
      // PostgreSQL cannot keep such text, so nobody bears it.
      if (keys.some((key) => key.includes('\0') || !key.isWellFormed())) return [];
      if (validOn === undefined && knownOn === undefined) return current.get(entityType)!.add(request);
      const [found] = await searchTogether(entityType, [request], request);
      return found!;
    },

    async children(houses, { limit, ...at }) {
      const keys = houses.map((house) => `parent:${house}`);
      const rows = await sql<Pick<GoldenRow, 'id' | 'attributes' | 'division'>[]>`select id, attributes, division from house
        where search_keys && ${keys} and ${knownAt(at)} and ${validAt(at)} order by length(id), id limit ${limit}`;
      return rows.map((row) => ({ ...row, entityType: 'house' as const }));
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
      const { houses, subject, subjectType, past = false, limit, validOn } = request;
      const on = validOn === undefined ? sql`current_date` : sql`${validOn}::date`;
      const holds = past ? sql`` : sql`and coalesce(valid_from, '-infinity') <= ${on} and coalesce(valid_to, 'infinity') > ${on}`;
      const rows = await sql<
        RelationRow[]
      >`select relation, subject_type, subject, house, valid_from, valid_to, lineage, presumed from relation
        where ${houses === undefined ? sql`true` : sql`house = any(${[...houses]})`} and ${subject === undefined ? sql`true` : sql`subject = ${subject}`}
          and ${subjectType === undefined ? sql`true` : sql`subject_type = ${subjectType}`} and ${knownAt(request)} ${holds}
        order by relation, length(subject), subject, house, valid_from limit ${limit}`;
      return rows.map(toRelation);
    },

    entitiesOfRecords,
  };
}

/** More at once would keep the first waiting for the last. */
const MOST_TOGETHER = 32;
/** A name that thousands bear takes long to look through: those who ask for one number do not wait for it. */
const PATIENCE_MS = 5;
/** Where many ask at once, the way to the database costs more than the look-up. */
const GATHER_MS = 1;

function searchesOfNow(work: (questions: SearchRequest[]) => Promise<FoundEntity[][]>): Batches<SearchRequest, FoundEntity[]> {
  return createBatches({ work, take: ({ length }) => Math.min(length, MOST_TOGETHER), patienceMs: PATIENCE_MS, gatherMs: GATHER_MS });
}

function toPattern(prefix: string): string {
  return `${prefix}%`;
}

interface RelationRow {
  relation: string;
  subject_type: EntityType;
  subject: string;
  house: string;
  valid_from: string | null;
  valid_to: string | null;
  lineage: { source: string; record: string }[];
  presumed: Relation['presumed'];
}

function toRelation(row: RelationRow): Relation {
  const { relation, subject, house, lineage, presumed } = row;
  const { subject_type: subjectType, valid_from: validFrom, valid_to: validTo } = row;
  return { relation, subjectType, subject, house, validFrom, validTo, sources: lineage, presumed };
}

function toLineage({ statements, by }: GoldenLineage): Record<string, LineageEntry> {
  const entries = Object.entries(by).flatMap(([rule, attributes]) =>
    Object.entries(attributes).map(([attribute, place]): [string, LineageEntry] => {
      const [source, record, role, asOf] = statements[place]!;
      return [attribute, { source, record, role, asOf, rule }];
    }),
  );
  return Object.fromEntries(entries);
}

function toEntity(entityType: EntityType, row: GoldenRow): GoldenEntity {
  return {
    id: row.id,
    entityType,
    attributes: row.attributes,
    lineage: toLineage(row.lineage),
    division: row.division,
    records: row.records,
    sources: row.sources,
    confidence: row.confidence,
    validFrom: row.valid_from === '-infinity' ? null : row.valid_from,
    validTo: row.valid_to === 'infinity' ? null : row.valid_to,
  };
}
