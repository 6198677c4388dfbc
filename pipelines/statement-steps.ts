import type { MentionConfig, SourceConfig } from '../config/index.ts';
import type { Step } from '../core/duckdb/duck.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { ENTITY_TYPES, type EntityType, MENTIONS, STATEMENTS, statementSql } from '../schema/index.ts';
import { type CleanRequest, cleanColumn, keyColumn, meaningOf, touchedMeaning } from './clean-steps.ts';

/**
 * What each accepted row says, and the words of what was never said before. Tables: `checked` (row_number, record, was_accepted, cleansed
 * values `c<i>` of the columns that relations and facts read, and per role `says<k>`: its statement, NULL where it says nothing) and
 * `unheard_<type>` (row_number, role, statement: new statements, each with the first row that makes it), and `repeated_<type>` (record, role, statement: what changed records still say as they said it before).
 */
export function statementSteps(request: StatementRequest): Step[] {
  return [
    checkedStep(request),
    ...mentionedTypes(request.source).flatMap((type) => [unheardStep(request, type), repeatedStep(request, type)]),
  ];
}

export interface StatementRequest extends CleanRequest {
  /** The source's statement and mention files so far per entity type, absolute, in the order of their version. */
  said: Record<'statements' | 'mentions', Partial<Record<EntityType, readonly string[]>>>;
}

/** What a source speaks of. */
export function mentionedTypes({ mentions }: SourceConfig): EntityType[] {
  return ENTITY_TYPES.filter((type) => mentions.some(({ entity }) => entity === type));
}

/** The statement that a row of `checked` makes in a role; NULL where it says nothing of the entity. */
export function statementOf(source: SourceConfig, role: string): Sql {
  const place = source.mentions.findIndex((mention) => mention.role === role);
  return place === -1 ? rawSql('NULL::UBIGINT') : name(`says${place}`);
}

/** Place of a column by its name; -1 where there is none. */
export function columnIndex(source: SourceConfig, column: string | undefined): number {
  return source.columns.findIndex((candidate) => candidate.name === column);
}

function checkedStep(request: StatementRequest): Step {
  const { source } = request;
  const kept = columnsOfTies(source);
  const said = [...new Set([...kept, ...source.mentions.flatMap((mention) => columnsOf(source, mention))])].sort((a, b) => a - b);
  const values = kept.map((i) => duck`${meaningOf(i)}.value AS ${cleanColumn(i)}`);
  const statements = source.mentions.map((mention, place) => {
    const columns = columnsOf(source, mention);
    if (columns.length === 0) return duck`NULL::UBIGINT AS ${name(`says${place}`)}`;
    const { statement } = numberOf(source, mention);
    const isSaid = join(
      columns.map((i) => duck`${meaningOf(i)}.said IS NOT NULL`),
      ' OR ',
    );
    return duck`CASE WHEN ${isSaid} THEN ${statement} END AS ${name(`says${place}`)}`;
  });
  return {
    name: 'checked',
    says: 'tell what each accepted row says',
    sql: duck`CREATE TABLE checked AS
      SELECT ${join([rawSql('touched.row_number, touched.record, touched.was_accepted'), ...values, ...statements])}
      FROM ${touchedMeaning(said, request)} LEFT JOIN verdict ON verdict.row_number = touched.row_number
      WHERE NOT coalesce(verdict.rejected, false) AND (touched.class <> 'same' OR NOT touched.was_accepted)`,
  };
}

/** The numbers of a mention's statement and words, over `touched`, its columns' meanings and `verdict`. */
function numberOf(source: SourceConfig, mention: MentionConfig): { statement: Sql; content: Sql } {
  const columns = columnsOf(source, mention);
  // Under another mapping the same values are other words.
  const meant = Object.entries(mention.attributes).map(
    ([attribute, column]) => `${attribute}=${columns.indexOf(columnIndex(source, column))}`,
  );
  const words = [duck`${meant.sort().join()}`, ...columns.map((i) => duck`${meaningOf(i)}.said`), doubtful(mention)];
  const proven = columns.map((i) => duck`coalesce(${meaningOf(i)}.proven, false)`);
  return statementSql({
    source: duck`${source.source}`,
    role: duck`${mention.role}`,
    record: rawSql('touched.record'),
    words: join(words),
    proven: duck`(${join(proven, ' OR ')})`,
  });
}

/** Places of the columns that a mention takes values from, in the order of its attributes' names. */
function columnsOf(source: SourceConfig, { attributes }: MentionConfig): number[] {
  const sorted = Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1));
  return [...new Set(sorted.map(([, column]) => columnIndex(source, column)))];
}

/** Places of the columns whose values relations and facts need. */
function columnsOfTies({ columns, relations, facts }: SourceConfig): number[] {
  const names = new Set([
    ...relations.flatMap((relation) => [relation.from, relation.to]),
    ...facts.flatMap((fact) => [fact.date, fact.until, fact.amount, fact.code, ...Object.values(fact.details ?? {})]),
  ]);
  return columns.flatMap((column, i) => (names.has(column.name) ? [i] : []));
}

function unheardStep({ source, said: earlier }: StatementRequest, type: EntityType): Step {
  const said = source.mentions
    .filter(({ entity }) => entity === type)
    .map(({ role }) => {
      const statement = statementOf(source, role);
      return duck`SELECT ${role} AS role, ${statement} AS statement, min(row_number) AS row_number FROM checked WHERE ${statement} IS NOT NULL GROUP BY ALL`;
    });
  const files = earlier.statements[type] ?? [];
  const heard =
    files.length === 0
      ? rawSql('')
      : duck`ANTI JOIN (${lakeState({ key: STATEMENTS.key, groups: [files], columns: ['statement'] })}) USING (statement)`;
  return {
    name: `unheard:${type}`,
    says: `find what was never said before of a ${type}`,
    sql: duck`CREATE TABLE ${name(`unheard_${type}`)} AS SELECT * FROM (${join(said, ' UNION ALL ')}) ${heard}`,
  };
}

/** A record that changed elsewhere but says the same of an entity is not mentioned again: it said so from the day it first did. */
function repeatedStep({ said }: StatementRequest, type: EntityType): Step {
  const files = said.mentions[type] ?? [];
  const before =
    files.length === 0
      ? duck`SELECT '' AS record, '' AS role, 0::UBIGINT AS statement LIMIT 0`
      : duck`SELECT record, role, statement FROM (${lakeState({ key: MENTIONS.key, groups: [files] })})
          SEMI JOIN (FROM checked WHERE was_accepted) USING (record) WHERE present`;
  return {
    name: `repeated:${type}`,
    says: `find what changed records said of a ${type} before`,
    sql: duck`CREATE TABLE ${name(`repeated_${type}`)} AS ${before}`,
  };
}

/** The words of every new statement about an entity type. */
export function statementRows(request: StatementRequest, type: EntityType): Sql {
  const mentions = request.source.mentions.filter(({ entity }) => entity === type);
  return join(
    mentions.map((mention) => wordsOf(request, mention)),
    ' UNION ALL ',
  );
}

function wordsOf(request: StatementRequest, mention: MentionConfig): Sql {
  const { source, entities } = request;
  const { entity, role } = mention;
  const attributes = entities[entity].attributes;
  const place = (attribute: string) => columnIndex(source, mention.attributes[attribute]);
  const values = attributes.map(({ name: attribute }) => {
    const i = place(attribute);
    return duck`${i === -1 ? rawSql('NULL::VARCHAR') : duck`${meaningOf(i)}.value`} AS ${name(attribute)}`;
  });
  const stated = attributes.filter((attribute) => mention.attributes[attribute.name] !== undefined);
  const keys = (kind: 'join' | 'search', of: readonly { name: string }[]) =>
    of.map(({ name: attribute }) => {
      const i = place(attribute);
      return duck`${meaningOf(i)}.${keyColumn(kind, { i, entity, attribute })}`;
    });
  const joins = keys(
    'join',
    stated.filter(({ exclusive }) => exclusive),
  );
  const searches = keys(
    'search',
    stated.filter(({ search }) => search).sort((left, right) => (`${left.name}:` < `${right.name}:` ? -1 : 1)),
  );
  return duck`SELECT u.statement, ${numberOf(source, mention).content} AS content, true AS present,
    ${joinKeys(joins)} AS join_keys, ${searchKeys(searches)} AS search_keys, ${doubtful(mention)} AS doubtful, ${join(values)}
    FROM ${name(`unheard_${entity}`)} u JOIN ${touchedMeaning(columnsOf(source, mention), request)} ON u.row_number = touched.row_number
    LEFT JOIN verdict ON verdict.row_number = touched.row_number WHERE u.role = ${role}`;
}

const NO_LIST = rawSql('[]::VARCHAR[]');

/** Sorted, so that equal sets are equal lists. Each of `keys` is sorted already; mostly two lists only need to be put end to end. */
function joinKeys(keys: readonly Sql[]): Sql {
  return keys.map((key) => duck`coalesce(${key}, ${NO_LIST})`).reduce(unite, NO_LIST);
}

function unite(left: Sql, right: Sql): Sql {
  if (left === NO_LIST) return right;
  return duck`CASE WHEN len(${left}) = 0 THEN ${right} WHEN len(${right}) = 0 OR ${left}[-1] < ${right}[1] THEN list_concat(${left}, ${right})
    WHEN ${right}[-1] < ${left}[1] THEN list_concat(${right}, ${left}) ELSE list_sort(list_distinct(list_concat(${left}, ${right}))) END`;
}

/** `keys` come in the order of what they begin with, so that the list is sorted. */
function searchKeys(keys: readonly Sql[]): Sql {
  if (keys.length === 0) return NO_LIST;
  return duck`list_filter([${join(keys)}], lambda key: key IS NOT NULL)`;
}

/** Attributes whose value carries a finding. */
function doubtful(mention: MentionConfig): Sql {
  const fields = rawSql('list_transform(verdict.findings, lambda finding: finding.field)');
  const named = Object.entries(mention.attributes)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([attribute, column]) => duck`CASE WHEN list_contains(${fields}, ${column}) THEN ${attribute} END`);
  if (named.length === 0) return NO_LIST;
  return duck`CASE WHEN verdict.findings IS NULL THEN ${NO_LIST} ELSE list_filter([${join(named)}], lambda attribute: attribute IS NOT NULL) END`;
}
