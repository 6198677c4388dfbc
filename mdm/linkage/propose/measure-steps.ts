/** What the values of a file's columns look like: counted in one pass, no value leaves it. */
import type { Duck } from '../../../core/duckdb/duck.ts';
import { duck, join, name, type Sql } from '../../../core/duckdb/sql.ts';
import { csvFile } from '../encode-steps.ts';

/** Shapes by name; each the share of the filled values that have it. */
const SHAPES = {
  mail: '[^@\\s]+@[^@\\s]+[.][^@\\s]+',
  date: '(?:1[89]|20)\\d{2}[-/.年]?\\d{1,2}[-/.月]?\\d{1,2}日?(?:[ T].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.](?:\\d{2}|\\d{4})|\\d{1,2}[- ][A-Za-z]{3}[- ]\\d{2,4}',
  number: '[-+]?[$€£¥]?\\d[\\d,]*(?:[.]\\d+)?',
  fraction: '[-+]?\\d+[.]\\d+',
  phone: '[+(]?\\d[-\\d ()./]{6,18}\\d',
  residentId: '\\d{17}[\\dXx]|\\d{15}',
  creditCode: '[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}',
  hanName: '\\p{Han}{2,4}|\\p{Han}{1,8}[·•]\\p{Han}{1,8}',
  firm: '.*(?:公司|厂|店|商行|合作社|事务所|中心|医院|学校|银行|(?i:\\b(?:inc|ltd|llc|gmbh|corp|co|plc|company|limited)\\b\\.?))[）)]?\\s*',
  place:
    '.*(?:\\d.*(?:路|街|号|巷|弄|村|幢|栋|室|(?i:\\b(?:st|street|rd|road|ave|avenue|blvd|blv|dr|drive|ln|lane|way|place|court|crescent)\\b))|省.*市|市.*区).*',
  code: '[A-Za-z0-9][-A-Za-z0-9./]*',
  letters: '[^\\d]*',
  little: ".*(?i:\\b(?:of|the|and|&|de|la)\\b|'s\\b).*",
  sex: '(?i)m|f|male|female|男|女|男性|女性|[012]',
} as const;

export type ShapeName = keyof typeof SHAPES;

export interface ColumnMeasure {
  name: string;
  rows: number;
  filled: number;
  distinct: number;
  /** Mean number of words, and of characters. */
  words: number;
  length: number;
  shapes: Record<ShapeName, number>;
}

/** Rows that are looked at. */
const SAMPLE = 100_000;

export async function measureFile(db: Duck, file: string): Promise<ColumnMeasure[]> {
  await db.run(duck`CREATE OR REPLACE TEMP TABLE looked AS SELECT * FROM ${csvFile(file)} LIMIT ${SAMPLE}`);
  const columns = (await db.rows<{ column_name: string }>(duck`SELECT column_name FROM (DESCRIBE looked)`)).map((row) => row.column_name);
  const measured: ColumnMeasure[] = [];
  for (const column of columns) {
    const row = await db.row<Record<string, number>>(measure(column));
    const { rows, filled, distinct, words, length, ...shapes } = row as Record<'rows' | 'filled' | 'distinct' | 'words' | 'length', number>;
    measured.push({ name: column, rows, filled, distinct, words, length, shapes: shapes as Record<ShapeName, number> });
  }
  return measured;
}

function measure(column: string): Sql {
  const shapes = Object.entries(SHAPES).map(
    ([shape, pattern]) => duck`coalesce(avg(regexp_full_match(value, ${pattern})::INT), 0)::DOUBLE AS ${name(shape)}`,
  );
  return duck`SELECT (SELECT count(*) FROM looked)::DOUBLE AS rows, count(value)::DOUBLE AS filled, count(DISTINCT value)::DOUBLE AS distinct,
      coalesce(avg(len(string_split_regex(value, '\\s+'))), 0)::DOUBLE AS words, coalesce(avg(length(value)), 0)::DOUBLE AS length, ${join(shapes)}
    FROM (SELECT nullif(trim(${name(column)}), '') AS value FROM looked) WHERE value IS NOT NULL`;
}
