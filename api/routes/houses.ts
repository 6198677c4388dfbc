import { Type } from 'typebox';
import { gatedRoute, type Route } from '../contract.ts';
import { entityRoutes } from '../entity-routes.ts';
import { answerOrMoved } from '../reply.ts';
import { after, fieldList, id, idParams, instant, knownOn, limit, toFields, validOn, values } from '../shapes.ts';
import { listOptions, TIE_ERRORS, tieAnswer, tieQuery } from '../tie-shapes.ts';

function tiesRoute(relation: 'occupants' | 'companies', counted: 'persons' | 'companies'): Route {
  const counts = { records: Type.Integer(), [counted]: Type.Integer() };
  return gatedRoute({
    method: 'GET',
    path: `/houses/{id}/${relation}`,
    name: relation === 'occupants' ? 'houseOccupants' : 'houseCompanies',
    summary:
      relation === 'occupants'
        ? { en: 'Who lives or is registered in a house', zh: '房屋内居住、户籍人员' }
        : { en: 'Companies registered or taxed at a house', zh: '房屋内登记、纳税的法人' },
    admission: 'data',
    params: idParams,
    query: Type.Object(
      {
        ...tieQuery,
        within: Type.Optional(
          Type.Enum(['true', 'false'], { description: 'Also of the houses that lie in it: of a building those of its rooms' }),
        ),
      },
      { additionalProperties: false },
    ),
    answer: tieAnswer(Type.Object(counts, { description: 'Over the whole list. A record is not a person, so both are counted' })),
    errors: TIE_ERRORS,
    async handle({ parts }, { visit, params, query, search }) {
      const options = listOptions(query);
      const question = {
        house: params.id,
        relation,
        fields: toFields(query.fields),
        past: query.past === 'true',
        within: query.within === 'true',
        ...options,
      };
      return answerOrMoved(await parts.gate.ties(visit, question), (living) => `/houses/${living}/${relation}${search}`);
    },
  });
}

const childrenRoute = gatedRoute({
  method: 'GET',
  path: '/houses/{id}/children',
  name: 'houseChildren',
  summary: { en: 'The houses that lie in a house: building, unit, floor, room', zh: '房屋的下级：幢、单元、层、室' },
  admission: 'data',
  params: idParams,
  query: Type.Object(
    {
      fields: fieldList,
      within: Type.Optional(Type.Enum(['true', 'false'], { description: 'All that lies in it, at any depth' })),
      ...{ validOn, knownOn, limit, after },
    },
    { additionalProperties: false },
  ),
  answer: Type.Object({
    items: Type.Array(
      Type.Object({
        id,
        level: Type.Optional(Type.String({ description: 'building | unit | floor | room' })),
        parent: Type.Optional(Type.String({ description: 'Id of the house that it lies in' })),
        values,
      }),
    ),
    counts: Type.Object({ houses: Type.Integer() }, { description: 'Over the whole list' }),
    knownOn: instant,
    next: Type.Optional(Type.String()),
  }),
  errors: [
    ...['entityNotGranted', 'fieldsMissing', 'fieldUnknown', 'fieldNotGranted', 'regionNotGranted'],
    ...['notFound', 'movedPermanently', 'tooManyHits', 'cursorUnusable'],
  ],
  async handle({ parts }, { visit, params, query, search }) {
    const options = listOptions(query);
    const question = { house: params.id, fields: toFields(query.fields), within: query.within === 'true', ...options };
    return answerOrMoved(await parts.gate.children(visit, question), (living) => `/houses/${living}/children${search}`);
  },
});

export const routes = [
  ...entityRoutes({
    entityType: 'house',
    path: '/houses',
    title: { en: 'houses', zh: '房屋' },
    example: { address: '示范市中山路1号2幢301室' },
  }),
  tiesRoute('occupants', 'persons'),
  tiesRoute('companies', 'companies'),
  childrenRoute,
];
