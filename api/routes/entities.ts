import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { answerOrMoved, given } from '../reply.ts';
import { day, entityType, fieldList, id, idParams, instant, knownOn, toFields, validOn, value } from '../shapes.ts';

const origin = Type.Object({
  field: Type.String(),
  value,
  source: Type.String(),
  record: Type.Optional(Type.String({ description: 'Only where the key may use the records of this source' })),
  role: Type.String(),
  asOf: day,
  rule: Type.String({ description: 'Why this value survived' }),
});

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/entities/{id}/lineage',
    name: 'entityLineage',
    summary: { en: 'Where each value of an entity comes from', zh: '实体各字段值的来源' },
    admission: 'data',
    params: idParams,
    query: Type.Object({ fields: fieldList, validOn, knownOn }, { additionalProperties: false }),
    answer: Type.Object({ id, entityType, items: Type.Array(origin), knownOn: instant }),
    errors: ['entityNotGranted', 'fieldsMissing', 'fieldUnknown', 'fieldNotGranted', 'regionNotGranted', 'notFound', 'movedPermanently'],
    async handle({ parts }, { visit, params, query, search }) {
      const at = given({ validOn: query.validOn, knownOn: query.knownOn });
      const answer = await parts.gate.lineage(visit, { id: params.id, fields: toFields(query.fields), ...at });
      return answerOrMoved(answer, (living) => `/entities/${living}/lineage${search}`);
    },
  }),
];
