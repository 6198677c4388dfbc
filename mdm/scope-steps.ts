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
  /** Absolute paths of assignment files; empty the first time. */
  assignments: string[];
}

/**
 * Tables made: `assigned_<type>` (assignments in force, tombstones included), `delta_<type>` (mentions that changed),
 * `scope_<type>` (present mentions of every touched component with their former entity and component).
 */
export function scopeSteps(entity: EntityConfigLike, files: ScopeFiles, full: boolean): Step[] {
  const type = entity.entity;
  const columns = entity.attributes.map((attribute) => name(attribute.name));
  return [assigned(type, files), delta(type, files, columns), ...(full ? [] : touched(type, files)), scope(type, files, { columns, full })];
}

function assigned(type: EntityType, files: ScopeFiles): Step {
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

function delta(type: EntityType, files: ScopeFiles, columns: Sql[]): Step {
  return {
    name: `delta-${type}`,
    says: 'the mentions that changed',
    sql: duck`CREATE TABLE ${name(`delta_${type}`)} AS SELECT source, record, role, present, join_keys, as_of FROM (${mentionState(files.waiting, columns)})`,
  };
}

function touched(type: EntityType, files: ScopeFiles): Step[] {
  const deltaTable = name(`delta_${type}`);
  const keyed = mentionState(files.mentions, []);
  return [
    {
      name: `touched-keys-${type}`,
      says: 'the join keys that changed mentions carry now',
      sql: duck`CREATE TABLE ${name(`touched_key_${type}`)} AS SELECT DISTINCT unnest(join_keys) AS join_key FROM ${deltaTable} WHERE present`,
    },
    {
      name: `touched-components-${type}`,
      says: 'the components that changed mentions lie in, or reach by a key',
      sql: duck`CREATE TABLE ${name(`touched_component_${type}`)} AS
        SELECT component FROM ${name(`assigned_${type}`)} SEMI JOIN ${deltaTable} USING (source, record, role)
        UNION
        SELECT a.component FROM ${name(`assigned_${type}`)} a
        SEMI JOIN (
          SELECT source, record, role
          FROM (SELECT source, record, role, unnest(join_keys) AS join_key FROM (${keyed}) WHERE present)
          SEMI JOIN ${name(`touched_key_${type}`)} USING (join_key)
        ) USING (source, record, role)`,
    },
  ];
}

function scope(type: EntityType, files: ScopeFiles, { columns, full }: { columns: Sql[]; full: boolean }): Step {
  const now = duck`SELECT * FROM (${mentionState(files.mentions, columns)}) WHERE present`;
  const within = full
    ? duck``
    : duck`WHERE a.component IN (SELECT component FROM ${name(`touched_component_${type}`)})
        OR EXISTS (FROM ${name(`delta_${type}`)} d WHERE d.source = m.source AND d.record = m.record AND d.role = m.role)`;
  const attributes = join(columns.map((column) => duck`m.${column}`));
  return {
    name: `scope-${type}`,
    says: 'the present mentions of every touched component',
    sql: duck`CREATE TABLE ${name(`scope_${type}`)} AS
      SELECT m.source, m.record, m.role, m.as_of, m.join_keys, m.search_keys, m.doubtful, ${attributes},
        CASE WHEN a.present THEN a.entity END AS old_entity, a.entity AS last_entity, a.component AS old_component
      FROM (${now}) m LEFT JOIN ${name(`assigned_${type}`)} a USING (source, record, role) ${within}`,
  };
}
