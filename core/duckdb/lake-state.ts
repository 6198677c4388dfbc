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
  /** Only rows whose columns of these names stand in `rows`: what is not wanted is left out before anything else is done with it. */
  among?: { rows: Sql; columns: readonly string[] };
}

/**
 * The present state: one row per key, the gone ones included (`present` = false) so that the reader decides.
 *
 * The bases are read once and without a window: only the changes since are ranked, and the bases lose the keys they name. All groups are
 * read together, layer by layer: a plan of one scan, whatever the number of groups.
 */
export function lakeState({ key, groups, columns, among }: VersionedFiles): Sql {
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length === 0) throw new Error('a state needs at least one file');
  const wanted = columns === undefined ? rawSql('*') : join([...columns].map((column) => name(column)));
  const only = (rows: Sql) =>
    among === undefined
      ? rows
      : duck`FROM (${rows}) SEMI JOIN (${among.rows}) USING (${join(among.columns.map((column) => name(column)))})`;
  const [bases, ...deltas] = layersOf(filled);
  const baseRows = only(duck`FROM ${parquet(bases!)}`);
  if (deltas.length === 0) return duck`SELECT ${wanted} FROM (${baseRows})`;
  const keys = join(key.map((column) => name(column)));
  const changed = deltas.length === 1 ? duck`FROM ${parquet(deltas[0]!)}` : latest(keys, deltas);
  const keysOnly = duck`SELECT ${keys} FROM ${parquet(deltas.flat())}`;
  return duck`SELECT ${wanted} FROM (${only(changed)}) UNION ALL BY NAME (SELECT ${wanted} FROM (${baseRows}) ANTI JOIN (${keysOnly}) USING (${keys}))`;
}

/** The first files of all groups, then the second ones, and so on: no key of one group stands in another. */
function layersOf(groups: readonly (readonly string[])[]): string[][] {
  const depth = Math.max(...groups.map((group) => group.length));
  return Array.from({ length: depth }, (_, layer) => groups.flatMap((group) => group[layer] ?? []));
}

/** The last row of each key among several files of changes. */
function latest(keys: Sql, deltas: readonly (readonly string[])[]): Sql {
  const layers = deltas.map((paths, layer) => duck`SELECT *, ${layer} AS _layer FROM ${parquet(paths)}`);
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
