import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { entityType, fields, id, instant, knownOn, validOn, values } from '../shapes.ts';

export const routes = [
  gatedRoute({
    method: 'POST',
    path: '/records/search',
    name: 'recordsSearch',
    summary: { en: 'Which entities the records of a source speak of', zh: '按来源记录查询对应的实体' },
    admission: 'data',
    body: Type.Object(
      {
        source: Type.String({ minLength: 1, maxLength: 100, examples: ['police.residents'] }),
        records: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
          minItems: 1,
          maxItems: 100,
          description: 'Key values joined by |',
        }),
        ...{ fields, validOn, knownOn },
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      items: Type.Array(Type.Object({ record: Type.String(), role: Type.String(), entityType, id, values })),
      knownOn: instant,
    }),
    errors: ['entityNotGranted', 'sourceNotGranted', 'fieldsMissing', 'fieldUnknown', 'fieldNotGranted', 'regionNotGranted'],
    async handle({ parts }, { visit, body }) {
      return { body: await parts.gate.records(visit, body) };
    },
  }),
];
