/** What the columns of a file look like. */
import type { Duck } from '../../../core/duckdb/duck.ts';
import { duck, name } from '../../../core/duckdb/sql.ts';
import { csvFile } from '../encode-steps.ts';

export interface ColumnMeasure {
  name: string;
  rows: number;
  filled: number;
  distinct: number;
  /** Mean number of characters. */
  length: number;
  /** Shares of the filled values that are letters and digits in one piece, and that are numbers. */
  code: number;
  number: number;
  /** Some hundred of the values, as they come; they guess the kind and go no further. */
  sample: string[];
}

/** Rows that are looked at. */
const LOOKED = 100_000;
const SAMPLE = 500;

export async function measureFile(db: Duck, file: string): Promise<ColumnMeasure[]> {
  await db.run(duck`CREATE OR REPLACE TEMP TABLE looked AS SELECT * FROM ${csvFile(file)} LIMIT ${LOOKED}`);
  const columns = await db.rows<{ column_name: string }>(duck`SELECT column_name FROM (DESCRIBE looked)`);
  const measured: ColumnMeasure[] = [];
  for (const { column_name: column } of columns) {
    const values = duck`SELECT nullif(trim(${name(column)}), '') AS value FROM looked`;
    const counts = await db.row<Record<'rows' | 'filled' | 'distinct' | 'length' | 'code' | 'number', number>>(duck`
      SELECT count(*)::DOUBLE AS rows, count(value)::DOUBLE AS filled, count(DISTINCT value)::DOUBLE AS distinct, coalesce(avg(length(value)), 0)::DOUBLE AS length,
        coalesce(avg(regexp_full_match(value, '[A-Za-z0-9][-A-Za-z0-9./]*')::INT), 0)::DOUBLE AS code,
        coalesce(avg((try_cast(value AS DOUBLE) IS NOT NULL)::INT), 0)::DOUBLE AS number
      FROM (${values})`);
    const sample = await db.rows<{ value: string }>(duck`SELECT value FROM (${values}) WHERE value IS NOT NULL LIMIT ${SAMPLE}`);
    measured.push({ name: column, ...counts, sample: sample.map(({ value }) => value) });
  }
  return measured;
}
