import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { withoutNulls } from '../reply.ts';
import { day } from '../shapes.ts';

const kind = Type.Union([Type.Literal('road'), Type.Literal('estate'), Type.Literal('community')]);
const query = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 50, examples: ['县学街'] })),
    kind: Type.Optional(kind),
    division: Type.Optional(Type.String({ pattern: '^[0-9]{2,6}$', description: 'Code of a division, or its first digits' })),
    doubtful: Type.Optional(Type.Boolean({ description: 'Only doubtful ones that nobody has decided' })),
  },
  { additionalProperties: false },
);

const item = Type.Object({
  kind: Type.String({ description: 'road | estate | community' }),
  name: Type.String(),
  division: Type.String({ description: 'Code of the district, six digits' }),
  records: Type.Integer({ description: 'Present records in which it stands' }),
  sources: Type.Integer({ description: 'Sources in whose present records it stands' }),
  firstSeen: day,
  lastSeen: day,
  state: Type.String({ description: 'used | doubtful | accepted | rejected | renamed' }),
  newName: Type.Optional(Type.String({ description: 'What a steward renamed it to' })),
  doubts: Type.Array(
    Type.Object({
      code: Type.String({ description: 'seldom | gone | unsure | looksLikePlace | elsewhere | similar | otherKind' }),
      about: Type.String(),
    }),
  ),
});

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/gazetteer',
    name: 'gazetteer',
    summary: {
      en: 'Names of roads, estates and communities learned from the deliveries. At most 1,000; those in fewer than 3 records are left out',
      zh: '从交付数据中学到的道路、小区、社区名称；最多1000条，出现不足3条记录的不列出',
    },
    admission: 'catalogue',
    query,
    answer: Type.Object({
      version: Type.Optional(Type.String({ description: 'Of the names that the parser goes by' })),
      items: Type.Array(item),
    }),
    errors: [],
    async handle({ parts }, { visit, query: asked }) {
      const body = await parts.gate.catalogue(visit, () => parts.gazetteer.list(asked));
      return { body: withoutNulls(body) as object };
    },
  }),
];
