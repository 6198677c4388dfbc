import { entityRoutes } from '../entity-routes.ts';
import { subjectHousesRoute } from '../subject-houses.ts';

export const routes = [
  ...entityRoutes({
    entityType: 'person',
    path: '/persons',
    title: { en: 'persons', zh: '人口' },
    example: { idNumber: '339901195803123417' },
  }),
  subjectHousesRoute('person', '/persons'),
];
