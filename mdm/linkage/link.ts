/**
 * Finds the records of plain files that speak of one entity. START HERE.
 *
 * read → encode → count the pairs of the blocking rules (`prepare.ts`) → train, unless the model is trained (`train.ts`) → score (`score.ts`)
 * → choose the lines (`threshold.ts`) → cluster (`cluster.ts`)
 */
import { filesWithoutDuplicates } from './clean-files.ts';
import { type Clustered, cluster } from './cluster.ts';
import type { LinkRequest, LinkResult, TrainedModel } from './contract.ts';
import { linkageErrors } from './errors.ts';
import { columnFigures, patternFigures } from './figures.ts';
import { forget } from './integers.ts';
import { unpackLevels } from './patterns.ts';
import { type Prepared, prepare } from './prepare.ts';
import { recordPairs } from './profiles.ts';
import { type WrittenResult, writeResult } from './result.ts';
import { type Scored, scoreAll } from './score.ts';
import { StageClock } from './stage-clock.ts';
import { binWeights, chooseThresholds, weightOf } from './threshold.ts';
import { type Trained, train } from './train.ts';
import { weightsOf } from './weights.ts';

/** A result, and what `scorePairs` needs to tell more of any pair. */
export type Linked = LinkResult & Pick<WrittenResult, 'clusterSizes'> & { prepared: Prepared };

/** Patterns are counted where something is learnt. */
type Learnt = Pick<Trained, 'trained'> & Partial<Trained>;

/** Leaves the tables of `LinkTables` in the request's DuckDB. */
export async function link(request: LinkRequest): Promise<Linked> {
  const { model, options = {} } = request;
  const clock = new StageClock(options.onProgress);
  const prepared = await prepare(request, clock, request.trained === undefined ? seedOf(request) : undefined);
  await request.duck.giveBack();
  clock.begin('train');
  let { trained: learnt, patterns } = await learn(prepared, request);
  clock.begin('score');
  let scored = await scoreAll(prepared, learnt, options.onProgress);
  if (concludeCleanFiles(prepared, scored)) {
    // Pairs within such files are relatives at best, and taught what two of them have in common.
    ({ trained: learnt, patterns } = await learn(prepared, request));
    scored = await scoreAll(prepared, learnt, options.onProgress);
  }
  if (!learnt.figures.converged) prepared.warnings.push(linkageErrors.notConverged({ rounds: learnt.figures.rounds }).described());
  const trained = request.trained ?? { ...learnt, thresholds: chooseThresholds(weightBins(prepared, scored), model.thresholds) };
  forgetBlocks(prepared);
  await request.duck.giveBack();
  clock.begin('cluster');
  const clustered = await clusterAll(prepared, scored, trained);
  const { counts, clusterSizes } = await writeResult(prepared, { scored, clustered, trained }, options);
  const figures = {
    patterns: patternFigures(trained, patterns ?? patternsOf(prepared, scored)),
    histogram: weightBins(prepared, scored, 0.5),
  };
  forgetEdges(scored, clustered);
  await request.duck.giveBack();
  clock.end();
  return {
    model,
    prepared,
    clusterSizes,
    trained,
    columns: columnFigures(prepared),
    rules: prepared.rules.figures,
    ...figures,
    counts: {
      records: prepared.profiles.totalRecords,
      profiles: prepared.profiles.count,
      comparedPairs: scored.compared,
      candidatePairs: scored.candidates,
      ...counts,
    },
    warnings: prepared.warnings,
    seconds: clock.seconds,
  };
}

/** Once all candidates are scored nobody goes over the blocks again; the keys still tell which rules bring two together. */
function forgetBlocks({ rules }: Prepared): void {
  for (const { members, starts, keys } of rules.blocks) forget(members, starts, keys);
  rules.blocks = [];
}

/** What the tables tell by now. */
function forgetEdges({ edges, pattern }: Scored, { root, isOne, vetoed, bridge }: Clustered): void {
  forget(edges.left, edges.right, edges.weight, pattern, root, isOne, vetoed, bridge);
}

async function learn(prepared: Prepared, request: LinkRequest): Promise<Learnt> {
  const { trained, labels } = request;
  if (trained !== undefined) return { trained };
  return train(prepared, { seed: seedOf(request), ...(labels !== undefined && { labels }) });
}

function seedOf({ options }: LinkRequest): number {
  return options?.seed ?? 1;
}

/** Where the model does not say which files hold nobody twice, the files themselves do. @returns whether there are any */
function concludeCleanFiles(prepared: Prepared, { edges }: Scored): boolean {
  const { model, profiles, files } = prepared;
  if (files.length < 2 || model.noDuplicates.length > 0) return false;
  prepared.noDuplicates = filesWithoutDuplicates({ profiles, edges, files: files.length });
  prepared.random = undefined;
  for (const [i, isClean] of prepared.noDuplicates.entries()) {
    if (isClean) prepared.warnings.push(linkageErrors.takenForClean({ file: files[i]! }).described());
  }
  return prepared.noDuplicates.includes(true);
}

function weightBins({ profiles }: Prepared, { edges }: Scored, step?: number) {
  return binWeights(edges.weight, (i) => recordPairs(profiles.records, edges.left[i]!, edges.right[i]!), step);
}

function patternsOf({ model, profiles }: Prepared, { edges, pattern }: Scored) {
  const sizes = model.comparisons.map(({ levels }) => levels.length);
  const counts = new Map<number, number>();
  for (const [i, packed] of pattern.entries())
    counts.set(packed, (counts.get(packed) ?? 0) + recordPairs(profiles.records, edges.left[i]!, edges.right[i]!));
  return [...counts].map(([packed, pairs]) => ({ levels: unpackLevels(packed, sizes), pairs }));
}

async function clusterAll(
  { db, model, profiles, judge, noDuplicates }: Prepared,
  { edges }: Scored,
  trained: TrainedModel,
): Promise<Clustered> {
  const exclusive = model.columns.flatMap((column, i) => (column.exclusive ? [i] : []));
  const [join, near] = [weightOf(trained.thresholds.join), weightOf(trained.thresholds.keep)];
  const weights = await weightsOf(db, { model, trained, profiles });
  return cluster({ profiles, edges, join, near, judge, weights, exclusive, noDuplicates });
}
