import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { withoutNulls } from '../reply.ts';
import { bilingual } from '../shapes.ts';

const item = Type.Object({
  source: Type.String(),
  department: Type.String(),
  title: bilingual,
  owner: Type.Object({ unit: Type.String(), contact: Type.String() }),
  legalBasis: Type.String(),
  kind: Type.String(),
  schedule: Type.Optional(Type.String()),
});

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/sources',
    name: 'sources',
    summary: { en: 'The sources of the hub', zh: '数据来源目录' },
    admission: 'catalogue',
    query: Type.Object({}, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(item) }),
    errors: [],
    async handle({ parts }, { visit }) {
      return { body: { items: withoutNulls(await parts.gate.catalogue(visit, () => parts.catalogue.sources())) } };
    },
  }),
];
