import type { Arrival } from './arrival.ts';
import { newProgress, type PipelineContext, type Progress, type Reading, type WrittenFile } from './context.ts';
import { pipelineErrors } from './errors.ts';
import { type History, inOrder, type Taken } from './history.ts';
import type { LandRequest } from './land-request.ts';
import { type LandingJob, landFiles, landNewRecords } from './landing.ts';
import { type Replayed, replay } from './replay.ts';
import type { Workshop } from './workshop.ts';

export interface TakeIn {
  request: LandRequest;
  workshop: Workshop;
  arrival: Arrival;
  history: History;
  /** The number it has or would have. */
  delivery: number;
  /** Its parts under the names they came with. */
  files: readonly string[];
  target: { lakeFolder: string; fileName: string };
  folder: string;
  progress: Progress;
}

/**
 * Turns a delivery into the lake files that change the source's state. One that comes in order is compared with what stands. One that
 * comes late (deliveries of a later day are here) leaves the state that all would have left in order: events that nobody has heard
 * of are simply taken in, for anything else the source's deliveries are landed anew.
 */
export async function takeIn(job: TakeIn): Promise<WrittenFile[]> {
  const { request, workshop, arrival, history, delivery, progress, ...places } = job;
  const { source, context } = request;
  const reading = currentReading(context);
  const { kind, asOf, last, isLate } = arrival;
  const guard = { lastRows: last?.read ?? null };
  const before = { files: history.files, config: history.taken.findLast((earlier) => earlier.kind !== 'correction')?.config };
  const landing: LandingJob = { context, workshop, source, reading, kind, stamp: { delivery, asOf }, before, guard, progress, ...places };
  if (!isLate) return landFiles(landing);
  if (kind === 'append' && history.taken.every((taken) => taken.kind === 'append' || taken.kind === 'correction')) {
    const written = await landNewRecords(landing);
    if (written !== undefined) return written;
    Object.assign(progress, newProgress());
  }
  const own = arrival.files.map(({ name }, i) => ({ name, path: places.files[i]! }));
  const taken: Taken = { id: delivery, kind, asOf, content: arrival.content, config: arrival.config, read: 0, files: own };
  const others = await Promise.all(history.taken.map((other) => asItWasRead(other, context)));
  const deliveries = inOrder([...history.taken, taken]).map(
    (each): Replayed => others.find((other) => other.taken === each) ?? { taken: each, reading, guard, progress, keepsRejects: true },
  );
  const steps: Progress['steps'] = [];
  const written = await replay({
    source: source.source,
    deliveries,
    history,
    context,
    workshop,
    target: places.target,
    folder: places.folder,
    steps,
  });
  progress.steps.push(...steps);
  return written;
}

export function currentReading({ config, valueTypes }: PipelineContext): Reading {
  return { config, valueTypes };
}

/** A delivery under the configuration that it was read under when it came. @throws readingGone */
export async function asItWasRead(taken: Taken, context: PipelineContext): Promise<Replayed> {
  if (taken.config === context.config.version) return { taken, reading: currentReading(context) };
  const reading = await context.reading(taken.config).catch((error: Error) => {
    throw pipelineErrors.readingGone({ delivery: taken.id, version: taken.config, reason: error.message }, error);
  });
  return { taken, reading };
}
