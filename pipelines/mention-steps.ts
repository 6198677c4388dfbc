import type { AttributeConfig, MentionConfig, SourceConfig } from '../config/index.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type EntityType, type LakeFamily, MENTIONS } from '../schema/index.ts';
import { joinKeysSql, searchFormSql } from '../values/index.ts';
import { cleanValue } from './check-steps.ts';
import type { ValueTypes } from './context.ts';
import { stamp } from './record-steps.ts';
import type { WriteRequest } from './write-steps.ts';

const NO_LIST = rawSql('[]::VARCHAR[]');

/** Column i of the source as a cleansed value, by name. */
export function cleanOf(source: SourceConfig, column: string): Sql {
  return cleanValue(source.columns.findIndex((candidate) => candidate.name === column));
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
  '(SELECT record FROM checked WHERE was_accepted AND rejected UNION ALL SELECT record FROM absent WHERE accepted AND NOT present)',
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
function roleRows({ source, stamp: at, valueTypes }: WriteRequest, mention: MentionConfig, attributes: readonly AttributeConfig[]): Sql {
  const values = attributes.map((attribute) => {
    const column = mention.attributes[attribute.name];
    return duck`${column === undefined ? rawSql('NULL::VARCHAR') : cleanOf(source, column)} AS ${name(attribute.name)}`;
  });
  const stated = attributes.filter((attribute) => mention.attributes[attribute.name] !== undefined);
  return duck`SELECT ${source.source} AS source, record, ${mention.role} AS role, present, ${stamp(at)},
    ${joinKeys(stated, valueTypes)} AS join_keys, ${searchKeys(stated, valueTypes)} AS search_keys, ${doubtful(mention)} AS doubtful,
    ${join(attributes.map((attribute) => name(attribute.name)))}
    FROM (SELECT record, was_accepted, fields, ${isMentioned(source, mention.role)} AS present, ${join(values)} FROM checked WHERE written)
    WHERE present OR was_accepted`;
}

/** Sorted, so that equal sets are equal lists. */
function joinKeys(attributes: readonly AttributeConfig[], valueTypes: ValueTypes): Sql {
  const lists = attributes
    .filter((attribute) => attribute.exclusive)
    .map(
      ({ name: attribute, type }) =>
        duck`CASE WHEN ${name(attribute)} IS NULL THEN ${NO_LIST} ELSE ${joinKeysSql(valueTypes[type]!, attribute, name(attribute))} END`,
    );
  if (lists.length === 0) return NO_LIST;
  if (lists.length === 1) return duck`list_sort(${lists[0]!})`;
  return duck`list_sort(list_distinct(list_concat(${join(lists)})))`;
}

function searchKeys(attributes: readonly AttributeConfig[], valueTypes: ValueTypes): Sql {
  const keys = attributes
    .filter((attribute) => attribute.search)
    .map(({ name: attribute, type }) => duck`${`${attribute}:`} || ${searchFormSql(valueTypes[type]!, name(attribute))}`);
  if (keys.length === 0) return NO_LIST;
  return duck`list_sort(list_filter([${join(keys)}], lambda key: key IS NOT NULL))`;
}

/** Attributes whose value carries a finding. */
function doubtful(mention: MentionConfig): Sql {
  const named = Object.entries(mention.attributes)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([attribute, column]) => duck`CASE WHEN list_contains(fields, ${column}) THEN ${attribute} END`);
  if (named.length === 0) return NO_LIST;
  return duck`CASE WHEN fields IS NULL THEN ${NO_LIST} ELSE list_filter([${join(named)}], lambda attribute: attribute IS NOT NULL) END`;
}
