import { Type } from 'typebox';
import type { Route } from '../contract.ts';
import { describeApi } from '../openapi.ts';

export const routes: Route[] = [
  {
    method: 'GET',
    path: '/openapi.json',
    name: 'openApi',
    summary: { en: 'This description', zh: '接口说明' },
    admission: 'open',
    answer: Type.Unsafe<unknown>({ type: 'object' }),
    errors: [],
    handle: async ({ parts, routes: all }) => ({ body: describeApi(all, parts.version) }),
  },
];
