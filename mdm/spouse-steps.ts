/** Husbands and wives: what a register of marriages says of each, and where they live together. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, type Sql } from '../core/duckdb/sql.ts';

/** Number of the entry that a fact ends: of a divorce, the marriage. */
export const ENDS: Sql = duck`json_extract_string(details, '$.ends')`;

/**
 * Table made: `wed_subject` (subject, spouse, wed): each marriage that nothing has ended, from both sides. Who is married to two has none of them for certain.
 *
 * @param facts facts in force of the sources that tell of marriages
 */
export function weddingStep(facts: Sql): Step {
  return {
    name: 'weddings',
    says: 'who is married to whom, and since when',
    sql: duck`CREATE TABLE wed_subject AS
      WITH entry AS (SELECT source, record, code, date, ${ENDS} AS ends, statement, other_statement FROM (${facts}) WHERE fact = 'marriage'),
      pair AS (
        SELECT h.entity AS husband, w.entity AS wife, max(date) AS wed FROM (
          FROM entry ANTI JOIN (SELECT source, ends AS record FROM entry WHERE ends IS NOT NULL) USING (source, record) WHERE code = 'marriage' AND date IS NOT NULL)
        JOIN entity_of_person h USING (statement) JOIN entity_of_person w ON w.statement = other_statement WHERE h.entity <> w.entity GROUP BY ALL)
      SELECT husband AS subject, wife AS spouse, wed FROM pair UNION ALL SELECT wife, husband, wed FROM pair`,
  };
}

/**
 * Tables made from `known_tie` and `wed_subject`: `couple_subject` (subject, spouse, wed: of whom is married to one alone, from both sides, with where each is known to live: house, since, their_house, their_since, sources)
 * and `joined_subject` (subject, house, since, sources, left_house): whose husband or wife lives in another building since a later day than their own last record names, or whom no record shows living anywhere.
 */
export function joinedSteps({ looked, tree }: { looked: Sql; tree: boolean }): Step[] {
  const couples: Step = {
    name: 'couples',
    says: 'where husband and wife are known to live',
    sql: duck`CREATE TABLE couple_subject AS
      WITH couple AS (SELECT subject, any_value(spouse) AS spouse, any_value(wed) AS wed FROM wed_subject GROUP BY subject HAVING count(*) = 1),
      stay AS (
        SELECT subject, any_value(house) AS house, any_value(valid_from) AS since, any_value(sources) AS sources, any_value(presumed) AS presumed FROM known_tie
        WHERE relation = 'living' AND valid_to IS NULL AND subject_type = 'person' GROUP BY subject HAVING count(*) = 1 AND bool_and(valid_from IS NOT NULL)),
      lived AS (SELECT DISTINCT subject FROM known_tie WHERE relation = 'living')
      SELECT s.subject, s.spouse, s.wed, own.house, own.since, theirs.house AS their_house, theirs.since AS their_since, theirs.sources
      FROM couple s JOIN couple d ON d.subject = s.spouse AND d.spouse = s.subject JOIN stay theirs ON theirs.subject = s.spouse
      LEFT JOIN stay own ON own.subject = s.subject LEFT JOIN lived ON lived.subject = s.subject LEFT JOIN died_subject ON died_subject.subject = s.subject
      WHERE died IS NULL AND CASE WHEN own.house IS NULL THEN lived.subject IS NULL ELSE own.presumed IS NULL AND theirs.since > own.since AND theirs.since >= s.wed END ${looked}`,
  };
  const lies = tree
    ? duck`SELECT e.entity AS house, min(h.building) AS building FROM entity_of_house e
        SEMI JOIN (SELECT house FROM couple_subject UNION SELECT their_house FROM couple_subject) t ON t.house = e.entity JOIN settled_house USING (statement) JOIN hung_spot h USING (spot) GROUP BY e.entity`
    : duck`SELECT DISTINCT house, house AS building FROM couple_subject`;
  const joined: Step = {
    name: 'homes-of-spouses',
    says: 'people whose husband or wife has gone on to another building by a later record than their own',
    // In one building the two records mean one room, which one of them names less exactly.
    sql: duck`CREATE TABLE joined_subject AS WITH lies AS (${lies})
      SELECT subject, their_house AS house, greatest(their_since, wed) AS since, sources, c.house AS left_house
      FROM couple_subject c LEFT JOIN lies a ON a.house = c.house LEFT JOIN lies b ON b.house = c.their_house WHERE c.house IS NULL OR a.building <> b.building`,
  };
  return [couples, joined];
}
