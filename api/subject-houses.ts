import { Type } from 'typebox';
import { gatedRoute, type Route } from './contract.ts';
import { answerOrMoved } from './reply.ts';
import { idParams, toFields } from './shapes.ts';
import { listOptions, TIE_ERRORS, tieAnswer, tieQuery } from './tie-shapes.ts';

/** `/persons/{id}/houses`: every house of one person or company, now and then. */
export function subjectHousesRoute(entityType: 'person' | 'company', path: string): Route {
  return gatedRoute({
    method: 'GET',
    path: `${path}/{id}/houses`,
    name: `${entityType}Houses`,
    summary:
      entityType === 'person'
        ? { en: 'The houses where a person lives, is registered or owns', zh: '个人居住、户籍所在、名下的房屋' }
        : { en: 'The houses where a company is registered or taxed', zh: '法人登记、纳税所在的房屋' },
    admission: 'data',
    params: idParams,
    query: Type.Object(tieQuery, { additionalProperties: false }),
    answer: tieAnswer(Type.Object({ ties: Type.Integer(), houses: Type.Integer() }, { description: 'Over the whole list' })),
    errors: TIE_ERRORS,
    async handle({ parts }, { visit, params, query, search }) {
      const options = listOptions(query);
      const question = { entityType, id: params.id, fields: toFields(query.fields), past: query.past === 'true', ...options };
      return answerOrMoved(await parts.gate.houses(visit, question), (living) => `${path}/${living}/houses${search}`);
    },
  });
}
