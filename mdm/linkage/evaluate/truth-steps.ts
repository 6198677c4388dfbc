/** A truth file as tables over the records' numbers. */
import { duck, join, name, type Sql } from '../../../core/duckdb/sql.ts';

export type TruthForm = 'clusters' | 'pairs';

const csv = (file: string): Sql =>
  duck`read_csv(${file}, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, strict_mode = true)`;

export const headerOf = (file: string): Sql => duck`SELECT column_name FROM (DESCRIBE SELECT * FROM ${csv(file)})`;

/** Table `truth_line`: the file's lines as they are, numbered as an editor numbers them. */
export function readTruth(file: string, columns: readonly string[]): Sql {
  const texts = columns.map((column) => duck`nullif(trim(${name(column)}), '') AS ${name(column.trim().toLowerCase())}`);
  return duck`CREATE OR REPLACE TEMP TABLE truth_line AS SELECT (row_number() OVER () + 1)::UINTEGER AS line, ${join(texts)} FROM ${csv(file)}`;
}

/** The record of each line's id: `line`, `n` (null: none of that id). An id that several records have gives several rows. */
export function recordsOfLines({ id, file }: { id: string; file: string | undefined }): Sql {
  const sameFile = file === undefined ? duck`` : duck`AND record.file = truth_line.${name(file)}`;
  return duck`SELECT line, record.n FROM truth_line LEFT JOIN record ON record.id = truth_line.${name(id)} ${sameFile}`;
}

export const ambiguousLine = (lines: Sql): Sql =>
  duck`SELECT line::DOUBLE AS line, count(*)::DOUBLE AS records FROM (${lines}) GROUP BY line HAVING count(*) > 1 ORDER BY line LIMIT 1`;

/** Table `truth(n, truth)`: the true cluster of each record that the file knows, numbered from 0. */
export const truthOfRecords = (lines: Sql): Sql => duck`CREATE OR REPLACE TEMP TABLE truth AS
  SELECT n, min(line)::UINTEGER AS line, min(truth)::UINTEGER AS truth, count(DISTINCT truth)::UINTEGER AS said, max(line)::UINTEGER AS last_line
  FROM (SELECT found.n, line, dense_rank() OVER (ORDER BY cluster) - 1 AS truth FROM truth_line JOIN (${lines}) found USING (line) WHERE found.n IS NOT NULL AND cluster IS NOT NULL)
  GROUP BY n`;

export const contradictingRecord = duck`SELECT line::DOUBLE AS line, last_line::DOUBLE AS other FROM truth WHERE said > 1 ORDER BY line LIMIT 1`;

const isMatch = duck`CASE WHEN lower(match) IN ('1', 'true', 't', 'yes', 'y', '是') THEN true WHEN lower(match) IN ('0', 'false', 'f', 'no', 'n', '否') THEN false
  WHEN try_cast(match AS DOUBLE) BETWEEN 0 AND 1 THEN try_cast(match AS DOUBLE) >= 0.5 END`;

export const unclearMatch = duck`SELECT line::DOUBLE AS line FROM truth_line WHERE ${isMatch} IS NULL ORDER BY line LIMIT 1`;

/** Table `truth_pair(left_n, right_n, match)`: the pairs of known records that were judged; a pair of a record with itself says nothing. */
export const truthOfPairs = ({ left, right }: { left: Sql; right: Sql }): Sql => duck`CREATE OR REPLACE TEMP TABLE truth_pair AS
  SELECT least(a.n, b.n) AS left_n, greatest(a.n, b.n) AS right_n, bool_or(${isMatch}) AS match, count(DISTINCT ${isMatch})::UINTEGER AS said,
    min(line)::UINTEGER AS line, max(line)::UINTEGER AS last_line
  FROM truth_line JOIN (${left}) a USING (line) JOIN (${right}) b USING (line)
  WHERE a.n IS NOT NULL AND b.n IS NOT NULL AND a.n <> b.n GROUP BY ALL`;

export const contradictingPair = duck`SELECT line::DOUBLE AS line, last_line::DOUBLE AS other FROM truth_pair WHERE said > 1 ORDER BY line LIMIT 1`;
