/** What the hub says, as CSV files in the truth's own columns, sorted by their columns: two hubs with the same contents write the same bytes. */
import type { Step } from '../core/duckdb/duck.ts';
import { parquet, writeCsv } from '../core/duckdb/files.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join } from '../core/duckdb/sql.ts';
import { ASSIGNMENTS, type EntityType } from './shapes.ts';

/** @param files absolute paths of the live assignment files per entity type, in the order of their version */
export function exportAssignmentsStep(files: Partial<Record<EntityType, string[]>>, path: string): Step {
  const parts = Object.entries(files).filter(([, paths]) => paths.length > 0);
  const rows = parts.map(
    ([type, paths]) =>
      duck`SELECT source, record, role, ${type} AS entity_type, entity FROM (${lakeState({ key: ASSIGNMENTS.key, groups: [paths] })}) WHERE present`,
  );
  const none = duck`SELECT '' AS source, '' AS record, '' AS role, '' AS entity_type, '' AS entity LIMIT 0`;
  const query = duck`SELECT * FROM (${rows.length === 0 ? none : join(rows, ' UNION ALL ')}) ORDER BY ALL`;
  return { name: 'export-assignments', says: 'which entity each mention belongs to', sql: writeCsv({ query, path }) };
}

/** @param file absolute path of the published relations; undefined: nothing is published */
export function exportRelationsStep(file: string | undefined, path: string): Step {
  const columns = duck`relation, subject_type, subject, house, valid_from, valid_to`;
  const rows =
    file === undefined
      ? duck`SELECT '' AS relation, '' AS subject_type, '' AS subject, '' AS house, NULL::DATE AS valid_from, NULL::DATE AS valid_to LIMIT 0`
      : duck`SELECT ${columns} FROM ${parquet([file])}`;
  return {
    name: 'export-relations',
    says: 'who is tied to which house',
    sql: writeCsv({ query: duck`SELECT * FROM (${rows}) ORDER BY ALL NULLS FIRST`, path }),
  };
}
