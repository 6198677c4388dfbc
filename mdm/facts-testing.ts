/** Deaths and marriages as the facts of records that tests state. */
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { FACTS } from './shapes.ts';
import type { LandedRow, StatedMention } from './testing.ts';

/** Rows of facts, from `said_person`: of each record that reports a death, and of each that enters a marriage or divorce of its husband and wife. */
export function factRows(mentions: readonly StatedMention[], { source, delivery, asOf }: LandedRow): Sql {
  // A record that is gone takes its fact along.
  const days = mentions.flatMap(({ record, died, values }) =>
    died === undefined && values !== undefined ? [] : [duck`(${record}, ${died ?? null}::DATE)`],
  );
  const weddings = mentions.flatMap(({ record, wed, role, values }) =>
    role !== 'husband' || (wed === undefined && values !== undefined)
      ? []
      : [
          duck`(${record}, ${wed?.on ?? null}::DATE, ${wed?.ends === undefined ? 'marriage' : 'divorce'}, ${JSON.stringify({ ends: wed?.ends })})`,
        ],
  );
  const columns = join(Object.entries(FACTS.columns).map(([column, type]) => duck`NULL::${rawSql(type)} AS ${name(column)}`));
  const rows = duck`SELECT ${source} AS source, record, 'death' AS fact, 'person' AS entity_type, p.statement, day AS date, p.present, ${asOf}::DATE AS as_of, ${delivery}::BIGINT AS delivery
    FROM said_person p JOIN (VALUES ${join([...days, duck`('', NULL::DATE)`])}) d(record, day) USING (record) WHERE p.role = 'resident'`;
  const married = duck`SELECT ${source} AS source, record, 'marriage' AS fact, h.statement, 'person' AS entity_type, 'person' AS other_type, w.statement AS other_statement, day AS date, code,
      details, h.present AND w.present AS present, ${asOf}::DATE AS as_of, ${delivery}::BIGINT AS delivery
    FROM said_person h JOIN said_person w USING (record) JOIN (VALUES ${join([...weddings, duck`('', NULL::DATE, '', '')`])}) d(record, day, code, details) USING (record)
    WHERE h.role = 'husband' AND w.role = 'wife'`;
  return duck`(SELECT ${columns} LIMIT 0) UNION ALL BY NAME (${rows}) UNION ALL BY NAME (${married})`;
}
