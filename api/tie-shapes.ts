/** Ties of people and companies to houses, as they are asked for and answered. */
import { Type } from 'typebox';
import { given } from './reply.ts';
import { after, bilingual, day, fieldList, id, instant, knownOn, limit, toLimit, validOn, values } from './shapes.ts';

/** What every list of ties is asked with. */
export const tieQuery = {
  fields: fieldList,
  past: Type.Optional(Type.Enum(['true', 'false'], { description: 'Also those that have ended' })),
  ...{ validOn, knownOn, limit, after },
};

const presumed = Type.Object(
  { why: Type.String({ description: 'move | spouse | left (the end alone) | title | household | domicile | namesake' }), says: bilingual },
  { description: 'No record states this tie: it follows from others, whose sources are given' },
);

const tie = Type.Object({
  id,
  house: Type.String({ description: 'The house itself or, with `within`, the one in it' }),
  values: Type.Optional(values),
  relation: Type.String({ description: 'registered | living | registeredAddress | taxAddress …' }),
  current: Type.Boolean(),
  validFrom: Type.Optional(day),
  validTo: Type.Optional(day),
  presumed: Type.Optional(presumed),
  sources: Type.Array(Type.String()),
});

/** @param counts over the whole list */
export function tieAnswer(counts: ReturnType<typeof Type.Object>) {
  return Type.Object({ items: Type.Array(tie), counts, knownOn: instant, next: Type.Optional(Type.String()) });
}

/** Codes that every list of ties may be refused with. */
export const TIE_ERRORS = [
  ...['entityNotGranted', 'relationNotGranted', 'fieldsMissing', 'fieldUnknown', 'fieldNotGranted', 'regionNotGranted'],
  ...['notFound', 'movedPermanently', 'tooManyHits', 'cursorUnusable'],
];

type ListQuery = Partial<Record<'validOn' | 'knownOn' | 'limit' | 'after', string | undefined>>;

/** What of a list's query the gate is asked with, as it stands there. */
export function listOptions(query: ListQuery) {
  return given({ validOn: query.validOn, knownOn: query.knownOn, limit: toLimit(query.limit), after: query.after });
}
