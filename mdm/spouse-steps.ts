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
 * Table made from `known_tie` and `wed_subject`: `joined_subject` (subject, house, since, sources): whose husband or wife a record shows living elsewhere, and that since a later day than
 * their own last record names, or whom no record shows living anywhere.
 */
export function joinedStep(looked: Sql): Step {
  return {
    name: 'homes-of-spouses',
    says: 'people whose husband or wife has gone on to another home by a later record than their own',
    sql: duck`CREATE TABLE joined_subject AS
      WITH couple AS (SELECT subject, any_value(spouse) AS spouse, any_value(wed) AS wed FROM wed_subject GROUP BY subject HAVING count(*) = 1),
      sure AS (SELECT c.* FROM couple c JOIN couple d ON d.subject = c.spouse AND d.spouse = c.subject),
      stay AS (
        SELECT subject, any_value(house) AS house, any_value(valid_from) AS since, any_value(sources) AS sources FROM known_tie
        WHERE relation = 'living' AND valid_to IS NULL AND subject_type = 'person' GROUP BY subject HAVING count(*) = 1 AND bool_and(presumed IS NULL AND valid_from IS NOT NULL)),
      lived AS (SELECT DISTINCT subject FROM known_tie WHERE relation = 'living')
      SELECT s.subject, theirs.house, greatest(theirs.since, wed) AS since, theirs.sources, own.house AS left_house
      FROM sure s JOIN stay theirs ON theirs.subject = s.spouse LEFT JOIN stay own ON own.subject = s.subject LEFT JOIN lived ON lived.subject = s.subject LEFT JOIN died_subject d ON d.subject = s.subject
      WHERE d.died IS NULL AND CASE WHEN own.house IS NOT NULL THEN own.house <> theirs.house AND theirs.since > own.since AND theirs.since >= wed ELSE lived.subject IS NULL END ${looked}`,
  };
}
