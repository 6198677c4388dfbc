import { Type } from 'typebox';
import { gatedRoute } from '../contract.ts';
import { given } from '../reply.ts';
import { after, bilingual, day, entityType, fieldList, id, instant, limit, toFields, toLimit, values } from '../shapes.ts';

const state = Type.Enum(['open', 'confirmed', 'dismissed', 'obsolete']);

const item = Type.Object({
  id: Type.String(),
  comparison: Type.String(),
  severity: Type.String(),
  grade: Type.String({ description: 'certain | probable | weak: how sure the identity of its entities is' }),
  state,
  entityType,
  entity: id,
  values: Type.Optional(values),
  otherType: Type.Optional(entityType),
  other: Type.Optional(id),
  otherValues: Type.Optional(values),
  validFrom: Type.Optional(day),
  validTo: Type.Optional(day),
  amount: Type.Optional(Type.String({ description: 'Yuan, two decimals' })),
  openedAt: instant,
  sentence: Type.Optional(bilingual),
  evidence: Type.Optional(Type.Unsafe<unknown>({})),
});

export const routes = [
  gatedRoute({
    method: 'GET',
    path: '/cases',
    name: 'cases',
    summary: { en: 'Cases raised by comparisons', zh: '比对产生的疑点' },
    admission: 'data',
    query: Type.Object(
      {
        comparison: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
        state: Type.Optional(state),
        entity: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Only cases in which this entity stands' })),
        fields: Type.String({ ...fieldList, description: '`sentence`, `evidence`, and attributes of the entities, separated by commas' }),
        ...{ limit, after },
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(item), knownOn: instant, next: Type.Optional(Type.String()) }),
    errors: ['caseNotGranted', 'fieldsMissing', 'fieldUnknown', 'fieldNotGranted', 'regionNotGranted'],
    async handle({ parts }, { visit, query }) {
      const { comparison, state: wanted, entity, after: place } = query;
      const options = given({ comparison, state: wanted, entity, after: place, limit: toLimit(query.limit) });
      return { body: await parts.gate.cases(visit, { fields: toFields(query.fields), ...options }) };
    },
  }),
];
