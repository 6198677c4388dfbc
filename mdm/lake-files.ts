import path from 'node:path';
import { duck, join, type Sql } from '../core/duckdb/sql.ts';
import type { CataloguedFile, MdmContext, PublishRun } from './contract.ts';
import type { RelationFiles } from './relate-steps.ts';
import type { ChangingSource } from './scope-steps.ts';
import { familyState, MENTIONS, STATEMENTS } from './shapes.ts';
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

/** What ties follow from beside those that are stated: deaths, marriages, people seen in houses, and who is listed by sources that tell where people live. */
export function tieEvidence(run: PublishRun): Pick<RelationFiles, 'facts' | 'changingFacts' | 'listed' | 'people'> {
  const reporting = run.config.sources.filter(({ facts }) => facts.some(({ type }) => type === 'death' || type === 'marriage'));
  const telling = new Set([...reporting.map(({ source }) => source), ...sourcesNamingHouses(run)]);
  const files = { facts: run.files['facts']!.filter(({ source }) => telling.has(source)) };
  const listed = run.config.sources.flatMap(({ source, relations }) => {
    const roles = relations.filter(({ type }) => type === 'living').map(({ subject }) => subject);
    const mentions = run.files['mentions']!.filter((file) => file.part === 'person' && file.source === source);
    if (roles.length === 0 || mentions.length === 0) return [];
    const groups = sourceGroups({ ...run, files: { mentions } }, 'mentions');
    return [
      duck`SELECT statement FROM (${familyState(MENTIONS, groups, { only: ['role', 'present', 'statement'] })}) WHERE present AND role IN ${roles}`,
    ];
  });
  return {
    facts: sourceGroups({ ...run, files }, 'facts'),
    changingFacts: changingSources({ ...run, files }, 'facts'),
    listed: listed.length === 0 ? undefined : join(listed, ' UNION ALL '),
    people: namedPeople(run),
  };
}

function namedPeople(run: PublishRun): Sql | undefined {
  const columns = ['name', 'birthDate'];
  const known = run.config.entities.person.attributes.map((attribute) => attribute.name);
  if (!columns.every((column) => known.includes(column))) return undefined;
  return duck`SELECT statement, name, "birthDate" FROM (${familyState(STATEMENTS, sourceGroups(run, 'statements', 'person'), { also: columns, only: ['statement', ...columns] })})`;
}

/** Of facts only those that name a house: a city's payments name none. */
function sourcesNamingHouses({ config }: PublishRun): Set<string> {
  const naming = config.sources.filter(({ mentions, facts }) =>
    facts.some(({ other }) => mentions.some(({ role, entity }) => role === other && entity === 'house')),
  );
  return new Set(naming.map(({ source }) => source));
}

/** Where it stands who is tied to which house. */
export function tieFiles(run: PublishRun): TieFiles {
  const sources = sourcesNamingHouses(run);
  return {
    relations: sourceGroups(run, 'relations'),
    facts: sourceGroups({ ...run, files: { facts: run.files['facts']!.filter(({ source }) => sources.has(source)) } }, 'facts'),
    subjects: [...sourceGroups(run, 'statements', 'person'), ...sourceGroups(run, 'statements', 'company')],
  };
}
