import type { SurvivorshipRule } from './rule.ts';

export const rule: SurvivorshipRule = {
  name: 'most-trusted',
  says: { en: 'stated by the source that is trusted most for it', zh: '取最可信来源的值' },
  order: ({ trust, recency }) => [trust, recency],
  counts: false,
};
