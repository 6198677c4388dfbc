/** People whom a list of homes names without address and without a number that leads anywhere: a register may hold one person alone of that name and day of birth. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, type Sql } from '../core/duckdb/sql.ts';

export interface Namesakes {
  /** `statement`: what sources say of people whose homes they list; absent: no source does. */
  listed: Sql | undefined;
  /** `statement`, `name`, `birthDate` of people; absent: the configuration knows neither. */
  people: Sql | undefined;
  /** `subject_statement`: of registrations in force. */
  registered: Sql;
}

/**
 * Tables made from `known_tie`: `tieless_subject` (subject, statement: listed, and tied to no house by anything of their own) and `namesake_subject` (subject, other: the only person registered
 * under the same name and day of birth).
 */
export function namesakeSteps({ listed, people, registered }: Namesakes): Step[] {
  const none = duck`SELECT 0::UBIGINT AS statement LIMIT 0`;
  const nobody = duck`SELECT 0::UBIGINT AS statement, NULL::VARCHAR AS name, NULL::VARCHAR AS "birthDate" LIMIT 0`;
  return [
    {
      name: 'people-without-ties',
      says: 'people whom a source of homes lists and nothing of their own ties to a house',
      sql: duck`CREATE TABLE tieless_subject AS SELECT DISTINCT e.entity AS subject, statement FROM (${listed ?? none}) JOIN entity_of_person e USING (statement)
        ANTI JOIN known_tie k ON k.subject = e.entity`,
    },
    {
      name: 'namesakes',
      says: 'the only registered person of the same name and day of birth',
      sql: duck`CREATE TABLE namesake_subject AS
        WITH registered AS (SELECT subject_statement AS statement FROM (${registered})),
        who AS MATERIALIZED (
          SELECT statement, name, "birthDate" AS birth FROM (${people ?? nobody}) SEMI JOIN (SELECT statement FROM tieless_subject UNION ALL FROM registered) USING (statement)
          WHERE name IS NOT NULL AND length("birthDate") = 10),
        theirs AS (SELECT DISTINCT subject, name, birth FROM tieless_subject JOIN who USING (statement)),
        others AS (
          SELECT DISTINCT e.entity AS other, name, birth FROM (FROM who SEMI JOIN theirs USING (name, birth)) w SEMI JOIN registered USING (statement) JOIN entity_of_person e USING (statement))
        SELECT subject, any_value(other) AS other FROM theirs JOIN others USING (name, birth) WHERE other <> subject GROUP BY subject HAVING count(DISTINCT other) = 1`,
    },
  ];
}
