import type { EntityType, GoldenEntity, Relation } from '../schema/index.ts';
import type { HouseAnswer, HouseQuestion, Moved, TiedItem, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { DEEPEST, housesIn } from './gate-children.ts';
import {
  checkRegionAndPurpose,
  departmentOf,
  entityGrant,
  findEntity,
  type GateContext,
  isMoved,
  loggableIds,
  present,
  timePoint,
} from './gate-context.ts';

/** Ties of one house that are looked at for one question; a house with more is no house. */
const MOST_TIES = 2_000;
const PAGE = 50;

/**
 * Who lives or is registered in a house. Whoever may see the house sees those who are there now, wherever else they belong;
 * of those who have left, values only while they lie in the key's region.
 */
export function ties(context: GateContext, visit: Visit, question: HouseQuestion): Promise<HouseAnswer | Moved> {
  return context.answer(visit, async (trace) => {
    const { house, relation } = question;
    const entityType: EntityType = relation === 'occupants' ? 'person' : 'company';
    trace.entityType = entityType;
    trace.fields = context.fields.known(question.fields, [entityType]);
    const { past = false, within = false } = question;
    trace.detail = { house: loggableIds(house).join(''), past, ...(within && { within }) };
    const grants = departmentOf(visit, 'house');
    entityGrant(grants, 'house');
    if (!grants.relations.includes(relation)) throw accessErrors.relationNotGranted({ relation });
    const grant = entityGrant(grants, entityType);
    const fields = context.fields.granted(grants, entityType, question.fields);
    checkRegionAndPurpose(grants, visit);
    const { at, knownOn } = timePoint(question, context.now());
    const found = await findEntity(context, { grants, entityType: 'house', id: house, at });
    if (isMoved(found)) return found;

    const today = question.validOn ?? context.today();
    const beneath = within ? await housesIn(context, house, { at, levels: DEEPEST }) : [];
    const houses = [house, ...beneath.filter(({ division }) => context.regions.visible(grants, division)).map(({ id }) => id)];
    const request = { houses, subjectType: entityType, past, limit: MOST_TIES + 1, ...at, validOn: today };
    const relations = await context.golden.relations(request);
    if (relations.length > MOST_TIES) throw accessErrors.tooManyHits({ limit: MOST_TIES });
    const { page, next } = cut(relations, question);
    const subjects = await context.golden.read(entityType, [...new Set(page.map(({ subject }) => subject))], at);
    const entities = new Map(subjects.map((entity) => [entity.id, entity]));
    const items = page.map((tie): TiedItem => {
      const current = isCurrent(tie, today);
      const entity = entities.get(tie.subject);
      const open = entity !== undefined && (current || context.regions.visible(grants, entity.division));
      return tiedItem(tie, { current, ...(open ? { values: context.fields.values(entity as GoldenEntity, fields, grant) } : {}) });
    });
    trace.about = [{ entityType, entities: [...new Set(items.map(({ id }) => id))], roles: relation }];
    return { items, counts: count(relations, entityType), knownOn, ...present({ next }) };
  });
}

function tiedItem(tie: Relation, shown: Pick<TiedItem, 'current' | 'values'>): TiedItem {
  const { subject, house, relation, validFrom, validTo, sources } = tie;
  const names = [...new Set(sources.map(({ source }) => source))].sort();
  return { id: subject, house, ...shown, relation, ...present({ validFrom, validTo }), sources: names };
}

function isCurrent({ validFrom, validTo }: Relation, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo > day);
}

function count(relations: readonly Relation[], entityType: EntityType): HouseAnswer['counts'] {
  const records = new Set(relations.flatMap(({ sources }) => sources.map(({ source, record }) => `${source}|${record}`))).size;
  const subjects = new Set(relations.map(({ subject }) => subject)).size;
  return entityType === 'person' ? { records, persons: subjects } : { records, companies: subjects };
}

/** One page, in the order of subject, relation, date and house. A page begins after the place its cursor names. */
function cut(relations: readonly Relation[], { after, limit = PAGE }: HouseQuestion): { page: Relation[]; next?: string } {
  const placed = relations.map((tie) => ({
    tie,
    place: `${tie.subject} ${tie.relation} ${tie.validFrom ?? ''} ${tie.validTo ?? ''} ${tie.house}`,
  }));
  placed.sort((left, right) => (left.place < right.place ? -1 : left.place > right.place ? 1 : 0));
  const from = after === undefined ? '' : readCursor(after);
  const rest = placed.filter(({ place }) => place > from);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { page: page.map(({ tie }) => tie), ...(last !== undefined && rest.length > limit ? { next: writeCursor(last.place) } : {}) };
}

function writeCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

function readCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (!/^[pc]-\S+ \S+ \S* \S* h-\S+$/.test(place)) throw accessErrors.cursorUnusable();
  return place;
}
