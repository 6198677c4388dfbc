import type { SurvivorshipRule } from './rule.ts';

export const rule: SurvivorshipRule = {
  name: 'most-frequent',
  says: { en: 'stated most often', zh: '取出现次数最多的值' },
  order: ({ trust, recency, rarity }) => [rarity, trust, recency],
  counts: true,
};
