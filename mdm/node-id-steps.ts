/**
 * Ids of the nodes of the tree of houses. A node that no record names is known by its address alone, and an address is another when a
 * division's code or a building's name is. What lies in a node tells which it is: one that comes takes the id of one that goes, if most of what lay in that lies in it now.
 */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, type Sql } from '../core/duckdb/sql.ts';
import { nodeStatement, TREE } from './house-tree-steps.ts';
import { familyState, GOLDEN } from './shapes.ts';

/**
 * New ids are given in the order of founders: that of a node is the first record of what lies in it, so that another code gives the same order.
 * Changes `cluster_house`.
 */
export function nodeFounderSteps(): Step[] {
  return [
    {
      name: 'founders-of-nodes',
      says: 'the first record of what lies in each node of the tree',
      sql: duck`CREATE TABLE founder_house AS
        WITH founded AS (SELECT spot, min(source || '|' || record || '|' || role) AS founder FROM support_house JOIN settled_house USING (statement) GROUP BY spot)
        SELECT key, min(founder) AS founder FROM (SELECT unnest([in_building, in_unit, on_floor]) AS key, founder FROM hung_spot JOIN founded USING (spot)) WHERE key IS NOT NULL GROUP BY key`,
    },
    {
      name: 'founded-nodes',
      says: 'nodes that no record names in the order of those records',
      // Made anew: to change rows one by one takes many times as long.
      sql: duck`CREATE OR REPLACE TABLE cluster_house AS
        SELECT c.* REPLACE (CASE WHEN f.key IS NULL THEN c.founder ELSE {'source': ${TREE}, 'record': f.founder || '|' || f.key, 'role': c.founder.role} END AS founder)
        FROM cluster_house c LEFT JOIN founder_house f ON f.key = CASE WHEN c.founder.source = ${TREE} THEN 'address:' || c.founder.record END`,
    },
  ];
}

/**
 * Adds to `claim_house`: the votes of the houses that lay in nodes which are gone now, for the nodes that they lie in; and where such a node stood before, the votes of those that lay in
 * it already.
 *
 * @param published absolute paths of the golden houses, in the order of their version; not empty
 */
export function nodeClaimSteps(published: string[]): Step[] {
  const standing = duck`SELECT DISTINCT old_entity AS entity FROM member_house SEMI JOIN vote_node USING (cluster) WHERE made AND old_entity IS NOT NULL`;
  return [
    {
      name: 'nodes-left',
      says: 'ids of nodes that stand no more',
      sql: duck`CREATE TABLE left_node AS SELECT DISTINCT entity FROM assigned_house SEMI JOIN silent_house USING (statement) WHERE present AND made`,
    },
    {
      name: 'tree-before',
      says: 'the tree as it is published',
      sql: duck`CREATE TABLE tree_before AS SELECT entity, level, parent FROM (${familyState(GOLDEN, [published], { also: ['level', 'parent'] })}) WHERE present`,
    },
    {
      name: 'houses-in-nodes-left',
      says: 'what lay in those',
      sql: duck`CREATE TABLE left_house AS ${houses(duck`FROM left_node`)}`,
    },
    {
      name: 'votes-for-nodes-left',
      says: 'in which nodes it lies now',
      sql: duck`CREATE TABLE vote_node AS ${votes(duck`left_house`)}`,
    },
    {
      name: 'houses-in-nodes-standing',
      says: 'what lay in these before',
      sql: duck`CREATE TABLE standing_house AS ${houses(duck`FROM (${standing}) ANTI JOIN left_node USING (entity)`)}`,
    },
    {
      name: 'votes-for-nodes-standing',
      says: 'and where it lies now',
      sql: duck`INSERT INTO vote_node SELECT v.* FROM (${votes(duck`standing_house`)}) v
        SEMI JOIN member_house m ON m.cluster = v.cluster AND m.old_entity = v.entity`,
    },
    {
      name: 'claims-of-nodes',
      says: 'these votes beside the mentions',
      sql: duck`CREATE OR REPLACE TABLE claim_house AS
        SELECT cluster, entity, sum(mentions)::BIGINT AS mentions FROM (FROM claim_house UNION ALL BY NAME FROM vote_node) GROUP BY ALL;
        DROP TABLE tree_before; DROP TABLE left_house; DROP TABLE standing_house`,
    },
  ];
}

/** `house`, `node`: one of `nodes`, `level`: of the node: the houses that lay in those nodes. A table of them tells DuckDB how few they mostly are. */
function houses(nodes: Sql): Sql {
  return duck`WITH RECURSIVE lay AS (
      SELECT entity AS house, entity AS node, level FROM tree_before SEMI JOIN (${nodes}) USING (entity)
      UNION SELECT t.entity, lay.node, lay.level FROM lay JOIN tree_before t ON t.parent = lay.house)
    FROM lay`;
}

/** `cluster`, `entity`: a node, `mentions`: how many of the houses that lay in it lie in that cluster's node of the same level. */
function votes(lay: Sql): Sql {
  return duck`WITH said AS (SELECT statement, entity FROM assigned_house WHERE present AND NOT made UNION ALL SELECT statement, entity FROM moved_house),
    lies AS (
      SELECT house, node, CASE level WHEN 'building' THEN in_building WHEN 'unit' THEN in_unit WHEN 'floor' THEN on_floor END AS key
      FROM (SELECT statement, house, node, lay.level FROM ${lay} lay JOIN said ON said.entity = lay.house) JOIN settled_house USING (statement)
      JOIN (SELECT spot, in_building, in_unit, on_floor FROM hung_spot) USING (spot))
    SELECT cluster, node AS entity, count(DISTINCT house) AS mentions FROM lies JOIN member_house ON statement = ${nodeStatement(duck`key`)} WHERE key IS NOT NULL GROUP BY ALL`;
}
