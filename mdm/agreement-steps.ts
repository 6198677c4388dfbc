import { duck, join, name, type Sql } from '../core/duckdb/sql.ts';

export interface AgreementRequest {
  /** A query of cells: `found`, `truth`, `n` (members that are in both) and the columns of `by`. */
  cells: Sql;
  /** Columns that part the cells; each part is counted by itself. */
  by: readonly string[];
}

/**
 * How far two groupings of the same members agree, from their contingency table: one row per part with the sums from which pairs and
 * B³ follow (`AgreementCounts`). Pairs are n × (n − 1) / 2 of a table's cells and margins, never enumerated, so that millions of
 * members cost a few group-bys.
 */
export function agreementCounts({ cells, by }: AgreementRequest): Sql {
  const margin = (column: string) => join([...by, column].map(name));
  const parts = join(
    by.map((column) => duck`${name(column)}, `),
    '',
  );
  return duck`
    WITH cell AS (${cells}),
    sized AS (SELECT *, sum(n) OVER (PARTITION BY ${margin('found')}) AS found_size, sum(n) OVER (PARTITION BY ${margin('truth')}) AS truth_size FROM cell)
    SELECT ${parts}coalesce(sum(n), 0)::DOUBLE AS members,
      coalesce(sum(n::HUGEINT * (n - 1) // 2), 0)::DOUBLE AS both,
      -- Each cell carries its share n of a margin of size s: the sum of n × (s − 1) / 2 over the margin is s × (s − 1) / 2.
      coalesce(sum(n::HUGEINT * (found_size - 1)) // 2, 0)::DOUBLE AS found_pairs,
      coalesce(sum(n::HUGEINT * (truth_size - 1)) // 2, 0)::DOUBLE AS truth_pairs,
      coalesce(sum(n::DOUBLE * n / found_size), 0) AS found_share,
      coalesce(sum(n::DOUBLE * n / truth_size), 0) AS truth_share
    FROM sized GROUP BY ALL ORDER BY ALL`;
}
