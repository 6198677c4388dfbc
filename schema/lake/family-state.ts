/** The present state of a lake family, whether it has files or not. */
import { lakeState, type VersionedFiles } from '../../core/duckdb/lake-state.ts';
import { duck, join, name, rawSql, type Sql } from '../../core/duckdb/sql.ts';
import type { LakeFamily } from './families.ts';

export interface StateOptions extends Pick<VersionedFiles, 'among'> {
  /** Text columns that the part has besides the family's: they depend on configuration. */
  also?: readonly string[];
  /** Columns to read; absent: all of them. */
  only?: readonly string[];
}

/**
 * One row per key, the gone ones included (`present` = false), from groups of absolute paths, each in the order of their version. It has every
 * column also where there is no file yet, or an older one lacks a column.
 */
export function familyState(
  { key, columns }: LakeFamily,
  groups: readonly (readonly string[])[],
  { also = [], only, among }: StateOptions = {},
): Sql {
  const types = { ...columns, ...Object.fromEntries(also.map((column) => [column, 'VARCHAR'])) };
  const wanted = Object.entries(types).filter(([column]) => only === undefined || only.includes(column));
  const none = duck`SELECT ${join(wanted.map(([column, type]) => duck`NULL::${rawSql(type)} AS ${name(column)}`))} WHERE false`;
  const filled = groups.filter((group) => group.length > 0);
  return filled.length === 0
    ? none
    : duck`${none} UNION ALL BY NAME (${lakeState({ key, groups: filled, ...(only && { columns: only }), ...(among && { among }) })})`;
}
