/** Which value of each attribute survives in the golden record, and where it comes from. Losing values stay in the lake. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, literal, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import type { AttributeConfig, EntityConfigLike } from './shapes.ts';
import type { SurvivorshipRule } from './survivorship/index.ts';

/** Bits of a rank, from the weightiest: doubtful value, then the rule's parts, then the statement's number in the founding order. Together 63 at most. */
const BITS = { doubtful: 1, trust: 6, recency: 16, rarity: 12, order: 28 };
/** Statements whose contest DuckDB decides at once: what it holds of each until the end cannot be spilled. */
const CONTEST = 1_000_000;

/**
 * Tables made: `several_<type>` (cluster: those of several statements), `stated_<type>` (of those: entity, founding: its place in the order of the entity's statements, alone: whether the entity has no other, statement,
 * source, as_of, mentions, origin; equal words of one source once, as of the first of them, so that what is repeated changes no golden record), `worded_<type>` (the same with its
 * words) and `survived_<type>` (entity, values, `from_<attribute>`: founding of the statement that the value is from, first: founding of the
 * entity's first statement, origins: JSON list of its statements, search_keys, records, sources, as_of).
 */
export function surviveSteps(entity: EntityConfigLike, rules: Record<string, SurvivorshipRule>): Step[] {
  const steps = [several(entity), stated(entity), worded(entity, rules), unopposed(entity)];
  return steps.map((step) => ({ ...step, name: `${step.name}-${entity.entity}` }));
}

/** Adds the entities of several statements to `survived_<type>`, a part of them at a time. @param counted what `contestedStatements` gives */
export function contestSteps(
  entity: EntityConfigLike,
  rules: Record<string, SurvivorshipRule>,
  counted: Readonly<Record<string, number>>,
): Step[] {
  const parts = Math.max(1, Math.ceil(counted['statements']! / CONTEST));
  const stated = { ...entity, attributes: entity.attributes.filter((_, place) => counted[`a${place}`]! > 0) };
  return Array.from({ length: parts }, (_, part) => ({
    name: `survived-${entity.entity}`,
    says: 'the surviving value of each attribute with its origin',
    sql: contest(stated, rules, parts === 1 ? duck`` : duck`AND hash(entity) % ${parts} = ${part}`),
  }));
}

/** One row: `statements` that contest with others, and `a<i>`: how many of them state the attribute of place i. Of many attributes none does. */
export function contestedStatements({ entity: type, attributes }: EntityConfigLike): Sql {
  const counts = attributes.map((attribute, place) => duck`count(${name(attribute.name)})::DOUBLE AS ${name(`a${place}`)}`);
  return duck`SELECT ${join([duck`count(*)::DOUBLE AS statements`, ...counts])} FROM ${name(`worded_${type}`)} WHERE NOT alone`;
}

/** Half of all entities have one statement alone: only the others' are brought together, ordered and compared. */
function several({ entity: type }: EntityConfigLike): Step {
  return {
    name: 'several',
    says: 'entities of several statements',
    sql: duck`CREATE TABLE ${name(`several_${type}`)} AS SELECT cluster FROM ${name(`member_${type}`)} GROUP BY cluster HAVING count(*) > 1`,
  };
}

function stated({ entity: type }: EntityConfigLike): Step {
  return {
    name: 'stated',
    says: 'equal words of one source about one of those, once, in a total order',
    sql: duck`CREATE TABLE ${name(`stated_${type}`)} AS
      SELECT entity, row_number() OVER (PARTITION BY entity ORDER BY source, record, role) AS founding, count(*) OVER (PARTITION BY entity) = 1 AS alone,
        statement, source, as_of, mentions, ${ORIGIN} AS origin
      FROM (
        SELECT i.entity, any_value(m.source) AS source, any_value(m.role) AS role, min(m.record) AS record, min(m.as_of) AS as_of,
          sum(m.mentions)::BIGINT AS mentions, arg_min(m.statement, m.record) AS statement
        FROM ${name(`member_${type}`)} m SEMI JOIN ${name(`several_${type}`)} USING (cluster) JOIN ${name(`identified_${type}`)} i USING (cluster) GROUP BY i.entity, m.content)`,
  };
}

/** Of a statement's first record, as JSON. */
const ORIGIN = rawSql(`'["' || source || '",' || to_json(record) || ',"' || role || '","' || as_of || '"]'`);

/** Beside the words what the rules order by: how often a value is stated, where a rule counts it. A view: as a table the words of all would stand in memory twice. */
function worded(entity: EntityConfigLike, rules: Record<string, SurvivorshipRule>): Step {
  const type = entity.entity;
  const counted = entity.attributes.filter((attribute) => rules[attribute.survivorship.rule]!.counts);
  const rarity = counted.map(
    ({ name: attribute }) =>
      duck`, 4095 - least(4095, sum(s.mentions) OVER (PARTITION BY s.entity, w.${name(attribute)}))::BIGINT AS ${name(`rarity_${attribute}`)}`,
  );
  const values = entity.attributes.map((attribute) => duck`w.${name(attribute.name)}`);
  return {
    name: 'worded',
    says: 'what those statements say',
    sql: duck`CREATE VIEW ${name(`worded_${type}`)} AS SELECT s.*, w.search_keys, w.doubtful, ${join([...values])} ${join(rarity, ' ')}
      FROM ${name(`stated_${type}`)} s JOIN ${name(`scope_${type}`)} w USING (statement)`,
  };
}

/** What nobody else speaks of survives whole, without a contest. */
function unopposed({ entity: type, attributes }: EntityConfigLike): Step {
  const own = attributes.flatMap((attribute) => [
    name(attribute.name),
    duck`CASE WHEN ${name(attribute.name)} IS NOT NULL THEN 1::BIGINT END AS ${name(`from_${attribute.name}`)}`,
  ]);
  const survived = duck`SELECT entity, ${join(own)}, 1::BIGINT AS first, '[' || origin || ']' AS origins, search_keys, 1::INTEGER AS records, [source] AS sources, as_of`;
  return {
    name: 'unopposed',
    says: 'what survives where nothing else was said',
    sql: duck`CREATE TABLE ${name(`survived_${type}`)} AS
      ${survived} FROM ${name(`worded_${type}`)} WHERE alone
      UNION ALL ${survived} FROM (
        SELECT i.entity, w.*, ${ORIGIN} AS origin FROM ${name(`scope_${type}`)} w
        JOIN (SELECT statement, cluster FROM ${name(`member_${type}`)} ANTI JOIN ${name(`several_${type}`)} USING (cluster)) USING (statement)
        JOIN ${name(`identified_${type}`)} i USING (cluster))`,
  };
}

/** The winner of an attribute is the statement of least rank; the rank's low bits are the statement's own number. */
function contest({ entity: type, attributes }: EntityConfigLike, rules: Record<string, SurvivorshipRule>, part: Sql): Sql {
  const winners = attributes.flatMap((attribute) => {
    const order = rank(attribute, rules[attribute.survivorship.rule]!);
    const column = name(attribute.name);
    return [
      duck`arg_min(${column}, ${order}) AS ${column}`,
      duck`min(${order}) FILTER (${column} IS NOT NULL) & ${2 ** BITS.order - 1} AS ${name(`from_${attribute.name}`)}`,
    ];
  });
  // Lists are put in order many at once; an aggregate that orders does it group by group.
  const origins = rawSql("list_transform(list_sort(list({'founding': founding, 'origin': origin})), lambda told: told.origin)");
  return duck`INSERT INTO ${name(`survived_${type}`)} BY NAME
    SELECT ${join([rawSql('entity'), ...winners])}, min(founding) AS first, '[' || array_to_string(${origins}, ',') || ']' AS origins,
      list_sort(list_distinct(flatten(list(search_keys)))) AS search_keys, count(*)::INTEGER AS records,
      list_sort(list_distinct(list(source))) AS sources, max(as_of) AS as_of
    FROM ${name(`worded_${type}`)} WHERE NOT alone ${part} GROUP BY entity`;
}

function rank(attribute: AttributeConfig, rule: SurvivorshipRule): Sql {
  const parts = {
    trust: trust(attribute),
    recency: rawSql("(65535 - date_diff('day', DATE '1970-01-01', as_of))"),
    rarity: rule.counts ? name(`rarity_${attribute.name}`) : rawSql('0'),
  };
  const widths = new Map<Sql, number>([
    [parts.trust, BITS.trust],
    [parts.recency, BITS.recency],
    [parts.rarity, BITS.rarity],
  ]);
  const doubtful = duck`list_contains(doubtful, ${attribute.name})::BIGINT`;
  const weighted = rule.order(parts).reduce((sum, part) => duck`(${sum} * ${2 ** widths.get(part)!} + ${part})`, doubtful);
  return duck`(${weighted} * ${2 ** BITS.order} + founding)`;
}

/** Place of the source in the attribute's list; sources that it does not name come last. */
function trust(attribute: AttributeConfig): Sql {
  const places = attribute.survivorship.sources.slice(0, 62).map((source, place) => `WHEN ${literal(source)} THEN ${place}`);
  return rawSql(places.length === 0 ? '0' : `CASE source ${places.join(' ')} ELSE 63 END`);
}
