/** Which of several rooms of one number a person or company means: the one that another record ties the same one to. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, type Sql } from '../core/duckdb/sql.ts';
import { FACTS, familyState, RELATIONS, STATEMENTS } from './shapes.ts';

/** Absolute paths, one group per source, in the order of their version. */
type Groups = readonly (readonly string[])[];

export interface TieFiles {
  relations: Groups;
  /** Of the sources whose facts name a house. */
  facts: Groups;
  /** Statements about people and companies. */
  subjects: Groups;
}

/**
 * Table made: `filled_house` (statement, building, room, unit), from `at_house` and `units_house`. People and companies are the same here
 * where a number that may join names both, or one name: two people of one name, each in a room of one number, in one building, are
 * rarer than a number that was left out. Nothing of what
 * this run finds out about them is used, so houses can be settled before them.
 */
export function tenantSteps({ relations, facts, subjects }: TieFiles): Step[] {
  const subject = familyState(STATEMENTS, subjects, {
    only: ['statement', 'join_keys', 'search_keys'],
    among: { rows: duck`SELECT DISTINCT subject AS statement FROM tie_house`, columns: ['statement'] },
  });
  return [
    {
      name: 'rooms-without-unit',
      says: 'rooms whose unit is left out where several could be meant',
      sql: duck`CREATE TABLE open_house AS SELECT DISTINCT statement, building, room FROM at_house JOIN units_house u USING (building, room)
        WHERE at_house.unit = '-' AND NOT coded AND NOT (units = 1 AND declared)`,
    },
    {
      name: 'house-ties',
      says: 'who is tied to those rooms, and to others of that number in the building',
      sql: duck`CREATE TABLE tie_house AS
        WITH near AS (SELECT DISTINCT statement FROM at_house SEMI JOIN open_house USING (building, room))
        SELECT DISTINCT subject, house FROM (${ties(relations, facts)}) SEMI JOIN near ON near.statement = house`,
    },
    {
      name: 'tenants',
      says: 'the numbers and names of those people and companies',
      sql: duck`CREATE TABLE tenant_house AS
        SELECT DISTINCT house, hash(key) AS key FROM tie_house JOIN (
          SELECT statement, unnest(join_keys || list_filter(search_keys, lambda k: starts_with(k, 'name:'))) AS key
          FROM (${subject})) t
        ON t.statement = subject WHERE NOT contains(key, '?:')`,
    },
    {
      name: 'units-by-tenants',
      says: 'the unit where only one of those rooms has the same tenant',
      sql: duck`CREATE TABLE filled_house AS
        SELECT o.statement, o.building, o.room, min(h.unit) AS unit
        FROM open_house o JOIN tenant_house mine ON mine.house = o.statement JOIN tenant_house other ON other.key = mine.key
        JOIN at_house h ON h.statement = other.house AND h.building = o.building AND h.room = o.room WHERE h.unit <> '-'
        GROUP BY ALL HAVING count(DISTINCT h.unit) = 1`,
    },
  ];
}

/** `subject`, `house`: statements of one record, as relations and facts tie them. */
function ties(relations: Groups, facts: Groups): Sql {
  return duck`SELECT subject_statement AS subject, house_statement AS house FROM (${familyState(RELATIONS, relations)}) WHERE present
    UNION ALL SELECT statement, other_statement FROM (${familyState(FACTS, facts)}) WHERE present AND other_type = 'house'`;
}
