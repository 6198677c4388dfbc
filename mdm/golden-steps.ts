/** Golden records of the touched entities, against what is published: what is new, what changed, what is gone. */
import type { Duck, Step } from '../core/duckdb/duck.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, join, literal, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { type EntityConfigLike, type EntityType, GOLDEN } from './shapes.ts';
import { houseTree } from './tree-scope-steps.ts';

/** The ties that say in which division a person or company lies, the first that exists. A house lies where its address says. */
const HOME: Record<'person' | 'company', string[]> = { person: ['registered', 'living'], company: ['registeredAddress', 'taxAddress'] };

/** Survivors whose golden records are made at once: while one part is, PostgreSQL takes in that before, and no more than one of a kind stands in memory as JSON. */
const PART = 150_000;

/** What `goldenPartStep` needs and fills: tables `golden_<type>` (entity, present, division, records, confidence, row_hash, created, attribute columns) and `gone_<type>` (entity). */
export function goldenSteps(entity: EntityConfigLike, published: string[]): Step[] {
  const type = entity.entity;
  const columns = ['entity', 'present', 'division', 'row_hash'];
  const before = published.length === 0 ? undefined : lakeState({ key: GOLDEN.key, groups: [published], columns });
  const attributes = entity.attributes.map((attribute) => duck`, ${name(attribute.name)} VARCHAR`);
  return [
    {
      name: `published-${type}`,
      says: 'the golden records as published',
      sql: duck`CREATE TABLE ${name(`published_${type}`)} AS ${before ?? duck`SELECT ''::VARCHAR AS entity, false AS present, ''::VARCHAR AS division, 0::UBIGINT AS row_hash LIMIT 0`}`,
    },
    givenStep(entity),
    {
      name: `goldens-${type}`,
      says: 'a table of golden records that are new or changed',
      sql: duck`CREATE TABLE ${name(`golden_${type}`)} (entity VARCHAR, present BOOLEAN, division VARCHAR, records INTEGER, confidence VARCHAR, row_hash UBIGINT, created BOOLEAN${join(attributes, '')})`,
    },
    {
      name: `gone-${type}`,
      says: 'golden records that no mention stands behind any more',
      sql: duck`CREATE TABLE ${name(`gone_${type}`)} AS SELECT entity FROM ${name(`lost_${type}`)} ORDER BY entity`,
    },
  ];
}

/** How many parts of `size` there are; one at least. */
export async function goldenParts(db: Duck, type: EntityType, size = PART): Promise<number> {
  const { rows } = await db.row<{ rows: number }>(duck`SELECT count(*)::DOUBLE AS rows FROM ${name(`survived_${type}`)}`);
  return Math.max(1, Math.ceil(rows / size));
}

/**
 * Adds a part of the golden records that are new or changed to `golden_<type>`. Table made: `golden_part_<type>` (the same, and the texts that
 * PostgreSQL takes: attributes_json, lineage_json, search_keys, sources, as_of).
 */
export function goldenPartStep(entity: EntityConfigLike, part: number, size = PART): Step {
  const table = name(`golden_part_${entity.entity}`);
  return {
    name: `golden-${entity.entity}`,
    says: 'golden records that are new or changed',
    sql: duck`CREATE OR REPLACE TABLE ${table} AS ${goldenRecords(entity, part, size)};
      INSERT INTO ${name(`golden_${entity.entity}`)} BY NAME SELECT * EXCLUDE (attributes_json, lineage_json, search_keys, sources, as_of) FROM ${table}`,
  };
}

/**
 * Table made: `given_<type>` (_place: that of the survivor, confidence, created, _before: the hash of what is published, and what `lies` gives): all that a golden record takes from
 * elsewhere, brought together once for all parts and in their order. Names with `_` cannot be those of attributes.
 */
function givenStep(entity: EntityConfigLike): Step {
  const type = entity.entity;
  const lies = type === 'house' ? liesInTree(houseTree(entity) !== undefined) : liesAtHome(type);
  return {
    name: `given-${type}`,
    says: 'what golden records take from elsewhere than their statements',
    sql: duck`CREATE TABLE ${name(`given_${type}`)} AS
      SELECT s.rowid AS _place, c.confidence, i.created, p.row_hash AS _before, ${lies.columns}
      FROM ${name(`survived_${type}`)} s JOIN ${name(`identified_${type}`)} i USING (entity) JOIN ${name(`cluster_${type}`)} c USING (cluster) LEFT JOIN (${lies.rows}) l ON l.entity = s.entity
      LEFT JOIN ${name(`published_${type}`)} p ON p.entity = s.entity AND p.present ORDER BY _place`,
  };
}

interface Lies {
  columns: Sql;
  /** `entity` and the columns. */
  rows: Sql;
}

function liesInTree(tree: boolean): Lies {
  return {
    columns: duck`l.level, l.parent`,
    rows: tree ? duck`FROM hung_house` : duck`SELECT NULL::VARCHAR AS entity, NULL::VARCHAR AS level, NULL::VARCHAR AS parent`,
  };
}

/** Attributes that follow from a house's place in the tree. An address that stops at its road or estate is a place: no house lies in it. */
const IN_TREE: Record<string, Sql> = {
  level: duck`coalesce(g.level, CASE address_level(coalesce(s.address, s."estateAddress")) WHEN 'road' THEN 'place' WHEN 'none' THEN NULL ELSE address_level(coalesce(s.address, s."estateAddress")) END)`,
  parent: duck`g.parent`,
};

function goldenRecords(entity: EntityConfigLike, part: number, size: number): Sql {
  const type = entity.entity;
  const attributes = entity.attributes.map((attribute) => attribute.name);
  const tree = houseTree(entity) !== undefined;
  const within = (place: Sql) => duck`${place} >= ${part * size} AND ${place} < ${(part + 1) * size}`;
  const value = (attribute: string) => (tree && IN_TREE[attribute]) || duck`s.${name(attribute)}`;
  const searched = tree
    ? duck`CASE WHEN g.parent IS NULL THEN s.search_keys ELSE list_sort(s.search_keys || ['parent:' || g.parent]) END`
    : duck`s.search_keys`;
  const built = duck`SELECT s.entity, ${divisionOf(type)} AS division, s.records, g.confidence, g._before, ${join(attributes.map((attribute) => duck`${value(attribute)} AS ${name(attribute)}`))},
      ${jsonObject(attributes.map((attribute) => [attribute, duck`to_json(${value(attribute)})`]))} AS attributes_json,
      '{"statements":' || s.origins || ',"by":' || ${lineage(entity)} || '}' AS lineage_json,
      ${searched} AS search_keys, s.sources, s.as_of, g.created
    FROM (SELECT *, rowid AS _place FROM ${name(`survived_${type}`)} WHERE ${within(duck`rowid`)}) s JOIN (FROM ${name(`given_${type}`)} WHERE ${within(duck`_place`)}) g USING (_place)`;
  return duck`SELECT * EXCLUDE (_before), true AS present FROM (
      SELECT *, hash(attributes_json, lineage_json, search_keys, sources, division, records, confidence) AS row_hash FROM (${built}))
    WHERE _before IS DISTINCT FROM row_hash`;
}

function divisionOf(type: EntityType): Sql {
  return type === 'house' ? rawSql('nullif(address_division(coalesce(s.address, s."estateAddress")), \'\')') : rawSql('g.division');
}

/** The division of the subject's home: its earliest named relation, the latest begun, then the house's id. By their own ties: where others went tells nothing of it. */
function liesAtHome(type: 'person' | 'company'): Lies {
  const order = rawSql(`CASE relation ${HOME[type].map((relation, place) => `WHEN ${literal(relation)} THEN ${place}`).join(' ')} END`);
  // One text, smallest first: of several values side by side DuckDB would make such a text itself, at many times the cost.
  const days = duck`coalesce(date_diff('day', DATE '1900-01-01', valid_from), 0)`;
  const place = duck`((${order} * 2 + (valid_to IS NOT NULL AND presumed IS DISTINCT FROM 'left')::INTEGER) * 100000000 + 50000000 - ${days})::VARCHAR`;
  return {
    columns: duck`l.division`,
    rows: duck`SELECT subject AS entity, arg_min(division, lpad(${place}, 10, '0') || house) AS division
    FROM relation_now r SEMI JOIN ${name(`survived_${type}`)} t ON t.entity = r.subject
    JOIN (SELECT entity AS house, division FROM golden_house
          UNION ALL SELECT entity, division FROM published_house ANTI JOIN golden_house USING (entity) WHERE present) USING (house)
    WHERE subject_type = ${type} AND relation IN ${HOME[type] as string[]} AND division IS NOT NULL AND coalesce(presumed NOT IN ('spouse', 'household', 'namesake'), true) GROUP BY subject`,
  };
}

/** Per rule of survivorship the attributes that it decided, each with the place of the statement that its value is from. */
function lineage(entity: EntityConfigLike): Sql {
  const byRule = Map.groupBy(entity.attributes, ({ survivorship }) => survivorship.rule);
  const rules = [...byRule].sort(([left], [right]) => (left < right ? -1 : 1));
  return jsonObject(
    rules.map(([rule, attributes]) => [
      rule,
      jsonObject(attributes.map(({ name: attribute }) => [attribute, duck`(s.${name(`from_${attribute}`)} - s.first)`])),
    ]),
  );
}

/** A JSON object of the values (JSON texts) that are not null, keys in the order given. */
function jsonObject(fields: [string, Sql][]): Sql {
  const parts = fields.map(([key, value]) => duck`${`${JSON.stringify(key)}:`} || ${value}`);
  return duck`'{' || concat_ws(',', ${join(parts)}) || '}'`;
}
