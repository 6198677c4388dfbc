import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, name, type Sql } from '../core/duckdb/sql.ts';
import { RECORDS } from '../schema/index.ts';

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

/**
 * The present addresses of a source as (form, records, since): each text once with its numbers made 1, how many records state it,
 * and the first day (`YYYY-MM-DD`) for which one did; in the order of the forms.
 *
 * @param files absolute paths of its records, one group a source, in the order of their version
 */
export function addressForms({ files, columns }: { files: readonly (readonly string[])[]; columns: readonly string[] }): Sql {
  const state = lakeState({ key: RECORDS.key, groups: files, columns: ['present', 'accepted', 'as_of', 'values'] });
  const texts = columns.map(
    (column) =>
      duck`SELECT trim("values".${name(column)}) AS text, as_of FROM state WHERE present AND accepted AND "values".${name(column)} IS NOT NULL`,
  );
  return duck`WITH state AS (${state}),
      each_text AS (SELECT text, count(*) AS n, min(as_of) AS since FROM (${join(texts, ' UNION ALL ')}) GROUP BY text)
    SELECT form, sum(n)::DOUBLE AS records, min(since)::VARCHAR AS since
    FROM (SELECT ${withoutNumbers(name('text'))} AS form, n, since FROM each_text WHERE length(text) BETWEEN 4 AND ${LONGEST})
    GROUP BY form ORDER BY form`;
}
