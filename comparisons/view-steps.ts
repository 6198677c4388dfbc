/** Makes the views of `views.ts` over the lake, as the published state has it. */
import type { Config, EntityConfig } from '../config/index.ts';
import { type Duck, runSteps, type Step } from '../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type Log, silentLog } from '../core/log.ts';
import {
  ASSIGNMENTS,
  CONFLICTS,
  ENTITY_TYPES,
  FACTS,
  familyState,
  GOLDEN,
  GOLDEN_RELATIONS,
  type LakeFamily,
  MENTIONS,
} from '../schema/index.ts';
import { factViewName } from './views.ts';

/** Absolute paths of the live files of one part of a lake family, one group per source, each in the order of its versions; none: an empty list. */
export type LakeFiles = (family: string, part: string) => Promise<string[][]> | string[][];

/** Creates every view of `views.ts`, and one per fact type that a source is configured to state. */
export async function prepareViews(
  duckdb: Duck,
  { config, lakeFiles, log = silentLog }: { config: Config; lakeFiles: LakeFiles; log?: Log },
): Promise<void> {
  const golden: Step[] = [];
  const owned: Sql[] = [];
  const mentioned: Sql[] = [];
  const conflicts: Sql[] = [];
  for (const type of ENTITY_TYPES) {
    golden.push(entityStep(config.entities[type], await lakeFiles(GOLDEN.family, type)));
    const assignments = familyState(ASSIGNMENTS, await lakeFiles(ASSIGNMENTS.family, type));
    owned.push(
      duck`SELECT entity_type, statement, entity, confidence FROM (${assignments}) JOIN identity USING (entity) WHERE present AND entity_type = ${type}`,
    );
    const mentions = familyState(MENTIONS, await lakeFiles(MENTIONS.family, type));
    mentioned.push(
      duck`SELECT o.entity_type, o.entity, m.source, m.record, m.role FROM (${mentions}) m JOIN statement_owner o USING (statement) WHERE m.present AND o.entity_type = ${type}`,
    );
    const found = wholeFile(CONFLICTS, await lakeFiles(CONFLICTS.family, type));
    conflicts.push(
      duck`SELECT ${type} AS entity_type, entity, ${type} AS other_type, other, attribute, join_key FROM (${found}) WHERE present`,
    );
  }
  const steps: Step[] = [
    ...golden,
    identityStep(),
    table({ table: 'statement_owner', says: 'whose each statement is, and how surely', query: join(owned, ' UNION ALL ') }),
    view({ view: 'mention_source', says: 'which records stand behind each entity', query: join(mentioned, ' UNION ALL ') }),
    relationStep(await lakeFiles(GOLDEN_RELATIONS.family, 'relation')),
    view({ view: 'conflict', says: 'entities that share a number and contradict each other', query: join(conflicts, ' UNION ALL ') }),
    ...(await factSteps(config, lakeFiles)),
  ];
  await runSteps(duckdb, steps, { log });
}

interface FactSource {
  source: string;
  files: string[][];
  /** Whether one of its facts names a second entity. */
  tiesTwo: boolean;
}

/** The view of all facts, and one per type over the sources that state it. */
async function factSteps(config: Config, lakeFiles: LakeFiles): Promise<Step[]> {
  const found: (FactSource & { types: string[] })[] = [];
  for (const { source, facts } of config.sources) {
    if (facts.length === 0) continue;
    const tiesTwo = facts.some((fact) => fact.other !== undefined);
    found.push({ source, tiesTwo, types: facts.map((fact) => fact.type), files: await lakeFiles(FACTS.family, source) });
  }
  const stateOf = (sources: FactSource[]) =>
    familyState(
      FACTS,
      sources.flatMap(({ files }) => files),
    );
  const types = [...new Set(found.flatMap((source) => source.types))];
  return [
    view({ view: 'fact', says: 'all facts', query: factQuery(stateOf(found), found) }),
    ...types.map((type) => {
      const sources = found.filter((source) => source.types.includes(type));
      const query = factQuery(duck`SELECT * FROM (${stateOf(sources)}) WHERE fact = ${type}`, sources);
      return view({ view: factViewName(type), says: `facts of type ${type}`, query });
    }),
  ];
}

/** Seen by every connection: comparisons run side by side. */
function view({ view: viewName, says, query }: { view: string; says: string; query: Sql }): Step {
  return { name: `view_${viewName}`, says, sql: duck`CREATE OR REPLACE VIEW ${name(viewName)} AS ${query}` };
}

/** What nearly every comparison reads is brought together once. */
function table({ table: tableName, says, query }: { table: string; says: string; query: Sql }): Step {
  return { name: `table_${tableName}`, says, sql: duck`CREATE OR REPLACE TABLE ${name(tableName)} AS ${query}` };
}

/** Attributes are text in the lake; dates and amounts are given as what they are. What is no whole date (a year alone) is NULL. */
const TYPED: Record<string, string> = { date: 'DATE', amount: 'DECIMAL(18,2)' };

function entityStep({ entity, attributes }: EntityConfig, files: string[][]): Step {
  const values = attributes.map(({ name: attribute, type }) => {
    const typed = TYPED[type];
    return typed === undefined ? name(attribute) : duck`try_cast(${name(attribute)} AS ${rawSql(typed)}) AS ${name(attribute)}`;
  });
  const golden = familyState(GOLDEN, files, { also: attributes.map((attribute) => attribute.name) });
  const columns = [rawSql('entity'), rawSql('confidence'), rawSql('records'), rawSql('division'), ...values];
  return view({
    view: entity,
    says: `golden snapshot of every ${entity}`,
    query: duck`SELECT ${join(columns)} FROM (${golden}) WHERE present`,
  });
}

/** Golden relations and conflicts are written whole by every run: the last file is all there is. */
function wholeFile(family: LakeFamily, files: string[][]): Sql {
  return familyState(family, [files.flat().slice(-1)]);
}

function relationStep(files: string[][]): Step {
  const columns = rawSql('relation, subject_type, subject, house, valid_from, valid_to');
  const query = duck`SELECT ${columns} FROM (${wholeFile(GOLDEN_RELATIONS, files)}) WHERE present`;
  return view({ view: 'relation', says: 'ties to houses', query });
}

/** How surely each entity's records are one, for all three types; weakness orders the words, 0 = certain. */
function identityStep(): Step {
  const each = ENTITY_TYPES.map((type) => duck`SELECT ${type} AS entity_type, entity, confidence FROM ${name(type)}`);
  return table({ table: 'identity', says: 'the confidence of every entity', query: join(each, ' UNION ALL ') });
}

/** How little each confidence says; a word that is not listed, or none, says least. */
export function weakness(confidence: Sql): Sql {
  return duck`CASE ${confidence} WHEN 'identifier' THEN 0 WHEN 'address' THEN 1 WHEN 'single' THEN 2 ELSE 3 END`;
}

/**
 * Facts with the entities they hang on. Joins are inner ones wherever nothing can be lost by it, so that DuckDB may begin with the
 * few rows a comparison asks for; the second entity is looked for only where a source is configured to name one.
 */
function factQuery(facts: Sql, sources: readonly FactSource[]): Sql {
  const first = duck`f.fact, f.source, f.record, f.role, f.entity_type, m.entity`;
  const rest = duck`f.date, f.until, f.amount, f.code, f.details`;
  const hung = duck`(${facts}) f
    JOIN statement_owner m ON m.entity_type = f.entity_type AND m.statement = f.statement`;
  if (!sources.some(({ tiesTwo }) => tiesTwo)) {
    return duck`SELECT ${first}, NULL::VARCHAR AS other_type, NULL::VARCHAR AS other, ${rest}, m.confidence AS link_confidence FROM ${hung} WHERE f.present`;
  }
  const weaker = duck`${weakness(rawSql('o.confidence'))} > ${weakness(rawSql('m.confidence'))}`;
  return duck`
    SELECT ${first}, CASE WHEN o.entity IS NULL THEN NULL ELSE f.other_type END AS other_type, o.entity AS other, ${rest},
      CASE WHEN o.entity IS NOT NULL AND ${weaker} THEN o.confidence ELSE m.confidence END AS link_confidence
    FROM ${hung}
    LEFT JOIN statement_owner o ON o.entity_type = f.other_type AND o.statement = f.other_statement
    WHERE f.present`;
}
