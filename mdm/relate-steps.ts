/** Ties of people and companies to houses, from what each source stated about its own records. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { presumedSteps, tiesOfLookedAt } from './presumed-steps.ts';
import type { ChangingSource } from './scope-steps.ts';
import { type EntityType, FACTS, familyState, GOLDEN_RELATIONS, RELATIONS } from './shapes.ts';
import { ENDS } from './spouse-steps.ts';
import { ownTieSteps } from './tie-steps.ts';

const SUBJECTS = ['person', 'company'] as const;

const RELATION_COLUMNS = duck`relation, subject_type, subject, house, valid_from, valid_to`;

export interface RelationFiles {
  /** Absolute paths of stated relations, one group per source, in the order of their version. */
  stated: string[][];
  /** Those of `stated` whose source has something new to say. */
  changing: readonly ChangingSource[];
  /** The published relations; absent the first time. */
  published?: string;
  /** Facts of the sources that tell of deaths or marriages, or name houses; and those of them that have something new to say. */
  facts: string[][];
  changingFacts: readonly ChangingSource[];
  /** `statement`: what sources say of people whose homes they list, given or left out. */
  listed: Sql | undefined;
  /** `statement`, `name`, `birthDate` of people, where they have both. */
  people: Sql | undefined;
}

export interface RelateRequest {
  files: RelationFiles;
  /** Whether everything is resolved anew. */
  full: boolean;
  /** Whether houses form a tree. */
  tree: boolean;
}

/**
 * Tables made: `relation_now` (all golden relations, `presumed`: why, where nobody states them), `relation_added`, `relation_removed` against what is published.
 * Ties whose record, subject or house is unknown now are left out. Unless everything is resolved anew, only the ties of subjects are looked
 * at whose statements changed hands or stand in `restated_tie`, and of those registered with them.
 */
export function relateSteps({ files, full, tree }: RelateRequest): Step[] {
  const stated = familyState(RELATIONS, files.stated);
  const isFirst = files.published === undefined;
  const some = !full && !isFirst;
  const published = some ? duck`FROM published_tie` : publishedTies(files);
  const theirs = duck`SELECT * FROM (${stated}) SEMI JOIN (${statementsOfTouched()}) USING (subject_type, subject_statement)`;
  const lookedAt = duck`FROM looked_at_relation`;
  const facts = duck`SELECT * FROM (${familyState(FACTS, files.facts)}) WHERE present`;
  return [
    ...(some ? [touchedStep()] : []),
    ...statedSteps(some ? theirs : stated),
    ...ownTieSteps({ facts, some, tree }),
    ...presumedSteps({
      facts,
      listed: files.listed,
      people: files.people,
      registered: duck`SELECT subject_statement FROM (${stated}) WHERE present AND relation = 'registered' AND subject_type = 'person'`,
      published: some ? published : undefined,
      tree,
    }),
    {
      name: 'looked-at-relations',
      says: 'the ties of those as they stand now',
      sql: duck`CREATE ${rawSql(isFirst ? 'VIEW' : 'TABLE')} looked_at_relation AS ${tiesOfLookedAt(some)}`,
    },
    relationsStep(some),
    ...(isFirst
      ? allNewSteps()
      : differenceSteps(lookedAt, some ? duck`SELECT * FROM (${published}) SEMI JOIN looked_at_subject ON subject = entity` : published)),
  ];
}

/** Where most ties stay as they are published, they stand in memory once and are put in order where they are written. */
function relationsStep(some: boolean): Step {
  const now = some
    ? duck`CREATE VIEW relation_now AS SELECT ${RELATION_COLUMNS}, sources, presumed FROM published_tie ANTI JOIN looked_at_subject ON subject = entity UNION ALL BY NAME FROM looked_at_relation`
    : duck`CREATE TABLE relation_now AS SELECT ${RELATION_COLUMNS}, sources, presumed FROM looked_at_relation ORDER BY ${relationOrder}`;
  return { name: 'relations', says: 'the ties between entities as they stand now', sql: now };
}

/** The order in which ties are written. */
export const relationOrder: Sql = duck`hash(subject), ${RELATION_COLUMNS}`;

/** Table made: `published_tie`, unless everything is resolved anew: the ties of all that are published, asked by many of the steps of `relateSteps`. */
export function publishedTiesSteps(files: Pick<RelationFiles, 'published'>, full: boolean): Step[] {
  if (full || files.published === undefined) return [];
  return [{ name: 'published-ties', says: 'the ties as published', sql: duck`CREATE TABLE published_tie AS ${publishedTies(files)}` }];
}

function publishedTies({ published }: Pick<RelationFiles, 'published'>): Sql {
  return duck`SELECT * EXCLUDE (present) FROM (${familyState(GOLDEN_RELATIONS, published === undefined ? [] : [[published]])})`;
}

/** Nothing stands yet to tell them from. */
function allNewSteps(): Step[] {
  return [
    { name: 'relations-added', says: 'ties that are new', sql: duck`CREATE VIEW relation_added AS FROM relation_now` },
    { name: 'relations-removed', says: 'ties that no longer hold', sql: duck`CREATE VIEW relation_removed AS FROM relation_now LIMIT 0` },
  ];
}

function differenceSteps(now: Sql, before: Sql): Step[] {
  const differ = (left: Sql, right: Sql) => duck`SELECT * FROM (${left}) x WHERE NOT EXISTS (
    FROM (${right}) y WHERE x.relation = y.relation AND x.subject = y.subject AND x.house = y.house
      AND x.valid_from IS NOT DISTINCT FROM y.valid_from AND x.valid_to IS NOT DISTINCT FROM y.valid_to AND x.sources = y.sources AND x.presumed IS NOT DISTINCT FROM y.presumed) ORDER BY ALL`;
  return [
    { name: 'relations-added', says: 'ties that are new', sql: duck`CREATE TABLE relation_added AS ${differ(now, before)}` },
    { name: 'relations-removed', says: 'ties that no longer hold', sql: duck`CREATE TABLE relation_removed AS ${differ(before, now)}` },
  ];
}

/**
 * Table made: `restated_tie` (subject_type, statement): statements of people and companies of whose ties something new is stated, or whose
 * house, or its division, is another now. Where they lie may change by it, so their golden records are looked at again.
 */
export function restatedStep({ stated, changing, facts, changingFacts }: RelationFiles): Step {
  const [waiting, before] = [changing.map((source) => source.waiting), changing.map((source) => source.before)];
  const told = (groups: readonly (readonly string[])[]) =>
    duck`SELECT * FROM (${familyState(FACTS, groups)}) WHERE present AND entity_type = 'person' AND (fact IN ('death', 'marriage') OR other_type = 'house')`;
  const newFacts = changingFacts.map((source) => source.waiting);
  const oldFacts = duck`SELECT * FROM (${told(changingFacts.map((source) => source.before))}) SEMI JOIN (${familyState(FACTS, newFacts)}) USING (source, record, fact)`;
  const moved = duck`SELECT statement FROM assignment_house UNION SELECT statement FROM entity_of_house SEMI JOIN (
    SELECT g.entity FROM golden_house g LEFT JOIN published_house p USING (entity) WHERE g.division IS DISTINCT FROM p.division) USING (entity)`;
  // A marriage concerns both, and a divorce those of the marriage that it ends, whoever it names itself.
  const concerned = duck`WITH new AS (FROM (${told(newFacts)}) UNION ALL BY NAME FROM (${oldFacts})),
    ended AS (SELECT * FROM (${told(facts)}) SEMI JOIN (SELECT source, ${ENDS} AS record FROM new WHERE fact = 'marriage') USING (source, record) WHERE fact = 'marriage')
    SELECT entity_type, unnest(CASE WHEN fact = 'marriage' THEN [statement, other_statement] ELSE [statement] END) AS statement FROM (FROM new UNION ALL BY NAME FROM ended)`;
  return {
    name: 'restated-ties',
    says: 'people and companies whose ties or houses changed',
    sql: duck`CREATE TABLE restated_tie AS
      SELECT subject_type, subject_statement AS statement FROM (${familyState(RELATIONS, stated)}) SEMI JOIN (${moved}) h ON house_statement = h.statement WHERE present
      UNION SELECT subject_type, subject_statement FROM (${familyState(RELATIONS, waiting)}) WHERE present
      UNION SELECT subject_type, subject_statement FROM (${familyState(RELATIONS, before)}) SEMI JOIN (${familyState(RELATIONS, waiting)}) USING (source, record, relation) WHERE present
      UNION SELECT entity_type, statement FROM (${concerned})
      UNION SELECT entity_type, f.statement FROM (${told(facts)}) f SEMI JOIN (${moved}) h ON f.other_statement = h.statement`,
  };
}

/** Table made: `touched_subject` (entity). */
function touchedStep(): Step {
  const touched = SUBJECTS.map((type) => {
    const [assigned, changed] = [name(`assigned_${type}`), name(`assignment_${type}`)];
    return duck`SELECT entity FROM ${changed} UNION SELECT entity FROM ${assigned} SEMI JOIN ${changed} USING (statement)
      UNION SELECT entity FROM ${name(`entity_of_${type}`)} SEMI JOIN (FROM restated_tie WHERE subject_type = ${type}) USING (statement)`;
  });
  return {
    name: 'touched-subjects',
    says: 'people and companies whose ties may have changed',
    sql: duck`CREATE TABLE touched_subject AS ${join(touched, ' UNION ')}`,
  };
}

function statementsOfTouched(): Sql {
  const each = SUBJECTS.map(
    (type) =>
      duck`SELECT ${type} AS subject_type, statement AS subject_statement FROM ${name(`entity_of_${type}`)} SEMI JOIN touched_subject USING (entity)`,
  );
  return join(each, ' UNION ALL ');
}

/** View made: `entity_of_<type>` (statement, entity): assignments after this run. */
export function placedStep(type: EntityType): Step {
  const [assigned, changed] = [name(`assigned_${type}`), name(`assignment_${type}`)];
  return {
    name: `entity-of-${type}`,
    says: 'the entity of each statement after this run',
    sql: duck`CREATE VIEW ${name(`entity_of_${type}`)} AS
      SELECT statement, entity FROM ${assigned} ANTI JOIN ${changed} USING (statement) WHERE present
      UNION ALL SELECT statement, entity FROM ${changed} WHERE present`,
  };
}

/** Most ties are stated by one record: only the others' are brought together. */
function statedSteps(stated: Sql): Step[] {
  const subjects = SUBJECTS.map(
    (type) => duck`SELECT r.*, s.entity AS subject FROM (${stated}) r
      JOIN ${name(`entity_of_${type}`)} s ON r.subject_type = ${type} AND s.statement = r.subject_statement WHERE r.present`,
  );
  // What ends before it begins has not ended: the end is that of something before.
  const sources = rawSql("list_sort(list_distinct(list({'source': source, 'record': record})))");
  return [
    {
      name: 'told-ties',
      says: 'the ties that records state',
      sql: duck`CREATE TABLE told_tie AS
        SELECT relation, subject_type, subject, h.entity AS house, valid_from, CASE WHEN valid_to < valid_from THEN NULL ELSE valid_to END AS valid_to,
          r.source, r.record, hash(relation, subject, h.entity, valid_from) AS tie
        FROM (${join(subjects, ' UNION ALL ')}) r JOIN entity_of_house h ON h.statement = r.house_statement`,
    },
    {
      name: 'stated-ties',
      says: 'the ties that sources state, each once',
      sql: duck`CREATE TABLE stated_tie AS
        WITH again AS (SELECT tie FROM told_tie GROUP BY tie HAVING count(*) > 1)
        SELECT ${RELATION_COLUMNS}, [{'source': source, 'record': record}] AS sources FROM told_tie ANTI JOIN again USING (tie)
        UNION ALL SELECT relation, subject_type, subject, house, valid_from, CASE WHEN bool_or(valid_to IS NULL) THEN NULL ELSE max(valid_to) END AS valid_to, ${sources} AS sources
        FROM told_tie SEMI JOIN again USING (tie) GROUP BY relation, subject_type, subject, house, valid_from;
        DROP TABLE told_tie`,
    },
  ];
}
