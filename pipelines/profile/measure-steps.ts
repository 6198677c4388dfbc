import type { Duck } from '../../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../../core/duckdb/sql.ts';
import { cleanSql, registerMacros, type ValueType } from '../../values/index.ts';
import { SURNAMES } from './header-words.ts';

/** What the values of one column are like. Shares are of its distinct values, 0..1. */
export interface ColumnMeasure {
  name: string;
  rows: number;
  filled: number;
  distinct: number;
  /** Value type → share of values that it takes without a finding. */
  fits: Record<string, number>;
  /** Shapes that no value type judges so narrowly: numbers, Chinese, names. */
  shapes: Record<ShapeName, number>;
  /** Longest value, in characters. */
  longest: number;
  /** The values seen, sorted, where they are few, short and frequent enough to be codes; never what may be a person's. */
  codes: string[] | null;
}

/** Rows that are looked at, and distinct values of each column among them. */
const MOST_ROWS = 100_000;
const MOST_VALUES = 2_000;
const MOST_CODES = 40;
/** A code stands in many rows. What is rarer may be somebody's. */
const LEAST_FREQUENT = 5;
const LONGEST_CODE = 16;

const COMPANY = '(公司|厂|店|部|社|行|院|所|局|中心|学校|超市|馆|站|铺|坊|室|厅|户|会|场|园|队|处)([（(][^）)]*[）)])?$';
const SHAPES = {
  number: '^-?[0-9][0-9,]*(\\.[0-9]+)?$',
  whole: '^[0-9]+$',
  padded: '^0[0-9]+$',
  decimal: '\\.[0-9]',
  manyDigits: '[0-9].*[0-9].*[0-9].*[0-9].*[0-9]',
  address: '(省|市|区|县|镇|乡|街道|村|路|街|巷|弄|大道|小区|花园|苑).*([0-9]|号|幢|栋|楼|室|组)',
  company: COMPANY,
  personName: `^(${SURNAMES})[\\p{Han}·]{1,3}$`,
} as const;
export type ShapeName = keyof typeof SHAPES;

/** Types whose own judgement tells something; `text` and `code` take anything. */
const JUDGES = ['id-number', 'credit-code', 'registration-number', 'tax-id', 'phone', 'date', 'month', 'division'];
/** Findings that do not make a value another kind of value. */
const TOLERATED = ['partial', 'upgraded', 'fifteenDigits', 'oldForm', 'placeholder'];

/** Measures every column of the table `raw`, in DuckDB, over a sample that is the same each time. */
export async function measureColumns(db: Duck, columns: readonly string[], types: Record<string, ValueType>): Promise<ColumnMeasure[]> {
  await registerMacros(db, types);
  await db.run(duck`CREATE TABLE sample AS SELECT * FROM raw ORDER BY hash(row_number) LIMIT ${MOST_ROWS}`);
  await db.run(rawSql('CREATE TABLE seen (place INTEGER, value VARCHAR, n BIGINT)'));
  for (const [place, column] of columns.entries()) await db.run(seenStep(place, column));
  const shares = await db.rows<Shares>(sharesStep(types));
  const measures: ColumnMeasure[] = [];
  for (const [place, column] of columns.entries()) {
    const counts = await db.row<Counts>(countsStep(column));
    const found = shares.find((row) => row.place === place);
    const fits = pick(JUDGES, found);
    const shapes = pick(Object.keys(SHAPES) as ShapeName[], found);
    measures.push({ name: column, ...counts, fits, shapes, codes: await codesOf(db, place, { ...counts, shapes }) });
  }
  return measures;
}

type Shares = Record<string, number> & { place: number };
type Counts = Pick<ColumnMeasure, 'rows' | 'filled' | 'distinct' | 'longest'> & Record<string, number>;

function pick<Name extends string>(names: readonly Name[], from: Shares | undefined): Record<Name, number> {
  return Object.fromEntries(names.map((each) => [each, from?.[each] ?? 0])) as Record<Name, number>;
}

/** The distinct values of one column, with how many rows of the sample hold each. */
function seenStep(place: number, column: string): Sql {
  return duck`INSERT INTO seen SELECT ${place}, value, n FROM (SELECT ${filledValue(column)} AS value, count(*) AS n FROM sample GROUP BY ALL)
    WHERE value IS NOT NULL ORDER BY hash(value) LIMIT ${MOST_VALUES}`;
}

/** Of all columns at once: what the types' macros cost is paid once. */
function sharesStep(types: Record<string, ValueType>): Sql {
  const share = (condition: Sql, as: string) => duck`avg(CASE WHEN ${condition} THEN 1.0 ELSE 0.0 END)::DOUBLE AS ${name(as)}`;
  const judged = JUDGES.filter((judge) => types[judge] !== undefined).map((judge) => share(fitsType(types[judge]!), judge));
  const shaped = Object.entries(SHAPES).map(([shape, pattern]) => share(duck`regexp_matches(value, ${pattern})`, shape));
  return duck`SELECT place, ${join([...judged, ...shaped])} FROM seen GROUP BY place`;
}

function countsStep(column: string): Sql {
  const value = filledValue(column);
  return duck`SELECT count(*)::DOUBLE AS "rows", count(${value})::DOUBLE AS filled, count(DISTINCT ${value})::DOUBLE AS "distinct",
    coalesce(max(length(${value})), 0)::DOUBLE AS longest FROM raw`;
}

function filledValue(column: string): Sql {
  return duck`nullif(trim(${name(column)}), '')`;
}

function fitsType(type: ValueType): Sql {
  const cleaned = cleanSql(type, rawSql('value'));
  return duck`(${cleaned}).value IS NOT NULL AND len(list_filter((${cleaned}).findings, lambda code: NOT list_contains(${TOLERATED}, code))) = 0`;
}

type Counted = Pick<ColumnMeasure, 'filled' | 'distinct' | 'longest' | 'shapes'>;

async function codesOf(db: Duck, place: number, { filled, distinct, longest, shapes }: Counted): Promise<string[] | null> {
  if (distinct === 0 || distinct > MOST_CODES || longest > LONGEST_CODE || filled < distinct * LEAST_FREQUENT) return null;
  // Five digits can be somebody's number, in however many rows it stands.
  if (shapes.personName > 0.3 || shapes.address > 0.3 || shapes.decimal > 0 || shapes.manyDigits > 0) return null;
  // A value that stands in few rows, or has a name's form, is left out: it may be what somebody wrote by hand.
  const rows = await db.rows<{ value: string }>(
    duck`SELECT value FROM seen WHERE place = ${place} AND n >= ${LEAST_FREQUENT} AND NOT regexp_matches(value, ${SHAPES.personName}) ORDER BY value`,
  );
  return rows.map(({ value }) => value);
}

/** Whether these columns together name each row of the table `raw` once. */
export async function namesEveryRow(db: Duck, columns: readonly string[]): Promise<boolean> {
  const row = columns.map((column) => duck`coalesce(${name(column)}, '')`);
  const { one } = await db.row<{ one: boolean }>(duck`SELECT count(*) = count(DISTINCT (${join(row)}, 0)) AS one FROM raw`);
  return one;
}
