import { problemSays } from '../core/problem-says.ts';
import { compileSchema, type Problem } from '../core/validate.ts';
import { accessErrors } from './errors.ts';
import { GRANT_SCHEMAS, type GrantCatalogue, type GrantProblem, type Grants } from './grants.ts';
import { catalogueProblems } from './grants-catalogue.ts';

const checkOwn = compileSchema(GRANT_SCHEMAS.own);
const checkDepartment = compileSchema(GRANT_SCHEMAS.department);

/**
 * Checks a grants file (already parsed from YAML or JSON) and fills in its defaults.
 *
 * @throws grantsUnusable with every mistake, one a line
 */
export function parseGrants(value: unknown, catalogue?: GrantCatalogue): Grants {
  const { grants, problems } = checkGrants(value, catalogue);
  if (grants !== undefined && problems.length === 0) return grants;
  const lines = (language: 'en' | 'zh') =>
    problems.map(({ path, message }) => `${path === '' ? 'grants' : path}: ${message[language]}`).join('\n');
  throw accessErrors.grantsUnusable({ problems: { en: lines('en'), zh: lines('zh') } });
}

/** As `parseGrants`, but gives the mistakes instead of throwing them. */
export function checkGrants(value: unknown, catalogue?: GrantCatalogue): { grants?: Grants; problems: GrantProblem[] } {
  const copy: unknown = value === undefined ? undefined : structuredClone(value);
  const role = (copy as { role?: unknown } | null | undefined)?.role;
  if (role !== 'administrator' && role !== 'metrics' && role !== 'department') {
    const message = { en: 'must be department, administrator or metrics', zh: '应为 department、administrator 或 metrics' };
    return { problems: [{ path: 'role', message }] };
  }
  if (role !== 'department') {
    const checked = checkOwn(copy);
    if (!checked.ok) return { problems: checked.problems.map(toGrantProblem) };
    return { grants: { role, rate: checked.value.rate ?? { perMinute: 600 } }, problems: [] };
  }
  const checked = checkDepartment(copy);
  const purposes = purposesProblems(copy as Record<string, unknown>);
  if (!checked.ok) return { problems: [...checked.problems.filter(({ keyword }) => keyword !== 'if').map(toGrantProblem), ...purposes] };
  return { grants: checked.value, problems: [...purposes, ...catalogueProblems(checked.value, catalogue)] };
}

/** Whoever may ask for anything needs a purpose; who does nothing but deliver does not. */
function purposesProblems(written: Record<string, unknown>): GrantProblem[] {
  const isEmpty = (key: string) => Object.keys((written[key] as object | undefined) ?? {}).length === 0;
  const deliversOnly = !isEmpty('deliver') && ['entities', 'cases', 'records', 'relations'].every(isEmpty);
  if (!isEmpty('purposes') || deliversOnly) return [];
  return [{ path: 'purposes', message: { en: 'must name one at least', zh: '至少写明一个用途' } }];
}

function toGrantProblem(problem: Problem): GrantProblem {
  const { path, keyword, params } = problem;
  if (keyword === 'additionalProperties') {
    const key = String(params['additionalProperty']);
    return { path: [...path, key].join('.'), message: { en: 'is not a word of grants here', zh: '此处没有这个词' } };
  }
  if (keyword === 'required') {
    return { path: [...path, String(params['missingProperty'])].join('.'), message: problemSays(problem) };
  }
  return { path: path.join('.'), message: problemSays(problem) };
}
