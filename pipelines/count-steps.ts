import type { SourceConfig } from '../config/index.ts';
import type { Duck } from '../core/duckdb/duck.ts';
import { duck, name, rawSql } from '../core/duckdb/sql.ts';
import type { FindingCount } from '../schema/index.ts';
import type { LandCounts } from './context.ts';

/**
 * Accounts for every row read. Accepted and rejected rows are counted each on their own and must add up to those read:
 * a row that fell between two steps is a bug, and better no delivery than one with a hole.
 */
export async function countRows(duck: Duck, read: number): Promise<LandCounts> {
  const row = await duck.row<Record<Exclude<keyof LandCounts, 'read'>, number>>(
    rawSql(`SELECT
      (SELECT count(*) FROM diff WHERE class = 'same' AND was_accepted AND NOT returned)::DOUBLE
        + (SELECT count(*) FROM passed)::DOUBLE + (count(*) FILTER (NOT rejected))::DOUBLE AS accepted,
      (SELECT count(*) FROM unreadable)::DOUBLE + (SELECT count(*) FROM unnamed)::DOUBLE + (count(*) FILTER (rejected))::DOUBLE AS rejected,
      (count(*) FILTER (written AND NOT was_accepted))::DOUBLE AS new,
      (count(*) FILTER (written AND was_accepted))::DOUBLE AS changed,
      (SELECT count(*) FROM absent WHERE missed = 1)::DOUBLE AS absent FROM judged`),
  );
  if (read !== row.accepted + row.rejected) {
    throw new Error(`rows do not add up: ${read} read, ${row.accepted} accepted, ${row.rejected} rejected`);
  }
  return { read, ...row };
}

/** Findings of this delivery by code, severity and column, in that order. */
export async function countFindings(duck: Duck): Promise<FindingCount[]> {
  const rows = await duck.rows(
    rawSql(`SELECT code, severity, field, count(*)::DOUBLE AS count FROM (
        SELECT code, severity, field FROM finding
        UNION ALL SELECT code, 'error', NULL FROM unnamed
        UNION ALL SELECT code, 'error', NULL FROM unreadable)
      GROUP BY ALL ORDER BY code, severity, field NULLS FIRST`),
  );
  return rows as unknown as FindingCount[];
}

/** What stands so far in the periods that the delivery carries, and how many rows it brings for the same periods. */
export async function countPeriods(db: Duck, source: SourceConfig): Promise<{ last: number; rows: number }> {
  return db.row(duck`SELECT (SELECT count(*) FROM state SEMI JOIN period_of USING (period))::DOUBLE AS last,
    (SELECT count(*) FROM raw JOIN (FROM period_of SEMI JOIN state USING (period)) p ON p.text = raw.${name(source.period!)})::DOUBLE AS rows`);
}

/** How many records of the delivery the source's state knows already, gone ones left out. */
export async function countKnown(db: Duck): Promise<number> {
  const { known } = await db.row<{ known: number }>(rawSql('SELECT count(*)::DOUBLE AS known FROM state SEMI JOIN keyed USING (record)'));
  return known;
}
