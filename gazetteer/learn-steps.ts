import { parquet } from '../core/duckdb/files.ts';
import { duck, join, name, type Sql } from '../core/duckdb/sql.ts';

/**
 * Numbers of houses as 1: 22号6幢1单元502室 → 1号1幢1单元1室. Names do not depend on them, and a city's addresses become a hundredth of
 * the texts. Numbers that belong to a name stay: 18号大街, 1号线.
 */
function withoutNumbers(text: Sql): Sql {
  const words = '(幢|栋|单元|室|层|楼|座|房|弄|户|梯|排)';
  const named = '[0-9]+号([^大路街线公桥码地支]|$)';
  const ends = '([0-9]-)[0-9]+';
  return duck`regexp_replace(regexp_replace(regexp_replace(regexp_replace(${text}, ${`[0-9]+${words}`}, ${'1\\1'}, 'g'),
    ${named}, ${'1号\\1'}, 'g'), ${ends}, ${'\\11'}, 'g'), '[0-9]+$', '1')`;
}

/** Longer texts are no addresses. */
const LONGEST = 200;

export interface AddressFiles {
  /** Absolute paths of the records of one source, in the order of their version. Not empty. */
  files: readonly string[];
  /** Columns of the source that hold addresses. */
  columns: readonly string[];
}

/**
 * The present addresses of a source as (form, records, since): each text once with its numbers made 1, how many records state it,
 * and the first day (`YYYY-MM-DD`) for which one did; in the order of the forms.
 */
export function addressForms({ files, columns }: AddressFiles): Sql {
  const texts = columns.map((_, i) => duck`SELECT trim(${textColumn(i)}) AS text, as_of FROM present WHERE ${textColumn(i)} IS NOT NULL`);
  return duck`WITH present AS (SELECT * FROM (${presentRows({ files, columns })}) WHERE present AND accepted),
      each_text AS (SELECT text, count(*) AS n, min(as_of) AS since FROM (${join(texts, ' UNION ALL ')}) GROUP BY text)
    SELECT form, sum(n)::DOUBLE AS records, min(since)::VARCHAR AS since
    FROM (SELECT ${withoutNumbers(name('text'))} AS form, n, since FROM each_text WHERE length(text) BETWEEN 4 AND ${LONGEST})
    GROUP BY form ORDER BY form`;
}

const textColumn = (i: number): Sql => name(`text${i}`);

/**
 * What `lakeState` gives, reading the address columns out of `values` and nothing else of it: a tenth of the time. The gone rows are
 * among them.
 */
function presentRows({ files: [base, ...deltas], columns }: AddressFiles): Sql {
  const wanted = columns.map((column, i) => duck`"values".${name(column)} AS ${textColumn(i)}`);
  const rows = (file: string) => duck`SELECT record, present, accepted, as_of, ${join(wanted)} FROM ${parquet([file])}`;
  if (deltas.length === 0) return rows(base!);
  const layers = deltas.map((file, layer) => duck`SELECT *, ${layer} AS layer FROM (${rows(file)})`);
  const latest = duck`SELECT * EXCLUDE (layer) FROM (${join(layers, ' UNION ALL ')})
    QUALIFY row_number() OVER (PARTITION BY record ORDER BY layer DESC) = 1`;
  return duck`SELECT * FROM (${rows(base!)}) ANTI JOIN (SELECT record FROM ${parquet(deltas)}) USING (record) UNION ALL ${latest}`;
}
