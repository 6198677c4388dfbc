/** Ties of people and companies to houses, from what each source stated about its own records. */
import type { Step } from '../core/duckdb/duck.ts';
import { parquet } from '../core/duckdb/files.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, type Sql } from '../core/duckdb/sql.ts';
import { ENTITY_TYPES, type EntityType, RELATIONS } from './shapes.ts';

const RELATION_COLUMNS = duck`relation, subject_type, subject, house, valid_from, valid_to`;

export interface RelationFiles {
  /** Absolute paths of stated relations, one group per source, in the order of their version. */
  stated: string[][];
  /** The published relations; absent the first time. */
  published?: string;
}

/**
 * Tables made: `relation_now` (all golden relations), `relation_added`, `relation_removed` against what is published.
 * Ties whose record, subject or house is unknown now are left out.
 */
export function relateSteps(files: RelationFiles): Step[] {
  const stated = files.stated.length === 0 ? undefined : lakeState({ key: RELATIONS.key, groups: files.stated });
  const before =
    files.published === undefined ? duck`SELECT * FROM relation_now LIMIT 0` : duck`SELECT * FROM ${parquet([files.published])}`;
  const differ = (left: Sql, right: Sql) => duck`SELECT * FROM (${left}) x WHERE NOT EXISTS (
    FROM (${right}) y WHERE x.relation = y.relation AND x.subject = y.subject AND x.house = y.house
      AND x.valid_from IS NOT DISTINCT FROM y.valid_from AND x.valid_to IS NOT DISTINCT FROM y.valid_to) ORDER BY ALL`;
  const now = duck`SELECT * FROM relation_now`;
  return [
    ...ENTITY_TYPES.map(placedStep),
    { name: 'relations', says: 'the ties between entities as they stand now', sql: duck`CREATE TABLE relation_now AS ${golden(stated)}` },
    { name: 'relations-added', says: 'ties that are new', sql: duck`CREATE TABLE relation_added AS ${differ(now, before)}` },
    { name: 'relations-removed', says: 'ties that no longer hold', sql: duck`CREATE TABLE relation_removed AS ${differ(before, now)}` },
  ];
}

/** View made: `entity_of_<type>` (statement, entity): assignments after this run. */
function placedStep(type: EntityType): Step {
  const [assigned, changed] = [name(`assigned_${type}`), name(`assignment_${type}`)];
  return {
    name: `entity-of-${type}`,
    says: 'the entity of each statement after this run',
    sql: duck`CREATE VIEW ${name(`entity_of_${type}`)} AS
      SELECT statement, entity FROM ${assigned} ANTI JOIN ${changed} USING (statement) WHERE present
      UNION ALL SELECT statement, entity FROM ${changed} WHERE present`,
  };
}

function golden(stated: Sql | undefined): Sql {
  if (stated === undefined) {
    return duck`SELECT ''::VARCHAR AS relation, ''::VARCHAR AS subject_type, ''::VARCHAR AS subject, ''::VARCHAR AS house, NULL::DATE AS valid_from, NULL::DATE AS valid_to,
      []::STRUCT(source VARCHAR, record VARCHAR)[] AS sources LIMIT 0`;
  }
  const subjects = (['person', 'company'] as const).map(
    (type) => duck`SELECT r.*, s.entity AS subject FROM (${stated}) r
      JOIN ${name(`entity_of_${type}`)} s ON r.subject_type = ${type} AND s.statement = r.subject_statement WHERE r.present`,
  );
  return duck`SELECT ${RELATION_COLUMNS}, sources FROM (
    SELECT relation, subject_type, subject, h.entity AS house, valid_from,
      CASE WHEN bool_or(valid_to IS NULL) THEN NULL ELSE max(valid_to) END AS valid_to,
      list_sort(list_distinct(list({'source': r.source, 'record': r.record}))) AS sources
    FROM (${join(subjects, ' UNION ALL ')}) r JOIN entity_of_house h ON h.statement = r.house_statement
    GROUP BY ALL)
    ORDER BY hash(subject), ${RELATION_COLUMNS}`;
}
