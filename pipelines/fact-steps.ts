import type { FactConfig, SourceConfig } from '../config/index.ts';
import { duck, join, literal, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { FACTS } from '../schema/index.ts';
import { cleanOf, entityOfRole, isMentioned, retiredRows, SILENCED } from './mention-steps.ts';
import { stamp } from './record-steps.ts';
import { dayOf } from './relation-steps.ts';
import { statementOf } from './statement-steps.ts';
import type { WriteRequest } from './write-request.ts';

const NO_STATEMENTS = rawSql('NULL::UBIGINT AS statement, NULL::UBIGINT AS other_statement');

/** Dated statements. A fact needs the mention it hangs on, and the other one where it ties two. */
export function factRows({ source, stamp: at, earlier }: WriteRequest): Sql {
  const rows = source.facts.flatMap((fact) => {
    const names = duck`${fact.type} AS fact, ${fact.mention} AS role, ${entityOfRole(source, fact.mention)} AS entity_type,
      ${fact.other ?? null}::VARCHAR AS other_role, ${fact.other === undefined ? null : entityOfRole(source, fact.other)}::VARCHAR AS other_type`;
    const statements = duck`${statementOf(source, fact.mention)} AS statement,
      ${fact.other === undefined ? rawSql('NULL::UBIGINT') : statementOf(source, fact.other)} AS other_statement`;
    const whole =
      fact.other === undefined
        ? isMentioned(source, fact.mention)
        : duck`${isMentioned(source, fact.mention)} AND ${isMentioned(source, fact.other)}`;
    return [
      duck`SELECT ${source.source} AS source, record, ${names}, ${statements}, ${dayOf(source, fact.date)} AS date, ${dayOf(source, fact.until)} AS until,
        ${amountOf(source, fact.amount)} AS amount, ${textOf(source, fact.code)} AS code, ${details(source, fact)} AS details,
        ${whole} AS present, ${stamp(at)} FROM checked WHERE was_accepted OR (${whole})`,
      duck`SELECT ${source.source} AS source, record, ${names}, ${NO_STATEMENTS}, NULL::DATE AS date, NULL::DATE AS until, NULL::DECIMAL(18,2) AS amount,
        NULL::VARCHAR AS code, NULL::VARCHAR AS details, false AS present, ${stamp(at)} FROM ${SILENCED}`,
    ];
  });
  const declared = source.facts.map((fact) => fact.type);
  const retired = retiredRows({ family: FACTS, files: earlier.facts, column: 'fact', declared }).map(
    (
      gone,
    ) => duck`SELECT source, record, fact, role, entity_type, other_role, other_type, ${NO_STATEMENTS}, NULL::DATE AS date, NULL::DATE AS until, NULL::DECIMAL(18,2) AS amount,
      NULL::VARCHAR AS code, NULL::VARCHAR AS details, false AS present, ${stamp(at)} FROM (${gone})`,
  );
  return join([...rows, ...retired], ' UNION ALL ');
}

function amountOf(source: SourceConfig, column: string | undefined): Sql {
  return column === undefined ? rawSql('NULL::DECIMAL(18,2)') : duck`try_cast(${cleanOf(source, column)} AS DECIMAL(18,2))`;
}

function textOf(source: SourceConfig, column: string | undefined): Sql {
  return column === undefined ? rawSql('NULL::VARCHAR') : cleanOf(source, column);
}

/** A JSON object with sorted keys; NULL where the fact has no details. */
function details(source: SourceConfig, fact: FactConfig): Sql {
  const entries = Object.entries(fact.details ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  if (entries.length === 0) return rawSql('NULL::VARCHAR');
  const pairs = entries.map(([key, column]) => rawSql(`${literal(key)}, ${cleanOf(source, column).text}`));
  return duck`CAST(json_object(${join(pairs)}) AS VARCHAR)`;
}
