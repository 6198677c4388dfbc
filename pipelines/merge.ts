import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Duck } from '../core/duckdb/duck.ts';
import { mergeFiles, mergeIsDue } from '../core/duckdb/lake-state.ts';
import { LAKE_FAMILIES, type LakeFamily, type LakeFile } from '../schema/index.ts';
import { forgetReplaced, lakeFiles, replaceFiles } from './catalogue-store.ts';
import type { PipelineContext } from './context.ts';

export interface MergeRequest {
  context: PipelineContext;
  family: string;
  part: string;
  /** The run that merges. */
  run: number;
}

/** Files of one part as groups of one source each: no record of one source is a record of another. Version order inside. */
export function groupBySource(files: readonly LakeFile[]): LakeFile[][] {
  return [...Map.groupBy(files, (file) => file.source).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/**
 * Merges the published files of a part, source by source, where changes exceed a tenth of the base or twenty files. Files that
 * wait for publication are left alone. To be called under the hub's lock.
 *
 * @returns the number of files replaced
 */
export async function mergeLake({ context, family, part, run }: MergeRequest): Promise<number> {
  const shape = LAKE_FAMILIES.find((candidate) => candidate.family === family);
  if (shape === undefined) throw new Error(`the lake has no family ${family}`);
  const live = await lakeFiles(context.database, family, { part, statuses: ['live'] });
  const due = groupBySource(live).filter((group) => mergeIsDue(group.map((file) => file.rows)));
  if (due.length === 0) return 0;
  const db = await Duck.open({ spillFolder: context.workFolder, memoryMb: context.memoryMb });
  try {
    for (const group of due) await mergeGroup({ context, family: shape, group, run, db });
  } finally {
    db.close();
  }
  return due.flat().length;
}

interface MergeGroup {
  context: PipelineContext;
  family: LakeFamily;
  group: LakeFile[];
  run: number;
  db: Duck;
}

async function mergeGroup({ context, family, group, run, db }: MergeGroup): Promise<void> {
  const { lakeFolder, database, log } = context;
  const { source, part, version } = group.at(-1)!;
  const relative = path.join(family.family, part, `${source || part}.merged-${version}-${run}.parquet`);
  const target = path.join(lakeFolder, relative);
  await mkdir(path.dirname(target), { recursive: true });
  const groups = [group.map((file) => path.join(lakeFolder, file.path))];
  const rows = await db.change(mergeFiles({ key: family.key, groups, path: target, shape: family.shape }));
  const merged = { family: family.family, part, source, path: relative, rows, bytes: (await stat(target)).size };
  await replaceFiles(database, { files: group, merged, run });
  log.debug({ family: family.family, part, files: group.length, rows }, 'merged');
}

/** Deletes files that were replaced. To be called where no reader's run can still need them: under the lock that readers share. */
export async function removeReplaced(context: PipelineContext): Promise<number> {
  const paths = await forgetReplaced(context.database);
  for (const file of paths) await rm(path.join(context.lakeFolder, file), { force: true });
  return paths.length;
}
