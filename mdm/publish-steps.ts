/** The last step before the commit: the lake's new files, and the same rows as text for PostgreSQL's COPY. One source for both. */
import type { Step } from '../core/duckdb/duck.ts';
import { writeParquet, writePostgresCopy } from '../core/duckdb/files.ts';
import { keyOrder } from '../core/duckdb/lake-state.ts';
import { duck, join, name, type Sql } from '../core/duckdb/sql.ts';
import { ledgerQuery } from './id-steps.ts';
import { relationOrder } from './relate-steps.ts';
import { ASSIGNMENTS, CONFLICTS, type EntityConfigLike, type EntityType, GOLDEN, GOLDEN_RELATIONS } from './shapes.ts';

/** Columns of the golden tables that a run hands over; the dates of both axes are PostgreSQL's to set. */
export const GOLDEN_COPY_COLUMNS = ['id', 'attributes', 'lineage', 'search_keys', 'division', 'records', 'sources', 'confidence', 'as_of'];
export const RELATION_COPY_COLUMNS = ['relation', 'subject_type', 'subject', 'house', 'valid_from', 'valid_to', 'lineage', 'presumed'];
export const LEDGER_COPY_COLUMNS = ['run', 'entity_type', 'entity', 'change', 'other'];

export function writeLakeSteps(entity: EntityConfigLike, paths: { assignments: string; golden: string }): Step[] {
  const type = entity.entity;
  const attributes = join(entity.attributes.map((attribute) => name(attribute.name)));
  const golden = duck`SELECT entity, present, division, records, confidence, row_hash, ${attributes} FROM ${name(`golden_${type}`)}
    UNION ALL BY NAME SELECT entity, false AS present FROM ${name(`gone_${type}`)}`;
  const order = keyOrder(ASSIGNMENTS.key);
  return [
    {
      name: `write-assignments-${type}`,
      says: 'assignments into the lake',
      sql: writeParquet({
        query: duck`SELECT * FROM ${name(`assignment_${type}`)} ORDER BY ${order}`,
        path: paths.assignments,
        shape: ASSIGNMENTS.shape,
      }),
    },
    {
      name: `write-golden-${type}`,
      says: 'golden records into the lake',
      sql: writeParquet({
        query: duck`SELECT * FROM (${golden}) ORDER BY ${keyOrder(GOLDEN.key)}`,
        path: paths.golden,
        shape: GOLDEN.shape,
      }),
    },
  ];
}

export function writeConflictsStep(type: EntityType, path: string): Step {
  return {
    name: `write-conflicts-${type}`,
    says: 'conflicts of identity into the lake',
    sql: writeParquet({ query: duck`SELECT * FROM ${name(`conflict_${type}`)}`, path, shape: CONFLICTS.shape }),
  };
}

/** @param full where all ties were made anew they stand in their order already */
export function writeRelationsStep(path: string, full: boolean): Step {
  const order = full ? duck`` : duck`ORDER BY ${relationOrder}`;
  return {
    name: 'write-relations',
    says: 'golden relations into the lake',
    sql: writeParquet({ query: duck`SELECT *, true AS present FROM relation_now ${order}`, path, shape: GOLDEN_RELATIONS.shape }),
  };
}

/** In the order of what they are searched by: PostgreSQL then builds that index, the dearest of all, in two thirds of the time. */
export function copyGoldenStep(type: EntityType, path: string): Step {
  const query = duck`SELECT entity, attributes_json, lineage_json, ${arrayText(duck`search_keys`)}, division, records, ${arrayText(duck`sources`)}, confidence, as_of
    FROM ${name(`golden_part_${type}`)} ORDER BY search_keys`;
  return { name: `copy-${type}`, says: 'golden records as text for PostgreSQL', sql: writePostgresCopy({ query, path }) };
}

export function copyRelationsStep(table: 'relation_added' | 'relation_removed', path: string): Step {
  const query = duck`SELECT relation, subject_type, subject, house, valid_from, valid_to, to_json(sources), presumed FROM ${name(table)}`;
  return { name: `copy-${table}`, says: 'relations as text for PostgreSQL', sql: writePostgresCopy({ query, path }) };
}

/** Changes of every entity type in one file, in a stable order: the feed that downstream systems follow. */
export function copyLedgerStep(types: readonly EntityType[], { run, path }: { run: number; path: string }): Step {
  const parts = types.map(
    (type) => duck`SELECT ${run} AS run, ${type} AS entity_type, entity, change, other FROM (${ledgerQuery(type)})
      UNION ALL SELECT ${run}, ${type}, entity, 'changed', NULL FROM ${name(`golden_${type}`)} WHERE NOT created`,
  );
  const query = duck`SELECT * FROM (${join(parts, ' UNION ALL ')}) ORDER BY entity_type, length(entity), entity, change`;
  return { name: 'copy-ledger', says: 'changes of entities as text for PostgreSQL', sql: writePostgresCopy({ query, path }) };
}

/** A list of texts as PostgreSQL writes an array. The texts are joined by a character that none of them holds, escaped, then parted again. */
function arrayText(list: Sql): Sql {
  const joined = duck`replace(replace(array_to_string(${list}, chr(31)), '\\', '\\\\'), '"', '\\"')`;
  return duck`CASE WHEN len(${list}) = 0 THEN '{}' ELSE '{"' || replace(${joined}, chr(31), '","') || '"}' END`;
}
