import { entityRoutes } from '../entity-routes.ts';

export const routes = entityRoutes({
  entityType: 'person',
  path: '/persons',
  title: { en: 'persons', zh: '人口' },
  example: { idNumber: '339901195803123417' },
});
