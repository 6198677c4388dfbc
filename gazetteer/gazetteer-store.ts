/** Learned names, decisions and versions in PostgreSQL. */
import { createHash } from 'node:crypto';
import type { Database } from '../core/postgres/database.ts';
import type { HubDatabase } from '../schema/index.ts';
import type { CountedName, LearnedGazetteer } from '../values/index.ts';
import type { Decision, GazetteerVersion, NameQuery, TaughtName } from './contract.ts';

type Hub = Database<HubDatabase>;

const ROWS_PER_STATEMENT = 2000;

/** What each source was learned from, as `state`. */
export async function learnedStates({ kysely }: Hub): Promise<Map<string, string>> {
  const rows = await kysely.selectFrom('gazetteer_source').select(['source', 'state']).execute();
  return new Map(rows.map(({ source, state }) => [source, state]));
}

export interface SourceNames {
  source: string;
  state: string;
  /** As-of date of the source's last delivery. */
  asOf: string;
  names: readonly CountedName[];
}

/** Puts what a source teaches now in the place of what it taught before. Names that no record bears any more stay, with none. */
export async function replaceNames({ sql }: Hub, { source, state, asOf, names }: SourceNames): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update gazetteer_name set records = 0 where source = ${source} and records > 0`;
    for (let first = 0; first < names.length; first += ROWS_PER_STATEMENT) {
      const some = names.slice(first, first + ROWS_PER_STATEMENT);
      const column = <T>(value: (name: CountedName) => T): T[] => some.map(value);
      await tx`insert into gazetteer_name (source, kind, division, name, records, confidence, first_seen, last_seen)
        select ${source}, kind, division, name, records, confidence, first_seen, ${asOf}::date
        from unnest(${column(({ kind }) => kind)}::text[], ${column(({ division }) => division)}::text[], ${column(({ name }) => name)}::text[],
          ${column(({ count }) => count)}::bigint[], ${column(({ confidence }) => confidence)}::real[], ${column(({ since }) => since)}::date[])
          as taught (kind, division, name, records, confidence, first_seen)
        on conflict (division, kind, name, source) do update set records = excluded.records, confidence = excluded.confidence,
          first_seen = least(gazetteer_name.first_seen, excluded.first_seen), last_seen = excluded.last_seen`;
    }
    await tx`insert into gazetteer_source (source, state) values (${source}, ${state})
      on conflict (source) do update set state = excluded.state, learned_at = now()`;
  });
}

/** Names with what all sources together say of them, in no order. */
export async function taughtNames({ sql }: Hub): Promise<TaughtName[]> {
  return sql<TaughtName[]>`select kind, division, name, sum(records)::bigint as records, count(*) filter (where records > 0) as sources,
      max(confidence)::float8 as confidence, min(first_seen) as "firstSeen", max(last_seen) as "lastSeen"
    from gazetteer_name group by kind, division, name`;
}

/** Of one name, source by source. */
export async function namesBySource(
  { kysely }: Hub,
  { kind, division, name }: Required<NameQuery>,
): Promise<{ source: string; records: number; firstSeen: string; lastSeen: string }[]> {
  return kysely
    .selectFrom('gazetteer_name')
    .select(['source', 'records', 'first_seen as firstSeen', 'last_seen as lastSeen'])
    .where('kind', '=', kind!)
    .where('division', '=', division!)
    .where('name', '=', name!)
    .orderBy('source')
    .execute();
}

/** The latest decision of each name. */
export async function decisionsInForce({ sql }: Hub): Promise<Decision[]> {
  return sql<Decision[]>`select distinct on (division, kind, name) kind, division, name, decision, new_name as "newName", why,
      decided_at as "decidedAt", decided_by as "decidedBy"
    from gazetteer_decision order by division, kind, name, id desc`;
}

/** Every decision of a name, the latest first. */
export async function decisionsOf({ sql }: Hub, { kind, division, name }: Required<NameQuery>): Promise<Decision[]> {
  return sql<
    Decision[]
  >`select kind, division, name, decision, new_name as "newName", why, decided_at as "decidedAt", decided_by as "decidedBy"
    from gazetteer_decision where kind = ${kind!} and division = ${division!} and name = ${name!} order by id desc`;
}

export async function addDecision({ kysely }: Hub, { newName, decidedAt, decidedBy, ...decision }: Decision): Promise<void> {
  const row = { ...decision, new_name: newName, decided_at: decidedAt, decided_by: decidedBy };
  await kysely.insertInto('gazetteer_decision').values(row).execute();
}

/** Makes a version of these names, unless they are those of the latest one. */
export async function enterVersion({ kysely }: Hub, names: Omit<LearnedGazetteer, 'version'>, madeAt: Date): Promise<GazetteerVersion> {
  const content = JSON.stringify(names);
  const hash = createHash('sha256').update(content).digest('hex');
  const latest = await kysely
    .selectFrom('gazetteer_version')
    .select(['id', 'hash', 'made_at', 'names'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest?.hash === hash) return { id: latest.id, madeAt: latest.made_at, names: latest.names };
  const version = { made_at: madeAt, hash, names: names.names.length, content };
  const { id } = await kysely.insertInto('gazetteer_version').values(version).returning('id').executeTakeFirstOrThrow();
  return { id, madeAt, names: version.names };
}

/** The latest version; undefined where nothing was ever learned or decided. */
export async function latestVersion({ kysely }: Hub): Promise<GazetteerVersion | undefined> {
  const query = kysely.selectFrom('gazetteer_version').select(['id', 'made_at as madeAt', 'names']);
  return query.orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** The names of a version, to be given to the parser. */
export async function gazetteerOf({ kysely }: Hub, id: number): Promise<LearnedGazetteer> {
  const { content } = await kysely.selectFrom('gazetteer_version').select('content').where('id', '=', id).executeTakeFirstOrThrow();
  return { version: String(id), ...(JSON.parse(content) as Omit<LearnedGazetteer, 'version'>) };
}

export interface SourceState {
  source: string;
  /** Its last published delivery, how many are published, and the as-of date of the last. */
  last: number;
  published: number;
  asOf: string;
}

/** Sources with deliveries that are published. */
export async function publishedSources({ sql }: Hub): Promise<SourceState[]> {
  return sql<SourceState[]>`select source, max(id) as last, count(*) as published, max(as_of) as "asOf" from delivery
    where status = 'published' group by source order by source`;
}
