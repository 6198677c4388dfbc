import type { SourceConfig } from '../config/index.ts';
import { duck, join, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { RELATIONS } from '../schema/index.ts';
import { cleanOf, entityOfRole, isMentioned, retiredRows, SILENCED } from './mention-steps.ts';
import { stamp } from './record-steps.ts';
import { statementOf } from './statement-steps.ts';
import type { WriteRequest } from './write-request.ts';

/** A column as a day; a month becomes its first day, what is less than a month nothing. */
export function dayOf(source: SourceConfig, column: string | undefined): Sql {
  if (column === undefined) return rawSql('NULL::DATE');
  const value = cleanOf(source, column);
  return duck`CASE length(${value}) WHEN 10 THEN try_cast(${value} AS DATE) WHEN 7 THEN try_cast(${value} || '-01' AS DATE) END`;
}

const NO_STATEMENTS = rawSql('NULL::UBIGINT AS subject_statement, NULL::UBIGINT AS house_statement');

/** Ties to houses. A tie needs both of its ends. */
export function relationRows({ source, stamp: at, earlier }: WriteRequest): Sql {
  const rows = source.relations.flatMap((relation) => {
    const names = duck`${relation.type} AS relation, ${relation.subject} AS subject_role, ${entityOfRole(source, relation.subject)} AS subject_type, ${relation.house} AS house_role`;
    const statements = duck`${statementOf(source, relation.subject)} AS subject_statement, ${statementOf(source, relation.house)} AS house_statement`;
    const both = duck`${isMentioned(source, relation.subject)} AND ${isMentioned(source, relation.house)}`;
    return [
      duck`SELECT ${source.source} AS source, record, ${names}, ${statements}, ${dayOf(source, relation.from)} AS valid_from, ${dayOf(source, relation.to)} AS valid_to,
        ${both} AS present, ${stamp(at)} FROM checked WHERE was_accepted OR (${both})`,
      duck`SELECT ${source.source} AS source, record, ${names}, ${NO_STATEMENTS}, NULL::DATE AS valid_from, NULL::DATE AS valid_to, false AS present, ${stamp(at)} FROM ${SILENCED}`,
    ];
  });
  const declared = source.relations.map((relation) => relation.type);
  const retired = retiredRows({ family: RELATIONS, files: earlier.relations, column: 'relation', declared }).map(
    (gone) =>
      duck`SELECT source, record, relation, subject_role, subject_type, house_role, ${NO_STATEMENTS}, NULL::DATE AS valid_from, NULL::DATE AS valid_to, false AS present, ${stamp(at)} FROM (${gone})`,
  );
  return join([...rows, ...retired], ' UNION ALL ');
}
