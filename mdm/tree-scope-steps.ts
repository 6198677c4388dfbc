/** What a run has to look at of the tree of houses: the nodes that came or went, and what hangs on those that may bear another id. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck } from '../core/duckdb/sql.ts';
import type { HouseTree } from './house-key-steps.ts';
import { madeSupport } from './house-tree-steps.ts';
import type { EntityConfigLike } from './shapes.ts';

/** Houses form a tree where they have attributes for it. */
export function houseTree({ entity, attributes }: EntityConfigLike): HouseTree | undefined {
  const has = (attribute: string) => attributes.some((one) => one.name === attribute);
  return entity === 'house' && has('level') && has('parent') ? { floor: has('floor') ? 'floor' : undefined } : undefined;
}

/** What the tree of houses says itself, where everything is resolved anew. */
export function nodesAnew(): Step[] {
  return [
    {
      name: 'nodes-still-made',
      says: 'nodes of the tree that still stand',
      sql: duck`DELETE FROM silent_house WHERE statement IN (SELECT statement FROM node_house)`,
    },
    {
      name: 'made-support',
      says: 'the nodes of the tree beside what records say',
      sql: duck`INSERT INTO support_house BY NAME ${madeSupport()}`,
    },
  ];
}

/** Nodes of the tree that are new, and those in which nothing lies any more. */
export function nodesAfter(): Step[] {
  const gone = duck`SELECT statement FROM assigned_house ANTI JOIN node_house USING (statement) WHERE present AND made`;
  return [
    { name: 'nodes-gone', says: 'nodes of the tree in which nothing lies any more', sql: duck`INSERT INTO silent_house ${gone}` },
    {
      name: 'nodes-changed',
      says: 'nodes of the tree that are new or gone',
      sql: duck`INSERT INTO changed_house SELECT statement, false FROM (${gone}) UNION ALL
        SELECT statement, true FROM node_house ANTI JOIN (FROM assigned_house WHERE present) USING (statement)`,
    },
  ];
}

/** The id of a node may be another after this run: what hangs on it says so. */
export function beneathStep(): Step {
  return {
    name: 'touched-beneath',
    says: 'the components of houses that hang on those',
    sql: duck`INSERT INTO touched_component_house
        SELECT component FROM assigned_house SEMI JOIN (
          SELECT statement FROM keys_house SEMI JOIN (
            SELECT key FROM node_house SEMI JOIN (
              SELECT statement FROM assigned_house SEMI JOIN touched_component_house USING (component) UNION ALL SELECT statement FROM changed_house) USING (statement)) n
          ON hangs = n.key) USING (statement) WHERE present`,
  };
}

/** Nodes among the statements that are looked at. */
export function touchedNodesStep(): Step {
  return {
    name: 'made-support',
    says: 'the nodes of the tree beside what records say',
    sql: duck`INSERT INTO support_house BY NAME SELECT * FROM (${madeSupport()}) SEMI JOIN touched_statement_house USING (statement)`,
  };
}
