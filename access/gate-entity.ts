import { ENTITY_TYPES, type EntityType, type GoldenEntity, ID_PREFIX } from '../schema/index.ts';
import type {
  LineageAnswer,
  LineageItem,
  LineageQuestion,
  Moved,
  ReadAnswer,
  ReadQuestion,
  SearchAnswer,
  SearchQuestion,
  Visit,
} from './contract.ts';
import { accessErrors } from './errors.ts';
import {
  checkRegionAndPurpose,
  departmentOf,
  entityGrant,
  findEntity,
  type GateContext,
  isMoved,
  loggableIds,
  present,
  type Trace,
  timePoint,
} from './gate-context.ts';
import type { EntityGrant } from './grants.ts';

export function search(context: GateContext, visit: Visit, question: SearchQuestion): Promise<SearchAnswer> {
  return context.answer(visit, async (trace) => {
    const { entityType, where } = question;
    const attributes = Object.keys(where);
    trace.entityType = entityType;
    trace.fields = context.fields.known(question.fields, [entityType]);
    trace.detail = { by: context.fields.known(attributes, [entityType]).sort() };
    const grants = departmentOf(visit, entityType);
    const grant = entityGrant(grants, entityType);
    checkCombination(grant, entityType, attributes);
    const fields = context.fields.granted(grants, entityType, question.fields);
    checkRegionAndPurpose(grants, visit);
    const { at, knownOn } = timePoint(question, context.now());
    const keys = context.fields.searchKeys(entityType, where);
    const regions = context.regions.prefixes(grants);
    const limit = grants.maxHits;
    const hits = await context.golden.search({ entityType, keys, limit: limit + 1, ...at, ...(regions === undefined ? {} : { regions }) });
    if (hits.length > limit) throw accessErrors.tooManyHits({ limit });
    const seen = hits.filter(({ division }) => context.regions.visible(grants, division));
    trace.about = [{ entityType, entities: seen.map(({ id }) => id), roles: 'hit' }];
    return { items: seen.map((entity) => ({ id: entity.id, values: context.fields.values(entity, fields, grant) })), knownOn };
  });
}

/** A combination is granted as it stands: one attribute more would tell whether it belongs to the one found. */
function checkCombination(grant: EntityGrant, entity: EntityType, attributes: string[]): void {
  const asked = [...attributes].sort().join('+');
  if (grant.search.some((combination) => [...combination].sort().join('+') === asked)) return;
  const granted = grant.search.map((combination) => combination.join('+')).join(', ');
  throw accessErrors.searchNotGranted({ entity, attributes: asked === '' ? '-' : asked, granted: granted === '' ? '-' : granted });
}

interface Opening {
  visit: Visit;
  trace: Trace;
  question: ReadQuestion;
}

interface Opened {
  entity: GoldenEntity;
  fields: string[];
  grant: EntityGrant;
  knownOn: string;
}

/** One entity by its id, all rights checked; of a merged one the log says where it went, and nothing of its fields. */
async function open(context: GateContext, { visit, trace, question }: Opening): Promise<Opened | Moved> {
  const { entityType, id } = question;
  const grants = departmentOf(visit, entityType);
  const grant = entityGrant(grants, entityType);
  const fields = context.fields.granted(grants, entityType, question.fields);
  checkRegionAndPurpose(grants, visit);
  const { at, knownOn } = timePoint(question, context.now());
  const entity = await findEntity(context, { grants, entityType, id, at });
  if (!isMoved(entity)) return { entity, fields, grant, knownOn };
  trace.detail = { ...entity };
  trace.fields = [];
  return entity;
}

export function read(context: GateContext, visit: Visit, question: ReadQuestion): Promise<ReadAnswer | Moved> {
  return context.answer(visit, async (trace) => {
    const { entityType, id } = question;
    trace.entityType = entityType;
    trace.fields = context.fields.known(question.fields, [entityType]);
    trace.about = [{ entityType, entities: loggableIds(id), roles: 'asked' }];
    const opened = await open(context, { visit, trace, question });
    if (isMoved(opened)) return opened;
    const { entity, fields, grant, knownOn } = opened;
    const { records, confidence, validFrom, validTo } = entity;
    const values = context.fields.values(entity, fields, grant);
    return { id, values, records, confidence, ...present({ validFrom, validTo }), knownOn };
  });
}

export function lineage(context: GateContext, visit: Visit, question: LineageQuestion): Promise<LineageAnswer | Moved> {
  return context.answer(visit, async (trace) => {
    const { id } = question;
    const entityType = ENTITY_TYPES.find((type) => id.startsWith(`${ID_PREFIX[type]}-`));
    trace.entityType = entityType ?? null;
    trace.fields = context.fields.known(question.fields);
    if (entityType !== undefined) trace.about = [{ entityType, entities: loggableIds(id), roles: 'asked' }];
    const grants = departmentOf(visit, entityType ?? 'entities');
    if (entityType === undefined) throw accessErrors.notFound();
    const opened = await open(context, { visit, trace, question: { ...question, entityType } });
    if (isMoved(opened)) return opened;
    const { entity, fields, grant, knownOn } = opened;
    const values = context.fields.values(entity, fields, grant);
    const items = Object.entries(values).flatMap(([field, value]): LineageItem[] => {
      const origin = entity.lineage[field];
      if (origin === undefined) return [];
      const { source, record, role, asOf, rule } = origin;
      // A record's key may itself be a number of the person.
      return [{ field, value, source, ...(grants.records.includes(source) ? { record } : {}), role, asOf, rule }];
    });
    return { id, entityType, items, knownOn };
  });
}
