import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { given, withoutNulls } from '../reply.ts';
import { bilingual, day, instant, limit, rowCounts, storedError, toLimit } from '../shapes.ts';

const finding = Type.Object({
  code: Type.String(),
  severity: Type.String(),
  field: Type.Optional(Type.String()),
  count: Type.Integer(),
  message: Type.Optional(bilingual),
});

const item = Type.Object({
  id: Type.Integer(),
  source: Type.String(),
  kind: Type.String(),
  asOf: day,
  arrivedAt: instant,
  status: Type.String({ description: 'landing | waiting | published | refused | repeated | withdrawn' }),
  ...rowCounts,
  findings: Type.Array(finding),
  error: Type.Optional(storedError),
  withdrawn: Type.Optional(Type.Object({ at: instant, by: Type.String(), why: Type.String() })),
});

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/deliveries',
    name: 'deliveries',
    summary: { en: 'Deliveries, newest first', zh: '交付批次，最新在前' },
    admission: 'catalogue',
    query: Type.Object({ source: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })), limit }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(item) }),
    errors: [],
    async handle({ parts }, { visit, query }) {
      const request = { limit: toLimit(query.limit) ?? 50, ...given({ source: query.source }) };
      return { body: { items: withoutNulls(await parts.gate.catalogue(visit, () => parts.catalogue.deliveries(request))) } };
    },
  }),
];
