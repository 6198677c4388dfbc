/** Golden data → hits → cases: every comparison asked over the same views, each with a transaction of its own. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ComparisonConfig, Config } from '../config/index.ts';
import { Duck, runSteps } from '../core/duckdb/duck.ts';
import { inTwoLanes } from '../core/duckdb/side-by-side.ts';
import { isSankuError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import { withLock } from '../core/postgres/lock.ts';
import { beginRun, endKilledRuns, endRun, type HubDatabase, type StoredError } from '../schema/index.ts';
import { mergeCases } from './case-store.ts';
import { comparisonsErrors } from './errors.ts';
import { caseSteps, checkHits, countCases, selectHits, writeCases } from './hit-steps.ts';
import { publishedRun } from './run-store.ts';
import { bindStatement, comparisonFile, statementFailed } from './statement.ts';
import { type LakeFiles, prepareViews } from './view-steps.ts';

export interface ComparisonContext {
  database: Database<HubDatabase>;
  config: Config;
  lakeFiles: LakeFiles;
  /** Folder for data that does not outlive the run. */
  spillFolder: string;
  log: Log;
  clock: () => Date;
  /** `YYYY-MM-DD`: the latest as-of date of all published deliveries. Comparisons know it as `$asOf`; they know no other today. */
  asOf: string;
  /** Shows each statement before it runs (`--sql`). */
  print?: (text: string) => void;
}

export interface ComparisonResult {
  comparison: string;
  hits: number;
  opened: number;
  closed: number;
  seconds: number;
}

/**
 * Runs comparisons by name, or all of them in the order of their names. One that fails leaves its cases as they were and
 * does not stop the others; its error is thrown at the end.
 *
 * @throws comparisonUnknown, comparisonRunning, comparisonFailed, comparisonHitWrong
 */
export async function runComparisons({
  names,
  context,
}: {
  names?: readonly string[];
  context: ComparisonContext;
}): Promise<ComparisonResult[]> {
  const chosen = choose(context.config.comparisons, names);
  const results = await withLock(context.database, { name: 'compare', wait: false }, () => runAll(chosen, context));
  if (results === undefined) throw comparisonsErrors.comparisonRunning();
  return results;
}

function choose(known: readonly ComparisonConfig[], names: readonly string[] | undefined): ComparisonConfig[] {
  const sorted = [...known].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (names === undefined || names.length === 0) return sorted;
  for (const name of names) {
    const list = sorted.map((comparison) => comparison.name).join(', ') || '–';
    if (!sorted.some((comparison) => comparison.name === name)) throw comparisonsErrors.comparisonUnknown({ name, known: list });
  }
  return sorted.filter((comparison) => names.includes(comparison.name));
}

async function runAll(chosen: readonly ComparisonConfig[], context: ComparisonContext): Promise<ComparisonResult[]> {
  const { database, config, clock } = context;
  // A run that still stands as running was killed: the lock of all runs is ours now.
  await endKilledRuns(database.kysely, { kind: 'compare', at: clock() });
  const run = await beginRun(database.kysely, { kind: 'compare', at: clock() });
  const results: ComparisonResult[] = [];
  const errors: unknown[] = [];
  let published = 0;
  const folder = path.join(context.spillFolder, `compare-${run}`);
  try {
    mkdirSync(folder, { recursive: true });
    sweepFolders(context.spillFolder, run);
    using duckdb = await Duck.open({ spillFolder: folder, memoryMb: config.hub.memoryMb });
    published = await prepareSteadyViews(duckdb, context);
    const done = await runSideBySide(chosen, { context, duckdb, run, folder });
    for (const one of done) 'error' in one ? errors.push(one.error) : results.push(one);
  } catch (error) {
    errors.push(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { counts, steps } = summary(results);
  const all = chosen.length === config.comparisons.length ? 1 : 0;
  const end = errors.length === 0 ? { status: 'done' as const } : { status: 'failed' as const, error: stored(errors[0]) };
  await endRun(database.kysely, run, { ...end, counts: { ...counts, published, all }, steps, at: clock() });
  if (errors.length > 0) throw errors[0];
  return results;
}

function stored(error: unknown): StoredError {
  if (isSankuError(error)) return error.described();
  return { code: 'unexpected', message: { en: String(error), zh: String(error) }, fix: { en: '', zh: '' } };
}

/** Removes the folders of runs that were killed. */
function sweepFolders(spillFolder: string, run: number): void {
  for (const left of readdirSync(spillFolder)) {
    if (left.startsWith('compare-') && left !== `compare-${run}`) rmSync(path.join(spillFolder, left), { recursive: true, force: true });
  }
}

/** Views over the files of one published run: made again when another was published while they were made. */
async function prepareSteadyViews(duckdb: Duck, { database, config, lakeFiles, log }: ComparisonContext): Promise<number> {
  for (;;) {
    const published = await publishedRun(database);
    await prepareViews(duckdb, { config, lakeFiles, log });
    if ((await publishedRun(database)) === published) return published;
  }
}

interface ComparisonRun {
  context: ComparisonContext;
  duckdb: Duck;
  run: number;
  folder: string;
}

/** Two at a time: most of them leave a processor idle. @returns what each came to, in the order given */
async function runSideBySide(
  chosen: readonly ComparisonConfig[],
  whole: ComparisonRun,
): Promise<(ComparisonResult | { error: unknown })[]> {
  const done = new Map<ComparisonConfig, ComparisonResult | { error: unknown }>();
  const waiting = chosen.values();
  await inTwoLanes(whole.duckdb, async (duckdb) => {
    for (const next of waiting) done.set(next, await tryOne(next, { ...whole, duckdb }));
  });
  return chosen.map((comparison) => done.get(comparison)!);
}

async function tryOne(comparison: ComparisonConfig, whole: ComparisonRun): Promise<ComparisonResult | { error: unknown }> {
  try {
    return await runOne(comparison, whole);
  } catch (error) {
    if (!isSankuError(error)) throw error;
    // Its message may quote the value over which it stumbled.
    whole.context.log.warn({ comparison: comparison.name, code: error.code }, 'a comparison failed');
    return { error };
  }
}

async function runOne(comparison: ComparisonConfig, { context, duckdb, run, folder }: ComparisonRun): Promise<ComparisonResult> {
  const { config, asOf, log, print, database, clock } = context;
  const start = performance.now();
  const hits = await findCases(duckdb, { comparison, config, asOf, log, ...(print && { print }) });
  const file = path.join(folder, `${comparison.name}.csv`);
  await duckdb.run(writeCases(file));
  const merged = await mergeCases(database, { comparison: comparison.name, file, run, now: clock() });
  const seconds = Math.round(performance.now() - start) / 1000;
  log.info({ comparison: comparison.name, hits, ...merged, seconds }, 'compared');
  return { comparison: comparison.name, hits, ...merged, seconds };
}

/** Fills the DuckDB table `case_hit` with one comparison's hits. Needs the views. */
export async function findCases(
  duckdb: Duck,
  {
    comparison,
    config,
    asOf,
    log,
    print,
  }: { comparison: ComparisonConfig; config: Config; asOf: string; log: Log; print?: (text: string) => void },
): Promise<number> {
  const select = selectHits(bindStatement(comparison, { config, asOf }));
  print?.(`-- ${comparison.name}: ${comparison.title.en}\n${select.text};\n`);
  await duckdb.run(select).catch((error: Error) => {
    throw statementFailed(comparison, { config, error });
  });
  const columns = await checkHits(duckdb, comparison);
  await runSteps(duckdb, caseSteps(comparison, columns), { log, ...(print && { print }) });
  const { hits, repeated } = await duckdb.row<{ hits: number; repeated: number }>(countCases);
  if (repeated > 0) {
    const reason = `${repeated} hits are the same case as another: group them, or tell them apart in the column fingerprint`;
    throw comparisonsErrors.comparisonHitWrong({ file: comparisonFile(comparison), reason });
  }
  return hits;
}

function summary(results: readonly ComparisonResult[]) {
  const total = (pick: (result: ComparisonResult) => number) => results.reduce((sum, result) => sum + pick(result), 0);
  return {
    counts: { comparisons: results.length, hits: total((r) => r.hits), opened: total((r) => r.opened), closed: total((r) => r.closed) },
    steps: results.map(({ comparison, hits, seconds }) => ({ name: comparison, rows: hits, ms: Math.round(seconds * 1000) })),
  };
}
