import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceConfig } from '../config/index.ts';
import { type Duck, runSteps, type Step, type StepResult } from '../core/duckdb/duck.ts';
import { duck, name } from '../core/duckdb/sql.ts';
import { isSankuError, type SankuError } from '../core/errors.ts';
import { withLock } from '../core/postgres/lock.ts';
import { ENTITY_TYPES, type FindingCount, MENTIONS, RECORDS, STATEMENTS, type StoredError } from '../schema/index.ts';
import { type Arrival, inspectArrival, refuseOlder } from './arrival.ts';
import { beginLanding, enterRepeated, finishLanding, forgetLanding, type Landing, lakeFiles, refuseLanding } from './catalogue-store.ts';
import { checkSteps } from './check-steps.ts';
import { type CleanRequest, cleanSteps, measureTouched, touchSteps, usualColumns, usualSteps } from './clean-steps.ts';
import { type DeliveryToLand, type LandCounts, type LandResult, NO_COUNTS, type PipelineContext, type WrittenFile } from './context.ts';
import { countFindings, countPeriods, countRows } from './count-steps.ts';
import { decodeDelivery } from './decode.ts';
import { earlierFiles } from './earlier-files.ts';
import { guardPeriods, guardRejected, guardRows } from './guards.ts';
import { absentStep, passedStep, periodStep, unnamedSteps } from './kind-steps.ts';
import { keepOriginals, nameOriginals, syncPath } from './originals.ts';
import { diffStep, keyStep, stateStep } from './record-steps.ts';
import { type StatementRequest, statementSteps } from './statement-steps.ts';
import { createWorkshop, type Workshop } from './workshop.ts';
import { writeSteps } from './write-steps.ts';

export interface LandRequest {
  source: SourceConfig;
  delivery: DeliveryToLand;
  context: PipelineContext;
  /** Where it works; absent: in a workshop of its own. */
  workshop?: Workshop;
  /** Called when another landing of the source is under way, and this one waits for it. */
  onWait?: () => void;
}

/** What a run gathers on its way; on a refusal, what was known by then is kept. */
interface Progress {
  counts: LandCounts;
  findings: FindingCount[];
  steps: StepResult[];
}

/**
 * Lands one delivery of one source: land → decode → name → diff → check → guard → write → commit. Several sources may land side
 * by side, one run per source at a time. Until the commit, one short transaction, nothing of it counts; a refused delivery
 * leaves the previous state as it was.
 *
 * Bad deliveries are results (`status: 'refused'`), not exceptions; what throws is the machine: a full disk, a lost database.
 */
export async function landDelivery({ source, delivery, context, workshop, onWait }: LandRequest): Promise<LandResult> {
  const landed = await withLock(
    context.database,
    { name: sourceLock(source.source), ...(onWait === undefined ? {} : { onWait }) },
    async () => {
      const arrival = await inspectArrival(source, delivery, context).catch(asRefusal);
      if (!('content' in arrival)) return result(source, null, { status: 'refused', error: arrival.described() });
      if (arrival.isRepeated) {
        const id = await enterRepeated(context.database, arrival);
        context.log.info({ source: source.source, delivery: id }, 'the same delivery was taken in before');
        return result(source, id, { status: 'repeated' });
      }
      return land({ source, delivery, context, ...(workshop === undefined ? {} : { workshop }) }, arrival);
    },
  );
  return landed!;
}

/** Name of the lock that lets one run at a time land a source. */
export function sourceLock(source: string): string {
  return `source:${source}`;
}

async function land({ source, delivery, context, workshop }: LandRequest, arrival: Arrival): Promise<LandResult> {
  const { database, log } = context;
  const landing = await beginLanding(database, arrival);
  const progress: Progress = { counts: NO_COUNTS, findings: [], steps: [] };
  const folder = path.join(context.workFolder, `land-${landing.delivery}`);
  let own: Workshop | undefined;
  try {
    const originals = await keepOriginals(context.lakeFolder, delivery.files, arrival.files);
    refuseOlder(arrival);
    await mkdir(folder, { recursive: true });
    const run = new LandingRun({ source, context, arrival, landing, folder, progress });
    own = workshop === undefined ? createWorkshop(context) : undefined;
    const files = await run.lakeFilesFrom((workshop ?? own)!, await nameOriginals(folder, originals, arrival.files));
    await finishLanding(database, landing, { ...progress, files });
    log.info({ source: source.source, delivery: landing.delivery, ...progress.counts }, 'landed');
    return result(source, landing.delivery, { status: 'waiting', ...progress });
  } catch (error) {
    if (!isSankuError(error)) {
      await forgetLanding(database, landing, { status: 'failed' }).catch(() => undefined);
      throw error;
    }
    await refuseLanding(database, landing, { error: error.described(), ...progress });
    log.warn({ source: source.source, delivery: landing.delivery, code: error.code }, 'refused');
    return result(source, landing.delivery, { status: 'refused', error: error.described(), ...progress });
  } finally {
    await own?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface LandingParts {
  source: SourceConfig;
  context: PipelineContext;
  arrival: Arrival;
  landing: Landing;
  folder: string;
  progress: Progress;
}

/** The part of a landing that happens in DuckDB. */
class LandingRun {
  readonly #parts: LandingParts;

  constructor(parts: LandingParts) {
    this.#parts = parts;
  }

  async lakeFilesFrom(workshop: Workshop, originals: readonly string[]): Promise<WrittenFile[]> {
    const db = await workshop.room(`landing_${this.#parts.landing.delivery}`);
    try {
      const recordFiles = await this.#recordFiles();
      await this.#compare(db, { originals, recordFiles });
      const cleaned = await this.#judge(db);
      return await this.#write(db, { cleaned, recordFiles });
    } finally {
      await db.leave();
    }
  }

  async #recordFiles(): Promise<string[]> {
    const { context, source } = this.#parts;
    const files = await lakeFiles(context.database, RECORDS.family, { part: source.source });
    return files.map((file) => path.join(context.lakeFolder, file.path));
  }

  /** Decodes, stops what has drifted or shrunk, and finds what is new, changed, unchanged or left out. */
  async #compare(db: Duck, { originals, recordFiles }: { originals: readonly string[]; recordFiles: readonly string[] }): Promise<void> {
    const { source, context, arrival, folder, progress } = this.#parts;
    const { kind, last } = arrival;
    const read = await decodeDelivery({
      db,
      source,
      files: originals,
      formats: context.formats,
      workFolder: folder,
      isCorrection: kind === 'correction',
    });
    progress.counts = { ...NO_COUNTS, read: read.rows };
    progress.findings = read.findings.map((finding) => ({ ...finding, field: null, count: 1 }));
    progress.steps.push(read.step);
    guardRows({ source, kind, rows: read.rows, lastRows: last?.read ?? null });
    await this.#run(db, [
      keyStep(source, context.config.version),
      stateStep(recordFiles),
      ...unnamedSteps(source, kind),
      passedStep(source, kind),
      ...periodStep(source, context.valueTypes),
      diffStep(),
      absentStep(source, kind),
    ]);
    if (kind === 'period') guardPeriods(source, await countPeriods(db, source));
  }

  /** Checks and cleanses what is new or changed, and accounts for every row. */
  async #judge(db: Duck): Promise<CleanRequest> {
    const { source, context, arrival, progress } = this.#parts;
    const { valueTypes, config } = context;
    await this.#run(db, touchSteps(source));
    const request = { source, entities: config.entities, valueTypes, ...(await measureTouched(db, source)) };
    await this.#run(db, usualSteps(request));
    await this.#run(db, [...cleanSteps(request, await usualColumns(db, request)), ...checkSteps(request)]);
    progress.findings = [...progress.findings, ...(await countFindings(db))];
    progress.counts = await countRows(db, progress.counts.read);
    guardRejected(source, arrival.kind, progress);
    return request;
  }

  /** What the source said so far of each entity type. */
  async #said(): Promise<StatementRequest['said']> {
    const { context, source } = this.#parts;
    const said: StatementRequest['said'] = { statements: {}, mentions: {} };
    for (const { family } of [STATEMENTS, MENTIONS] as { family: 'statements' | 'mentions' }[])
      for (const entity of ENTITY_TYPES) {
        const files = await lakeFiles(context.database, family, { part: entity, source: source.source });
        said[family][entity] = files.map((file) => path.join(context.lakeFolder, file.path));
      }
    return said;
  }

  async #write(db: Duck, { cleaned, recordFiles }: { cleaned: CleanRequest; recordFiles: readonly string[] }): Promise<WrittenFile[]> {
    const { source, context, arrival, landing } = this.#parts;
    const { lakeFolder, config } = context;
    const absent = await db.row<{ n: number }>(duck`SELECT count(*)::DOUBLE AS n FROM ${name('absent')}`);
    const earlier = await earlierFiles(source, arrival.last, context);
    const stamp = { delivery: landing.delivery, asOf: arrival.asOf, configVersion: config.version };
    const request = { ...cleaned, stamp, lakeFolder, recordFiles, said: await this.#said(), absent: absent.n, earlier };
    await this.#run(db, statementSteps(request));
    const files: WrittenFile[] = [];
    for (const file of writeSteps(request)) {
      const target = path.join(lakeFolder, file.path);
      await mkdir(path.dirname(target), { recursive: true });
      const [{ rows } = { rows: 0 }] = await this.#run(db, [file.step]);
      if (rows === 0) {
        await rm(target, { force: true });
        continue;
      }
      await syncPath(target);
      await syncPath(path.dirname(target));
      files.push({ family: file.family, part: file.part, source: source.source, path: file.path, rows, bytes: (await stat(target)).size });
    }
    return files;
  }

  async #run(db: Duck, steps: readonly Step[]): Promise<StepResult[]> {
    const { log, print } = this.#parts.context;
    const results = await runSteps(db, steps, { log, ...(print === undefined ? {} : { print }) });
    this.#parts.progress.steps.push(...results);
    return results;
  }
}

function result(
  source: SourceConfig,
  delivery: number | null,
  rest: Partial<Progress> & Pick<LandResult, 'status'> & { error?: StoredError },
): LandResult {
  const { status, counts = NO_COUNTS, findings = [], error } = rest;
  const taken = status === 'waiting' ? counts : { ...NO_COUNTS, read: counts.read, rejected: counts.rejected };
  return { delivery, source: source.source, status, ...taken, findings, ...(error === undefined ? {} : { error }) };
}

function asRefusal(error: unknown): SankuError {
  if (isSankuError(error)) return error;
  throw error;
}
