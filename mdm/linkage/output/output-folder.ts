/** The folder that a link leaves: for people `report.html`, for programs the CSVs and `metrics.json`, for later questions `model.json` and `link.json`. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Duck } from '../../../core/duckdb/duck.ts';
import { writeCsv } from '../../../core/duckdb/files.ts';
import { sideBySide } from '../../../core/duckdb/side-by-side.ts';
import type { Sql } from '../../../core/duckdb/sql.ts';
import { writePrivately } from '../../../core/private-file.ts';
import type { Measure } from '../../agreement.ts';
import type { ModelFile } from './model-file.ts';
import { clustersQuery, filesQuery, pairsQuery } from './output-steps.ts';

/** `metrics.json`. What needs a truth is null without one. */
export interface Metrics {
  pairs: Measure | null;
  /** Null also where the truth judges pairs only. */
  bcubed: Measure | null;
  best: { threshold: number; f1: number } | null;
  /** Share of the true pairs that were compared at all. */
  candidateRecall: number | null;
  seconds: number;
  peakMemoryMb: number;
  records: number;
  clusters: number;
  candidatePairs: number;
  joinPairs: number;
  reviewPairs: number;
  /** Weights of the lines. */
  thresholds: { join: number; keep: number; review: number };
  modelVersion: string;
  /** Codes of what the user should know. */
  warnings: string[];
}

/** `link.json`: what `why` and `how` need to ask the same records again. */
export interface LinkFile {
  sanku: 'link';
  /** Absolute paths as they were, in order, with their sizes in bytes. */
  files: { path: string; bytes: number }[];
}

export interface OutputRequest {
  folder: string;
  db: Duck;
  model: ModelFile;
  link: LinkFile;
  metrics: Metrics;
  /** HTML. */
  report: string;
}

/** All files but `pairs.csv`. Readable by their owner only: they hold values, or tell who is one. */
export async function writeOutput({ folder, db, model, link, metrics, report }: OutputRequest): Promise<void> {
  await writeRows(db, path.join(folder, 'clusters.csv'), clustersQuery(await onlyFile(db)));
  const texts = { 'metrics.json': json(metrics), 'model.json': json(model), 'link.json': json(link), 'report.html': report };
  for (const [name, text] of Object.entries(texts)) await writePrivately(path.join(folder, name), (file) => writeFile(file, text));
}

/** Writes `pairs.csv`, the largest of the files, over a connection of its own while other work is done. @returns what that gives */
export async function whilePairsAreWritten<T>({ folder, db }: Pick<OutputRequest, 'folder' | 'db'>, work: () => Promise<T>): Promise<T> {
  const only = await onlyFile(db);
  const [done] = await sideBySide(db, [work, (own) => writeRows(own, path.join(folder, 'pairs.csv'), pairsQuery(only))]);
  return done;
}

/** The file that all records are of, where there is but one. */
async function onlyFile(db: Duck): Promise<string | undefined> {
  const [first, other] = await db.rows<{ file: string }>(filesQuery);
  return other === undefined ? first?.file : undefined;
}

function writeRows(db: Duck, file: string, query: Sql): Promise<void> {
  return writePrivately(file, (place) => db.run(writeCsv({ query, path: place })));
}

/** Undefined where the folder holds no link. */
export async function readLinkFile(folder: string): Promise<LinkFile | undefined> {
  const text = await readFile(path.join(folder, 'link.json'), 'utf8').catch(() => '{}');
  const read = JSON.parse(text) as Partial<LinkFile>;
  return read.sanku === 'link' && Array.isArray(read.files) ? (read as LinkFile) : undefined;
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
