import type { SurvivorshipRule } from './rule.ts';

export const rule: SurvivorshipRule = {
  name: 'most-recent',
  says: { en: 'stated last', zh: '取最近一次的值' },
  order: ({ trust, recency }) => [recency, trust],
  counts: false,
};
