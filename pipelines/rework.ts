import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isSankuError } from '../core/errors.ts';
import { withLock } from '../core/postgres/lock.ts';
import { beginRun, endRun, type Withdrawal } from '../schema/index.ts';
import { type Delivery, deliveryById } from './catalogue-store.ts';
import { type LandCounts, newProgress, type PipelineContext, type Progress, type WrittenFile } from './context.ts';
import { pipelineErrors } from './errors.ts';
import { type History, readHistory } from './history.ts';
import { asRefusal } from './refusal.ts';
import { type Replayed, replay } from './replay.ts';
import { finishReprocess, finishWithdrawal, type Rework } from './rework-store.ts';
import { sourceLock } from './run.ts';
import { findSource } from './sources.ts';
import { asItWasRead, currentReading } from './take-in.ts';
import { createWorkshop } from './workshop.ts';

export interface WithdrawRequest {
  context: PipelineContext;
  delivery: number;
  by: string;
  why: string;
}

/**
 * Makes the state of a source what it would be had a delivery never come. The delivery stays in the list as withdrawn, its original in
 * the lake. What changes waits to be published.
 *
 * @throws deliveryUnknown, deliveryWithdrawn, nothingToWithdraw, originalMissing, readingGone, readAgainFailed
 */
export async function withdrawDelivery({ context, delivery: id, by, why }: WithdrawRequest): Promise<{ source: string; asOf: string }> {
  const { source } = await withdrawable(context, id);
  await withLock(context.database, { name: sourceLock(source) }, async () => {
    const { as_of: _ } = await withdrawable(context, id);
    await rework(context, { kind: 'withdraw', source }, async ({ history, run, changes }) => {
      const others = history.taken.filter((taken) => taken.id !== id);
      const files = await changes(await Promise.all(others.map((taken) => asItWasRead(taken, context))));
      const withdrawal = { at: context.clock().toISOString(), by, why };
      await finishWithdrawal(context.database, { run, ...files }, { delivery: id, ...withdrawal });
    });
  });
  context.log.info({ source, delivery: id }, 'withdrawn');
  const { as_of: asOf } = (await deliveryById(context.database, id))!;
  return { source, asOf };
}

/** @throws deliveryUnknown, deliveryWithdrawn, nothingToWithdraw */
async function withdrawable({ database }: PipelineContext, delivery: number): Promise<Delivery> {
  const found = await deliveryById(database, delivery);
  if (found === undefined) throw pipelineErrors.deliveryUnknown({ delivery });
  const { source, status } = found;
  if (found.withdrawn !== null) throw pipelineErrors.deliveryWithdrawn({ delivery, source, ...sayWithdrawal(found.withdrawn) });
  if (status !== 'waiting' && status !== 'published') throw pipelineErrors.nothingToWithdraw({ delivery, source, status });
  return found;
}

function sayWithdrawal({ at, by }: Withdrawal): { day: string; by: string } {
  return { day: at.slice(0, 10), by };
}

export interface ReprocessResult extends LandCounts {
  delivery: number;
  asOf: string;
}

/**
 * Reads every delivery of a source that counts again, from its original, under the present configuration and in order. What changes
 * waits to be published; until its last moment, nothing has changed.
 *
 * @returns what each delivery came to, in order
 * @throws sourceUnknown, originalMissing, readAgainFailed
 */
export async function reprocessSource({ context, source }: { context: PipelineContext; source: string }): Promise<ReprocessResult[]> {
  findSource(context.config, source);
  const results = await withLock(context.database, { name: sourceLock(source) }, () =>
    rework(context, { kind: 'reprocess', source }, async ({ history, run, changes }) => {
      const reading = currentReading(context);
      const read = new Map(history.taken.map(({ id }) => [id, newProgress()]));
      const files = await changes(history.taken.map((taken) => ({ taken, reading, progress: read.get(taken.id)!, keepsRejects: true })));
      await finishReprocess(context.database, { run, ...files }, { config: context.config.version, read });
      context.log.info({ source, deliveries: read.size }, 'read again');
      return history.taken.map(({ id, asOf }) => ({ delivery: id, asOf, ...read.get(id)!.counts }));
    }),
  );
  return results!;
}

interface ReworkRun {
  run: number;
  history: History;
  /** Lands the deliveries that are to count anew. */
  changes(deliveries: readonly Replayed[]): Promise<{ files: WrittenFile[]; steps: Progress['steps'] }>;
}

async function rework<T>(context: PipelineContext, what: Rework, work: (run: ReworkRun) => Promise<T>): Promise<T> {
  const { database, workFolder, lakeFolder } = context;
  const { source } = what;
  const history = await readHistory(context, source);
  const run = await beginRun(database.kysely, what);
  const folder = path.join(workFolder, `land-r${run}`);
  const workshop = createWorkshop(context);
  try {
    await mkdir(folder, { recursive: true });
    const changes: ReworkRun['changes'] = async (deliveries) => {
      const steps: Progress['steps'] = [];
      const target = { lakeFolder, fileName: `${source}.r${run}` };
      return { files: await replay({ source, deliveries, history, context, workshop, target, folder, steps }), steps };
    };
    return await work({ run, history, changes });
  } catch (thrown) {
    const error = await asRefusal(thrown, context).catch((trouble: unknown) => trouble);
    const end = isSankuError(error) ? { status: 'refused' as const, error: error.described() } : { status: 'failed' as const };
    await endRun(database.kysely, run, end).catch(() => undefined);
    throw error;
  } finally {
    await workshop.close();
    await rm(folder, { recursive: true, force: true });
  }
}
