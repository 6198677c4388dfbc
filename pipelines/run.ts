import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SourceConfig } from '../config/index.ts';
import { withLock } from '../core/postgres/lock.ts';
import type { StoredError } from '../schema/index.ts';
import { type Arrival, inspectArrival } from './arrival.ts';
import { beginLanding, enterRepeated, finishLanding, forgetLanding, refuseLanding } from './catalogue-store.ts';
import { type LandResult, NO_COUNTS, newProgress, type Progress } from './context.ts';
import { type History, readHistory } from './history.ts';
import type { LandRequest } from './land-request.ts';
import { keepOriginals, nameOriginals } from './originals.ts';
import { asRefusal } from './refusal.ts';
import { takeIn } from './take-in.ts';
import { createWorkshop } from './workshop.ts';

/**
 * Lands one delivery of one source: land → decode → name → diff → check → guard → write → commit. Several sources may land side
 * by side, one run per source at a time. Until the commit, one short transaction, nothing of it counts; a refused delivery
 * leaves the previous state as it was.
 *
 * Bad deliveries are results (`status: 'refused'`), not exceptions; what throws is the machine: a full disk, a lost database.
 */
export async function landDelivery(request: LandRequest): Promise<LandResult> {
  const { source, context, onWait } = request;
  const lock = { name: sourceLock(source.source), ...(onWait === undefined ? {} : { onWait }) };
  const landed = await withLock(context.database, lock, async () => {
    const history = await readHistory(context, source.source);
    const arrival = await inspectArrival(request, history).catch((error) => asRefusal(error, context));
    if (!('content' in arrival)) return landResult(source, null, { status: 'refused', error: arrival.described() });
    if (arrival.isRepeated) {
      const id = await enterRepeated(context.database, arrival);
      context.log.info({ source: source.source, delivery: id }, 'the same delivery was taken in before');
      return landResult(source, id, { status: 'repeated' });
    }
    return land(request, arrival, history);
  });
  return landed!;
}

/** Name of the lock that lets one run at a time land a source. */
export function sourceLock(source: string): string {
  return `source:${source}`;
}

async function land(request: LandRequest, arrival: Arrival, history: History): Promise<LandResult> {
  const { source, delivery, context } = request;
  const { database, lakeFolder, log } = context;
  const landing = await beginLanding(database, arrival);
  const progress = newProgress();
  const folder = path.join(context.workFolder, `land-${landing.delivery}`);
  const workshop = request.workshop ?? createWorkshop(context);
  try {
    const originals = await keepOriginals(lakeFolder, delivery.files, arrival.files);
    await mkdir(folder, { recursive: true });
    const named = await nameOriginals(folder, originals, arrival.files);
    const target = { lakeFolder, fileName: `${source.source}.${landing.delivery}` };
    const files = await takeIn({ request, workshop, arrival, history, delivery: landing.delivery, files: named, target, folder, progress });
    await finishLanding(database, landing, { ...progress, files });
    log.info({ source: source.source, delivery: landing.delivery, ...progress.counts }, 'landed');
    return landResult(source, landing.delivery, { status: 'waiting', ...progress });
  } catch (thrown) {
    const error = await asRefusal(thrown, context).catch(async (trouble) => {
      await forgetLanding(database, landing, { status: 'failed' }).catch(() => undefined);
      throw trouble;
    });
    await refuseLanding(database, landing, { error: error.described(), ...progress });
    log.warn({ source: source.source, delivery: landing.delivery, code: error.code }, 'refused');
    return landResult(source, landing.delivery, { status: 'refused', error: error.described(), ...progress });
  } finally {
    if (request.workshop === undefined) await workshop.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a landing came to; a refused one took nothing in. */
export function landResult(
  source: SourceConfig,
  delivery: number | null,
  rest: Partial<Progress> & Pick<LandResult, 'status'> & { error?: StoredError },
): LandResult {
  const { status, counts = NO_COUNTS, findings = [], error } = rest;
  const taken = status === 'waiting' ? counts : { ...NO_COUNTS, read: counts.read, rejected: counts.rejected };
  return { delivery, source: source.source, status, ...taken, findings, ...(error === undefined ? {} : { error }) };
}
