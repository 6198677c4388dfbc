/** A small hub for mdm's tests: mentions are stated as plain objects, landed as lake files, resolved by the real engine on a real database. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AttributeConfig, Config } from '../config/index.ts';
import { Duck } from '../core/duckdb/duck.ts';
import { writeParquet } from '../core/duckdb/files.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { silentLog } from '../core/log.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import { cleanSql, createValueTypes, joinKeysSql, registerMacros, searchFormSql } from '../values/index.ts';
import type { CataloguedFile, MdmContext } from './contract.ts';
import { assignmentsQuery } from './export-steps.ts';
import { resolveAndPublish } from './resolve.ts';
import { type EntityType, FACTS, type HubDatabase, statementSql } from './shapes.ts';
import { loadSurvivorshipRules } from './survivorship/index.ts';

export interface StatedMention {
  source?: string;
  record: string;
  role?: string;
  entity?: EntityType;
  /** Attributes as a source would write them; absent altogether: the record is gone. */
  values?: Record<string, string>;
  /** Of a house: how the record's person is tied to it; absent: living there, nobody knows since when. */
  tie?: { relation: string; from?: string; to?: string };
  /** Of a person: the day of death that the record reports. */
  died?: string;
  /** Of a husband: the day of the wedding, or of the divorce that ends the entry of another record; role `wife` of the same record is his wife. */
  wed?: { on: string; ends?: string };
}

/** Sources that say what of people: the insurance lists where they live, civil affairs when they died and whom they married. */
const SOURCES = [
  { source: 'social-security.insured', mentions: [], facts: [], relations: [{ type: 'living', subject: 'resident', house: 'resident' }] },
  { source: 'civil-affairs.deaths', mentions: [], facts: [{ type: 'death', mention: 'resident' }], relations: [] },
  { source: 'civil-affairs.marriages', mentions: [], facts: [{ type: 'marriage', mention: 'husband', other: 'wife' }], relations: [] },
] as unknown as Config['sources'];

const attribute = (attributeName: string, type: string, more: Partial<AttributeConfig> = {}): AttributeConfig => ({
  name: attributeName,
  type,
  title: { en: attributeName, zh: attributeName },
  sensitivity: 'internal',
  search: false,
  exclusive: false,
  contradicts: false,
  survivorship: { rule: 'most-trusted', sources: ['police.residents', 'social-security.insured'] },
  ...more,
});

const title = { en: '', zh: '' };

/** The part of the configuration that mdm reads. */
export const TEST_ENTITIES: Config['entities'] = {
  person: {
    entity: 'person',
    title,
    attributes: [
      attribute('idNumber', 'id-number', { exclusive: true, contradicts: true, search: true }),
      attribute('socialSecurityNo', 'text', { exclusive: true, search: true }),
      attribute('name', 'person-name', { contradicts: true, search: true }),
      attribute('birthDate', 'date', { contradicts: true }),
      attribute('phone', 'phone', { survivorship: { rule: 'most-recent', sources: [] } }),
    ],
  },
  company: {
    entity: 'company',
    title,
    attributes: [attribute('creditCode', 'credit-code', { exclusive: true, contradicts: true }), attribute('name', 'company-name')],
  },
  house: {
    entity: 'house',
    title,
    attributes: [
      attribute('dwellingCode', 'text', { exclusive: true, contradicts: true }),
      attribute('address', 'address', { exclusive: true, contradicts: true }),
      attribute('estateAddress', 'address', { exclusive: true }),
      attribute('level', 'text'),
      attribute('parent', 'text'),
      attribute('floor', 'text'),
    ],
  },
};

const DIVISIONS: Config['divisions'] = [
  { code: '3399', name: '示范市', level: 'city', parent: null, validFrom: null, validTo: null, successor: null },
  { code: '339901', name: '东城区', level: 'district', parent: '3399', validFrom: null, validTo: null, successor: null },
];

/** Opens an empty hub. Close it after the test. */
export async function openTestHub() {
  const folder = mkdtempSync(path.join(tmpdir(), 'sanku-mdm-'));
  const database = await openTestDatabase<HubDatabase>({ migrations: path.join(import.meta.dirname, '../schema/postgres/migrations') });
  const valueTypes = createValueTypes({ divisions: DIVISIONS, today: '2026-10-01' });
  const spool = await Duck.open({ spillFolder: folder });
  await registerMacros(spool, valueTypes);
  const context: MdmContext = {
    database,
    config: { entities: TEST_ENTITIES, divisions: DIVISIONS, sources: SOURCES } as Config,
    valueTypes,
    rules: await loadSurvivorshipRules(),
    lakeFolder: path.join(folder, 'lake'),
    workFolder: path.join(folder, 'work'),
    lakeFiles: async (family, part) =>
      database.sql<CataloguedFile[]>`select id, family, part, source, version, path, rows, bytes, status from lake_file
        where family = ${family} and status <> 'replaced' ${part === undefined ? database.sql`` : database.sql`and part = ${part}`} order by version, id`,
    log: silentLog,
    clock: () => new Date('2026-10-02T00:00:00Z'),
    memoryMb: 512,
    // So small that there are several.
    goldenPart: 3,
  };
  return {
    context,
    database,
    land: (mentions: StatedMention[], asOf: string) => land({ context, spool }, mentions, asOf),
    resolve: () => resolveAndPublish(context),
    assignments: (type: EntityType = 'person') => readAssignments({ context, spool }, type),
    houses: () => readHouses(context),
    ties: () => readTies(context),
    close: async () => {
      spool.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Workbench {
  context: MdmContext;
  spool: Duck;
}

/** Enters one delivery that waits, its mentions as lake files, one per source and entity type; a record that speaks of a person and a house says that they live there. */
async function land(bench: Workbench, mentions: StatedMention[], asOf: string): Promise<void> {
  const [delivery] = await bench.context.database.sql<
    { id: number }[]
  >`insert into delivery (source, kind, as_of, files, content, config, status)
    values ('test', 'snapshot', ${asOf}, '[]', '', '', 'waiting') returning id`;
  for (const source of new Set(mentions.map(sourceOf))) {
    const landed = new Set<EntityType>();
    for (const type of ['person', 'company', 'house'] as const) {
      const part = mentions.filter((mention) => sourceOf(mention) === source && (mention.entity ?? 'person') === type);
      if (part.length === 0) continue;
      landed.add(type);
      await landPart(bench, part, { type, source, delivery: delivery!.id, asOf, valueTypes: bench.context.valueTypes });
    }
    const row = { source, delivery: delivery!.id, asOf };
    const own = mentions.filter((mention) => sourceOf(mention) === source);
    if (landed.has('person') && landed.has('house')) await landTies(bench, own, row);
    if (source.startsWith('civil-affairs.'))
      await landFile(bench, factRows(own, row), { family: 'facts', part: source, source, delivery: delivery!.id });
  }
}

const sourceOf = (mention: StatedMention) => mention.source ?? 'police.residents';

async function landPart({ context, spool }: Workbench, part: StatedMention[], row: RowContext): Promise<void> {
  const { type, source, delivery } = row;
  await spool.run(
    duck`CREATE OR REPLACE TABLE raw AS SELECT * FROM (VALUES ${join(part.map((mention) => rawRow(mention, type)))}) t(record, role, present, ${rawNames(type)})`,
  );
  const said = name(`said_${type}`);
  await spool.run(duck`CREATE OR REPLACE TABLE ${said} AS ${mentionRows(row)}`);
  const words = join(TEST_ENTITIES[type].attributes.map((item) => name(item.name)));
  const queries = {
    mentions: duck`SELECT source, record, role, present, delivery, as_of, CASE WHEN present THEN statement END AS statement FROM ${said} ORDER BY record, role`,
    statements: duck`SELECT DISTINCT statement, content, true AS present, join_keys, search_keys, doubtful, ${words} FROM ${said} WHERE present ORDER BY statement`,
  };
  for (const [family, query] of Object.entries(queries))
    await landFile({ context, spool }, query, { family, part: type, source, delivery });
}

type LandedRow = { source: string; delivery: number; asOf: string };

/** What `said_person` and `said_house` hold of one record. */
async function landTies(bench: Workbench, mentions: StatedMention[], { source, delivery, asOf }: LandedRow): Promise<void> {
  const said = mentions.flatMap(({ record, tie }) =>
    tie === undefined ? [] : [duck`(${record}, ${tie.relation}, ${tie.from ?? null}::DATE, ${tie.to ?? null}::DATE)`],
  );
  const stated = duck`SELECT * FROM (VALUES ${join([duck`('', '', NULL::DATE, NULL::DATE)`, ...said])}) t(record, relation, valid_from, valid_to)`;
  const query = duck`SELECT ${source} AS source, record, coalesce(relation, 'living') AS relation, p.role AS subject_role, 'person' AS subject_type, p.statement AS subject_statement,
      h.role AS house_role, h.statement AS house_statement, valid_from, valid_to, p.present AND h.present AS present,
      ${delivery}::BIGINT AS delivery, ${asOf}::DATE AS as_of
    FROM said_person p JOIN said_house h USING (record) LEFT JOIN (${stated}) USING (record) ORDER BY record`;
  await landFile(bench, query, { family: 'relations', part: source, source, delivery });
}

/** Rows of facts, from `said_person`: of each record that reports a death, and of each that enters a marriage or divorce of its husband and wife. */
function factRows(mentions: readonly StatedMention[], { source, delivery, asOf }: LandedRow): Sql {
  // A record that is gone takes its fact along.
  const days = mentions.flatMap(({ record, died, values }) =>
    died === undefined && values !== undefined ? [] : [duck`(${record}, ${died ?? null}::DATE)`],
  );
  const weddings = mentions.flatMap(({ record, wed, role, values }) =>
    role !== 'husband' || (wed === undefined && values !== undefined)
      ? []
      : [
          duck`(${record}, ${wed?.on ?? null}::DATE, ${wed?.ends === undefined ? 'marriage' : 'divorce'}, ${JSON.stringify({ ends: wed?.ends })})`,
        ],
  );
  const columns = join(Object.entries(FACTS.columns).map(([column, type]) => duck`NULL::${rawSql(type)} AS ${name(column)}`));
  const rows = duck`SELECT ${source} AS source, record, 'death' AS fact, 'person' AS entity_type, p.statement, day AS date, p.present, ${asOf}::DATE AS as_of, ${delivery}::BIGINT AS delivery
    FROM said_person p JOIN (VALUES ${join([...days, duck`('', NULL::DATE)`])}) d(record, day) USING (record) WHERE p.role = 'resident'`;
  const married = duck`SELECT ${source} AS source, record, 'marriage' AS fact, h.statement, 'person' AS entity_type, 'person' AS other_type, w.statement AS other_statement, day AS date, code,
      details, h.present AND w.present AS present, ${asOf}::DATE AS as_of, ${delivery}::BIGINT AS delivery
    FROM said_person h JOIN said_person w USING (record) JOIN (VALUES ${join([...weddings, duck`('', NULL::DATE, '', '')`])}) d(record, day, code, details) USING (record)
    WHERE h.role = 'husband' AND w.role = 'wife'`;
  return duck`(SELECT ${columns} LIMIT 0) UNION ALL BY NAME (${rows}) UNION ALL BY NAME (${married})`;
}

type LandedFile = { family: string; part: string; source: string; delivery: number };

async function landFile({ context, spool }: Workbench, query: Sql, { family, part, source, delivery }: LandedFile): Promise<void> {
  const relative = `${family}/${part}/${source}/${delivery}.parquet`;
  mkdirSync(path.join(context.lakeFolder, path.dirname(relative)), { recursive: true });
  await spool.run(writeParquet({ query, path: path.join(context.lakeFolder, relative), shape: '' }));
  const file = { family, part, source, delivery, run: 0, version: delivery, path: relative, rows: 1, bytes: 1, status: 'waiting' };
  await context.database.sql`insert into lake_file ${context.database.sql(file)}`;
}

const rawNames = (type: EntityType) => join(TEST_ENTITIES[type].attributes.map((item) => name(`raw_${item.name}`)));

function rawRow(mention: StatedMention, type: EntityType): Sql {
  const values = TEST_ENTITIES[type].attributes.map((item) => duck`${mention.values?.[item.name] ?? null}::VARCHAR`);
  return duck`(${mention.record}, ${mention.role ?? 'resident'}, ${mention.values !== undefined}, ${join(values)})`;
}

/** mention → entity of all present mentions of a type, from the lake's files. */
async function readAssignments({ context, spool }: Workbench, type: EntityType): Promise<Record<string, string>> {
  const assignments = await livePaths(context, 'assignments', type);
  if (assignments.length === 0) return {};
  const query = assignmentsQuery({ [type]: { mentions: [await livePaths(context, 'mentions', type)], assignments } });
  const rows = await spool.rows<{ mention: string; entity: string }>(
    duck`SELECT source || '/' || record || '/' || role AS mention, entity FROM (${query}) ORDER BY mention`,
  );
  return Object.fromEntries(rows.map((row) => [row.mention, row.entity]));
}

/** Golden houses as they are served now. */
async function readHouses({ database }: MdmContext): Promise<{ id: string; attributes: Record<string, string> }[]> {
  return [
    ...(await database.sql<{ id: string; attributes: Record<string, string> }[]>`select id, attributes from house
      where known_to = 'infinity' and valid_to = 'infinity' order by length(id), id`),
  ];
}

/** `person relation house from..to (presumed)` of the golden ties known now; people by their name, houses by their address, days left out where unknown. */
async function readTies({ database }: MdmContext): Promise<string[]> {
  const rows = await database.sql<{ tie: string }[]>`select concat(p.attributes->>'name', ' ', relation, ' ',
      regexp_replace(coalesce(h.attributes->>'address', h.attributes->>'estateAddress'), '^[^/]*/', ''), ' ', r.valid_from, '..', r.valid_to, ' (' || presumed || ')') as tie
    from relation r join person p on p.id = subject and p.known_to = 'infinity' and p.valid_to = 'infinity'
      join house h on h.id = house and h.known_to = 'infinity' and h.valid_to = 'infinity' where r.known_to = 'infinity'`;
  return rows.map(({ tie }) => tie).sort();
}

async function livePaths(context: MdmContext, family: string, type: EntityType): Promise<string[]> {
  return (await context.lakeFiles(family, type))
    .filter(({ status }) => status === 'live')
    .map((file) => path.join(context.lakeFolder, file.path));
}

interface RowContext {
  type: EntityType;
  source: string;
  delivery: number;
  asOf: string;
  valueTypes: MdmContext['valueTypes'];
}

/** The mentions of table `raw`, their values cleaned as the pipelines clean them. */
function mentionRows({ type, source, delivery, asOf, valueTypes }: RowContext): Sql {
  const attributes = TEST_ENTITIES[type].attributes;
  const clean = join(
    attributes.map((item) => duck`(${cleanSql(valueTypes[item.type]!, name(`raw_${item.name}`))}).value AS ${name(item.name)}`),
  );
  const keys = attributes.filter((item) => item.exclusive).map((item) => joinKeysSql(valueTypes[item.type]!, item.name, name(item.name)));
  const searches = attributes
    .filter((item) => item.search)
    .map(
      (item) =>
        duck`CASE WHEN ${name(item.name)} IS NOT NULL THEN ${`${item.name}:`} || ${searchFormSql(valueTypes[item.type]!, name(item.name))} END`,
    );
  const searchList =
    searches.length === 0 ? rawSql('[]::VARCHAR[]') : duck`list_sort(list_filter([${join(searches)}], lambda x: x IS NOT NULL))`;
  const joinKeys = duck`list_sort(list_distinct(flatten([${join(keys)}])))`;
  const words = join(attributes.map((item) => name(item.name)));
  const { statement, content } = statementSql({
    source: duck`${source}`,
    role: rawSql('role'),
    record: rawSql('record'),
    words: duck`join_keys, ${words}`,
    proven: rawSql(
      "len(list_filter(join_keys, lambda k: NOT contains(k, '?:') AND NOT starts_with(k, 'socialSecurityNo') AND NOT starts_with(k, 'dwellingCode'))) > 0",
    ),
  });
  return duck`SELECT *, ${statement} AS statement, ${content} AS content FROM (
    SELECT ${source} AS source, record, role, present, ${delivery}::BIGINT AS delivery, DATE ${rawSql(`'${asOf}'`)} AS as_of,
      ${joinKeys} AS join_keys, ${searchList} AS search_keys, []::VARCHAR[] AS doubtful, ${words}
    FROM (SELECT record, role, present, ${clean} FROM raw))`;
}
