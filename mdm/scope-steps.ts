/** What a run has to look at: the mentions that changed and every component they touch. Cost follows the change, not the base. */

import type { Step } from '../core/duckdb/duck.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { ASSIGNMENTS, type EntityConfigLike, type EntityType, MENTIONS } from './shapes.ts';

export interface ScopeFiles {
  /** Absolute paths of mention files, one group per source, in the order of their version. */
  mentions: string[][];
  /** The same, of those that no publish has taken in yet. */
  waiting: string[][];
  /** Those of `mentions` whose sources say so much that is new that it pays to look for echoes. */
  echoing: string[][];
  /** Absolute paths of assignment files; empty the first time. */
  assignments: string[];
}

/**
 * Tables made: `assigned_<type>` (assignments in force, tombstones included), `delta_<type>` (mentions that changed),
 * `echo_<type>` (new mentions that repeat word for word what their source already said, with the entity that it said it of),
 * `scope_<type>` (present mentions of every touched component with their former entity and component).
 */
export function scopeSteps(entity: EntityConfigLike, files: ScopeFiles, full: boolean): Step[] {
  const type = entity.entity;
  const columns = entity.attributes.map((attribute) => name(attribute.name));
  const request = { type, files, columns };
  return [
    assigned(request),
    delta(request, full),
    full || files.echoing.length === 0 ? noEcho(type) : echo(request),
    ...(full ? [] : touched(request)),
    scope(request, full),
  ];
}

interface ScopeRequest {
  type: EntityType;
  files: ScopeFiles;
  columns: Sql[];
}

function assigned({ type, files }: ScopeRequest): Step {
  const empty = duck`SELECT NULL::VARCHAR AS source, NULL::VARCHAR AS record, NULL::VARCHAR AS role, false AS present, NULL::VARCHAR AS entity, NULL::VARCHAR AS component LIMIT 0`;
  const state = files.assignments.length === 0 ? empty : lakeState({ key: ASSIGNMENTS.key, groups: [files.assignments] });
  return {
    name: `assigned-${type}`,
    says: 'the assignments in force',
    sql: duck`CREATE TABLE ${name(`assigned_${type}`)} AS SELECT source, record, role, present, entity, component FROM (${state})`,
  };
}

/** The state of some mention files; without any file (no source speaks of this type yet) an empty table of the same columns. */
function mentionState(groups: string[][], columns: Sql[]): Sql {
  if (groups.length > 0) return lakeState({ key: MENTIONS.key, groups });
  const fixed = Object.entries(MENTIONS.columns).map(([column, type]) => duck`NULL::${rawSql(type)} AS ${name(column)}`);
  return duck`SELECT ${join([...fixed, ...columns.map((column) => duck`NULL::VARCHAR AS ${column}`)])} LIMIT 0`;
}

/** Everything a mention says, as one number: two mentions of a source and role with equal statements say the same. */
function statement(columns: Sql[]): Sql {
  return duck`hash(${join([duck`search_keys`, duck`doubtful`, ...columns])})`;
}

/** Where everything is resolved anew, only those that are gone need to be known apart. */
function delta({ type, files, columns }: ScopeRequest, full: boolean): Step {
  return {
    name: `delta-${type}`,
    says: 'the mentions that changed',
    sql: duck`CREATE TABLE ${name(`delta_${type}`)} AS
      SELECT source, record, role, present, join_keys, as_of, ${statement(columns)} AS statement FROM (${mentionState(files.waiting, columns)})
      ${full ? duck`WHERE NOT present` : duck``}`,
  };
}

function noEcho(type: EntityType): Step {
  const sql = duck`CREATE TABLE ${name(`echo_${type}`)} AS SELECT source, record, role, entity, component FROM ${name(`assigned_${type}`)} LIMIT 0`;
  return { name: `echoes-${type}`, says: 'echoes are not looked for: everything is resolved anew, or little is new', sql };
}

/**
 * A month's pension payments name the same people by the same words as the months before. Such an echo changes no cluster and no
 * golden value, so it takes its twin's entity without touching the component: cost follows what is new.
 */
function echo({ type, files, columns }: ScopeRequest): Step {
  const [deltaTable, assignedTable] = [name(`delta_${type}`), name(`assigned_${type}`)];
  const said = duck`SELECT source, role, join_keys, ${statement(columns)} AS statement, min(record) AS record
    FROM (${mentionState(files.echoing, columns)}) ANTI JOIN ${deltaTable} USING (source, record, role) WHERE present AND len(join_keys) > 0 GROUP BY ALL`;
  return {
    name: `echoes-${type}`,
    says: 'new mentions that repeat what their source already said',
    sql: duck`CREATE TABLE ${name(`echo_${type}`)} AS
      SELECT d.source, d.record, d.role, a.entity, a.component
      FROM (FROM ${deltaTable} ANTI JOIN ${assignedTable} USING (source, record, role) WHERE present) d
      JOIN (${said}) twin ON twin.source = d.source AND twin.role = d.role AND twin.statement = d.statement AND twin.join_keys = d.join_keys
      JOIN ${assignedTable} a ON a.present AND a.source = twin.source AND a.record = twin.record AND a.role = twin.role`,
  };
}

function touched({ type, files }: ScopeRequest): Step[] {
  const [news, assignedTable, components] = [name(`news_${type}`), name(`assigned_${type}`), name(`touched_component_${type}`)];
  const keyed = mentionState(files.mentions, []);
  return [
    {
      name: `news-${type}`,
      says: 'changed mentions that are no echo',
      sql: duck`CREATE TABLE ${news} AS FROM ${name(`delta_${type}`)} ANTI JOIN ${name(`echo_${type}`)} USING (source, record, role)`,
    },
    {
      name: `touched-keys-${type}`,
      says: 'the join keys that they carry now',
      sql: duck`CREATE TABLE ${name(`touched_key_${type}`)} AS SELECT DISTINCT unnest(join_keys) AS join_key FROM ${news} WHERE present`,
    },
    {
      name: `touched-components-${type}`,
      says: 'the components that they lie in, or reach by a key',
      sql: duck`CREATE TABLE ${components} AS
        SELECT component FROM ${assignedTable} SEMI JOIN ${news} USING (source, record, role)
        UNION
        SELECT a.component FROM ${assignedTable} a
        SEMI JOIN (
          SELECT source, record, role
          FROM (SELECT source, record, role, unnest(join_keys) AS join_key FROM (${keyed}) WHERE present)
          SEMI JOIN ${name(`touched_key_${type}`)} USING (join_key)
        ) USING (source, record, role)`,
    },
    {
      name: `touched-mentions-${type}`,
      says: 'the mentions of those components, and the new ones',
      sql: duck`CREATE TABLE ${name(`touched_mention_${type}`)} AS
        SELECT source, record, role FROM ${assignedTable} SEMI JOIN ${components} USING (component) WHERE present
        UNION SELECT source, record, role FROM ${name(`echo_${type}`)} SEMI JOIN ${components} USING (component)
        UNION SELECT source, record, role FROM ${news} WHERE present`,
    },
  ];
}

function scope({ type, files, columns }: ScopeRequest, full: boolean): Step {
  const within = full ? duck`` : duck`SEMI JOIN ${name(`touched_mention_${type}`)} USING (source, record, role)`;
  const now = duck`SELECT * FROM (${mentionState(files.mentions, columns)}) ${within} WHERE present`;
  const attributes = join(columns.map((column) => duck`m.${column}`));
  return {
    name: `scope-${type}`,
    says: 'the present mentions of every touched component',
    sql: duck`CREATE TABLE ${name(`scope_${type}`)} AS
      SELECT m.source, m.record, m.role, m.as_of, m.join_keys, m.search_keys, m.doubtful, ${attributes},
        CASE WHEN a.present THEN a.entity END AS old_entity, a.entity AS last_entity, a.component AS old_component
      FROM (${now}) m LEFT JOIN ${name(`assigned_${type}`)} a USING (source, record, role)`,
  };
}
