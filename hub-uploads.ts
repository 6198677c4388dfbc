/**
 * Deliveries that departments send over HTTP. Each is a folder of `uploads/`: it appears there when its file is whole on the disk, is imported
 * in the order of arrival, one at a time, and keeps its result. Killed at any time, the next process goes on.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { connectorErrors, dayInName, partInName, safeFileName } from './connectors/index.ts';
import { isSankuError, type SankuError } from './core/errors.ts';
import { withLock } from './core/postgres/lock.ts';
import { receiveFile } from './core/receiving/receive-file.ts';
import type { Hub } from './hub.ts';
import { CONTENT, UPLOADS, type Upload, UploadBox } from './hub-upload-box.ts';
import { makeWorkFolder } from './hub-work-folders.ts';
import { findSource, inspectArrival, type LandResult, takenDeliveries } from './pipelines/index.ts';

export interface UploadRequest {
  source: string;
  body: Readable;
  /** Bytes that the sender promises. */
  length?: number | undefined;
  /** As the department calls it. */
  fileName?: string | undefined;
  /** `YYYY-MM-DD`; absent: as in the file's name, else the day it is imported. */
  asOf?: string | undefined;
  /** Is called when the file is whole; where it throws, nothing is kept. */
  beforeKept?: (upload: Upload) => Promise<void>;
}

export interface Uploads {
  /**
   * Takes a file in. What is whole stays, what breaks off leaves nothing. One that is known already is told at once, with status `repeated`
   * or as the upload that waits.
   *
   * @throws sourceUnknown, asOfInvalid, uploadIsPart, uploadTooLarge, uploadBrokenOff, uploadEmpty
   */
  receive(request: UploadRequest): Promise<Upload>;
  find(id: string): Promise<Upload | undefined>;
  /** Goes on with what an earlier process left. */
  resume(): Promise<void>;
  /** Takes nothing new up; the import under way ends first. */
  stop(): Promise<void>;
}

/** A sender that is silent for longer is gone. */
const IDLE_MS = 60_000;
/** What failed for the machine's sake (a full disk, a lost database) is tried again. */
const AGAIN_MS = 60_000;

export type { Upload };

export function createUploads(hub: Hub, { idleMs = IDLE_MS, againMs = AGAIN_MS } = {}): Uploads {
  const box = new UploadBox(path.join(hub.folders.data, UPLOADS));
  let working: Promise<void> = Promise.resolve();
  let isStopped = false;
  let again: NodeJS.Timeout | undefined;

  const workOff = async (): Promise<void> => {
    clearTimeout(again);
    // Another process that is at it takes all there is.
    await withLock(hub.database, { name: 'uploads', wait: false }, async () => {
      for (let next = await box.nextWaiting(); next !== undefined && !isStopped; next = await box.nextWaiting())
        await importUpload(hub, box, next);
      await box.forgetOld();
    }).catch((error: unknown) => {
      hub.pipeline.log.error({ err: error }, 'an upload could not be imported; it is tried again');
      again = setTimeout(begin, againMs).unref();
    });
  };
  const begin = () => {
    if (!isStopped) working = working.then(workOff);
  };

  return {
    async receive(request) {
      const upload = await receive(hub, box, { ...request, idleMs });
      begin();
      return upload;
    },
    find: (id) => box.find(id),
    async resume() {
      await mkdir(box.folder, { recursive: true, mode: 0o700 });
      await box.dropLeft();
      begin();
    },
    async stop() {
      isStopped = true;
      clearTimeout(again);
      await working;
    },
  };
}

async function receive(hub: Hub, box: UploadBox, request: UploadRequest & { idleMs: number }): Promise<Upload> {
  const { source, body, length, idleMs, beforeKept = async () => undefined } = request;
  const config = findSource(hub.config, source);
  const name = safeFileName(request.fileName ?? '') || `${config.feed}.data`;
  if (partInName(name) !== null) throw connectorErrors.uploadIsPart({ file: name });
  const asOf = request.asOf ?? dayInName(name);
  const folder = await makeWorkFolder(hub.folders.work, 'upload');
  try {
    const file = path.join(folder, CONTENT, name);
    await mkdir(path.dirname(file));
    const received = await receiveFile({ body, file, length, maxMb: hub.config.hub.maxUploadMb, idleMs });
    const waiting = await box.findWaiting({ source, asOf, hash: received.hash });
    if (waiting !== undefined) return await told(waiting, beforeKept);
    const now = hub.pipeline.clock();
    const upload: Upload = {
      ...{ id: newId(now), source, status: 'received', receivedAt: now.toISOString(), ...received, asOf },
      ...{ delivery: null, counts: null, error: null },
    };
    const same = await takenAlready(hub, { source, files: [file], asOf });
    if (same !== undefined) return await told({ ...upload, status: 'repeated', delivery: same.id }, beforeKept);
    await beforeKept(upload);
    await box.keep(upload, folder);
    return upload;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The delivery that these files are already. */
async function takenAlready(hub: Hub, { source, files, asOf }: { source: string; files: string[]; asOf: string | null }) {
  const delivery = { files, asOf };
  const { isRepeated, content } = await inspectArrival({ source: findSource(hub.config, source), delivery, context: hub.pipeline });
  return isRepeated ? (await takenDeliveries(hub.database, source)).find((taken) => taken.content === content) : undefined;
}

async function told(upload: Upload, tell: (upload: Upload) => Promise<void>): Promise<Upload> {
  await tell(upload);
  return upload;
}

async function importUpload(hub: Hub, box: UploadBox, upload: Upload): Promise<void> {
  const { source, asOf } = upload;
  await box.write({ ...upload, status: 'importing' });
  const files = await box.filesOf(upload);
  const imported = await hub.importFiles({ source, files, ...(asOf === null ? {} : { asOf }) }).catch((error: unknown) => {
    if (!isSankuError(error) || error.entry.retry) throw error;
    return error;
  });
  const outcome = isSankuError(imported) ? await stopped(hub, { upload, files, error: imported }) : outcomeOf(imported.deliveries[0]!);
  await box.write({ ...upload, ...outcome });
  // What became a delivery lies in the lake.
  if (outcome.delivery !== null) await box.dropContent(upload);
}

type Outcome = Pick<Upload, 'status' | 'delivery' | 'counts' | 'error'>;

function outcomeOf({ delivery, status, error, read, accepted, rejected, new: added, changed, absent }: LandResult): Outcome {
  const counts = { read, accepted, rejected, new: added, changed, absent };
  return { status: status === 'waiting' ? 'imported' : status, delivery, counts, error: error ?? null };
}

/**
 * What will fail again in the same way must not hold back those behind it. Where the delivery was taken in before that, as when memory did
 * not do for resolving, it is not refused: the next import publishes it.
 */
async function stopped(hub: Hub, { upload, files, error }: { upload: Upload; files: string[]; error: SankuError }): Promise<Outcome> {
  const isKnown = hub.config.sources.some(({ source }) => source === upload.source);
  const taken = isKnown ? await takenAlready(hub, { ...upload, files }) : undefined;
  return { status: taken === undefined ? 'refused' : 'imported', delivery: taken?.id ?? null, counts: null, error: error.described() };
}

/** In the order of time, and not to be guessed. */
function newId(now: Date): string {
  return `u-${now.getTime().toString(36).padStart(9, '0')}-${randomBytes(8).toString('hex')}`;
}
