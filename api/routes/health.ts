import { Type } from 'typebox';
import type { Route } from '../contract.ts';

export const routes: Route[] = [
  {
    method: 'GET',
    path: '/health/live',
    name: 'healthLive',
    summary: { en: 'The process answers', zh: '进程存活' },
    admission: 'open',
    answer: Type.Object({ live: Type.Boolean() }),
    errors: [],
    handle: async () => ({ body: { live: true } }),
  },
  {
    method: 'GET',
    path: '/health/ready',
    name: 'healthReady',
    summary: { en: 'The hub can answer: 200, otherwise 503', zh: '可以提供服务时为 200，否则为 503' },
    admission: 'open',
    answer: Type.Object({ ready: Type.Boolean() }),
    errors: [],
    async handle({ parts }) {
      const health = await parts.health();
      return { status: health.ready ? 200 : 503, body: health };
    },
  },
];
