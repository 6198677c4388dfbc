import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../core/postgres/lock.ts';
import { inspectArrival } from './arrival.ts';
import { type LandResult, newProgress, type PipelineContext, type WrittenFile } from './context.ts';
import { type History, inOrder, readHistory, type Taken } from './history.ts';
import type { LandRequest } from './land-request.ts';
import { asRefusal } from './refusal.ts';
import { landResult } from './run.ts';
import { takeIn } from './take-in.ts';
import { createWorkshop, type Workshop } from './workshop.ts';

/** Name of the lock that lets one trial run at a time; its holder alone may remove what trials left. */
export const TRIAL_LOCK = 'trial';

/** What the folder of a trial is called in the work folder, before what makes it its own. */
export const TRIAL_FOLDER = 'trial-';

/** Lands a delivery as it would be landed now, after those tried before. Its `delivery` is null: it never came to be. */
export type TryLanding = (request: LandRequest) => Promise<LandResult>;

/**
 * Tries deliveries without taking them in: read, checked and counted as by an import, and nothing kept: no original, no file in the lake,
 * no row in the catalogue.
 */
export async function onTrial<T>({ database, workFolder }: PipelineContext, work: (land: TryLanding) => Promise<T>): Promise<T> {
  const tried = await withLock(database, { name: TRIAL_LOCK }, async () => {
    const folder = await mkdtemp(path.join(workFolder, TRIAL_FOLDER));
    try {
      return { result: await work(tryInto(folder)) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  return tried!.result;
}

function tryInto(folder: string): TryLanding {
  const histories = new Map<string, TriedHistory>();
  let number = 0;
  return async (request) => {
    const { source } = request.source;
    const history = histories.get(source) ?? (await TriedHistory.of(request, folder));
    histories.set(source, history);
    const work = path.join(folder, `${++number}`);
    const workshop = request.workshop ?? createWorkshop(request.context);
    await mkdir(work);
    try {
      return await tryOne({ ...request, workshop }, history, work);
    } finally {
      if (request.workshop === undefined) await workshop.close();
      await rm(work, { recursive: true, force: true });
    }
  };
}

async function tryOne(request: LandRequest & { workshop: Workshop }, history: TriedHistory, folder: string): Promise<LandResult> {
  const { source, delivery } = request;
  const arrival = await inspectArrival(request, history).catch((error) => asRefusal(error, request.context));
  if (!('content' in arrival)) return landResult(source, null, { status: 'refused', error: arrival.described() });
  if (arrival.isRepeated) return landResult(source, null, { status: 'repeated' });
  const progress = newProgress();
  const id = history.nextNumber();
  const target = { lakeFolder: history.folder, fileName: `${source.source}.${id}` };
  try {
    const written = await takeIn({
      request,
      workshop: request.workshop,
      arrival,
      history,
      delivery: id,
      files: delivery.files,
      target,
      folder,
      progress,
    });
    const files = arrival.files.map(({ name }, i) => ({ name, path: delivery.files[i]! }));
    history.add({ id, ...arrival, files, read: progress.counts.read }, written);
    return landResult(source, null, { status: 'waiting', ...progress });
  } catch (thrown) {
    const error = await asRefusal(thrown, request.context);
    return landResult(source, null, { status: 'refused', error: error.described(), ...progress });
  }
}

/** What counts of a source, and what has been tried on top of it. */
class TriedHistory implements History {
  readonly folder: string;
  readonly #real: History;
  #taken: readonly Taken[];
  readonly #written: WrittenFile[] = [];

  constructor(real: History, folder: string) {
    this.#real = real;
    this.#taken = real.taken;
    this.folder = folder;
  }

  static async of({ source, context }: LandRequest, folder: string): Promise<TriedHistory> {
    return new TriedHistory(await readHistory(context, source.source), path.join(folder, source.source));
  }

  get taken(): readonly Taken[] {
    return this.#taken;
  }

  /** Later than that of any delivery so far. */
  nextNumber(): number {
    return Math.max(0, ...this.#taken.map(({ id }) => id)) + 1;
  }

  add(taken: Taken, written: readonly WrittenFile[]): void {
    this.#taken = inOrder([...this.#taken, taken]);
    this.#written.push(...written);
  }

  readonly files: History['files'] = async (family, part) => {
    const tried = this.#written.filter((file) => file.family === family && file.part === part);
    return [...(await this.#real.files(family, part)), ...tried.map((file) => path.join(this.folder, file.path))];
  };
}
