/**
 * What follows from the ties of one person or company, taken together:
 *
 *   rooms    who is tied to a building, and by another record to one room in it, is tied to that room
 *   moves    who is registered in another home since a later day, or has owned only that one since, has moved there
 *   ends     where somebody lives ends when they go on to live elsewhere; what is said to have ended ended when the registration did, if that is earlier;
 *            a death ends where they live, rent and are registered
 */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, type Sql } from '../core/duckdb/sql.ts';
import { letGoOfTiesStep } from './let-go-steps.ts';

/** Titles outlive their owners. */
const ENDED_BY_DEATH = ['registered', 'living', 'renting'];

export interface OwnTies {
  /** Facts in force of the sources that tell of deaths, or of people in houses. */
  facts: Sql;
  /** Whether only the subjects of `touched_subject` are looked at. */
  some: boolean;
  /** Whether houses form a tree, so that the building of a room is known. */
  tree: boolean;
}

/** Tables made from `stated_tie`: `died_subject` (subject, died, sources), `seen_subject` (subject, house: what facts tie to each other), `placed_tie`, `move_tie` and `own_tie`, with the columns of `stated_tie` and `presumed`: why, where nobody states the tie. */
export function ownTieSteps({ facts, some, tree }: OwnTies): Step[] {
  return [
    deathStep(facts),
    ...(tree ? [seenStep(facts, some)] : []),
    lieStep(tree),
    ...placeSteps(tree),
    moveStep(),
    ownStep(),
    letGoOfTiesStep(),
  ];
}

/** A visit, a purchase, a mortgage: whoever is meant has to do with the room. */
function seenStep(facts: Sql, some: boolean): Step {
  return {
    name: 'seen-in-houses',
    says: 'people and the houses that facts tie them to',
    sql: duck`CREATE TABLE seen_subject AS SELECT DISTINCT e.entity AS subject, h.entity AS house FROM (${facts}) f
      JOIN entity_of_person e USING (statement) JOIN entity_of_house h ON h.statement = f.other_statement
      ${some ? duck`SEMI JOIN touched_subject t ON t.entity = e.entity` : duck``} WHERE f.entity_type = 'person' AND f.other_type = 'house'`,
  };
}

function deathStep(facts: Sql): Step {
  return {
    name: 'deaths',
    says: 'the day on which people died, the earliest that is reported',
    sql: duck`CREATE TABLE died_subject AS SELECT e.entity AS subject, min(date) AS died, list({'source': source, 'record': record}) AS sources
      FROM (${facts}) JOIN entity_of_person e USING (statement) WHERE fact = 'death' AND date IS NOT NULL GROUP BY e.entity`,
  };
}

function lieStep(tree: boolean): Step {
  return {
    name: 'houses-of-ties',
    says: 'the building that each house lies in, and whether it is a room',
    sql: tree
      ? duck`CREATE TABLE lying_house AS SELECT e.entity AS house, bool_or(h.level = 'room') AS is_room, min(h.building) AS building
          FROM entity_of_house e SEMI JOIN (SELECT house FROM stated_tie UNION SELECT house FROM seen_subject) t ON t.house = e.entity JOIN settled_house USING (statement) JOIN hung_spot h USING (spot) GROUP BY e.entity`
      : duck`CREATE TABLE lying_house (house VARCHAR, is_room BOOLEAN, building VARCHAR)`,
  };
}

/** Few are tied to a building and to one room in it: only their ties may come to be the same, and are brought together again. */
function placeSteps(tree: boolean): Step[] {
  const seen = tree ? duck`UNION ALL SELECT subject, house FROM seen_subject` : duck``;
  return [
    {
      name: 'rooms-meant',
      says: 'the one room in a building that somebody is tied to who is tied to the building too',
      sql: duck`CREATE TABLE meant_room AS
        WITH open AS (SELECT DISTINCT subject, building, house FROM stated_tie JOIN lying_house USING (house) WHERE NOT is_room AND relation <> 'owning')
        SELECT subject, open.house, room FROM open JOIN (
          SELECT subject, building, min(house) AS room FROM (SELECT subject, house FROM stated_tie SEMI JOIN open USING (subject) ${seen})
          JOIN lying_house USING (house) WHERE is_room GROUP BY ALL HAVING min(house) = max(house)) USING (subject, building)`,
    },
    {
      name: 'rooms-of-ties',
      says: 'ties to a building brought to that room',
      sql: duck`CREATE TABLE placed_tie AS
        WITH placed AS (
          SELECT t.* REPLACE (coalesce(room, t.house) AS house) FROM stated_tie t
          LEFT JOIN meant_room m ON m.subject = t.subject AND m.house = CASE WHEN relation <> 'owning' THEN t.house END),
        met AS (SELECT DISTINCT subject, room AS house FROM meant_room)
        SELECT *, NULL::VARCHAR AS presumed FROM placed ANTI JOIN met USING (subject, house)
        UNION ALL BY NAME SELECT relation, subject_type, subject, house, valid_from, ${latestEnd} AS valid_to, ${allSources} AS sources, NULL::VARCHAR AS presumed
        FROM placed SEMI JOIN met USING (subject, house) GROUP BY relation, subject_type, subject, house, valid_from`,
    },
  ];
}

const latestEnd = duck`CASE WHEN bool_or(valid_to IS NULL) THEN NULL ELSE max(valid_to) END`;
const allSources = duck`list_sort(list_distinct(flatten(list(sources))))`;

/** Homes that registration and title tell of. Who owns several lives in one of them, and nobody knows in which. */
export function laterHomes(ties: Sql): Sql {
  return duck`SELECT subject, house, valid_from, relation, sources FROM (${ties}) WHERE relation = 'registered' AND subject_type = 'person' AND valid_to IS NULL AND valid_from IS NOT NULL
    UNION ALL (SELECT subject, house, valid_from, relation, sources FROM (${ties}) WHERE relation = 'owning' AND subject_type = 'person' AND valid_to IS NULL
      QUALIFY count(DISTINCT house) OVER (PARTITION BY subject) = 1 AND valid_from IS NOT NULL)`;
}

function moveStep(): Step {
  return {
    name: 'moves',
    says: 'homes that people went on to, by registration or title, since the last day that a record of where they live names',
    sql: duck`CREATE TABLE move_tie AS
      WITH stay AS (SELECT * FROM placed_tie WHERE relation = 'living' AND valid_to IS NULL),
      last AS (SELECT subject, max(valid_from) AS since FROM stay GROUP BY subject HAVING count(*) = count(valid_from)),
      later AS (
        SELECT subject, arg_max({'house': house, 'valid_from': valid_from, 'sources': sources}, (valid_from, relation, house)) AS home
        FROM (${laterHomes(duck`FROM placed_tie`)}) GROUP BY subject)
      SELECT 'living' AS relation, 'person' AS subject_type, subject, home.house AS house, home.valid_from AS valid_from, NULL::DATE AS valid_to, home.sources AS sources, 'move' AS presumed
      FROM later JOIN last USING (subject) LEFT JOIN died_subject USING (subject) ANTI JOIN stay ON stay.subject = later.subject AND stay.house = home.house
      WHERE home.valid_from > since AND (died IS NULL OR home.valid_from <= died)`,
  };
}

function ownStep(): Step {
  const dies = duck`relation IN ${ENDED_BY_DEATH} AND died IS NOT NULL AND coalesce(valid_from <= died, true) AND coalesce(valid_to > died, true)`;
  return {
    name: 'ends-of-ties',
    says: 'ties with their ends: the next home, or death',
    sql: duck`CREATE TABLE own_tie AS
      WITH said AS (FROM placed_tie UNION ALL BY NAME FROM move_tie),
      stay AS (SELECT subject, house, valid_from FROM said WHERE relation = 'living' AND valid_to IS NULL),
      next AS (
        SELECT a.subject, a.house, a.valid_from, min(b.valid_from) AS until FROM stay a JOIN stay b ON a.subject = b.subject AND a.house <> b.house AND b.valid_from > a.valid_from GROUP BY ALL),
      quit AS (SELECT subject, max(valid_to) AS quit_on FROM placed_tie WHERE relation = 'registered' GROUP BY subject HAVING count(*) = count(valid_to)),
      ended AS (
        SELECT said.* REPLACE (CASE WHEN relation = 'living' AND quit_on >= coalesce(said.valid_from, quit_on) THEN least(valid_to, quit_on) ELSE coalesce(valid_to, until) END AS valid_to)
        -- As one equation: with a condition on the left side alone DuckDB would compare every tie with every registration that ended.
        FROM said LEFT JOIN quit ON quit.subject = CASE WHEN said.valid_to IS NOT NULL THEN said.subject END
        LEFT JOIN next ON next.subject = said.subject AND next.house = said.house AND next.valid_from = CASE WHEN relation = 'living' THEN said.valid_from END)
      SELECT relation, subject_type, subject, house, valid_from, CASE WHEN ${dies} THEN died ELSE valid_to END AS valid_to,
        CASE WHEN ${dies} THEN list_sort(list_distinct(ended.sources || d.sources)) ELSE ended.sources END AS sources, presumed
      FROM ended LEFT JOIN died_subject d USING (subject)`,
  };
}
