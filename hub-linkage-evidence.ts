/** Questions to a link that was made before, for the command line: why two records are one or not, how a cluster came to be, how right it is. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { utf8File } from './connectors/index.ts';
import type { Bilingual } from './core/errors.ts';
import { type LinkageSettings, openRoom, readableTruth, toRequest } from './hub-linkage.ts';
import {
  type ClusterHistory,
  type Evaluation,
  type Evidence,
  evaluate,
  explainPairs,
  findCluster,
  findRecord,
  howCluster,
  type ProposedModel,
  prepare,
  proposeModel,
  readLinkFolder,
  readRecords,
  readResult,
  StageClock,
  sayPair,
} from './mdm/linkage/index.ts';

export type { ClusterHistory, Evidence };
export { sayPair };

interface OfFolder extends LinkageSettings {
  /** As `linkFiles` wrote it. */
  folder: string;
}

/**
 * Why two records are one, or are not.
 *
 * @param request.records ids as in clusters.csv, or `file:id`
 * @throws linkFolderWrong, linkInputChanged, recordUnknown, recordAmbiguous
 */
export async function whyPair(request: OfFolder & { records: [string, string] }): Promise<Evidence> {
  return asking(request, async (context) => {
    const { db } = context.prepared;
    const [left, right] = [await findRecord(db, request.records[0]), await findRecord(db, request.records[1])];
    const [evidence] = await explainPairs(context, [[left, right]]);
    return evidence!;
  });
}

/** How a cluster came to be. @throws linkFolderWrong, linkInputChanged, clusterUnknown */
export async function howItGrew(request: OfFolder & { cluster: string }): Promise<ClusterHistory> {
  return asking(request, async (context) => {
    const found = await findCluster(context.prepared.db, request.cluster);
    return howCluster(context, { written: request.cluster, ...found });
  });
}

async function asking<T>(request: OfFolder, ask: (context: Parameters<typeof explainPairs>[0]) => Promise<T>): Promise<T> {
  const { folder } = request;
  const { files, model } = await readLinkFolder(folder);
  await using room = await openRoom(request);
  const linkRequest = await toRequest(room, { ...request, files, model: path.join(folder, 'model.json') });
  const prepared = await prepare(linkRequest, new StageClock(request.onProgress));
  await readResult(room.db, { clusters: path.join(folder, 'clusters.csv'), pairs: path.join(folder, 'pairs.csv') });
  // Awaited here: the room closes at the end of this function.
  return await ask({ prepared, trained: model.trained, modelVersion: model.version });
}

/**
 * Holds clusters beside a truth; with the pairs beside them also the best of all thresholds.
 *
 * @param request.result the folder of a link, or a clusters.csv of any engine (then pairs.csv is looked for beside it)
 */
export async function evaluateResult(request: LinkageSettings & { result: string; truth: string }): Promise<Evaluation> {
  const { result, truth } = request;
  const isFolder = (await stat(result)).isDirectory();
  const clusters = isFolder ? path.join(result, 'clusters.csv') : result;
  const pairs = path.join(path.dirname(clusters), 'pairs.csv');
  await using room = await openRoom(request);
  await readRecords(room.db, clusters);
  await readResult(room.db, { clusters, pairs: existsSync(pairs) ? pairs : undefined });
  return await evaluate(room.db, await readableTruth(room, truth));
}

/** A short model for a file that nobody described, as YAML with its reasons. */
export async function proposeForFile(request: LinkageSettings & { file: string; language: keyof Bilingual }): Promise<ProposedModel> {
  await using room = await openRoom(request);
  return await proposeModel(room.db, await utf8File(request.file, room.folder), request.language);
}
