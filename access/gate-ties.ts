import type { EntityType, GoldenEntity, Relation, TimePoint } from '../schema/index.ts';
import type { HouseAnswer, HouseQuestion, Moved, SubjectAnswer, SubjectQuestion, TiedItem, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { DEEPEST, housesIn } from './gate-children.ts';
import { type GateContext, isMoved, present } from './gate-context.ts';
import { readCursor, writeCursor } from './gate-cursor.ts';
import { openTied } from './open-tied.ts';
import { PRESUMPTION_TEXTS } from './presumptions.ts';

/** Ties of one house, or of one person or company, that are looked at for one question; what has more is none. */
const MOST_TIES = 2_000;
const PAGE = 50;

/**
 * Who lives or is registered in a house. Whoever may see the house sees those who are there now, wherever else they belong;
 * of those who have left, values only while they lie in the key's region.
 */
export function ties(context: GateContext, visit: Visit, question: HouseQuestion): Promise<HouseAnswer | Moved> {
  return context.answer(visit, async (trace) => {
    const { house, relation, past = false, within = false } = question;
    const entityType: EntityType = relation === 'occupants' ? 'person' : 'company';
    const about = { entityType: 'house', id: house } as const;
    const detail = { past, ...(within && { within }) };
    const opened = await openTied(context, { visit, trace, about, told: entityType, relation, question, detail });
    if (isMoved(opened)) return opened;
    const { grants, grant, fields, at, knownOn } = opened;
    const today = question.validOn ?? context.today();
    const beneath = within ? await housesIn(context, house, { at, levels: DEEPEST }) : [];
    const houses = [house, ...beneath.filter(({ division }) => context.regions.visible(grants, division)).map(({ id }) => id)];
    const relations = await relationsOf(context, { houses, subjectType: entityType, past, ...at, validOn: today });
    const { page, next } = cut(relations, question);
    const entities = await entitiesOf(context, entityType, { ids: page.map(({ subject }) => subject), at });
    const items = page.map((tie): TiedItem => {
      const current = isCurrent(tie, today);
      const entity = entities.get(tie.subject);
      const open = entity !== undefined && (current || context.regions.visible(grants, entity.division));
      return tiedItem(tie, { id: tie.subject, current, ...(open ? { values: context.fields.values(entity, fields, grant) } : {}) });
    });
    trace.about = [{ entityType, entities: [...new Set(items.map(({ id }) => id))], roles: relation }];
    return { items, counts: count(relations, entityType), knownOn, ...present({ next }) };
  });
}

/**
 * The houses of one person or company: where they live, are registered, own, are taxed. Of houses outside the key's region no values.
 */
export function houses(context: GateContext, visit: Visit, question: SubjectQuestion): Promise<SubjectAnswer | Moved> {
  return context.answer(visit, async (trace) => {
    const { entityType, id, past = false } = question;
    const about = { entityType, id };
    const opened = await openTied(context, { visit, trace, about, told: 'house', relation: 'houses', question, detail: { past } });
    if (isMoved(opened)) return opened;
    const { grants, grant, fields, at, knownOn } = opened;
    const today = question.validOn ?? context.today();
    const relations = await relationsOf(context, { subject: id, subjectType: entityType, past, ...at, validOn: today });
    const { page, next } = cut(relations, question);
    const entities = await entitiesOf(context, 'house', { ids: page.map(({ house }) => house), at });
    const items = page.map((tie): TiedItem => {
      const entity = entities.get(tie.house);
      const open = entity !== undefined && context.regions.visible(grants, entity.division);
      const values = open ? { values: context.fields.values(entity, fields, grant) } : {};
      return tiedItem(tie, { id: tie.subject, current: isCurrent(tie, today), ...values });
    });
    trace.about = [
      { entityType, entities: [id], roles: 'asked' },
      { entityType: 'house', entities: [...new Set(items.map(({ house }) => house))], roles: 'houses' },
    ];
    const counts = { ties: relations.length, houses: new Set(relations.map(({ house }) => house)).size };
    return { items, counts, knownOn, ...present({ next }) };
  });
}

/** @throws tooManyHits */
async function relationsOf(
  { golden }: Pick<GateContext, 'golden'>,
  request: Omit<Parameters<GateContext['golden']['relations']>[0], 'limit'>,
): Promise<Relation[]> {
  const relations = await golden.relations({ ...request, limit: MOST_TIES + 1 });
  if (relations.length > MOST_TIES) throw accessErrors.tooManyHits({ limit: MOST_TIES });
  return relations;
}

async function entitiesOf(
  { golden }: Pick<GateContext, 'golden'>,
  entityType: EntityType,
  { ids, at }: { ids: readonly string[]; at: TimePoint },
): Promise<Map<string, GoldenEntity>> {
  const found = await golden.read(entityType, [...new Set(ids)], at);
  return new Map(found.map((entity) => [entity.id, entity]));
}

function tiedItem(tie: Relation, shown: Pick<TiedItem, 'id' | 'current' | 'values'>): TiedItem {
  const { house, relation, validFrom, validTo, sources, presumed } = tie;
  const names = [...new Set(sources.map(({ source }) => source))].sort();
  const why = presumed === null ? {} : { presumed: { why: presumed, says: PRESUMPTION_TEXTS[presumed] } };
  const { id, ...rest } = shown;
  return { id, house, ...rest, relation, ...present({ validFrom, validTo }), ...why, sources: names };
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
function cut(
  relations: readonly Relation[],
  { after, limit = PAGE }: Pick<HouseQuestion, 'after' | 'limit'>,
): { page: Relation[]; next?: string } {
  const placed = relations.map((tie) => ({
    tie,
    place: `${tie.subject} ${tie.relation} ${tie.validFrom ?? ''} ${tie.validTo ?? ''} ${tie.house}`,
  }));
  placed.sort((left, right) => (left.place < right.place ? -1 : left.place > right.place ? 1 : 0));
  const from = after === undefined ? '' : placeOf(after);
  const rest = placed.filter(({ place }) => place > from);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { page: page.map(({ tie }) => tie), ...(last !== undefined && rest.length > limit ? { next: writeCursor(last.place) } : {}) };
}

/** @throws cursorUnusable */
function placeOf(cursor: string): string {
  const place = readCursor(cursor);
  if (!/^[pc]-\S+ \S+ \S* \S* h-\S+$/.test(place)) throw accessErrors.cursorUnusable();
  return place;
}
