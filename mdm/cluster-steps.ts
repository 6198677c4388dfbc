/**
 * Which mentions speak of the same entity, by exclusive identifiers: mentions that share a join key are one entity unless they contradict
 * each other. Everything is set-based; only the few contested components cross into JavaScript (`contest.ts`).
 */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import type { ValueType } from '../values/index.ts';
import { compatibleSql } from '../values/index.ts';
import type { AttributeConfig, EntityConfigLike, EntityType } from './shapes.ts';

/** A key that more distinct profiles than this share says nothing about identity (a placeholder); it is not joined by, and reported. */
export const MAX_PROFILES_PER_KEY = 200;

/** By what statements are told apart before they are joined: their keys and the compared attributes. */
function identityColumns(entity: EntityConfigLike): Sql[] {
  return [rawSql('join_keys'), ...comparedAttributes(entity).map((attribute) => name(attribute.name))];
}

/** The same as one number: lists and texts of a whole city are much slower to group and to join by. @param of the table of those columns, with its dot */
function identity(entity: EntityConfigLike, of = duck``): Sql {
  return duck`hash(${join(identityColumns(entity).map((column) => duck`${of}${column}`))})`;
}

/**
 * Tables made: `profile_<type>` (profile: a number in no order, _identity, join_keys, compared attributes), `edge_<type>` (profile, join_key),
 * `refused_key_<type>` (join_key, profiles).
 */
export function profileSteps(entity: EntityConfigLike): Step[] {
  const type = entity.entity;
  const columns = identityColumns(entity).map((column) => duck`any_value(${column}) AS ${column}`);
  return [
    {
      name: `profiles-${type}`,
      says: 'statements with equal identity collapsed into one profile',
      sql: duck`CREATE TABLE ${name(`profile_${type}`)} AS
        SELECT row_number() OVER () - 1 AS profile, *
        FROM (SELECT ${identity(entity)} AS _identity, ${join(columns)} FROM ${name(`scope_${type}`)} WHERE len(join_keys) > 0 GROUP BY _identity)`,
    },
    {
      name: `refused-keys-${type}`,
      says: 'keys shared by too many profiles to mean anything',
      sql: duck`CREATE TABLE ${name(`refused_key_${type}`)} AS
        SELECT join_key, count(*) AS profiles FROM (SELECT unnest(join_keys) AS join_key FROM ${name(`profile_${type}`)})
        GROUP BY join_key HAVING count(*) > ${MAX_PROFILES_PER_KEY}`,
    },
    {
      name: `edges-${type}`,
      says: 'profile and key pairs',
      sql: duck`CREATE TABLE ${name(`edge_${type}`)} AS
        SELECT profile, join_key FROM (SELECT profile, unnest(join_keys) AS join_key FROM ${name(`profile_${type}`)})
        ANTI JOIN ${name(`refused_key_${type}`)} USING (join_key)`,
    },
    {
      name: `labels-${type}`,
      says: 'every profile begins as a component of its own',
      sql: duck`CREATE TABLE ${name(`label_${type}`)} AS SELECT profile, profile AS label FROM ${name(`profile_${type}`)}`,
    },
  ];
}

/** One round of connecting: a profile takes the least label reachable over its keys, then that label's own. Repeated until nothing moves. */
export function connectStep(type: EntityType): Step {
  const [edge, label] = [name(`edge_${type}`), name(`label_${type}`)];
  return {
    name: `connect-${type}`,
    says: 'labels pass along shared keys',
    sql: duck`CREATE OR REPLACE TABLE ${label} AS
      WITH per_key AS (SELECT join_key, min(label) AS label FROM ${edge} JOIN ${label} USING (profile) GROUP BY join_key),
      reached AS (SELECT profile, min(k.label) AS label FROM ${edge} JOIN per_key k USING (join_key) GROUP BY profile)
      SELECT l.profile, least(l.label, coalesce(hop.label, r.label, l.label)) AS label
      FROM ${label} l LEFT JOIN reached r USING (profile) LEFT JOIN ${label} hop ON hop.profile = r.label`,
  };
}

/** How many labels still differ from what their keys say: 0 when connected. */
export function unconnectedQuery(type: EntityType): Sql {
  return duck`SELECT count(*)::INTEGER AS open FROM (
    SELECT join_key FROM ${name(`edge_${type}`)} JOIN ${name(`label_${type}`)} USING (profile) GROUP BY join_key HAVING min(label) <> max(label))`;
}

/** Table made: `contradiction_<type>` (label, a, b, attribute): pairs of profiles of one component that cannot be the same entity. */
export function contradictionStep(entity: EntityConfigLike, valueTypes: Record<string, ValueType>): Step {
  const type = entity.entity;
  const tests = entity.attributes.filter((attribute) => attribute.contradicts).map((attribute) => contradicts(attribute, valueTypes));
  const found = tests.length === 0 ? duck`NULL::VARCHAR` : duck`CASE ${join(tests, ' ')} END`;
  // An exclusive identifier contradicts only by keys that may join: a damaged number proves nothing.
  const keys = entity.attributes
    .filter((attribute) => attribute.contradicts && attribute.exclusive)
    .map((attribute) => duck`list_filter(p.join_keys, lambda k: starts_with(k, ${`${attribute.name}:`})) AS ${keysOf(attribute)}`);
  const columns = join([rawSql('p.join_keys'), ...comparedAttributes(entity).map((attribute) => duck`p.${name(attribute.name)}`), ...keys]);
  return {
    name: `contradictions-${type}`,
    says: 'pairs that share a component and cannot be the same',
    sql: duck`CREATE TABLE ${name(`contradiction_${type}`)} AS
      WITH crowded AS (SELECT label FROM ${name(`label_${type}`)} GROUP BY label HAVING count(*) > 1),
      member AS MATERIALIZED (SELECT l.label, p.profile, ${columns} FROM ${name(`label_${type}`)} l JOIN crowded USING (label) JOIN ${name(`profile_${type}`)} p USING (profile))
      SELECT label, a, b, attribute FROM (
        SELECT x.label, x.profile AS a, y.profile AS b, ${found} AS attribute
        FROM member x JOIN member y ON x.label = y.label AND x.profile < y.profile)
      WHERE attribute IS NOT NULL ORDER BY label, a, b`,
  };
}

function contradicts(attribute: AttributeConfig, valueTypes: Record<string, ValueType>): Sql {
  const column = name(attribute.name);
  if (!attribute.exclusive) {
    const same = compatibleSql(valueTypes[attribute.type]!, duck`x.${column}`, duck`y.${column}`);
    return duck`WHEN x.${column} IS NOT NULL AND y.${column} IS NOT NULL AND NOT ${same} THEN ${attribute.name}`;
  }
  const [x, y] = [duck`x.${keysOf(attribute)}`, duck`y.${keysOf(attribute)}`];
  const type = valueTypes[attribute.type]!;
  const differ = duck`len(${x}) > 0 AND len(${y}) > 0 AND NOT list_has_any(${x}, ${y})`;
  if (!type.compatible) return duck`WHEN ${differ} THEN ${attribute.name}`;
  // Two keys may name one thing all the same: a house by its road and by its estate. Only the few that differ are looked at.
  const same = duck`len(list_filter(${x}, lambda a: len(list_filter(${y}, lambda b: ${compatibleSql(type, rawSql('a'), rawSql('b'))})) > 0)) > 0`;
  return duck`WHEN CASE WHEN ${differ} THEN NOT ${same} ELSE false END THEN ${attribute.name}`;
}

/** The keys of one identifier, beside a profile. */
function keysOf(attribute: AttributeConfig): Sql {
  return name(`keys_${attribute.name}`);
}

/** Attributes that profiles are compared by besides their keys. */
export function comparedAttributes(entity: EntityConfigLike): AttributeConfig[] {
  return entity.attributes.filter((attribute) => attribute.contradicts && !attribute.exclusive);
}

/** Table made: `contested_<type>` (profile, label, rank: its place among the contested profiles, in the order of what they say). */
export function contestedStep(entity: EntityConfigLike): Step {
  const type = entity.entity;
  return {
    name: `contested-${type}`,
    says: 'the profiles of components in which some contradict each other',
    sql: duck`CREATE TABLE ${name(`contested_${type}`)} AS
      SELECT profile, label, row_number() OVER (ORDER BY ${join(identityColumns(entity))}) - 1 AS rank
      FROM ${name(`profile_${type}`)} JOIN ${name(`label_${type}`)} USING (profile) SEMI JOIN ${name(`contradiction_${type}`)} USING (label)`,
  };
}

/** Table made: `split_<type>` (profile, part), from `part_<type>` (rank, part), both by their ranks. A part is named by its least profile, so no part has the name of another component. */
export function splitStep(type: EntityType): Step {
  const contested = name(`contested_${type}`);
  return {
    name: `split-${type}`,
    says: 'the part of each of those',
    sql: duck`CREATE TABLE ${name(`split_${type}`)} AS
      SELECT c.profile, least.profile AS part FROM ${name(`part_${type}`)} p JOIN ${contested} c USING (rank) JOIN ${contested} least ON least.rank = p.part`,
  };
}

/** Profiles, contradictions and shared keys of the contested components, by their ranks and in stable order, for `contest.ts`. */
export function contestedQueries(entity: EntityConfigLike): { profiles: Sql; contradictions: Sql; shared: Sql } {
  const type = entity.entity;
  const [contested, contradiction] = [name(`contested_${type}`), name(`contradiction_${type}`)];
  const compared = comparedAttributes(entity).map((attribute) => name(attribute.name));
  const agree =
    compared.length === 0
      ? duck`0`
      : join(
          compared.map((column) => duck`coalesce((a.${column} = b.${column})::INTEGER, 0)`),
          ' + ',
        );
  return {
    profiles: duck`SELECT rank::INTEGER AS profile, label::INTEGER AS label FROM ${contested} ORDER BY rank`,
    contradictions: duck`SELECT DISTINCT least(x.rank, y.rank)::INTEGER AS a, greatest(x.rank, y.rank)::INTEGER AS b
      FROM ${contradiction} c JOIN ${contested} x ON x.profile = c.a JOIN ${contested} y ON y.profile = c.b ORDER BY a, b`,
    shared: duck`WITH e AS MATERIALIZED (SELECT profile, rank, join_key FROM ${name(`edge_${type}`)} JOIN ${contested} USING (profile)),
      disputed AS (SELECT DISTINCT x.join_key FROM ${contradiction} c JOIN e x ON x.profile = c.a JOIN e y ON y.profile = c.b AND y.join_key = x.join_key)
      SELECT x.rank::INTEGER AS a, y.rank::INTEGER AS b, count(*)::INTEGER AS keys,
        (any_value(${agree}) + count(*) FILTER (x.join_key NOT IN (FROM disputed)))::INTEGER AS agreeing
      FROM e x JOIN e y ON x.join_key = y.join_key AND x.rank < y.rank
      JOIN ${name(`profile_${type}`)} a ON a.profile = x.profile JOIN ${name(`profile_${type}`)} b ON b.profile = y.profile
      GROUP BY x.rank, y.rank ORDER BY agreeing DESC, keys DESC, a, b`,
  };
}

/**
 * Tables made: `member_<type>` (statement, source, record, role, mentions, cluster, component) and `cluster_<type>` (cluster, component, founder, contested, confidence).
 * `split_<type>` (profile, part) tells the parts of contested components.
 */
export function clusterSteps(entity: EntityConfigLike): Step[] {
  const type = entity.entity;
  return [
    {
      name: `profile-clusters-${type}`,
      says: 'the cluster of each profile',
      sql: duck`CREATE TABLE ${name(`placed_${type}`)} AS
        WITH component AS (
          SELECT label, 'k ' || min(join_key) AS component, bool_or(NOT contains(join_key, '?:')) AS vouched
          FROM ${name(`label_${type}`)} JOIN ${name(`edge_${type}`)} USING (profile) GROUP BY label)
        SELECT profile, p._identity, component.component, component.vouched, coalesce(part, label) AS place, part IS NOT NULL AS contested, ${confidence()} AS confidence
        FROM ${name(`profile_${type}`)} p JOIN ${name(`label_${type}`)} USING (profile) JOIN component USING (label) LEFT JOIN ${name(`split_${type}`)} USING (profile)`,
    },
    {
      name: `members-${type}`,
      says: 'the cluster of each statement; one without a key, or with none but keys that nothing vouches for, stands alone',
      sql: duck`CREATE TABLE ${name(`member_${type}`)} AS
        SELECT s.statement, s.content, s.source, s.record, s.role, s.as_of, s.mentions, s.keys, s.made, coalesce(CASE WHEN p.vouched THEN 'c ' || p.place END, 'm ' || s.source || '|' || s.role || '|' || s.record) AS cluster,
          coalesce(p.component, 'm ' || s.source || '|' || s.role || '|' || s.record) AS component,
          coalesce(p.contested, false) AS contested, s.old_entity, s.last_entity, s.old_component, s.old_keys, CASE WHEN p.vouched THEN p.confidence ELSE 3 END AS confidence
        FROM ${name(`scope_${type}`)} s LEFT JOIN ${name(`placed_${type}`)} p ON p._identity = ${identity(entity, duck`s.`)}`,
    },
    {
      name: `clusters-${type}`,
      says: 'each cluster with its founding mention',
      sql: duck`CREATE TABLE ${name(`cluster_${type}`)} AS
        SELECT cluster, any_value(component) AS component, min({'source': source, 'record': record, 'role': role}) AS founder,
          bool_or(contested) AS contested,
          CASE WHEN bool_or(contested) THEN 'conflict' ELSE ['identifier', 'address', 'single'][min(confidence)] END AS confidence
        FROM ${name(`member_${type}`)} GROUP BY cluster`,
    },
  ];
}

/** Of a profile: 1 where a number joins, 2 where only an address does. */
function confidence(): Sql {
  return duck`CASE WHEN len(list_filter(join_keys, lambda k: NOT starts_with(k, 'address'))) > 0 THEN 1 ELSE 2 END`;
}
