/**
 * The second half of a run, for the whole hub: all deliveries that wait are resolved into entities and published. The story, in order:
 *
 *   scope     the statements that changed and every component they touch
 *   cluster   statements that share an exclusive identifier are one entity, unless they contradict each other
 *   identify  ids live on by the id contract
 *   survive   one value per attribute, with its origin
 *   relate    people and companies ↔ houses
 *   publish   lake files and PostgreSQL in one commit
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { Duck, runSteps, type Step, type StepResult } from '../core/duckdb/duck.ts';
import { isOutOfMemory } from '../core/duckdb/machine-lacks.ts';
import { sideBySide } from '../core/duckdb/side-by-side.ts';
import { duck, name } from '../core/duckdb/sql.ts';
import { isSankuError, type SankuError } from '../core/errors.ts';
import { withLock } from '../core/postgres/lock.ts';
import { registerMacros } from '../values/index.ts';
import { cluster, insertPairs, type Work } from './cluster.ts';
import { conflictStep } from './conflict-steps.ts';
import type { MdmContext, PublishResult, PublishRun } from './contract.ts';
import { mdmErrors } from './errors.ts';
import { goldenPartStep, goldenParts, goldenSteps } from './golden-steps.ts';
import { misplaced, parentStep } from './house-tree-steps.ts';
import { type Claim, claimStep, contestedClaimsQuery, grantClaims, identifySteps, uncontestedStep } from './id-steps.ts';
import { changingSources, livePaths, loadFiles, sourceGroups, tieEvidence, tieFiles } from './lake-files.ts';
import { letGoOfKeysStep, letGoOfScopeStep, letGoOfSurvivedStep, letGoOfWordsStep } from './let-go-steps.ts';
import { nodeClaimSteps, nodeFounderSteps } from './node-id-steps.ts';
import { type Decided, publish } from './publish.ts';
import { readPublishState } from './publish-state-store.ts';
import { placedStep, publishedTiesSteps, relateSteps, restatedStep } from './relate-steps.ts';
import { aheadSteps, type ScopeFiles, type ScopeOptions, scopeSteps } from './scope-steps.ts';
import { beginRun, ENTITY_TYPES, type EntityConfigLike, type EntityType, endRun, GOLDEN_RELATIONS } from './shapes.ts';
import { createStaging, type Staging } from './staging.ts';
import { contestedStatements, contestSteps, surviveSteps } from './survive-steps.ts';
import { RUN_FOLDER, sweepPublish } from './sweep.ts';
import { houseTree } from './tree-scope-steps.ts';

/** Name of the lock that lets one run at a time publish. Its holder alone may remove files and tables that no catalogue knows. */
export const PUBLISH_LOCK = 'publish';

/**
 * Resolves and publishes everything that waits, under the one lock of the hub.
 *
 * @returns `published: false` when nothing waits and the configuration is the one published.
 * @throws stepFailed; the previous state stays served.
 */
export async function resolveAndPublish(context: MdmContext): Promise<PublishResult> {
  const result = await withLock(context.database, { name: PUBLISH_LOCK }, () => resolveLocked(context));
  return result!;
}

async function resolveLocked(context: MdmContext): Promise<PublishResult> {
  const state = await readPublishState(context.database);
  const entityConfig = configVersion(context);
  const full = state.run === 0 || state.entityConfig !== entityConfig;
  const nothing = { created: 0, changed: 0, merged: 0, retired: 0 };
  const entities = { person: nothing, company: nothing, house: nothing };
  if (state.waiting.length + state.waitingRuns.length === 0 && (state.run === 0 || !full))
    return { run: state.run, published: false, entities, conflicts: 0 };

  await mkdir(context.workFolder, { recursive: true });
  await sweepPublish(context);
  const run = await beginRun(context.database.kysely, { kind: 'publish' });
  const workFolder = await mkdtemp(path.join(context.workFolder, `${RUN_FOLDER}${run}-`));
  const spool = await Duck.open({ spillFolder: workFolder, memoryMb: context.memoryMb });
  try {
    await registerMacros(spool, context.valueTypes);
    const files = await loadFiles(context);
    const publishRun: PublishRun = {
      ...context,
      workFolder,
      run,
      duck: spool,
      full,
      first: state.run === 0,
      nextEntity: { ...state.nextEntity },
      files,
    };
    // Instants of knowing strictly increase, also when the clock was set back.
    const at = new Date(Math.max(context.clock().getTime(), state.at.getTime() + 1));
    const staging = createStaging(publishRun, { at, asOf: state.waitingAsOf });
    const { steps, published } = await resolveInto(staging, publishRun, { state, entityConfig, at }).catch(async (error) => {
      await staging.giveUp();
      throw error;
    });
    await endRun(context.database.kysely, run, { status: 'done', counts: flat(published), steps: [...steps, ...published.steps] });
    const { steps: _, ...result } = published;
    return result;
  } catch (error) {
    const failure = failureOf(error as Error, context);
    await endRun(context.database.kysely, run, { status: 'failed', error: failure.described() });
    throw failure;
  } finally {
    spool.close();
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function resolveInto(staging: Staging, run: PublishRun, decided: Omit<Decided, 'staging'>) {
  const steps = await resolve(run, staging);
  return { steps, published: await publish(run, { ...decided, staging }) };
}

function failureOf(error: Error, { memoryMb }: MdmContext): SankuError {
  if (isSankuError(error)) return error;
  if (isOutOfMemory(error)) return mdmErrors.memoryTooSmall({ memoryMb }, error);
  return mdmErrors.stepFailed({ reason: error.message }, error);
}

/**
 * Everything up to golden records, as tables of the run's DuckDB; each is handed to PostgreSQL as soon as it stands. Two pieces of work go side by side
 * wherever neither needs the other: people and companies need the houses and not each other, ties need who is one and not what survives.
 */
async function resolve(run: PublishRun, staging: Staging): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const beside = async (...work: [OwnWork, OwnWork]) => {
    results.push(...(await workBeside(run, work)).flat());
  };
  const relations = {
    stated: sourceGroups(run, 'relations'),
    changing: changingSources(run, 'relations'),
    ...publishedRelations(run),
    ...tieEvidence(run),
  };
  const tree = houseTree(run.config.entities.house) !== undefined;
  const relate: OwnWork = async (own) => [
    ...(await runSteps(own.duck, relateSteps({ files: relations, full: run.full, tree }), own)),
    ...(await staging.relations(own.duck)),
  ];
  await beside(
    inOrder(ofType('house', lookAhead), ofType('house', whoIsOne), ofType('house', whatSurvives), toGolden('house', staging)),
    inOrder(ofType('person', lookAhead), ofType('company', lookAhead), (own) =>
      runSteps(own.duck, publishedTiesSteps(relations, run.full), own),
    ),
  );
  if (!run.full) results.push(...(await runSteps(run.duck, [restatedStep(relations)], run)));
  await beside(ofType('person', whoIsOne), inOrder(ofType('company', whoIsOne), ofType('company', whatSurvives)));
  await beside(ofType('person', whatSurvives), relate);
  await beside(toGolden('person', staging), toGolden('company', staging));
  return results;
}

const ofType =
  (type: EntityType, work: (run: PublishRun, type: EntityType) => Promise<StepResult[]>): OwnWork =>
  (own) =>
    work(own, type);

function inOrder(...works: OwnWork[]): OwnWork {
  return async (own) => {
    const results: StepResult[] = [];
    for (const work of works) results.push(...(await work(own)));
    return results;
  };
}

/** Work on different tables: side by side it uses the processors that one piece alone leaves idle. */
function workBeside(run: PublishRun, work: readonly [OwnWork, OwnWork]): Promise<StepResult[][]> {
  const own = (one: OwnWork) => (db: Duck) => one({ ...run, duck: db });
  return sideBySide(run.duck, [own(work[0]), own(work[1])]);
}

/** Steps with a connection of their own. */
type OwnWork = (run: PublishRun) => Promise<StepResult[]>;

/** What changed, as far as it can be told before houses are settled. */
function lookAhead(run: PublishRun, type: EntityType): Promise<StepResult[]> {
  return runSteps(run.duck, aheadSteps(run.config.entities[type], scopeFiles(run, type), scopeOptions(run, type)), run);
}

function scopeFiles(run: PublishRun, type: EntityType): ScopeFiles {
  return {
    mentions: sourceGroups(run, 'mentions', type),
    changing: changingSources(run, 'mentions', type),
    statements: sourceGroups(run, 'statements', type),
    assignments: livePaths(run, 'assignments', type),
    ...(type === 'house' && { ties: tieFiles(run) }),
  };
}

function scopeOptions({ config, rules, full }: PublishRun, type: EntityType): ScopeOptions {
  return { full, counts: config.entities[type].attributes.some(({ survivorship }) => rules[survivorship.rule]!.counts) };
}

/** Who is one, and under which id. */
async function whoIsOne(run: PublishRun, type: EntityType): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const work = async (steps: Step[]) => {
    results.push(...(await runSteps(run.duck, steps, run)));
  };
  const entity = run.config.entities[type];
  await work(scopeSteps(entity, scopeFiles(run, type), scopeOptions(run, type)));
  await cluster(run, entity, work);
  await identify(run, entity, work);
  await work([placedStep(type), ...(houseTree(entity) === undefined ? [] : [parentStep(), letGoOfKeysStep()]), letGoOfScopeStep(type)]);
  return results;
}

/** What survives of what was said of them. */
async function whatSurvives(run: PublishRun, type: EntityType): Promise<StepResult[]> {
  const entity = run.config.entities[type];
  const tree = houseTree(entity) !== undefined;
  const conflicts = { published: livePaths(run, 'conflicts', type)[0], ...(tree && { more: misplaced }) };
  const results = await runSteps(run.duck, surviveSteps(entity, run.rules), run);
  const contested = await run.duck.row<Record<string, number>>(contestedStatements(entity));
  const rest = [...contestSteps(entity, run.rules, contested), conflictStep(type, conflicts), letGoOfWordsStep(type)];
  return [...results, ...(await runSteps(run.duck, rest, run))];
}

/** A house's golden record needs nothing of people and companies; theirs need the ties to houses. */
function toGolden(type: EntityType, staging: Staging): OwnWork {
  return async (run) => {
    const entity = run.config.entities[type];
    const steps = await runSteps(run.duck, goldenSteps(entity, livePaths(run, 'golden', type)), run);
    const parts = await goldenParts(run.duck, type, run.goldenPart);
    for (let part = 0; part < parts; part++)
      steps.push(
        ...(await runSteps(run.duck, [goldenPartStep(entity, part, run.goldenPart)], run)),
        ...(await staging.goldenPart(type, part, run.duck)),
      );
    await staging.goldenEnd(type, run.duck);
    return [...steps, ...(await runSteps(run.duck, [letGoOfSurvivedStep(type)], run))];
  };
}

async function identify(run: PublishRun, entity: EntityConfigLike, work: Work): Promise<void> {
  const type = entity.entity;
  await work([claimStep(type), ...nodeSteps(run, entity), uncontestedStep(type)]);
  const granted = grantClaims((await run.duck.rows(contestedClaimsQuery(type))) as unknown as Claim[]);
  await insertPairs(
    run,
    `kept_${type}`,
    granted.map(({ cluster: key, entity: id }) => [key, id]),
  );
  await work(identifySteps(type, run.nextEntity[type]));
  const { created } = await run.duck.row<{ created: number }>(
    duck`SELECT count(*)::INTEGER AS created FROM ${name(`identified_${type}`)} WHERE created`,
  );
  run.nextEntity[type] += created;
}

/** Ids of houses that no record names. */
function nodeSteps(run: PublishRun, entity: EntityConfigLike): Step[] {
  if (houseTree(entity) === undefined) return [];
  const published = livePaths(run, 'golden', entity.entity);
  return [...nodeFounderSteps(), ...(published.length === 0 ? [] : nodeClaimSteps(published))];
}

function publishedRelations(run: PublishRun): { published?: string } {
  const [published] = livePaths(run, 'golden-relations');
  return published === undefined ? {} : { published };
}

/** A change of entities or divisions changes what every record means, and one of the form of ties what they say: everything is resolved anew. */
function configVersion({ config }: MdmContext): string {
  return createHash('sha256')
    .update(JSON.stringify([config.entities, config.divisions, GOLDEN_RELATIONS.shape]))
    .digest('hex')
    .slice(0, 12);
}

function flat({ entities, conflicts }: PublishResult): Record<string, number> {
  const counts: Record<string, number> = { conflicts };
  for (const type of ENTITY_TYPES) for (const [what, count] of Object.entries(entities[type])) counts[`${type}.${what}`] = count;
  return counts;
}
