import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { withoutNulls } from '../reply.ts';
import { instant, limit, listedError, toLimit, withoutWords } from '../shapes.ts';

const item = Type.Object({
  id: Type.Integer(),
  kind: Type.String({ description: 'land | publish | compare' }),
  source: Type.Optional(Type.String()),
  status: Type.String({ description: 'running | done | failed | refused | interrupted' }),
  startedAt: instant,
  endedAt: Type.Optional(instant),
  counts: Type.Record(Type.String(), Type.Number()),
  steps: Type.Array(Type.Object({ name: Type.String(), rows: Type.Number(), ms: Type.Number() })),
  error: Type.Optional(listedError),
});

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/runs',
    name: 'runs',
    summary: { en: 'Runs, newest first', zh: '运行记录，最新在前' },
    admission: 'catalogue',
    query: Type.Object({ limit }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(item) }),
    errors: [],
    async handle({ parts }, { visit, query }) {
      const request = { limit: toLimit(query.limit) ?? 50 };
      const items = await parts.gate.catalogue(visit, async (mayReadWords) => {
        const runs = await parts.catalogue.runs(request);
        return runs.map((run) => (!run.error || mayReadWords(run.source ?? null) ? run : { ...run, error: withoutWords(run.error) }));
      });
      return { body: { items: withoutNulls(items) } };
    },
  }),
];
