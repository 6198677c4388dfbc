/**
 * One house bears several addresses: of its road and of its estate, with its unit and without. Before houses are joined, every address key
 * is brought to one form. What it takes is learned from the statements in force and from nothing else, so it is the same whatever the order
 * in which they came:
 *
 *   buildings   registers that give one dwelling two addresses say that the two buildings are one
 *   units       a room whose unit is left out has the unit of the only such room that a register knows in the building
 *   tenants     or of the only such room that the same person or company is tied to by another record
 *
 * A room that stays without its unit, where the building has several such rooms, has no key: nobody knows which it is.
 */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, name, type Sql } from '../core/duckdb/sql.ts';
import { treeSteps } from './house-tree-steps.ts';
import { type TieFiles, tenantSteps } from './tenant-steps.ts';

/** Of what is said about a building and another place, so much has to name one building there for the two to be one. */
const AGREEING = 0.8;

/** Names of one building that lead to each other over more steps than this are not followed. */
const LONGEST_WAY = 6;

export interface HouseKeyRequest {
  /** `statement`, `join_keys` of every statement that was ever made. */
  statements: Sql;
  /** `statement`: those in force. */
  live: Sql;
  ties: TieFiles;
  /** Whether houses form a tree, and whether sources state the floor; without a tree each house stands alone. */
  tree: HouseTree | undefined;
}

export interface HouseTree {
  /** Attribute of the houses' statements that holds the floor as a number; absent: rooms' numbers alone tell it. */
  floor: 'floor' | undefined;
}

/**
 * Tables made: `keys_house` (statement, join_keys, keys: both as one number, level and hangs: see `house-tree-steps.ts`, made: whether it is a node that the tree
 * made) of the statements in force, and on the way there `stated_house_keys`, `place_house`,
 * `alias_house` (building, canon: the name that all names of one building share), `at_house` (statement, coded: whether a number names
 * the house too, named: the building as written, building, unit, room), `units_house` (building, room, units, unit, declared),
 * `filled_house` (statement, building, room, unit), `settled_house` (statement, building, room, unit: NULL where nobody knows which, differs, spot: the three as one number),
 * `spot_house` (spot, building, unit, room, key: each that some address names, once), `lain_house` (statement, spot: the least of its spots, several: whether it has others, differs: whether one of them does), `joined_house` (statement, join_keys).
 */
export function houseKeySteps({ statements, live, ties, tree }: HouseKeyRequest): Step[] {
  return [
    ...placeSteps({ statements, live, tree }),
    ...aliasSteps(),
    ...unitSteps(),
    ...tenantSteps(ties),
    ...keySteps(),
    ...(tree === undefined ? [placelessStep()] : treeSteps()),
  ];
}

function placeSteps({ statements, live, tree }: Pick<HouseKeyRequest, 'statements' | 'live' | 'tree'>): Step[] {
  const floor = tree?.floor === undefined ? duck`NULL::VARCHAR` : name(tree.floor);
  return [
    {
      name: 'stated-house-keys',
      says: 'the keys of houses as they are written, of the statements in force',
      // Keys are sorted and those of addresses stand side by side, so the outer ones tell whether there are others.
      sql: duck`CREATE TABLE stated_house_keys AS
        SELECT statement, join_keys, ${floor} AS floor, len(join_keys) > 0 AND NOT (is_address_key(join_keys[1]) AND is_address_key(join_keys[-1])) AS coded
        FROM (${statements}) SEMI JOIN (${live}) USING (statement)`,
    },
    {
      name: 'house-places',
      says: 'building, unit and room of each address',
      // Each key is parted once.
      sql: duck`CREATE TABLE place_house AS SELECT statement, coded, h.building, h.unit, h.room FROM (
        SELECT statement, coded, house_of_rungs(rungs) AS h FROM (
          SELECT statement, coded, rungs_of_key(key) AS rungs FROM (SELECT statement, coded, unnest(join_keys) AS key FROM stated_house_keys)
          WHERE is_address_key(key)))`,
    },
  ];
}

function aliasSteps(): Step[] {
  return [
    {
      name: 'house-bearers',
      says: 'what gives one house two addresses: a number, or one record',
      sql: duck`CREATE TABLE bearer_house AS
        SELECT DISTINCT hash(key) AS bearer, building, hash(unit, room) AS door FROM (
          SELECT statement, unnest(join_keys) AS key FROM stated_house_keys WHERE coded) JOIN place_house USING (statement) WHERE NOT is_address_key(key)
        UNION ALL SELECT statement, building, hash(unit, room) FROM place_house SEMI JOIN (FROM stated_house_keys WHERE NOT coded AND len(join_keys) > 1) USING (statement)`,
    },
    {
      name: 'house-votes',
      says: 'how many rooms say that two names are those of one building',
      // Places are looked at once for each pair of names, not once for each room.
      sql: duck`CREATE TABLE alias_vote AS
        WITH pair AS MATERIALIZED (
          SELECT x.building AS a, y.building AS b, count(DISTINCT door) AS rooms
          FROM bearer_house x JOIN bearer_house y USING (bearer, door) WHERE x.building <> y.building GROUP BY ALL)
        SELECT a, b, place_of_building(a) AS place_a, place_of_building(b) AS place_b, rooms FROM pair WHERE place_a <> place_b`,
    },
    {
      name: 'house-aliases',
      says: 'the names of one building, under the least of them',
      // Two buildings of one place are never one: where names lead from one to the other, none of them is believed.
      sql: duck`CREATE TABLE alias_house AS
        WITH RECURSIVE agreed AS (
          SELECT a, b FROM alias_vote QUALIFY rooms >= ${AGREEING} * sum(rooms) OVER (PARTITION BY a, place_b) AND rooms >= ${AGREEING} * sum(rooms) OVER (PARTITION BY b, place_a)),
        reached AS (
          SELECT a AS building, b AS other, 1 AS steps FROM agreed
          UNION SELECT r.building, g.b, r.steps + 1 FROM reached r JOIN agreed g ON g.a = r.other WHERE r.steps < ${LONGEST_WAY} AND g.b <> r.building),
        named AS (SELECT building, least(building, min(other)) AS canon FROM reached GROUP BY building)
        SELECT building, canon FROM named ANTI JOIN (
          SELECT canon FROM named GROUP BY canon, place_of_building(building) HAVING count(*) > 1) USING (canon)`,
    },
  ];
}

function unitSteps(): Step[] {
  return [
    {
      name: 'houses-at',
      says: 'each address under the one name of its building',
      sql: duck`CREATE TABLE at_house AS
        SELECT statement, coded, building AS named, coalesce(canon, building) AS building, unit, room FROM place_house LEFT JOIN alias_house USING (building)`,
    },
    {
      name: 'units-of-rooms',
      says: 'in how many units of a building there is a room of that number',
      sql: duck`CREATE TABLE units_house AS
        SELECT building, room, count(DISTINCT unit) AS units, min(unit) AS unit, bool_or(coded) AS declared
        FROM at_house WHERE unit <> '-' AND room <> '-' GROUP BY ALL`,
    },
  ];
}

/** Only statements that one of this changes get other keys than they were written with. */
function keySteps(): Step[] {
  const unit = duck`CASE WHEN h.unit <> '-' OR h.room = '-' OR u.units IS NULL THEN h.unit WHEN u.units = 1 AND u.declared THEN u.unit ELSE f.unit END`;
  return [
    {
      name: 'settled-houses',
      says: 'each address with the unit that is known now',
      sql: duck`CREATE TABLE settled_house AS
        SELECT *, hash(building, unit, room) AS spot FROM (
          SELECT statement, h.building, h.room, ${unit} AS unit, h.building <> h.named OR (${unit}) IS DISTINCT FROM h.unit AS differs
          FROM at_house h LEFT JOIN units_house u USING (building, room) LEFT JOIN filled_house f USING (statement, building, room))`,
    },
    {
      name: 'house-spots',
      says: 'each building, unit and room that some address names, once',
      sql: duck`CREATE TABLE spot_house AS
        SELECT *, key_of_house(building, unit, room) AS key FROM (
          SELECT spot, any_value(building) AS building, any_value(unit) AS unit, any_value(room) AS room FROM settled_house GROUP BY spot)`,
    },
    {
      name: 'spots-of-houses',
      says: 'where each statement lies, and whether at several spots',
      sql: duck`CREATE TABLE lain_house AS
        SELECT statement, min(spot) AS spot, min(spot) <> max(spot) AS several, bool_or(differs) AS differs FROM settled_house GROUP BY statement`,
    },
    {
      name: 'house-keys',
      says: 'the keys that houses are joined by',
      // Most lie at one spot and have no number: its key is all theirs.
      sql: duck`CREATE TABLE joined_house AS
      WITH mixed AS (SELECT statement FROM stated_house_keys JOIN lain_house USING (statement) WHERE differs AND (several OR coded)),
      keyed AS (
        SELECT statement, key FROM (SELECT DISTINCT statement, spot FROM settled_house SEMI JOIN mixed USING (statement)) JOIN spot_house USING (spot) WHERE key IS NOT NULL
        UNION ALL SELECT DISTINCT statement, key FROM (
          SELECT statement, unnest(join_keys) AS key FROM stated_house_keys SEMI JOIN mixed USING (statement) WHERE coded) WHERE NOT is_address_key(key))
      SELECT statement, CASE WHEN l.differs THEN coalesce(k.join_keys, CASE WHEN p.key IS NOT NULL THEN [p.key] END, []::VARCHAR[]) ELSE s.join_keys END AS join_keys
      FROM stated_house_keys s LEFT JOIN lain_house l USING (statement)
      LEFT JOIN spot_house p ON p.spot = CASE WHEN l.differs AND NOT (l.several OR s.coded) THEN l.spot END
      LEFT JOIN (SELECT statement, list_sort(list(key)) AS join_keys FROM keyed GROUP BY statement) k USING (statement)`,
    },
  ];
}

function placelessStep(): Step {
  return {
    name: 'placeless-houses',
    says: 'the same, of houses that form no tree',
    sql: duck`CREATE VIEW keys_house AS
      SELECT *, hash(join_keys) AS keys, NULL::VARCHAR AS level, NULL::VARCHAR AS hangs, false AS made FROM joined_house`,
  };
}
