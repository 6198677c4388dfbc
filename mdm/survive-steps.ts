/** Which value of each attribute survives in the golden record, and where it comes from. Losing values stay in the lake. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, join, literal, name, rawSql, type Sql } from '../core/duckdb/sql.ts';
import type { AttributeConfig, EntityConfigLike } from './shapes.ts';
import type { SurvivorshipRule } from './survivorship/index.ts';

/** Bits of a rank, from the weightiest: doubtful value, then the rule's parts, then the statement's number in the founding order. Together below 63. */
const BITS = { doubtful: 1, trust: 6, recency: 16, rarity: 12, order: 26 };

/**
 * Tables made: `stated_<type>` (entity, source, role, values; equal statements of one source once, as of the first of them, so that a
 * payment that says the same every month changes no golden record), `best_<type>` (entity, the winning statement of each attribute) and
 * `survived_<type>` (entity, values, `origin_<attribute>`: JSON list of source, record, role, as-of date and rule, search_keys, records, sources).
 */
export function surviveSteps(entity: EntityConfigLike, rules: Record<string, SurvivorshipRule>): Step[] {
  const type = entity.entity;
  return [stated(entity), numbered(entity, rules), best(entity, rules), survived(entity)].map((step) => ({
    ...step,
    name: `${step.name}-${type}`,
  }));
}

function stated(entity: EntityConfigLike): Step {
  const type = entity.entity;
  const attributes = join(entity.attributes.map((attribute) => duck`s.${name(attribute.name)}`));
  return {
    name: 'stated',
    says: 'equal statements of one source about one entity, once',
    sql: duck`CREATE TABLE ${name(`stated_${type}`)} AS
      SELECT i.entity, s.source, s.role, s.doubtful, s.search_keys, ${attributes}, min(s.record) AS record, min(s.as_of) AS as_of, count(*) AS mentions
      FROM ${name(`scope_${type}`)} s JOIN ${name(`member_${type}`)} m USING (source, record, role) JOIN ${name(`identified_${type}`)} i USING (cluster)
      GROUP BY ALL`,
  };
}

/** Adds what the rules order by: the founding order, and how often a value is stated where a rule counts; and the origin in writing. */
function numbered(entity: EntityConfigLike, rules: Record<string, SurvivorshipRule>): Step {
  const type = entity.entity;
  const counted = entity.attributes.filter((attribute) => rules[attribute.survivorship.rule]!.counts);
  const rarity = counted.map(
    ({ name: attribute }) =>
      duck`, 4095 - least(4095, sum(mentions) OVER (PARTITION BY entity, ${name(attribute)}))::BIGINT AS ${name(`rarity_${attribute}`)}`,
  );
  return {
    name: 'numbered',
    says: 'statements in a total order',
    sql: duck`CREATE OR REPLACE TABLE ${name(`stated_${type}`)} AS
      SELECT *, row_number() OVER (ORDER BY entity, source, record, role, as_of, doubtful) AS founding,
        '["' || source || '",' || to_json(record) || ',"' || role || '","' || as_of || '","' AS origin ${join(rarity, ' ')}
      FROM ${name(`stated_${type}`)}`,
  };
}

/** The winner of an attribute is the statement of least rank; the rank's low bits are the statement's own number. */
function best(entity: EntityConfigLike, rules: Record<string, SurvivorshipRule>): Step {
  const type = entity.entity;
  const winners = entity.attributes.map(
    (attribute) =>
      duck`min(${rank(attribute, rules[attribute.survivorship.rule]!)}) FILTER (${name(attribute.name)} IS NOT NULL) & ${2 ** BITS.order - 1} AS ${name(`best_${attribute.name}`)}`,
  );
  return {
    name: 'best',
    says: 'the winning statement of each attribute',
    sql: duck`CREATE TABLE ${name(`best_${type}`)} AS
      SELECT entity, ${join(winners)}, list_sort(list_distinct(flatten(list(search_keys)))) AS search_keys,
        count(*)::INTEGER AS records, list_sort(list(DISTINCT source)) AS sources, max(as_of) AS as_of
      FROM ${name(`stated_${type}`)} GROUP BY entity`,
  };
}

function survived(entity: EntityConfigLike): Step {
  const type = entity.entity;
  const winner = (attribute: string) => name(`by_${attribute}`);
  const values = entity.attributes.map(({ name: attribute, survivorship }) => {
    const origin = duck`${winner(attribute)}.origin || ${`${survivorship.rule}"]`} AS ${name(`origin_${attribute}`)}`;
    return duck`${winner(attribute)}.${name(attribute)}, ${origin}`;
  });
  const joins = entity.attributes.map(
    ({ name: attribute }) =>
      duck`LEFT JOIN ${name(`stated_${type}`)} ${winner(attribute)} ON ${winner(attribute)}.founding = b.${name(`best_${attribute}`)}`,
  );
  return {
    name: 'survived',
    says: 'the surviving value of each attribute with its origin',
    sql: duck`CREATE TABLE ${name(`survived_${type}`)} AS
      SELECT b.entity, ${join(values)}, b.search_keys, b.records, b.sources, b.as_of FROM ${name(`best_${type}`)} b ${join(joins, ' ')}`,
  };
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
