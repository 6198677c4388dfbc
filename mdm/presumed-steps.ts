/**
 * Where people live of whom a source of homes speaks without saying where: in the only home they own, if they are registered there or were elsewhere before; with their husband or wife; with those who are
 * registered in the same home since the same day, there if one of them lives there; else where they are registered (their domicile by the Civil Code, article 25). Such a tie follows from what is stated of others too, and says in `presumed` why.
 */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, type Sql } from '../core/duckdb/sql.ts';
import { type Namesakes, namesakeSteps } from './namesake-steps.ts';
import { joinedSteps, weddingStep } from './spouse-steps.ts';
import { laterHomes } from './tie-steps.ts';

export interface PresumedTies extends Namesakes {
  /** Facts in force of the sources that tell of marriages. */
  facts: Sql;
  /** Whether houses form a tree, so that the building of a room is known. */
  tree: boolean;
  /** Published ties; absent where all ties are made anew. */
  published: Sql | undefined;
}

/**
 * Tables made from `own_tie`: `known_tie` (the ties of everybody, nothing presumed but by their own ties), `looked_at_subject` (entity: those of `touched_subject`, who is registered with them,
 * whom they married, and who is tied to nothing; only where ties are published), those of `spouse-steps.ts` and `namesake-steps.ts`, and `presumed_tie`.
 */
export function presumedSteps(request: PresumedTies): Step[] {
  const { facts, listed, published, tree } = request;
  const some = published !== undefined;
  const looked = some ? duck`AND s.subject IN (SELECT entity FROM looked_at_subject)` : duck``;
  return [
    weddingStep(facts),
    knownStep(published),
    ...namesakeSteps(request),
    ...(some ? [lookedAtStep(published)] : []),
    ...joinedSteps({ looked, tree }),
    ...presumeSteps(listed, some),
  ];
}

function knownStep(published: Sql | undefined): Step {
  // What is held to have ended because husband or wife moved on is open by their own ties.
  const others =
    published &&
    duck`UNION ALL BY NAME
    SELECT * REPLACE (CASE WHEN presumed IS DISTINCT FROM 'left' THEN valid_to END AS valid_to, nullif(presumed, 'left') AS presumed)
    FROM (${published}) ANTI JOIN touched_subject ON subject = entity WHERE presumed IS NULL OR presumed IN ('move', 'left')`;
  return {
    name: 'known-ties',
    says: 'the ties of everybody that are stated',
    sql: duck`CREATE VIEW known_tie AS FROM own_tie ${others ?? duck``}`,
  };
}

function lookedAtStep(published: Sql): Step {
  return {
    name: 'looked-at-subjects',
    says: 'those whose ties may have changed, who is or was registered with them, whom they married, and who is tied to nothing',
    sql: duck`CREATE TABLE looked_at_subject AS
      WITH home AS (
        SELECT house, valid_from FROM own_tie WHERE relation = 'registered'
        UNION SELECT house, valid_from FROM (${published}) SEMI JOIN touched_subject ON subject = entity WHERE relation = 'registered')
      SELECT entity FROM touched_subject UNION SELECT spouse FROM wed_subject SEMI JOIN touched_subject ON subject = entity UNION SELECT subject FROM tieless_subject
      UNION SELECT subject FROM (${published}) SEMI JOIN home USING (house, valid_from) WHERE relation = 'registered'`,
  };
}

function presumeSteps(listed: Sql | undefined, some: boolean): Step[] {
  const lookedAt = some ? duck`SEMI JOIN looked_at_subject l ON l.entity = e.entity` : duck``;
  return [
    {
      name: 'people-without-home',
      says: 'people whom a source of homes lists without one',
      sql: duck`CREATE TABLE homeless_subject AS
        SELECT DISTINCT e.entity AS subject FROM (${listed ?? duck`SELECT 0::UBIGINT AS statement LIMIT 0`}) JOIN entity_of_person e USING (statement) ${lookedAt}
        ANTI JOIN (FROM known_tie WHERE relation = 'living') h ON h.subject = e.entity`,
    },
    ...householdSteps(),
    homesStep(),
  ];
}

/**
 * Tables made from `homeless_subject`: `their_tie` (their own ties, and those of their namesakes), `registered_home` (subject, house, valid_from, valid_to, sources), `beside_subject` (subject,
 * house, mate) and `household_home` (subject, h).
 */
function householdSteps(): Step[] {
  return [
    {
      name: 'ties-of-those',
      says: 'their own ties, and those of their namesakes',
      sql: duck`CREATE TABLE their_tie AS SELECT * FROM known_tie SEMI JOIN homeless_subject USING (subject)
        UNION ALL SELECT k.* REPLACE (n.subject AS subject) FROM known_tie k JOIN namesake_subject n ON n.other = k.subject WHERE k.relation <> 'living'`,
    },
    {
      name: 'registered-homes',
      says: 'where they are registered',
      sql: duck`CREATE TABLE registered_home AS SELECT subject, unnest(r) FROM (
        SELECT subject, arg_max({'house': house, 'valid_from': valid_from, 'valid_to': valid_to, 'sources': sources}, (valid_to IS NULL, coalesce(valid_from, DATE '0001-01-01'), house)) AS r
        FROM their_tie WHERE relation = 'registered' GROUP BY subject)`,
    },
    {
      name: 'registered-beside',
      says: 'who is registered in the same home since the same day',
      sql: duck`CREATE TABLE beside_subject AS SELECT n.subject, n.house, q.subject AS mate FROM registered_home n
        JOIN (SELECT subject, house, valid_from FROM known_tie WHERE relation = 'registered') q ON q.house = n.house AND q.valid_from = n.valid_from WHERE q.subject <> n.subject`,
    },
    {
      name: 'homes-beside',
      says: 'where most of those live',
      sql: duck`CREATE TABLE household_home AS
        WITH shared AS (
          SELECT b.subject, l.house, l.valid_from, l.house = b.house AS at_home, count(*) AS mates, list_sort(list_distinct(flatten(list(l.sources)))) AS sources
          FROM beside_subject b JOIN (FROM known_tie WHERE relation = 'living' AND valid_to IS NULL) l ON l.subject = b.mate GROUP BY ALL)
        SELECT subject, arg_max({'house': house, 'valid_from': valid_from, 'sources': sources}, (at_home, mates, house, coalesce(valid_from, DATE '0001-01-01'))) AS h FROM shared GROUP BY subject`,
    },
  ];
}

function homesStep(): Step {
  return {
    name: 'presumed-homes',
    says: 'where they live, as far as it follows from registrations, titles, marriages and households',
    sql: duck`CREATE TABLE presumed_tie AS
      WITH dead AS (SELECT subject, min(died) AS died FROM (SELECT subject, died FROM died_subject UNION ALL SELECT n.subject, died FROM died_subject d JOIN namesake_subject n ON n.other = d.subject) GROUP BY subject),
      owned AS (
        SELECT subject, arg_max({'house': house, 'valid_from': valid_from, 'sources': sources}, valid_from) AS o FROM (${laterHomes(duck`FROM their_tie`)}) WHERE relation = 'owning' GROUP BY subject),
      found AS (
        SELECT subject, r.valid_to AS left_on, CASE WHEN o IS NOT NULL AND (o.house = r.house OR coalesce(o.valid_from > r.valid_from, true)) THEN 'title' WHEN j.house <> r.house OR (j.house IS NOT NULL AND r.house IS NULL) THEN 'spouse' WHEN h IS NOT NULL THEN 'household' WHEN r.house IS NOT NULL THEN 'domicile' END AS presumed,
          CASE presumed WHEN 'spouse' THEN {'house': j.house, 'valid_from': j.since, 'sources': j.sources} WHEN 'title' THEN o WHEN 'household' THEN h WHEN 'domicile' THEN {'house': r.house, 'valid_from': r.valid_from, 'sources': r.sources} END AS home
        FROM homeless_subject LEFT JOIN joined_subject j USING (subject) LEFT JOIN registered_home r USING (subject) LEFT JOIN owned USING (subject) LEFT JOIN household_home USING (subject))
      SELECT 'living' AS relation, 'person' AS subject_type, subject, home.house AS house, home.valid_from AS valid_from,
        CASE WHEN coalesce(home.valid_from <= died, true) THEN least(left_on, died) ELSE left_on END AS valid_to, home.sources AS sources, CASE WHEN n.subject IS NULL THEN presumed ELSE 'namesake' END AS presumed
      FROM found LEFT JOIN dead USING (subject) LEFT JOIN namesake_subject n USING (subject)
      WHERE home IS NOT NULL AND coalesce(home.valid_from <= left_on, true) AND coalesce(home.valid_from <= died, true)
      UNION ALL BY NAME SELECT 'living' AS relation, 'person' AS subject_type, subject, house, since AS valid_from, NULL::DATE AS valid_to, sources, 'spouse' AS presumed
      FROM joined_subject WHERE left_house IS NOT NULL`,
  };
}

/** Every tie: of those looked at, or of all. Who went to live with husband or wife has left where they lived. */
export function tiesOfLookedAt(some: boolean): Sql {
  const known = some ? duck`FROM known_tie SEMI JOIN looked_at_subject ON subject = entity` : duck`FROM known_tie`;
  const leaves = duck`relation = 'living' AND k.house = j.left_house AND k.valid_to IS NULL`;
  return duck`SELECT k.* REPLACE (CASE WHEN ${leaves} THEN j.since ELSE k.valid_to END AS valid_to, CASE WHEN ${leaves} THEN 'left' ELSE presumed END AS presumed)
    FROM (${known}) k LEFT JOIN joined_subject j USING (subject) UNION ALL BY NAME FROM presumed_tie`;
}
