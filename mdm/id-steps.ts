/**
 * The id contract: a cluster keeps the id that most of its mentions had (tie: the older id); an id that was split stays with the
 * larger part; an id that lost all its mentions to others answers with a redirect; new ids follow the order of the founding mentions.
 */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, name, type Sql } from '../core/duckdb/sql.ts';
import { entityIdSql } from './entity-id.ts';
import type { EntityType } from './shapes.ts';

/** Table made: `claim_<type>` (cluster, entity, mentions): former ids of the cluster's mentions. */
export function claimStep(type: EntityType): Step {
  return {
    name: `claims-${type}`,
    says: 'the ids that the mentions of each cluster had',
    sql: duck`CREATE TABLE ${name(`claim_${type}`)} AS
      SELECT cluster, entity, sum(mentions)::BIGINT AS mentions FROM (
        SELECT cluster, old_entity AS entity, mentions FROM ${name(`member_${type}`)} WHERE old_entity IS NOT NULL
        UNION ALL SELECT cluster, v.entity, v.mentions FROM ${name(`moved_${type}`)} v JOIN ${name(`member_${type}`)} USING (statement)) GROUP BY ALL
      UNION ALL
      -- Mentions that come back revive the id they had, unless the cluster has a living one.
      SELECT cluster, last_entity, sum(mentions)::BIGINT FROM ${name(`member_${type}`)}
      WHERE last_entity IS NOT NULL AND last_entity NOT IN (SELECT entity FROM ${name(`assigned_${type}`)} WHERE present)
      GROUP BY cluster, last_entity HAVING bool_and(old_entity IS NULL)`,
  };
}

/** Table made: `kept_<type>` (cluster, entity): where one cluster and one former id claim only each other. */
export function uncontestedStep(type: EntityType): Step {
  return {
    name: `kept-${type}`,
    says: 'clusters that simply keep their id',
    sql: duck`CREATE TABLE ${name(`kept_${type}`)} AS
      SELECT cluster, entity FROM ${name(`claim_${type}`)}
      QUALIFY count(*) OVER (PARTITION BY cluster) = 1 AND count(*) OVER (PARTITION BY entity) = 1`,
  };
}

/** Claims that need deciding, in the order in which they are granted. */
export function contestedClaimsQuery(type: EntityType): Sql {
  return duck`SELECT c.cluster, c.entity, c.mentions::INTEGER AS mentions FROM ${name(`claim_${type}`)} c JOIN ${name(`cluster_${type}`)} k USING (cluster)
    WHERE c.cluster NOT IN (SELECT cluster FROM ${name(`kept_${type}`)})
    ORDER BY c.mentions DESC, length(c.entity), c.entity, k.founder`;
}

export interface Claim {
  cluster: string;
  entity: string;
  mentions: number;
}

/** Grants each id to one cluster at most and each cluster one id at most, in the order given. */
export function grantClaims(claims: readonly Claim[]): { cluster: string; entity: string }[] {
  const clusters = new Set<string>();
  const entities = new Set<string>();
  const granted: { cluster: string; entity: string }[] = [];
  for (const { cluster, entity } of claims) {
    if (clusters.has(cluster) || entities.has(entity)) continue;
    clusters.add(cluster);
    entities.add(entity);
    granted.push({ cluster, entity });
  }
  return granted;
}

/**
 * Tables made: `identified_<type>` (cluster, entity, created), `assignment_<type>` (rows of assignments that are new or differ),
 * `lost_<type>` (entity, other): ids that no mention has any more, with the id that took most of them, null when none did.
 */
export function identifySteps(type: EntityType, next: number): Step[] {
  const [cluster, kept, claim, member] = [name(`cluster_${type}`), name(`kept_${type}`), name(`claim_${type}`), name(`member_${type}`)];
  const identified = name(`identified_${type}`);
  const number = duck`(${next} - 1 + row_number() OVER (ORDER BY founder))`;
  return [
    {
      name: `identified-${type}`,
      says: 'an id for every cluster; new ones in the order of their founding mentions',
      sql: duck`CREATE TABLE ${identified} AS
        SELECT cluster, entity, false AS created FROM ${kept}
        UNION ALL
        SELECT cluster, ${entityIdSql(type, number)}, true FROM ${cluster} ANTI JOIN ${kept} USING (cluster)`,
    },
    {
      name: `assignments-${type}`,
      says: 'assignments that are new or differ, and those of statements that nobody makes any more',
      sql: duck`CREATE TABLE ${name(`assignment_${type}`)} AS
        SELECT statement, true AS present, entity, component, m.keys, m.made FROM ${member} m JOIN ${identified} USING (cluster)
        WHERE m.old_entity IS DISTINCT FROM entity OR m.old_component IS DISTINCT FROM component OR m.old_keys IS DISTINCT FROM m.keys
        UNION ALL
        SELECT statement, false, entity, component, NULL, made FROM ${name(`assigned_${type}`)} SEMI JOIN ${name(`silent_${type}`)} USING (statement) WHERE present`,
    },
    {
      name: `lost-${type}`,
      says: 'ids that no statement has any more',
      sql: duck`CREATE TABLE ${name(`lost_${type}`)} AS
        WITH was AS (
          SELECT DISTINCT old_entity AS entity FROM ${member} WHERE old_entity IS NOT NULL
          UNION SELECT entity FROM ${name(`assignment_${type}`)} WHERE NOT present),
        -- Few are left here: only their statements are looked at.
        open AS (FROM was ANTI JOIN ${identified} USING (entity)),
        remaining AS (
          SELECT entity FROM (SELECT statement, entity FROM ${name(`assigned_${type}`)} SEMI JOIN open USING (entity) WHERE present)
          ANTI JOIN ${name(`assignment_${type}`)} USING (statement) ANTI JOIN ${member} USING (statement))
        SELECT w.entity, (SELECT i.entity FROM ${claim} c JOIN ${identified} i USING (cluster) WHERE c.entity = w.entity ORDER BY c.mentions DESC, length(i.entity), i.entity LIMIT 1) AS other
        FROM open w WHERE w.entity NOT IN (FROM remaining) ORDER BY w.entity`,
    },
  ];
}

/** Rows of the ledger, in order: created, split off, merged into, retired. `changed` is added when golden values are known. */
export function ledgerQuery(type: EntityType): Sql {
  return duck`SELECT * FROM (
    SELECT i.entity, CASE WHEN source.entity IS NULL THEN 'created' ELSE 'splitFrom' END AS change, source.entity AS other
    FROM ${name(`identified_${type}`)} i
    LEFT JOIN (SELECT cluster, max_by(entity, mentions) AS entity FROM ${name(`claim_${type}`)} GROUP BY cluster) source USING (cluster) WHERE i.created
    UNION ALL
    SELECT entity, CASE WHEN other IS NULL THEN 'retired' ELSE 'mergedInto' END, other FROM ${name(`lost_${type}`)})
    ORDER BY length(entity), entity, change`;
}
