import { type Config, holdsOn } from '../config/index.ts';
import type { DepartmentGrants, EntityGrant, GrantCatalogue, GrantProblem } from './grants.ts';

/** Names in grants that nothing in this hub bears, and rights that contradict each other. */
export function catalogueProblems(grants: DepartmentGrants, catalogue?: GrantCatalogue): GrantProblem[] {
  const problems: GrantProblem[] = [];
  for (const [entity, grant] of Object.entries(grants.entities)) problems.push(...entityProblems(entity, grant, catalogue));
  if (catalogue === undefined) return problems;
  problems.push(...unknownNames('purposes', grants.purposes, catalogue.purposes));
  problems.push(...unknownNames('cases', grants.cases, catalogue.comparisons));
  problems.push(...unknownNames('records', grants.records, catalogue.sources));
  problems.push(...unknownNames('deliver', grants.deliver, catalogue.sources));
  return [...problems, ...regionProblems(grants.regions, catalogue.divisions)];
}

function entityProblems(entity: string, grant: EntityGrant, catalogue?: GrantCatalogue): GrantProblem[] {
  const at = `entities.${entity}`;
  const problems = grant.unmasked
    .filter((field) => !grant.fields.includes(field))
    .map((field) => problem(`${at}.unmasked`, [`${field} is not among its fields`, `${field} 不在 fields 中`]));
  if (catalogue === undefined) return problems;
  const attributes = catalogue.attributes[entity] ?? {};
  problems.push(...unknownNames(`${at}.fields`, grant.fields, Object.keys(attributes)));
  grant.search.forEach((combination, index) => {
    problems.push(...unknownNames(`${at}.search.${index}`, combination, Object.keys(attributes)));
    for (const name of combination.filter((attribute) => attributes[attribute] === false)) {
      problems.push(problem(`${at}.search.${index}`, [`${name} cannot be searched by`, `${name} 不能作为查询条件`]));
    }
  });
  return problems;
}

function regionProblems(regions: DepartmentGrants['regions'], divisions: readonly string[]): GrantProblem[] {
  if (regions === 'all') return [];
  return regions
    .filter((prefix) => !divisions.some((code) => code.startsWith(prefix)))
    .map((prefix) => problem('regions', [`no division in force begins with ${prefix}`, `没有以 ${prefix} 开头的有效区划`]));
}

function unknownNames(path: string, named: readonly string[], known: readonly string[]): GrantProblem[] {
  return named
    .filter((name) => !known.includes(name))
    .map((name) => problem(path, [`${name} is unknown; known: ${known.join(', ')}`, `未知的 ${name}；可用：${known.join('、')}`]));
}

function problem(path: string, [en, zh]: [string, string]): GrantProblem {
  return { path, message: { en, zh } };
}

/** What this hub's configuration lets grants name. */
export function grantCatalogue(
  config: Pick<Config, 'hub' | 'entities' | 'divisions' | 'comparisons' | 'sources'>,
  today = new Date().toISOString().slice(0, 10),
): GrantCatalogue {
  const attributes = Object.values(config.entities).map(({ entity, attributes: list }) => [
    entity,
    Object.fromEntries(list.map(({ name, search }) => [name, search])),
  ]);
  return {
    attributes: Object.fromEntries(attributes),
    purposes: Object.keys(config.hub.purposes),
    comparisons: config.comparisons.map(({ name }) => name),
    sources: config.sources.map(({ source }) => source),
    divisions: config.divisions.filter((division) => holdsOn(division, today)).map(({ code }) => code),
  };
}
