/** Entities that share a number and contradict each other. They are never merged; a clerk has to look. */
import type { Step } from '../core/duckdb/duck.ts';
import { parquet } from '../core/duckdb/files.ts';
import { duck, name, type Sql } from '../core/duckdb/sql.ts';
import type { EntityType } from './shapes.ts';

/** `more`: rows of other findings about identity. Table made: `conflict_<type>` (entity, other, attribute, join_key, component, present): all conflicts as they stand after this run. */
export function conflictStep(type: EntityType, { published, more }: { published: string | undefined; more?: Sql | undefined }): Step {
  const found = duck`SELECT CASE WHEN older THEN x ELSE y END AS entity, CASE WHEN older THEN y ELSE x END AS other, min(attribute) AS attribute, min(join_key) AS join_key,
      min(component) AS component, true AS present
    FROM (
      SELECT ix.entity AS x, iy.entity AS y, (length(ix.entity), ix.entity) < (length(iy.entity), iy.entity) AS older, c.attribute, px.component,
        list_sort(list_intersect(px.join_keys, py.join_keys))[1] AS join_key
      FROM ${name(`contradiction_${type}`)} c
      JOIN ${name(`placed_${type}`)} px ON px.profile = c.a JOIN ${name(`placed_${type}`)} py ON py.profile = c.b
      JOIN ${name(`identified_${type}`)} ix ON ix.cluster = 'c ' || px.place JOIN ${name(`identified_${type}`)} iy ON iy.cluster = 'c ' || py.place)
    WHERE x <> y AND join_key IS NOT NULL GROUP BY ALL`;
  const kept =
    published === undefined
      ? duck``
      : duck`UNION ALL BY NAME SELECT * FROM ${parquet([published])} WHERE component NOT IN (
          SELECT old_component FROM ${name(`scope_${type}`)} WHERE old_component IS NOT NULL UNION SELECT component FROM ${name(`member_${type}`)}
          UNION SELECT component FROM ${name(`assignment_${type}`)} WHERE NOT present)`;
  return {
    name: `conflicts-${type}`,
    says: 'entities that share an identifier and contradict each other',
    sql: duck`CREATE TABLE ${name(`conflict_${type}`)} AS SELECT * FROM (${found} ${more === undefined ? duck`` : duck`UNION ALL BY NAME ${more}`} ${kept}) ORDER BY entity, other`,
  };
}
