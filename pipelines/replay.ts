import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Duck, runSteps, type StepResult } from '../core/duckdb/duck.ts';
import { mergeFiles, mergeIsDue } from '../core/duckdb/lake-state.ts';
import { isSankuError } from '../core/errors.ts';
import { ENTITY_TYPES, type LakeFamily, MENTIONS, REJECTS, STATEMENTS } from '../schema/index.ts';
import { newProgress, type PipelineContext, type Progress, type Reading, type WrittenFile } from './context.ts';
import { differenceStep, STATES } from './difference-steps.ts';
import { pipelineErrors } from './errors.ts';
import type { FilesOfPart, History, Taken } from './history.ts';
import { landFiles, writeLakeFile } from './landing.ts';
import { nameOriginals } from './originals.ts';
import { findSource } from './sources.ts';
import { createWorkshop, type Workshop } from './workshop.ts';

/** A delivery at its place, what it is read under, and what is asked of it there. */
export interface Replayed {
  taken: Taken;
  reading: Reading;
  /** Absent: it passed the guards when it came. */
  guard?: { lastRows: number | null };
  /** What its landing counts; absent: nobody wants to know. */
  progress?: Progress;
  /** Its rejected rows are wanted too: it is new, or read under another configuration. */
  keepsRejects?: boolean;
}

export interface ReplayRequest {
  source: string;
  /** All deliveries that are to count, in order. */
  deliveries: readonly Replayed[];
  /** What stands now. */
  history: History;
  context: PipelineContext;
  workshop: Workshop;
  /** Where the changes go, and what each file is called. */
  target: { lakeFolder: string; fileName: string };
  /** Of the run's own. */
  folder: string;
  /** Takes what was done and how long it took. */
  steps: StepResult[];
}

/**
 * Lands a source's deliveries anew, one after the other, from their originals and beside the lake; then writes what has to change for
 * the lake to stand as if they had come just so. Whatever follows works on these changes alone.
 *
 * @returns the files written, none of them in the catalogue yet
 * @throws originalMissing, readAgainFailed, and what refuses a delivery that is asked to pass the guards
 */
export async function replay(request: ReplayRequest): Promise<WrittenFile[]> {
  const { deliveries, context, workshop, folder, target } = request;
  const chain = new Chain(path.join(folder, 'lake'));
  const kept: WrittenFile[] = [];
  const db = await workshop.room(`replay_${target.fileName.replace(/\W/g, '_')}`);
  const workshops = new Workshops(context, workshop);
  try {
    let config: string | undefined;
    for (const delivery of deliveries) {
      const written = await landAgain(request, delivery, {
        ...{ lakeFolder: chain.folder, files: chain.files, config },
        workshop: workshops.of(delivery.reading),
      });
      config = delivery.reading.config.version;
      const rejects = written.find(({ family }) => family === REJECTS.family);
      if (rejects !== undefined && delivery.keepsRejects === true) kept.push(await keepRejects(rejects, { chain, target, delivery }));
      await chain.add(db, written);
    }
    return [...(await writeDifferences(db, request, chain.files)), ...kept];
  } finally {
    await db.leave();
    await workshops.close();
    await rm(chain.folder, { recursive: true, force: true });
  }
}

/** One workshop for each configuration: what values mean may differ. */
class Workshops {
  readonly #context: PipelineContext;
  readonly #own = new Map<string, Workshop>();
  readonly #current: Workshop;

  constructor(context: PipelineContext, current: Workshop) {
    this.#context = context;
    this.#current = current;
  }

  of({ config, valueTypes }: Reading): Workshop {
    if (config.version === this.#context.config.version) return this.#current;
    const workshop = this.#own.get(config.version) ?? createWorkshop({ ...this.#context, valueTypes });
    this.#own.set(config.version, workshop);
    return workshop;
  }

  async close(): Promise<void> {
    for (const workshop of this.#own.values()) await workshop.close();
  }
}

interface Before {
  workshop: Workshop;
  lakeFolder: string;
  files: FilesOfPart;
  config: string | undefined;
}

async function landAgain({ source, context, folder, steps }: ReplayRequest, delivery: Replayed, before: Before): Promise<WrittenFile[]> {
  const { taken, reading, guard, progress = newProgress() } = delivery;
  const work = path.join(folder, `replay-${taken.id}`);
  await mkdir(work, { recursive: true });
  try {
    for (const { name, path: file } of taken.files)
      if ((await stat(file).catch(() => undefined)) === undefined)
        throw pipelineErrors.originalMissing({ source, delivery: taken.id, file: name });
    const originals = taken.files.map((file) => file.path);
    const start = performance.now();
    const { workshop, ...stands } = before;
    const written = await landFiles({
      context,
      workshop,
      source: findSource(reading.config, source),
      reading,
      kind: taken.kind,
      stamp: { delivery: taken.id, asOf: taken.asOf },
      files: await nameOriginals(work, originals, taken.files),
      before: stands,
      ...(guard === undefined ? {} : { guard }),
      target: { lakeFolder: before.lakeFolder, fileName: `${source}.${taken.id}` },
      folder: work,
      progress,
    });
    steps.push({ name: `replay:${taken.id}`, rows: progress.counts.read, ms: Math.round(performance.now() - start) });
    return written;
  } catch (error) {
    if (guard !== undefined || !isSankuError(error) || error.code === 'originalMissing') throw error;
    const { en, zh } = error.described().message;
    throw pipelineErrors.readAgainFailed({ source, delivery: taken.id, asOf: taken.asOf, reason: en, reasonZh: zh }, error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function keepRejects(
  rejects: WrittenFile,
  { chain, target, delivery }: { chain: Chain; target: ReplayRequest['target']; delivery: Replayed },
): Promise<WrittenFile> {
  const own = target.fileName.endsWith(`.${delivery.taken.id}`) ? '' : `${delivery.taken.id}-`;
  const kept = { ...rejects, path: path.join(path.dirname(rejects.path), `${own}${target.fileName}.parquet`), delivery: delivery.taken.id };
  await mkdir(path.dirname(path.join(target.lakeFolder, kept.path)), { recursive: true });
  await rename(path.join(chain.folder, rejects.path), path.join(target.lakeFolder, kept.path));
  return kept;
}

async function writeDifferences(db: Duck, request: ReplayRequest, after: FilesOfPart): Promise<WrittenFile[]> {
  const { source, history, target, context, steps } = request;
  const files: WrittenFile[] = [];
  for (const family of STATES) {
    for (const part of family === MENTIONS || family === STATEMENTS ? ENTITY_TYPES : [source]) {
      const [before, now] = [await history.files(family.family, part), await after(family.family, part)];
      if (before.length + now.length === 0) continue;
      const relative = path.join(family.family, part, `${target.fileName}.parquet`);
      const absolute = path.join(target.lakeFolder, relative);
      const step = differenceStep({ family, before, after: now, path: absolute });
      const rows = await writeLakeFile(absolute, async () => {
        const [done] = await runSteps(db, [step], context);
        steps.push(done!);
        return done!.rows;
      });
      if (rows !== undefined) files.push({ family: family.family, part, source, path: relative, ...rows });
    }
  }
  return files;
}

/** The lake files of the deliveries landed so far, beside the lake. */
class Chain {
  readonly folder: string;
  readonly #parts = new Map<string, { path: string; rows: number }[]>();

  constructor(folder: string) {
    this.folder = folder;
  }

  readonly files: FilesOfPart = async (family, part) => (this.#parts.get(`${family}/${part}`) ?? []).map((file) => file.path);

  async add(db: Duck, written: readonly WrittenFile[]): Promise<void> {
    for (const { family, part, path: relative, rows } of written) {
      const shape = STATES.find((state) => state.family === family);
      if (shape === undefined) continue;
      const files = [...(this.#parts.get(`${family}/${part}`) ?? []), { path: path.join(this.folder, relative), rows }];
      this.#parts.set(`${family}/${part}`, mergeIsDue(files.map((file) => file.rows)) ? [await this.#merged(db, shape, files)] : files);
    }
  }

  async #merged(db: Duck, { key, shape }: LakeFamily, files: { path: string; rows: number }[]): Promise<{ path: string; rows: number }> {
    const last = files.at(-1)!.path;
    const merged = last.replace(/\.parquet$/, '.merged.parquet');
    const rows = await db.change(mergeFiles({ key, groups: [files.map((file) => file.path)], path: merged, shape }));
    for (const file of files) await rm(file.path, { force: true });
    return { path: merged, rows };
  }
}
