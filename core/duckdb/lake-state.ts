import { parquet, writeParquet } from './files.ts';
import { duck, join, name, rawSql, type Sql } from './sql.ts';

/**
 * A table kept as Parquet files, each a version: a base and the changes since. The later row of a key wins; a row whose
 * column `present` is false says that the key is gone. Files of different groups never share a key.
 */
export interface VersionedFiles {
  /** Columns that name a row. None of them is NULL in any row. */
  key: readonly string[];
  /** Groups of absolute paths, each in the order of their version. Not empty. */
  groups: readonly (readonly string[])[];
  /** Columns to read; absent: all of them. */
  columns?: readonly string[];
}

/**
 * The present state: one row per key, the gone ones included (`present` = false) so that the reader decides.
 *
 * The base is read once and without a window: only the changes since are ranked, and the base loses the keys they name.
 */
export function lakeState({ key, groups, columns }: VersionedFiles): Sql {
  const wanted = columns === undefined ? rawSql('*') : join([...columns].map((column) => name(column)));
  const states = groups.filter((group) => group.length > 0).map((group) => duck`SELECT ${wanted} FROM (${groupState(key, group)})`);
  if (states.length === 0) throw new Error('a state needs at least one file');
  return join(states, ' UNION ALL BY NAME ');
}

function groupState(key: readonly string[], [base, ...deltas]: readonly string[]): Sql {
  const baseRows = duck`SELECT * FROM ${parquet([base!])}`;
  if (deltas.length === 0) return baseRows;
  const keys = join(key.map((column) => name(column)));
  const changed = deltas.length === 1 ? duck`SELECT * FROM ${parquet(deltas)}` : latest(keys, deltas);
  const keysOnly = duck`SELECT ${keys} FROM ${parquet(deltas)}`;
  return duck`${changed} UNION ALL BY NAME (SELECT * FROM (${baseRows}) ANTI JOIN (${keysOnly}) USING (${keys}))`;
}

/** The last row of each key among several files of changes. */
function latest(keys: Sql, deltas: readonly string[]): Sql {
  const layers = deltas.map((path, layer) => duck`SELECT *, ${layer} AS _layer FROM ${parquet([path])}`);
  return duck`SELECT * EXCLUDE (_layer) FROM (${join(layers, ' UNION ALL BY NAME ')}) QUALIFY row_number() OVER (PARTITION BY ${keys} ORDER BY _layer DESC) = 1`;
}

/**
 * The order of every lake file: by its key. It is total, so equal rows make equal bytes; and each row group covers a range of
 * keys, so that a look for a few of them reads few.
 */
export function keyOrder(key: readonly string[]): Sql {
  return join(key.map((column) => name(column)));
}

/** Writes the present rows of a state to one file; the gone ones are left out. The statement's count is the number of rows written. */
export function mergeFiles({ key, groups, path, shape }: VersionedFiles & { path: string; shape: string }): Sql {
  const query = duck`SELECT * FROM (${lakeState({ key, groups })}) WHERE present ORDER BY ${keyOrder(key)}`;
  return writeParquet({ query, path, shape });
}

const MAX_FILES = 20;
const MAX_DELTA_SHARE = 0.1;

/** Whether the changes since the base have grown enough to be merged with it. Rows of each file, in the order of their version. */
export function mergeIsDue(rows: readonly number[]): boolean {
  const [base = 0, ...deltas] = rows;
  if (deltas.length === 0) return false;
  return rows.length > MAX_FILES || deltas.reduce((sum, count) => sum + count, 0) > base * MAX_DELTA_SHARE;
}
