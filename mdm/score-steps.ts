/**
 * Scoring as DuckDB steps: the hub's answer beside the truth, counted in contingency tables.
 */
import type { Step } from '../core/duckdb/duck.ts';
import { readCsv } from '../core/duckdb/files.ts';
import { duck, name, type Sql } from '../core/duckdb/sql.ts';
import { agreementCounts } from './agreement-steps.ts';

const MENTION_COLUMNS = ['source', 'record', 'role', 'entity_type', 'entity'] as const;

/** Puts truth and answer side by side: tables score_mention (both sides), score_side (coverage), score_cell, score_map. */
export function mentionSteps({
  records,
  houses,
  assignments,
}: {
  records: string;
  houses: string | undefined;
  assignments: string;
}): Step[] {
  const levels =
    houses === undefined ? duck`SELECT NULL::VARCHAR AS house, NULL::VARCHAR AS level WHERE false` : readCsv(houses, ['house', 'level']);
  return [
    {
      name: 'score_side',
      says: 'read which entity each mention belongs to, in truth and in the hub',
      sql: duck`CREATE OR REPLACE TEMP TABLE score_side AS
        SELECT source, record, role, entity_type, min(truth) AS truth, min(hub) AS hub FROM (
          SELECT source, record, role, entity_type, entity AS truth, NULL AS hub FROM (${readCsv(records, MENTION_COLUMNS)})
          UNION ALL
          SELECT source, record, role, entity_type, NULL, entity FROM (${readCsv(assignments, MENTION_COLUMNS)}))
        GROUP BY ALL`,
    },
    {
      name: 'score_mention',
      says: 'keep the mentions that both sides know, with the level of the house',
      sql: duck`CREATE OR REPLACE TEMP TABLE score_mention AS
        WITH level AS (SELECT house, min(level) AS level FROM (${levels}) GROUP BY house)
        SELECT entity_type, hub, truth, CASE WHEN entity_type <> 'house' THEN NULL WHEN level.level = 'room' THEN 'rooms' WHEN level.level IS NOT NULL THEN 'buildings' END AS part
        -- As one equation: with a condition on the left side alone DuckDB would compare every mention with every house.
        FROM score_side LEFT JOIN level ON level.house = CASE WHEN entity_type = 'house' THEN truth END
        WHERE truth IS NOT NULL AND hub IS NOT NULL`,
    },
    {
      name: 'score_cell',
      says: 'count the mentions that each hub entity shares with each true entity',
      sql: duck`CREATE OR REPLACE TEMP TABLE score_cell AS SELECT entity_type, part, hub, truth, count(*) AS n FROM score_mention GROUP BY ALL`,
    },
    {
      name: 'score_map',
      says: 'take for each hub entity the true one that most of its mentions belong to',
      sql: duck`CREATE OR REPLACE TEMP TABLE score_map AS
        SELECT entity_type, hub, truth FROM (SELECT entity_type, hub, truth, sum(n) AS n FROM score_cell GROUP BY ALL)
        QUALIFY row_number() OVER (PARTITION BY entity_type, hub ORDER BY n DESC, truth) = 1`,
    },
  ];
}

/**
 * One row per entity type and part ('' = all of the type), as `agreementCounts`.
 * Clusters are counted inside the part; a hub house that mixes rooms with their building shows in the whole, not in the parts.
 */
export const clusterCounts: Sql = agreementCounts({
  cells: duck`
    SELECT entity_type, '' AS part, hub AS found, truth, sum(n)::BIGINT AS n FROM score_cell GROUP BY ALL
    UNION ALL SELECT entity_type, part, hub, truth, n FROM score_cell WHERE part IS NOT NULL`,
  by: ['entity_type', 'part'],
});

/** How many mentions only one side knows. */
export const coverage: Sql = duck`
  SELECT entity_type, count(*) FILTER (hub IS NULL)::DOUBLE AS missing_in_hub, count(*) FILTER (truth IS NULL)::DOUBLE AS missing_in_truth
  FROM score_side GROUP BY ALL ORDER BY ALL`;

const RELATION_COLUMNS = ['relation', 'subject_type', 'subject', 'house'] as const;

/** Two days of one event may lie so far apart: registers learn of it late. */
const DAYS_APART = 31;

/**
 * One row per relation type: ties the hub states, those that are true, true ties, those that the hub found. With `dated` a tie is true
 * only where it begins and ends on the same days as the true one, or nearly, and one that is open in truth is open.
 */
export function relationCounts({ truth, hub, dated }: { truth: string; hub: string; dated: boolean }): Sql {
  const columns = dated ? [...RELATION_COLUMNS, 'valid_from', 'valid_to'] : RELATION_COLUMNS;
  const near = (column: string) =>
    duck`(stated.${name(column)} IS NULL AND truth.${name(column)} IS NULL
      OR abs(date_diff('day', TRY_CAST(stated.${name(column)} AS DATE), TRY_CAST(truth.${name(column)} AS DATE))) <= ${DAYS_APART})`;
  const same = duck`truth.relation = stated.relation AND truth.subject_type = stated.subject_type AND truth.subject = stated.true_subject AND truth.house = stated.true_house
    ${dated ? duck`AND ${near('valid_from')} AND ${near('valid_to')}` : duck``}`;
  return duck`
    WITH truth AS (SELECT DISTINCT * FROM (${readCsv(truth, columns)})),
    stated AS (
      SELECT said.*, who.truth AS true_subject, place.truth AS true_house
      FROM (SELECT DISTINCT * FROM (${readCsv(hub, columns)})) said
      LEFT JOIN score_map who ON who.entity_type = said.subject_type AND who.hub = said.subject
      LEFT JOIN score_map place ON place.entity_type = 'house' AND place.hub = said.house)
    SELECT relation AS name, sum(stated)::DOUBLE AS stated, sum(correct)::DOUBLE AS correct, sum(true_rows)::DOUBLE AS true_rows, sum(found)::DOUBLE AS found FROM (
      SELECT relation, 1 AS stated, (EXISTS (FROM truth WHERE ${same}))::INT AS correct, 0 AS true_rows, 0 AS found FROM stated
      UNION ALL SELECT relation, 0, 0, 1, (EXISTS (FROM stated WHERE ${same}))::INT FROM truth)
    GROUP BY ALL ORDER BY ALL`;
}

const WRONG_COLUMNS = ['comparison', 'entity_type', 'entity', 'other_type', 'other'] as const;

/** The hub's cases that stand (open or confirmed), each with what it says in the truth's ids; and the true wrongs. */
export function caseSteps({ truth, hub }: { truth: string; hub: string }): Step[] {
  return [
    {
      name: 'score_wrong',
      says: 'read the wrongs that are true',
      sql: duck`CREATE OR REPLACE TEMP TABLE score_wrong AS
        SELECT comparison, entity_type, entity, coalesce(other_type, '') AS other_type, coalesce(other, '') AS other, bool_or(lower(by_number) = 'true') AS by_number
        FROM (${readCsv(truth, [...WRONG_COLUMNS, 'by_number'])}) GROUP BY ALL`,
    },
    {
      name: 'score_case',
      says: "read the hub's cases of those comparisons of which the truth speaks, in the truth's ids",
      sql: duck`CREATE OR REPLACE TEMP TABLE score_case AS
        SELECT said.comparison, said.entity_type, who.truth AS entity, coalesce(said.other_type, '') AS other_type,
          CASE WHEN said.other IS NULL THEN '' ELSE whom.truth END AS other, said.grade = 'certain' AS certain
        FROM (${readCsv(hub, [...WRONG_COLUMNS, 'grade', 'state'])}) said
        LEFT JOIN score_map who ON who.entity_type = said.entity_type AND who.hub = said.entity
        LEFT JOIN score_map whom ON whom.entity_type = said.other_type AND whom.hub = said.other
        WHERE said.state IN ('open', 'confirmed') AND said.comparison IN (SELECT comparison FROM score_wrong)`,
    },
  ];
}

/** One row per comparison, as `relationCounts`. With `byNumber`: only cases graded certain, only wrongs that a number reveals. */
export function wrongCounts({ byNumber }: { byNumber: boolean }): Sql {
  const same = duck`hit.comparison = wrong.comparison AND hit.entity_type = wrong.entity_type AND hit.entity = wrong.entity
    AND hit.other_type = wrong.other_type AND hit.other = wrong.other`;
  return duck`
    WITH hit AS (FROM score_case WHERE certain OR NOT ${byNumber})
    SELECT name, sum(stated)::DOUBLE AS stated, sum(correct)::DOUBLE AS correct, sum(true_rows)::DOUBLE AS true_rows, sum(found)::DOUBLE AS found FROM (
      SELECT hit.comparison AS name, 1 AS stated, (wrong.comparison IS NOT NULL)::INT AS correct, 0 AS true_rows, 0 AS found
      FROM hit LEFT JOIN score_wrong wrong ON ${same}
      UNION ALL
      SELECT wrong.comparison, 0, 0, 1, (EXISTS (FROM hit WHERE ${same}))::INT FROM score_wrong wrong WHERE by_number OR NOT ${byNumber})
    GROUP BY ALL ORDER BY ALL`;
}
