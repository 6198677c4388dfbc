/** Tables that nothing asks for any more are let go as early as can be: all those of a city would not fit in memory, and what does not fit is written out and read again. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, name } from '../core/duckdb/sql.ts';
import type { EntityType } from './shapes.ts';

/** On the way to who is one. Of the profiles only those that contradict each other are asked for again. */
export function letGoOfScopeStep(type: EntityType): Step {
  const step = letGo(
    `scope-${type}`,
    ['delta', 'support', 'profile', 'edge', 'label'].map((table) => `${table}_${type}`),
  );
  const placed = name(`placed_${type}`);
  const contested = duck`SELECT a AS profile FROM ${name(`contradiction_${type}`)} UNION SELECT b FROM ${name(`contradiction_${type}`)}`;
  return {
    ...step,
    sql: duck`CREATE OR REPLACE TABLE ${placed} AS SELECT p.*, join_keys FROM ${placed} p SEMI JOIN (${contested}) USING (profile) JOIN ${name(`profile_${type}`)} USING (profile); ${step.sql}`,
  };
}

/** On the way to the keys of houses and their places in the tree. */
export function letGoOfKeysStep(): Step {
  const ways = ['place_house', 'bearer_house', 'at_house', 'units_house', 'stated_house_keys', 'lain_house', 'joined_house', 'spot_house'];
  return letGo('keys-house', [...ways, 'node_house', 'keys_house']);
}

/** The words of all statements, when what survives of them is known. */
export function letGoOfWordsStep(type: EntityType): Step {
  const step = letGo(
    `words-${type}`,
    ['stated', 'several', 'scope', 'member'].map((table) => `${table}_${type}`),
  );
  return { ...step, sql: duck`DROP VIEW ${name(`worded_${type}`)}; ${step.sql}` };
}

/** What survived, when it stands in golden records. */
export function letGoOfSurvivedStep(type: EntityType): Step {
  return letGo(
    `survived-${type}`,
    ['survived', 'cluster', 'golden_part', 'given'].map((table) => `${table}_${type}`),
  );
}

/** On the way to the ties of everybody. */
export function letGoOfTiesStep(): Step {
  return letGo('ties', ['stated_tie', 'placed_tie', 'move_tie', 'lying_house']);
}

function letGo(what: string, tables: readonly string[]): Step {
  const drops = tables.map((table) => duck`DROP TABLE ${name(table)}`);
  return { name: `let-go-${what}`, says: 'what stood on the way here is no longer needed', sql: join(drops, '; ') };
}
