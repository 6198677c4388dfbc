import { COPY_DELIMITER, COPY_QUOTE } from '../postgres/copy-form.ts';
import { duck, join, name, type Sql } from './sql.ts';

/** A table expression over Parquet files, columns matched by name. The list must not be empty. */
export function parquet(paths: readonly string[]): Sql {
  return duck`read_parquet(${paths as string[]}, union_by_name = true)`;
}

/** The named columns of a CSV in our own form (UTF-8, comma, header) as text, whatever their values look like. */
export function readCsv(path: string, columns?: readonly string[]): Sql {
  const wanted = columns === undefined ? duck`*` : join(columns.map(name));
  return duck`SELECT ${wanted} FROM read_csv(${path}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`;
}

/** Writes a query's rows to a Parquet file. Every file carries the version of its shape and is written in the query's order. */
export function writeParquet({ query, path, shape }: { query: Sql; path: string; shape: string }): Sql {
  return duck`COPY (${query}) TO ${path} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, KV_METADATA {shape: ${shape}})`;
}

/** Writes a query's rows as CSV: UTF-8, comma, header, LF. */
export function writeCsv({ query, path, header = true }: { query: Sql; path: string; header?: boolean }): Sql {
  return duck`COPY (${query}) TO ${path} (FORMAT csv, HEADER ${header}, DELIMITER ',', QUOTE '"', ESCAPE '"')`;
}

/**
 * Writes a query's rows in the form in which they go to PostgreSQL, `COPY_FORM`: an unquoted empty field is NULL, an empty text is two quotes. Other texts are quoted only where they must be.
 */
export function writePostgresCopy({ query, path }: { query: Sql; path: string }): Sql {
  return duck`COPY (${query}) TO ${path} (FORMAT csv, HEADER false, DELIMITER ${COPY_DELIMITER}, QUOTE ${COPY_QUOTE}, ESCAPE ${COPY_QUOTE}, NULLSTR '')`;
}
