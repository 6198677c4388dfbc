import path from 'node:path';
import type { CataloguedFile, MdmContext, PublishRun } from './contract.ts';

const FAMILIES = ['mentions', 'relations', 'assignments', 'golden', 'golden-relations', 'conflicts'];

/** The files that a publish reads, as the catalogue has them when it begins. */
export async function loadFiles(context: MdmContext): Promise<Record<string, CataloguedFile[]>> {
  const lists = await Promise.all(FAMILIES.map((family) => context.lakeFiles(family)));
  return Object.fromEntries(FAMILIES.map((family, i) => [family, lists[i]!]));
}

/** Absolute paths of a family's live files, in the order of their version. */
export function livePaths(run: PublishRun, family: string, part?: string): string[] {
  return run.files[family]!.filter((file) => file.status === 'live' && (part === undefined || file.part === part)).map((file) =>
    path.join(run.lakeFolder, file.path),
  );
}

/** Below this many changed mentions of a source, to cluster them again costs less than to look for their echoes. */
const MANY_MENTIONS = 2000;

/** The groups of mention files whose sources have many changed mentions waiting. */
export function echoingGroups(run: PublishRun, type: string): string[][] {
  const waiting = run.files['mentions']!.filter((file) => file.part === type && file.status === 'waiting' && file.rows >= MANY_MENTIONS);
  const sources = new Set(waiting.map((file) => file.source));
  const files = { ...run, files: { ...run.files, mentions: run.files['mentions']!.filter((file) => sources.has(file.source)) } };
  return sourceGroups(files, 'mentions', type);
}

/** Absolute paths grouped by source: files of two sources never share a key. With a status: only those. */
export function sourceGroups(run: PublishRun, family: string, part?: string, status?: 'waiting'): string[][] {
  const groups = new Map<string, string[]>();
  for (const file of run.files[family]!) {
    if (part !== undefined && file.part !== part) continue;
    if (status !== undefined && file.status !== status) continue;
    groups.set(file.source, [...(groups.get(file.source) ?? []), path.join(run.lakeFolder, file.path)]);
  }
  return [...groups.values()];
}
