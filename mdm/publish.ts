import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { runSteps, type Step, type StepResult } from '../core/duckdb/duck.ts';
import { parquet, writeParquet } from '../core/duckdb/files.ts';
import { keyOrder, lakeState, mergeIsDue } from '../core/duckdb/lake-state.ts';
import { duck, name } from '../core/duckdb/sql.ts';
import type { PublishResult, PublishRun } from './contract.ts';
import { GoldenStore } from './golden-store.ts';
import { livePaths } from './lake-files.ts';
import type { PublishState } from './publish-state-store.ts';
import { copyLedgerStep, writeConflictsStep, writeLakeSteps, writeRelationsStep } from './publish-steps.ts';
import { ASSIGNMENTS, ENTITY_TYPES, type EntityType, GOLDEN, type LakeFamily, type LakeFile } from './shapes.ts';
import type { Staging } from './staging.ts';

export interface Decided {
  state: PublishState;
  entityConfig: string;
  /** The instant from which the hub knows what it publishes now. */
  at: Date;
  /** Golden rows and relations, on their way into PostgreSQL. */
  staging: Staging;
}

/** Writes the lake's files, waits for PostgreSQL's rows and commits both at one instant. */
export async function publish(
  run: PublishRun,
  { state, entityConfig, at, staging }: Decided,
): Promise<PublishResult & { steps: StepResult[] }> {
  const steps: StepResult[] = [];
  const work = async (list: Step[]) => {
    steps.push(...(await runSteps(run.duck, list, run)));
  };
  const { newLakeFiles, replacedPaths } = await writeLake(run, work);
  const ledger = path.join(run.workFolder, 'ledger.csv');
  await work([copyLedgerStep(ENTITY_TYPES, { run: run.run, path: ledger })]);
  staging.ledger(ledger);
  const started = performance.now();
  await staging.finished();
  const loaded = performance.now();
  await new GoldenStore(run.database).commit(staging.transaction, {
    run: run.run,
    first: run.first,
    at,
    lost: staging.lost(),
    newLakeFiles,
    replacedPaths,
    nextEntity: run.nextEntity,
    entityConfig,
    deliveries: state.waiting,
    landed: state.waitingRuns,
  });
  steps.push({ name: 'load', rows: 0, ms: Math.round(loaded - started) });
  steps.push({ name: 'commit', rows: 0, ms: Math.round(performance.now() - loaded) });
  return { run: run.run, published: true, ...(await count(run)), steps };
}

type Work = (steps: Step[]) => Promise<void>;

async function writeLake(run: PublishRun, work: Work): Promise<{ newLakeFiles: LakeFile[]; replacedPaths: string[] }> {
  const newLakeFiles: LakeFile[] = [];
  const replacedPaths: string[] = [];
  const add = async (family: string, part: string, suffix = '') =>
    newLakeFiles.push(await described(run, { family, part, path: lakePath(run, { family, part, suffix }) }));
  const replace = (family: string, part: string) =>
    replacedPaths.push(...run.files[family]!.filter((file) => file.part === part).map((file) => file.path));
  for (const type of ENTITY_TYPES) {
    for (const family of ['assignments', 'golden', 'conflicts']) await mkdir(path.join(run.lakeFolder, family, type), { recursive: true });
    const at = (family: string) => path.join(run.lakeFolder, lakePath(run, { family, part: type }));
    await work([
      ...writeLakeSteps(run.config.entities[type], { assignments: at('assignments'), golden: at('golden') }),
      writeConflictsStep(type, at('conflicts')),
    ]);
    replace('conflicts', type);
    await add('conflicts', type);
    for (const family of [ASSIGNMENTS, GOLDEN]) {
      await add(family.family, type);
      if (!(await mergeWhenDue(run, { family, type, delta: newLakeFiles.at(-1)!, work }))) continue;
      newLakeFiles.pop();
      replace(family.family, type);
      await add(family.family, type, '-merged');
    }
  }
  await mkdir(path.join(run.lakeFolder, 'golden-relations'), { recursive: true });
  await work([writeRelationsStep(path.join(run.lakeFolder, lakePath(run, { family: 'golden-relations', part: 'relation' })), run.full)]);
  replace('golden-relations', 'relation');
  await add('golden-relations', 'relation');
  return { newLakeFiles, replacedPaths };
}

function lakePath(run: PublishRun, { family, part, suffix = '' }: { family: string; part: string; suffix?: string }): string {
  return part === 'relation' ? `${family}/${run.run}.parquet` : `${family}/${part}/${run.run}${suffix}.parquet`;
}

async function described(run: PublishRun, file: { family: string; part: string; path: string }): Promise<LakeFile> {
  const absolute = path.join(run.lakeFolder, file.path);
  const { rows } = await run.duck.row<{ rows: number }>(duck`SELECT count(*)::DOUBLE AS rows FROM ${parquet([absolute])}`);
  return { ...file, source: '', version: run.run, rows, bytes: (await stat(absolute)).size };
}

/** Deltas that have grown are merged with their base. Rows of ids that are gone stay: a mention that comes back takes its id up again. */
async function mergeWhenDue(
  run: PublishRun,
  { family, type, delta, work }: { family: LakeFamily; type: EntityType; delta: LakeFile; work: Work },
): Promise<boolean> {
  const earlier = run.files[family.family]!.filter((file) => file.part === type);
  if (!mergeIsDue([...earlier.map((file) => file.rows), delta.rows])) return false;
  const files = [...livePaths(run, family.family, type), path.join(run.lakeFolder, delta.path)];
  const query = duck`SELECT * FROM (${lakeState({ key: family.key, groups: [files] })}) ORDER BY ${keyOrder(family.key)}`;
  const merged = path.join(run.lakeFolder, lakePath(run, { family: family.family, part: type, suffix: '-merged' }));
  await work([
    {
      name: `merge-${family.family}-${type}`,
      says: 'changes merged with their base',
      sql: writeParquet({ query, path: merged, shape: family.shape }),
    },
  ]);
  return true;
}

async function count(run: PublishRun): Promise<Pick<PublishResult, 'entities' | 'conflicts'>> {
  const entities = {} as PublishResult['entities'];
  let conflicts = 0;
  for (const type of ENTITY_TYPES) {
    const row = await run.duck.row<Record<string, number>>(duck`SELECT
      (SELECT count(*) FROM ${name(`golden_${type}`)} WHERE created)::INTEGER AS created, (SELECT count(*) FROM ${name(`golden_${type}`)} WHERE NOT created)::INTEGER AS changed,
      (SELECT count(other) FROM ${name(`lost_${type}`)})::INTEGER AS merged, (SELECT count(*) - count(other) FROM ${name(`lost_${type}`)})::INTEGER AS retired,
      (SELECT count(*) FROM ${name(`conflict_${type}`)})::INTEGER AS conflicts`);
    const { created, changed, merged, retired } = row as Record<'created' | 'changed' | 'merged' | 'retired', number>;
    entities[type] = { created, changed, merged, retired };
    conflicts += row['conflicts']!;
  }
  return { entities, conflicts };
}
