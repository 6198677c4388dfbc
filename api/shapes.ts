/** Schemas that several routes share. What is checked is what OpenAPI shows. */
import { Type } from 'typebox';

const FIELD = '[A-Za-z][A-Za-z0-9]{0,63}';

export const entityType = Type.Enum(['person', 'company', 'house']);
export const id = Type.String({ description: 'Opaque id: p-…, c-…, h-…', examples: ['p-10001K'] });
export const day = Type.String({ format: 'date', examples: ['2026-10-01'] });
export const instant = Type.String({ format: 'date-time' });

export const validOn = Type.Optional(Type.String({ format: 'date', description: 'True in the world on this date; default today' }));
export const knownOn = Type.Optional(Type.String({ format: 'date-time', description: 'Held by the hub at this instant; default now' }));

/** In a body. */
export const fields = Type.Array(Type.String({ pattern: `^${FIELD}$` }), {
  minItems: 1,
  maxItems: 50,
  description: 'Fields to deliver; `id` is always allowed',
  examples: [['id', 'name']],
});

/** In a query. */
export const fieldList = Type.String({
  pattern: `^${FIELD}(,${FIELD}){0,49}$`,
  description: 'Fields to deliver, separated by commas; `id` is always allowed',
  examples: ['id,name'],
});

export const limit = Type.Optional(
  Type.String({ pattern: '^([1-9][0-9]?|1[0-9][0-9]|200)$', description: 'Items on a page, 1 to 200; default 50' }),
);
export const after = Type.Optional(Type.String({ minLength: 1, maxLength: 400, description: '`next` of the page before' }));

export const idParams = Type.Object({ id: Type.String({ minLength: 1, description: 'Id of the entity' }) });

export const value = Type.Unsafe<unknown>({
  anyOf: [
    { type: 'string' },
    {
      type: 'object',
      description: 'A date of which only the year, or year and month, are known',
      properties: { year: { type: 'integer' }, month: { type: 'integer', minimum: 1, maximum: 12 } },
      required: ['year'],
      additionalProperties: false,
    },
  ],
});
export const values = Type.Record(Type.String(), value, { description: 'Field → value; fields without a value are left out' });

export const bilingual = Type.Object({ en: Type.String(), zh: Type.String() });
export const storedError = Type.Object({ code: Type.String(), message: bilingual, fix: bilingual });

const FOR_OWNERS = "Only to the administrator and to who delivers the source: it may quote names out of the department's files";
/** A stored error in a list that others read as well; see `withoutWords`. */
export const listedError = Type.Object({
  code: Type.String(),
  message: Type.Optional(Type.Object(bilingual.properties, { description: FOR_OWNERS })),
  fix: Type.Optional(bilingual),
});

/** What stands behind a code everybody may know; the words about it not. */
export function withoutWords<T extends { code: string }>(told: T): Omit<T, 'message' | 'fix'> {
  const { message: _, fix: __, ...rest } = told as T & { message?: unknown; fix?: unknown };
  return rest;
}

/** What the rows of a delivery came to. */
export const rowCounts = {
  read: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  new: Type.Integer(),
  changed: Type.Integer(),
  absent: Type.Integer(),
};

export function toFields(list: string): string[] {
  return list.split(',');
}

/** Query values are text; undefined stays so. */
export function toLimit(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
