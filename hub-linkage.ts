/** The matching engine on plain files, for the command line. Needs no data folder and no PostgreSQL: a DuckDB for the time of one command. */
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { utf8File } from './connectors/index.ts';
import { Duck } from './core/duckdb/duck.ts';
import type { Bilingual } from './core/errors.ts';
import type { Log } from './core/log.ts';
import {
  checkTruthHeader,
  collectReport,
  compileModel,
  type Evaluation,
  evaluate,
  examineTruth,
  type Linked,
  type LinkModel,
  linesOf,
  link,
  type Metrics,
  type ModelFile,
  type Progress,
  prepare,
  type RuleFigures,
  readModel,
  readModelFile,
  reportPage,
  StageClock,
  type TrainedModel,
  toModelFile,
  type Warning,
  whilePairsAreWritten,
  writeOutput,
} from './mdm/linkage/index.ts';

export { STAGE_NAMES } from './mdm/linkage/index.ts';
export type { Evaluation, Metrics, Progress as LinkProgress, RuleFigures, Warning };

export interface LinkageSettings {
  /** Cap on DuckDB's memory. */
  memoryMb?: number;
  log: Log;
  print?: ((text: string) => void) | undefined;
  onProgress?: (progress: Progress) => void;
}

export interface LinkFilesRequest extends LinkageSettings {
  files: readonly string[];
  /** YAML, or the JSON of a trained model. */
  model: string;
  /** Folder of the results. */
  out: string;
  truth?: string;
  language: keyof Bilingual;
}

export interface LinkedFiles {
  out: string;
  metrics: Metrics;
  warnings: Warning[];
}

const MEMORY_MB = 256;
/** What this process held to compare records is given back by then; several questions write and tell at a time. */
const WRITING_MEMORY_MB = 352;

/**
 * Finds the records that are one, and writes the folder of results.
 *
 * @throws modelInvalid and what else `mdm/linkage` and `connectors` refuse
 */
export async function linkFiles(request: LinkFilesRequest): Promise<LinkedFiles> {
  const { out, truth: truthFile, language } = request;
  const begin = performance.now();
  await mkdir(out, { recursive: true });
  await using room = await openRoom(request, out);
  const readable = truthFile === undefined ? undefined : await readableTruth(room, truthFile);
  // Said before the work, not after it.
  if (readable !== undefined) await checkTruthHeader(room.db, readable);
  const linked = await link(await toRequest(room, request));
  if (request.memoryMb === undefined) await room.db.allow(WRITING_MEMORY_MB);
  const model = modelFileOf(room, linked.trained);
  const truth = readable === undefined ? undefined : await holdBeside(room, linked, readable);
  const spent = {
    seconds: round((performance.now() - begin) / 1000, 2),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  const metrics = metricsOf(linked, {
    ...spent,
    evaluation: truth?.evaluation,
    candidateRecall: truth?.examined.candidateRecall ?? null,
    model,
  });
  request.onProgress?.({ stage: 'write' });
  const collect = () => collectReport({ linked, modelVersion: model.version, ...(truth && { truth }), ...spent });
  const data = await whilePairsAreWritten({ folder: out, db: room.db }, collect);
  const inputs = request.files.map(async (file) => ({ path: path.resolve(file), bytes: (await stat(file)).size }));
  const record = { sanku: 'link' as const, files: await Promise.all(inputs) };
  await writeOutput({ folder: out, db: room.db, model, link: record, metrics, report: reportPage(data, language) });
  return { out, metrics, warnings: linked.warnings };
}

/**
 * Learns a model's weights from the files, or from labels where there are some.
 *
 * @param request.labels says which records are one, in the form of a truth file
 * @returns what scores alone; how right it is on the labels, `null` without
 * @throws labelsWithoutMatch, and what a truth file is refused for
 */
export async function trainModel({ labels, ...request }: LinkageSettings & { files: readonly string[]; model: string; labels?: string }) {
  await using room = await openRoom(request);
  const readable = labels === undefined ? undefined : await readableTruth(room, labels);
  if (readable !== undefined) await checkTruthHeader(room.db, readable);
  const { trained, warnings } = await link({ ...(await toRequest(room, request)), ...(readable !== undefined && { labels: readable }) });
  const onLabels = readable === undefined ? null : (await evaluate(room.db, readable)).pairs;
  return { model: modelFileOf(room, trained), warnings, onLabels };
}

/** Counts what the blocking rules would cost, and names the largest blocks; compares nothing. */
export async function countBlocks(request: LinkageSettings & { files: readonly string[]; model: string }) {
  await using room = await openRoom(request);
  const { rules, profiles, warnings } = await prepare(await toRequest(room, request), new StageClock(request.onProgress));
  return { rules: rules.figures, records: profiles.totalRecords, warnings };
}

/** What one command works in. */
export interface Room {
  db: Duck;
  /** For files on the way; gone at the end. */
  folder: string;
  /** As it was read. */
  model?: { file: string; text: string; compiled: LinkModel };
}

/** Opens a DuckDB and a folder, both gone when it is disposed of. @param beside where the folder is made, on the disk that has the room */
export async function openRoom({ memoryMb = MEMORY_MB }: LinkageSettings, beside = tmpdir()): Promise<Room & AsyncDisposable> {
  const folder = await mkdtemp(path.join(beside, '.sanku-link-'));
  const db = await Duck.open({ spillFolder: folder, memoryMb });
  const close = async () => {
    db.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { db, folder, [Symbol.asyncDispose]: close };
}

/** Reads the model and makes the files readable. */
export async function toRequest(
  room: Room,
  { files, model, log, print, onProgress }: LinkageSettings & { files: readonly string[]; model: string },
) {
  const { text, trained, file } = await readModelText(model);
  room.model = { file, text, compiled: compileModel(readModel(text, file)) };
  const readable = await readableFiles(room, files);
  const options = { log, ...(print && { print }), ...(onProgress && { onProgress }) };
  return { files: readable, model: room.model.compiled, duck: room.db, options, ...(trained && { trained }) };
}

/** Each in plain UTF-8, in a folder of its own so that names may repeat until they are refused. */
async function readableFiles({ folder }: Room, files: readonly string[]): Promise<string[]> {
  const readable: string[] = [];
  for (const [i, file] of files.entries()) {
    const own = path.join(folder, String(i));
    await mkdir(own);
    readable.push(await utf8File(file, own));
  }
  return readable;
}

async function readModelText(file: string): Promise<{ file: string; text: string; trained?: TrainedModel }> {
  const text = await readFile(file, 'utf8');
  const found = readModelFile(text);
  return found === undefined ? { file, text } : { file: found.file, text: found.text, trained: found.trained };
}

function modelFileOf({ model }: Room, trained: TrainedModel): ModelFile {
  return toModelFile({ file: path.basename(model!.file), text: model!.text, trained });
}

/** A truth file, or labels, in plain UTF-8, apart from the inputs: it may have the name of one. */
export async function readableTruth({ folder }: Room, file: string): Promise<string> {
  const own = path.join(folder, 'truth');
  await mkdir(own);
  return await utf8File(file, own);
}

async function holdBeside(room: Room, { prepared, trained }: Linked, truth: string) {
  const evaluation = await evaluate(room.db, truth);
  return { evaluation, examined: await examineTruth(prepared, trained, evaluation.truth.form) };
}

interface Measured {
  seconds: number;
  peakMemoryMb: number;
  evaluation: Evaluation | undefined;
  candidateRecall: number | null;
  model: ModelFile;
}

function metricsOf(
  { counts, trained, warnings }: Linked,
  { seconds, peakMemoryMb, evaluation, candidateRecall, model }: Measured,
): Metrics {
  const { records, clusters, candidatePairs, joinPairs, reviewPairs } = counts;
  const best = evaluation?.best ?? null;
  const lines = linesOf(trained);
  return {
    pairs: evaluation?.pairs ?? null,
    bcubed: evaluation?.bcubed ?? null,
    best: best === null ? null : { threshold: best.threshold, f1: best.f1 },
    candidateRecall: candidateRecall === null ? null : round(candidateRecall, 6),
    seconds,
    peakMemoryMb,
    ...{ records, clusters, candidatePairs, joinPairs, reviewPairs },
    thresholds: { join: round(lines.join, 4), keep: round(lines.keep, 4), review: round(lines.review, 4) },
    modelVersion: model.version,
    warnings: warnings.map(({ code }) => code),
  };
}

function round(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}
