/** Who is one: the statements of a type brought into clusters, and what has to be decided outside DuckDB on the way. */
import type { Step } from '../core/duckdb/duck.ts';
import { duck, name } from '../core/duckdb/sql.ts';
import {
  clusterSteps,
  connectStep,
  contestedQueries,
  contestedStep,
  contradictionStep,
  profileSteps,
  splitStep,
  unconnectedQuery,
} from './cluster-steps.ts';
import { takeApart } from './contest.ts';
import type { PublishRun } from './contract.ts';
import type { EntityConfigLike } from './shapes.ts';

export type Work = (steps: Step[]) => Promise<void>;

/** Tables made: those of `cluster-steps.ts`. */
export async function cluster(run: PublishRun, entity: EntityConfigLike, work: Work): Promise<void> {
  const type = entity.entity;
  await work(profileSteps(entity));
  for (const { join_key, profiles } of await run.duck.rows(
    duck`SELECT split_part(join_key, ':', 1) AS join_key, count(*)::INTEGER AS profiles FROM ${name(`refused_key_${type}`)} GROUP BY 1 ORDER BY 1`,
  ))
    run.log.warn({ type, scheme: join_key, keys: profiles }, 'identifiers shared by too many records were not joined by');
  while ((await run.duck.row(unconnectedQuery(type)))['open'] !== 0) await work([connectStep(type)]);
  await work([contradictionStep(entity, run.valueTypes), contestedStep(entity)]);
  const { profiles, contradictions, shared } = contestedQueries(entity);
  const parts = takeApart({
    profiles: (await run.duck.rows(profiles)) as never,
    shared: (await run.duck.rows(shared)) as never,
    contradictions: (await run.duck.rows(contradictions)) as never,
  });
  await run.duck.run(duck`CREATE TABLE ${name(`part_${type}`)} (rank BIGINT, part BIGINT)`);
  await insertPairs(run, `part_${type}`, [...parts]);
  await work([splitStep(type), ...clusterSteps(entity)]);
}

/** Writes a small decided list back into a two-column table. */
export async function insertPairs(
  run: PublishRun,
  table: string,
  pairs: readonly (readonly [string | number, string | number])[],
): Promise<void> {
  const size = 5000;
  for (let at = 0; at < pairs.length; at += size) {
    const [left, right] = [0, 1].map((side) => pairs.slice(at, at + size).map((pair) => pair[side]!));
    await run.duck.run(duck`INSERT INTO ${name(table)} SELECT unnest(${left!}), unnest(${right!})`);
  }
}
