import { ENTITY_TYPES, type EntityType, type GoldenEntity } from '../schema/index.ts';
import type { CaseItem, CasesAnswer, CasesQuestion, StoredCase, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { checkRegionAndPurpose, departmentOf, type GateContext, loggableIds, present, type Trace } from './gate-context.ts';
import { readEntities } from './gate-records.ts';
import type { DepartmentGrants } from './grants.ts';

const PAGE = 50;
/** Of a case itself; they hold values, so they are delivered only when asked for. The right to a comparison includes them. */
const CASE_FIELDS = ['sentence', 'evidence'];

/** Cases of the comparisons granted, whose entity lies in the key's region. */
export function cases(context: GateContext, visit: Visit, question: CasesQuestion): Promise<CasesAnswer> {
  return context.answer(visit, async (trace) => {
    const { comparison, state, entity, after, limit = PAGE } = question;
    const ofCase = question.fields.filter((field) => CASE_FIELDS.includes(field));
    trace.fields = [...ofCase, ...context.fields.known(question.fields)];
    const grants = departmentOf(visit, 'cases');
    const comparisons = grantedComparisons(context, grants, comparison);
    trace.detail = { comparisons };
    const ofEntity = question.fields.filter((field) => !CASE_FIELDS.includes(field));
    const fields = ofEntity.length === 0 && ofCase.length > 0 ? [] : context.fields.grantedForAny(grants, ofEntity);
    checkRegionAndPurpose(grants, visit);
    const regions = context.regions.prefixes(grants);
    const page = await context.cases.list({ comparisons, limit, ...present({ regions, state, entity, after }) });
    // The reader leaves out what may not be seen, so that `next` tells nothing of it either; what it gives is checked once more.
    const shown = page.items.filter((item) => comparisons.includes(item.comparison));
    const entities = await entitiesOfCases(context, { grants, fields, cases: shown });
    const seen = shown.filter((item) => grants.regions === 'all' || isVisible(context, grants, entities.get(item.entity)));
    const items = seen.map((stored) => toItem(stored, { context, grants, fields, ofCase, entities }));
    trace.about = aboutCases(seen);
    trace.detail = {
      comparisons,
      cases: seen.map(({ id }) => id),
      ...(entity === undefined ? {} : { entity: loggableIds(entity).join('') }),
    };
    return { items, knownOn: context.now().toISOString(), ...present({ next: page.next }) };
  });
}

/** @throws caseNotGranted */
function grantedComparisons(context: GateContext, grants: DepartmentGrants, asked: string | undefined): string[] {
  if (asked !== undefined && !grants.cases.includes(asked)) throw accessErrors.caseNotGranted({ comparison: asked });
  if (grants.cases.length === 0) throw accessErrors.caseNotGranted({ comparison: context.comparisons.join(', ') });
  return asked === undefined ? [...grants.cases] : [asked];
}

interface CaseEntities {
  grants: DepartmentGrants;
  fields: readonly string[];
  cases: readonly StoredCase[];
}

/** Read only where something of them is needed: their values, or the region they lie in. */
async function entitiesOfCases(context: GateContext, { grants, fields, cases }: CaseEntities): Promise<Map<string, GoldenEntity>> {
  if (grants.regions === 'all' && fields.length === 0) return new Map();
  const mentions = cases.flatMap(({ entityType, entity, otherType, other }) => [
    { entityType, entity },
    ...(otherType === null || other === null ? [] : [{ entityType: otherType, entity: other }]),
  ]);
  return readEntities(context, { mentions, at: {} });
}

function isVisible({ regions }: GateContext, grants: DepartmentGrants, entity: GoldenEntity | undefined): boolean {
  return entity !== undefined && regions.visible(grants, entity.division);
}

interface Showing {
  context: GateContext;
  grants: DepartmentGrants;
  fields: readonly string[];
  ofCase: readonly string[];
  entities: Map<string, GoldenEntity>;
}

function toItem(stored: StoredCase, showing: Showing): CaseItem {
  const { id, comparison, severity, grade, state, entityType, entity, openedAt } = stored;
  const { otherType, other, validFrom, validTo, amount, sentence, evidence } = stored;
  const valuesOf = (subject: string | null) => valuesOfEntity(subject, showing);
  return {
    ...{ id, comparison, severity, grade, state, entityType, entity },
    ...present({ values: valuesOf(entity), otherType, other, otherValues: valuesOf(other), validFrom, validTo, amount }),
    openedAt,
    ...(showing.ofCase.includes('sentence') ? { sentence } : {}),
    ...(showing.ofCase.includes('evidence') ? { evidence } : {}),
  };
}

function valuesOfEntity(id: string | null, { context, grants, fields, entities }: Showing) {
  const entity = id === null ? undefined : entities.get(id);
  const grant = entity === undefined ? undefined : grants.entities[entity.entityType];
  if (fields.length === 0 || entity === undefined || grant === undefined || !isVisible(context, grants, entity)) return undefined;
  return context.fields.values(entity, fields, grant);
}

function aboutCases(cases: readonly StoredCase[]): Trace['about'] {
  const about = (role: string, pairs: { type: EntityType | null; id: string | null }[]): Trace['about'] =>
    ENTITY_TYPES.map((entityType) => ({
      entityType,
      entities: [...new Set(pairs.flatMap(({ type, id }) => (type === entityType && id !== null ? [id] : [])))],
      roles: role,
    })).filter(({ entities }) => entities.length > 0);
  return [
    ...about(
      'case',
      cases.map(({ entityType, entity }) => ({ type: entityType, id: entity })),
    ),
    ...about(
      'other of case',
      cases.map(({ otherType, other }) => ({ type: otherType, id: other })),
    ),
  ];
}
