import { Type } from 'typebox';
import { gatedRoute, type Route } from '../contract.ts';
import { apiErrors } from '../errors.ts';
import { day } from '../shapes.ts';

const code = Type.String({ pattern: '^[0-9]{2,12}$', description: 'Code of 2, 4, 6, 9 or 12 digits', examples: ['330204'] });
const on = Type.Optional(Type.String({ format: 'date', description: 'As on this day; default today' }));

const place = { code, name: Type.String(), level: Type.String({ description: 'province | city | district | street | community | grid' }) };
const item = Type.Object({
  ...place,
  code: Type.String({ description: 'Of a grid: as its owner writes it' }),
  parent: Type.Optional(code),
  validFrom: Type.Optional(day),
  validTo: Type.Optional(day),
});
const heir = Type.Object({
  ...place,
  share: Type.Optional(Type.Number({ description: 'Of the people of the division asked for, 0 to 1; left out where nobody knows' })),
});
const answer = Type.Object({
  ...item.properties,
  on: day,
  inForce: Type.Boolean({ description: 'Whether it was in force on that day' }),
  path: Type.Array(Type.Object(place), { description: 'From the province down, as on that day' }),
  today: Type.Array(heir, { description: 'Where it lies today: itself, its new code, or the heirs of a split' }),
});
const past = Type.Object({
  ...item.properties,
  successors: Type.Array(Type.Object({ ...heir.properties, on: Type.Optional(day) })),
});

/** Public reference data: any key, no purpose, no fields. */
function divisionRoute(request: Pick<Route, 'path' | 'name' | 'summary' | 'answer'>, look: 'division' | 'children' | 'history'): Route {
  return gatedRoute({
    ...request,
    method: 'GET',
    admission: 'catalogue',
    params: Type.Object({ code }),
    query: Type.Object(look === 'history' ? {} : { on }, { additionalProperties: false }),
    errors: ['divisionNotFound'],
    async handle({ parts }, { visit, params, query }) {
      const asked = (query as { on?: string }).on;
      const body = await parts.gate.catalogue(visit, async () => {
        const found = await parts.divisions[look](params.code, asked);
        if (found === undefined) throw apiErrors.divisionNotFound({ asked: params.code });
        return found;
      });
      return { body };
    },
  });
}

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/divisions',
    name: 'divisionsNamed',
    summary: { en: 'Divisions that bear or bore a name', zh: '按名称（含旧名）查询行政区划' },
    admission: 'catalogue',
    query: Type.Object({ name: Type.String({ minLength: 1, maxLength: 50, examples: ['江东区'] }), on }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(answer) }),
    errors: [],
    async handle({ parts }, { visit, query }) {
      return { body: { items: await parts.gate.catalogue(visit, async () => parts.divisions.named(query.name, query.on)) } };
    },
  }),
  divisionRoute(
    {
      path: '/divisions/{code}',
      name: 'division',
      summary: { en: 'A division on a day, and where it lies today', zh: '某日的行政区划及其现属' },
      answer,
    },
    'division',
  ),
  divisionRoute(
    {
      path: '/divisions/{code}/children',
      name: 'divisionChildren',
      summary: { en: 'What lay directly under a division on a day', zh: '某日的下级行政区划' },
      answer: Type.Object({ items: Type.Array(item), on: day }),
    },
    'children',
  ),
  divisionRoute(
    {
      path: '/divisions/{code}/history',
      name: 'divisionHistory',
      summary: { en: 'What a code was, what went into it and what became of it', zh: '行政区划代码的沿革' },
      answer: Type.Object({ code, items: Type.Array(past), predecessors: Type.Array(past), today: Type.Array(heir) }),
    },
    'history',
  ),
];
