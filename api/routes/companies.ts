import { entityRoutes } from '../entity-routes.ts';
import { subjectHousesRoute } from '../subject-houses.ts';

export const routes = [
  ...entityRoutes({
    entityType: 'company',
    path: '/companies',
    title: { en: 'companies', zh: '法人' },
    example: { creditCode: '913399010000000017' },
  }),
  subjectHousesRoute('company', '/companies'),
];
