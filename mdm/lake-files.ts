import path from 'node:path';
import type { CataloguedFile, MdmContext, PublishRun } from './contract.ts';
import type { ChangingSource } from './scope-steps.ts';
import type { TieFiles } from './tenant-steps.ts';

const FAMILIES = ['mentions', 'statements', 'relations', 'facts', 'assignments', 'golden', 'golden-relations', 'conflicts'];

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

/** The sources that have files waiting, with those published before them. */
export function changingSources(run: PublishRun, family: string, part?: string): ChangingSource[] {
  const files = run.files[family]!.filter((file) => part === undefined || file.part === part);
  const ofStatus = (source: string, status: CataloguedFile['status']) =>
    files.filter((file) => file.source === source && file.status === status).map((file) => path.join(run.lakeFolder, file.path));
  const sources = new Set(files.filter((file) => file.status === 'waiting').map((file) => file.source));
  return [...sources].map((source) => ({ source, waiting: ofStatus(source, 'waiting'), before: ofStatus(source, 'live') }));
}

/** Absolute paths grouped by source: files of two sources never share a key. */
export function sourceGroups(run: PublishRun, family: string, part?: string): string[][] {
  const groups = new Map<string, string[]>();
  for (const file of run.files[family]!) {
    if (part !== undefined && file.part !== part) continue;
    groups.set(file.source, [...(groups.get(file.source) ?? []), path.join(run.lakeFolder, file.path)]);
  }
  return [...groups.values()];
}

/** Where it stands who is tied to which house. Of facts only those that name one: a city's payments name none. */
export function tieFiles(run: PublishRun): TieFiles {
  const naming = run.config.sources.filter(({ mentions, facts }) =>
    facts.some(({ other }) => mentions.some(({ role, entity }) => role === other && entity === 'house')),
  );
  const sources = new Set(naming.map(({ source }) => source));
  return {
    relations: sourceGroups(run, 'relations'),
    facts: sourceGroups({ ...run, files: { facts: run.files['facts']!.filter(({ source }) => sources.has(source)) } }, 'facts'),
    subjects: [...sourceGroups(run, 'statements', 'person'), ...sourceGroups(run, 'statements', 'company')],
  };
}
