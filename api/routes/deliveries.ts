import { Type } from 'typebox';
import { type DeliveryItem, gatedRoute } from '../contract.ts';
import { given, withoutNulls } from '../reply.ts';
import { bilingual, day, instant, limit, listedError, rowCounts, toLimit, withoutWords } from '../shapes.ts';

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
  config: Type.String({ description: 'Version of the configuration it was read under' }),
  publishedIn: Type.Optional(Type.Integer({ description: 'The run that published it' })),
  content: Type.Optional(Type.String({ description: 'SHA-256 over its files; as `files`' })),
  files: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), hash: Type.String(), bytes: Type.Integer(), removed: Type.Optional(instant) }), {
      description: 'As `why`: a file can bear the name of a person',
    }),
  ),
  findings: Type.Array(finding),
  error: Type.Optional(listedError),
  withdrawn: Type.Optional(
    Type.Object({
      at: instant,
      by: Type.Optional(Type.String({ description: 'As `why`: only to the administrator and to who delivers the source' })),
      why: Type.Optional(Type.String()),
    }),
  ),
});

/** As a department sees the delivery of another. A file's name is somebody's words as well. */
function bare({ files: _, content: __, ...delivery }: DeliveryItem): object {
  const { findings, error, withdrawn } = delivery;
  return {
    ...delivery,
    findings: findings.map(withoutWords),
    error: error && withoutWords(error),
    withdrawn: withdrawn && { at: withdrawn.at },
  };
}

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
      const items = await parts.gate.catalogue(visit, async (mayReadWords) => {
        const found = await parts.catalogue.deliveries(request);
        return found.map((delivery) => (mayReadWords(delivery.source) ? delivery : bare(delivery)));
      });
      return { body: { items: withoutNulls(items) } };
    },
  }),
];
