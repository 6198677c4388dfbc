import type { AttributeConfig, MentionConfig, SourceConfig } from '../config/index.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type EntityType, type LakeFamily, MENTIONS } from '../schema/index.ts';
import { cleanColumn, keyColumn } from './clean-steps.ts';
import { stamp } from './record-steps.ts';
import type { WriteRequest } from './write-request.ts';

const NO_LIST = rawSql('[]::VARCHAR[]');

/** Column i of the source as a cleansed value, by name. */
export function cleanOf(source: SourceConfig, column: string): Sql {
  return cleanColumn(columnIndex(source, column));
}

function columnIndex(source: SourceConfig, column: string | undefined): number {
  return source.columns.findIndex((candidate) => candidate.name === column);
}

/** Whether a row says anything about the entity in this role. */
export function isMentioned(source: SourceConfig, role: string): Sql {
  const mention = source.mentions.find((candidate) => candidate.role === role);
  const columns = [...new Set(Object.values(mention?.attributes ?? {}))];
  if (columns.length === 0) return rawSql('false');
  return duck`(${join(
    columns.map((column) => duck`${cleanOf(source, column)} IS NOT NULL`),
    ' OR ',
  )})`;
}

export function entityOfRole(source: SourceConfig, role: string): EntityType | null {
  return source.mentions.find((mention) => mention.role === role)?.entity ?? null;
}

/**
 * Records that no longer speak: gone from the source, or rejected where they were accepted. What they said is taken back
 * by rows with `present` = false.
 */
export const SILENCED = rawSql(
  '(SELECT record FROM judged WHERE was_accepted AND rejected UNION ALL SELECT record FROM absent WHERE accepted AND NOT present)',
);

/** The mentions of one entity type: one row per record and role, for each role that the source declares. */
export function mentionRows(request: WriteRequest, entity: EntityType): Sql {
  const { source, entities, earlier } = request;
  const attributes = entities[entity].attributes;
  const mentions = source.mentions.filter((mention) => mention.entity === entity);
  const said = mentions.map((mention) => roleRows(request, mention, attributes));
  const silenced = mentions.map(({ role }) => duck`SELECT record, ${role} AS role FROM ${SILENCED}`);
  const files = earlier.mentions[entity] ?? [];
  const roles = mentions.map((mention) => mention.role);
  const retired = retiredRows({ family: MENTIONS, files, column: 'role', declared: roles });
  const taken = [...silenced, ...retired].map(
    (rows) => duck`SELECT ${source.source} AS source, record, role, false AS present, ${stamp(request.stamp)},
      ${NO_LIST} AS join_keys, ${NO_LIST} AS search_keys, ${NO_LIST} AS doubtful,
      ${join(attributes.map((attribute) => duck`NULL::VARCHAR AS ${name(attribute.name)}`))} FROM (${rows})`,
  );
  return join([...said, ...taken], ' UNION ALL ');
}

export interface RetiredRequest {
  family: LakeFamily;
  files: readonly string[];
  /** The column of the key that names what was declared. */
  column: string;
  declared: readonly string[];
}

/** Keys that still stand under a name that the configuration no longer declares; at most one query. */
export function retiredRows({ family, files, column, declared }: RetiredRequest): Sql[] {
  if (files.length === 0) return [];
  const state = lakeState({ key: family.key, groups: [files] });
  return [duck`SELECT * FROM (${state}) WHERE present AND NOT list_contains(${declared}::VARCHAR[], ${name(column)})`];
}

/** A changed record says so too when it no longer mentions anyone in a role; a new one only says whom it mentions. */
function roleRows({ source, stamp: at }: WriteRequest, mention: MentionConfig, attributes: readonly AttributeConfig[]): Sql {
  const { entity, role } = mention;
  const values = attributes.map((attribute) => {
    const column = mention.attributes[attribute.name];
    return duck`${column === undefined ? rawSql('NULL::VARCHAR') : cleanOf(source, column)} AS ${name(attribute.name)}`;
  });
  const stated = attributes.filter((attribute) => mention.attributes[attribute.name] !== undefined);
  const keys = (kind: 'join' | 'search', wanted: readonly AttributeConfig[]) =>
    wanted.map(({ name: attribute }) => keyColumn(kind, { i: columnIndex(source, mention.attributes[attribute]), entity, attribute }));
  const joins = keys(
    'join',
    stated.filter((attribute) => attribute.exclusive),
  );
  const searches = keys(
    'search',
    stated.filter((attribute) => attribute.search).sort((left, right) => (`${left.name}:` < `${right.name}:` ? -1 : 1)),
  );
  const present = isMentioned(source, role);
  return duck`SELECT ${source.source} AS source, record, ${role} AS role, ${present} AS present, ${stamp(at)},
    ${joinKeys(joins)} AS join_keys, ${searchKeys(searches)} AS search_keys, ${doubtful(mention)} AS doubtful, ${join(values)}
    FROM checked WHERE written AND (was_accepted OR ${present})`;
}

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
  const fields = rawSql('list_transform(findings, lambda finding: finding.field)');
  const named = Object.entries(mention.attributes)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([attribute, column]) => duck`CASE WHEN list_contains(${fields}, ${column}) THEN ${attribute} END`);
  if (named.length === 0) return NO_LIST;
  return duck`CASE WHEN findings IS NULL THEN ${NO_LIST} ELSE list_filter([${join(named)}], lambda attribute: attribute IS NOT NULL) END`;
}
