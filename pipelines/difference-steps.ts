import type { Step } from '../core/duckdb/duck.ts';
import { writeParquet } from '../core/duckdb/files.ts';
import { keyOrder, lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { FACTS, type LakeFamily, MENTIONS, RECORDS, RELATIONS, STATEMENTS } from '../schema/index.ts';

/** What a source writes and a change of it may touch. Rejected rows are kept by delivery, not as a state. */
export const STATES = [RECORDS, STATEMENTS, MENTIONS, RELATIONS, FACTS] as const;

export interface DifferenceRequest {
  family: LakeFamily;
  /** Absolute paths of the state that stands and of the one that is to stand, each in the order of its version. */
  before: readonly string[];
  after: readonly string[];
  /** Parquet to write. */
  path: string;
}

/**
 * The changes that lead from one state of a source to another, as one file on top of the first: what differs, and what is gone. A
 * statement is its words for ever, so it is never gone: nobody makes it any more.
 */
export function differenceStep({ family, before, after, path }: DifferenceRequest): Step {
  const keys = join(family.key.map((column) => name(column)));
  const columns = Object.keys(family.columns);
  const said = duck`hash(${join(columns.map((column) => name(column)))})`;
  const [old, now] = [present(family, before), present(family, after)];
  const differs = duck`SELECT n.* FROM (${now}) n LEFT JOIN (SELECT ${keys}, ${said} AS _said FROM (${old})) o USING (${keys})
    WHERE o._said IS DISTINCT FROM ${said}`;
  const gone = duck`SELECT ${join(columns.map(goneColumn))} FROM (${old}) ANTI JOIN (SELECT ${keys} FROM (${now})) USING (${keys})`;
  const rows = family === STATEMENTS ? differs : duck`${differs} UNION ALL BY NAME ${gone}`;
  return {
    name: `difference:${family.family}`,
    says: `write what changes in ${family.family}`,
    sql: writeParquet({ query: duck`SELECT * FROM (${rows}) ORDER BY ${keyOrder(family.key)}`, path, shape: family.shape }),
  };
}

/** What is gone says nothing any more. */
function goneColumn(column: string): Sql {
  if (column === 'present') return rawSql('false AS present');
  return column.endsWith('statement') ? duck`NULL::UBIGINT AS ${name(column)}` : name(column);
}

/** The rows that stand, with every column that is compared. Of a record its row hash stands for its values and what was found in them. */
function present({ key, columns }: LakeFamily, files: readonly string[]): Sql {
  const empty = duck`SELECT ${join(Object.entries(columns).map(([column, type]) => duck`NULL::${rawSql(type)} AS ${name(column)}`))} LIMIT 0`;
  if (files.length === 0) return empty;
  return duck`SELECT * FROM (${lakeState({ key, groups: [files] })} UNION ALL BY NAME (${empty})) WHERE present`;
}
