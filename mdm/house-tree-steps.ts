/**
 * Houses as a tree: building → unit → floor → room. Where a house hangs follows from its address, brought to one form, and from nothing
 * that a run decides; so the tree is the same whatever the order in which its parts were told.
 *
 *   nodes     every building, unit and floor that some address lies in is a house too, whether or not a record names it: the tree makes a
 *             statement of its own for it, which joins by its address like any other
 *   floors    of a room: what a register states, else what the room's number says (1203室 lies on floor 12)
 *   unknown   a room whose unit is left out, in a building with units, hangs on its building
 *
 * A house hangs only on what is above its kind, so no way through the tree comes back to where it began.
 */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { HOUSE_LEVELS } from './shapes.ts';

/** Whose statements those of the tree are. No source has this name. */
export const TREE = 'sanku.house-tree';

/** The statement that the tree makes of the node of a key. */
export function nodeStatement(key: Sql): Sql {
  return duck`hash(${TREE}, ${key})`;
}

function rank(level: Sql): Sql {
  return duck`list_position(${[...HOUSE_LEVELS]}, ${level})`;
}

/**
 * Tables made: `floor_house` (spot, floor), `hung_spot` (spot, level, floor, building, in_building, in_unit, on_floor: keys of the
 * nodes it lies in, hangs: that of the node above), `node_house` (statement, key, level, hangs, floor, names: its buildings' names) and `keys_house` (statement, join_keys, keys, level, hangs: key of the node above, made).
 */
export function treeSteps(): Step[] {
  return [floorStep(), hangStep(), nodeStep(), keysStep()];
}

function floorStep(): Step {
  const number = duck`TRY_CAST(nullif(regexp_extract(floor, '[0-9]{1,3}'), '') AS INTEGER)`;
  return {
    name: 'floors-of-rooms',
    says: 'the floor of each room: as stated, or by its number',
    // Of several that are stated the one that the number says too, then the least.
    sql: duck`CREATE TABLE floor_house AS
      SELECT spot, CASE WHEN bool_or(stated = numbered) THEN any_value(numbered) ELSE coalesce(min(stated), any_value(numbered)) END AS floor
      FROM (
        SELECT spot, CASE WHEN regexp_matches(floor, '^(?:-|负|地下|B)') THEN -(${number}) ELSE ${number} END AS stated,
          TRY_CAST(nullif(regexp_extract(room, '^([1-9][0-9]?)[0-9]{2}(?:[^0-9]|$)', 1), '') AS INTEGER) AS numbered
        FROM (SELECT DISTINCT spot, floor FROM settled_house JOIN stated_house_keys USING (statement)) JOIN spot_house USING (spot)
        WHERE room <> '-' AND unit IS NOT NULL)
      GROUP BY spot`,
  };
}

function hangStep(): Step {
  return {
    name: 'places-in-the-tree',
    says: 'the building, unit and floor that each spot lies in',
    // What is true of a building is found out once for it, not once for each of its rooms. A plot without buildings is a building itself.
    sql: duck`CREATE TABLE hung_spot AS
      WITH known AS (SELECT building, place_of_building(building) AS plot, split_part(building, '/', 3) <> '-' AS numbered, coalesce(bool_or(unit <> '-'), false) AS parted FROM spot_house GROUP BY building),
      standing AS (
        SELECT building, parted, CASE WHEN numbered OR plot NOT IN (SELECT plot FROM known WHERE numbered) THEN ${nodeKey(duck`'-'`, duck`'-'`)} END AS in_building FROM known)
      SELECT *, CASE level WHEN 'room' THEN coalesce(on_floor, in_unit, in_building) WHEN 'unit' THEN in_building END AS hangs FROM (
        SELECT spot, building, CASE WHEN room <> '-' THEN 'room' WHEN unit <> '-' THEN 'unit' ELSE 'building' END AS level, floor, in_building,
          CASE WHEN in_building IS NOT NULL AND unit <> '-' THEN ${nodeKey(duck`unit`, duck`'-'`)} END AS in_unit,
          CASE WHEN in_building IS NOT NULL AND (unit <> '-' OR NOT parted) AND floor IS NOT NULL THEN ${nodeKey(duck`unit`, duck`floor || '层'`)} END AS on_floor
        FROM spot_house LEFT JOIN floor_house USING (spot) LEFT JOIN standing USING (building))`,
  };
}

/** No address is written like the key of a floor, so only the tree's own statement has it. */
function nodeKey(unit: Sql, rung: Sql): Sql {
  return duck`replace(key_of_house(building, ${unit}, ${rung}), '?:', ':')`;
}

function nodeStep(): Step {
  return {
    name: 'nodes-of-the-tree',
    says: 'every building, unit and floor that some address lies in',
    sql: duck`CREATE TABLE node_house AS
      WITH called AS (SELECT canon AS building, list_sort(list(building)) AS names FROM alias_house GROUP BY canon)
      SELECT ${nodeStatement(duck`key`)} AS statement, key, level, hangs, floor, coalesce(names, [building]) AS names FROM (
        SELECT in_building AS key, 'building' AS level, NULL::VARCHAR AS hangs, NULL::INTEGER AS floor, building FROM hung_spot WHERE in_building IS NOT NULL
        UNION SELECT in_unit, 'unit', in_building, NULL, building FROM hung_spot WHERE in_unit IS NOT NULL
        UNION SELECT on_floor, 'floor', coalesce(in_unit, in_building), floor, building FROM hung_spot WHERE on_floor IS NOT NULL)
      LEFT JOIN called USING (building)`,
  };
}

function keysStep(): Step {
  return {
    name: 'keys-and-places',
    says: 'the keys that houses are joined by, and where they hang; those of the nodes too',
    sql: duck`CREATE TABLE keys_house AS
      -- Of several spots the one of the lowest level counts.
      WITH hung AS (
        SELECT statement, level, hangs FROM (FROM lain_house WHERE NOT several) JOIN hung_spot USING (spot)
        UNION ALL SELECT statement, level, hangs FROM settled_house SEMI JOIN (FROM lain_house WHERE several) USING (statement) JOIN hung_spot USING (spot)
        QUALIFY row_number() OVER (PARTITION BY statement ORDER BY ${rank(duck`level`)} DESC, coalesce(hangs, '~')) = 1)
      SELECT statement, join_keys, hash(join_keys, level, hangs) AS keys, level, hangs, false AS made
      FROM joined_house LEFT JOIN hung USING (statement)
      UNION ALL SELECT statement, [key], hash(key, level, hangs, names), level, hangs, true FROM node_house`,
  };
}

/** What the tree states of the nodes among `support_house`, with the columns of statements that are not empty. A building is found under all its names, a unit too. */
export function madeStatements(): Sql {
  const tail = duck`substr(key, length(regexp_extract(key, '^(?:[^/]*/){3}')))`;
  return duck`SELECT statement, statement AS content, [key] AS join_keys, []::VARCHAR[] AS doubtful, substr(key, strpos(key, ':') + 1) AS address, floor::VARCHAR AS floor,
    CASE WHEN level = 'floor' THEN []::VARCHAR[] ELSE list_sort(flatten([['address:' || n || ${tail}, 'estateAddress:' || n || ${tail}] FOR n IN names])) END AS search_keys
    FROM node_house SEMI JOIN support_house USING (statement)`;
}

/** Who makes them, with the columns of `support_house`. */
export function madeSupport(): Sql {
  return duck`SELECT statement, ${TREE} AS source, level AS role, substr(key, strpos(key, ':') + 1) AS record, DATE '1970-01-01' AS as_of, 1::BIGINT AS mentions FROM node_house`;
}

/**
 * Table made: `hung_house` (entity, level, above: the entity of the node that it hangs on, key: that node's, parent: the same, unless it is of no higher kind) of the entities of
 * this run. Two houses that would each lie in the other are of one kind or one of them is misplaced: then neither hangs on the other.
 */
export function parentStep(): Step {
  return {
    name: 'parents',
    says: 'the house that each house lies in',
    sql: duck`CREATE TABLE hung_house AS
      WITH voted AS (
        SELECT i.entity, k.level, k.hangs, count(*) AS votes FROM member_house m JOIN identified_house i USING (cluster) JOIN keys_house k USING (statement)
        WHERE k.level IS NOT NULL GROUP BY ALL),
      own AS (
        SELECT entity, arg_min({'level': level, 'hangs': hangs}, (-${rank(duck`level`)}, -votes, coalesce(hangs, '~'))) AS place FROM voted GROUP BY entity),
      placed AS (
        SELECT o.entity, o.place.level AS level, o.place.hangs AS key, e.entity AS above
        FROM own o LEFT JOIN entity_of_house e ON e.statement = CASE WHEN o.place.hangs IS NOT NULL THEN ${nodeStatement(duck`o.place.hangs`)} END),
      above AS (
        SELECT e.entity AS above, max(${rank(duck`k.level`)}) AS highest FROM entity_of_house e SEMI JOIN placed p ON p.above = e.entity
        JOIN keys_house k USING (statement) WHERE k.level IS NOT NULL GROUP BY e.entity)
      SELECT entity, level, above, key, CASE WHEN highest < ${rank(duck`level`)} THEN above END AS parent FROM placed LEFT JOIN above USING (above)`,
  };
}

/** Columns of a conflict: a house on which others should hang and, being of no higher kind, cannot. One row each. */
export const misplaced: Sql =
  rawSql(`SELECT CASE WHEN (length(above), above) < (length(entity), entity) THEN above ELSE entity END AS entity,
    CASE WHEN (length(above), above) < (length(entity), entity) THEN entity ELSE above END AS other, 'parent' AS attribute, key AS join_key, component, true AS present
  FROM (SELECT above, min(entity) AS entity, min(key) AS key FROM hung_house WHERE parent IS NULL AND above <> entity GROUP BY above)
  JOIN (SELECT i.entity, min(component) AS component FROM member_house JOIN identified_house i USING (cluster) GROUP BY i.entity) USING (entity)`);
