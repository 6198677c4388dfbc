import { Type } from 'typebox';
import type { Bilingual } from '../core/errors.ts';
import { gatedRoute, type Route } from './contract.ts';
import { answerOrMoved, given } from './reply.ts';
import { day, fieldList, fields, id, idParams, instant, knownOn, toFields, validOn, values } from './shapes.ts';

interface EntityPaths {
  entityType: 'person' | 'company' | 'house';
  /** `/persons` */
  path: string;
  title: Bilingual;
  /** A search condition to show. */
  example: Record<string, string>;
}

/** What persons, companies and houses have in common: search by conditions, read by id. */
export function entityRoutes(paths: EntityPaths): Route[] {
  return [searchRoute(paths), readRoute(paths)];
}

function searchRoute({ entityType, path, title, example }: EntityPaths): Route {
  return gatedRoute({
    method: 'POST',
    path: `${path}/search`,
    name: `${entityType}Search`,
    summary: { en: `Search ${title.en}`, zh: `查询${title.zh}` },
    admission: 'data',
    body: Type.Object(
      {
        where: Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 200 }), {
          minProperties: 1,
          maxProperties: 10,
          description: 'Attribute → value; all must hold. The key grants which combinations may be used',
          examples: [example],
        }),
        fields,
        validOn,
        knownOn,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(Type.Object({ id, values })), knownOn: instant }),
    errors: [
      'entityNotGranted',
      'searchNotGranted',
      'fieldsMissing',
      'fieldUnknown',
      'fieldNotGranted',
      'regionNotGranted',
      'valueUnusable',
      'tooManyHits',
    ],
    async handle({ parts }, { visit, body }) {
      return { body: await parts.gate.search(visit, { ...body, entityType }) };
    },
  });
}

function readRoute({ entityType, path, title }: EntityPaths): Route {
  return gatedRoute({
    method: 'GET',
    path: `${path}/{id}`,
    name: `${entityType}Read`,
    summary: { en: `Read one of ${title.en} by its id`, zh: `按标识读取${title.zh}` },
    admission: 'data',
    params: idParams,
    query: Type.Object({ fields: fieldList, validOn, knownOn }, { additionalProperties: false }),
    answer: Type.Object({
      id,
      values,
      records: Type.Integer({ description: 'How many records stand behind it' }),
      confidence: Type.String({ description: 'identifier | address | single | conflict' }),
      validFrom: Type.Optional(day),
      validTo: Type.Optional(day),
      knownOn: instant,
    }),
    errors: ['entityNotGranted', 'fieldsMissing', 'fieldUnknown', 'fieldNotGranted', 'regionNotGranted', 'notFound', 'movedPermanently'],
    async handle({ parts }, { visit, params, query, search }) {
      const at = given({ validOn: query.validOn, knownOn: query.knownOn });
      const answer = await parts.gate.read(visit, { entityType, id: params.id, fields: toFields(query.fields), ...at });
      return answerOrMoved(answer, (living) => `${path}/${living}${search}`);
    },
  });
}
