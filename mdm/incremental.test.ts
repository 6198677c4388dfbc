import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { residentIdCheckCharacter } from '../values/index.ts';
import { openTestHub, type StatedMention } from './testing.ts';

const number = (birth: string) => `339901${birth}001${residentIdCheckCharacter(`339901${birth}001`)}`;
const NUMBERS = ['19800101', '19750505', '19900909'].map(number);

/** A mention of one of a few people by one of a few identifiers, so that merges, splits and conflicts are common. */
const mention = fc.record({
  record: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  source: fc.constantFrom('police.residents', 'social-security.insured'),
  values: fc.option(
    fc.record(
      {
        idNumber: fc.constantFrom(...NUMBERS),
        socialSecurityNo: fc.constantFrom('S-0001', 'S-0002', 'S-0003'),
        name: fc.constantFrom('张伟', '张玮', '欧阳春兰', '李娜'),
      },
      { requiredKeys: ['name'] },
    ),
    { nil: undefined, freq: 6 },
  ),
}) as fc.Arbitrary<StatedMention>;

/** One delivery states a record once. */
const delivery = fc.uniqueArray(mention, { minLength: 1, maxLength: 6, selector: ({ source, record }) => `${source}/${record}` });

function partition(assignments: Record<string, string>): string[] {
  const members = new Map<string, string[]>();
  for (const [mentioned, entity] of Object.entries(assignments)) members.set(entity, [...(members.get(entity) ?? []), mentioned]);
  return [...members.values()].map((list) => list.sort().join(' ')).sort();
}

describe('incremental = batch', () => {
  test('the partition depends on the present records alone: one delivery at a time, all at once, or only the last state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(delivery, { minLength: 2, maxLength: 4 }), async (deliveries) => {
        const [stepwise, batch, lastState] = await Promise.all([openTestHub(), openTestHub(), openTestHub()]);
        try {
          const present = new Map<string, StatedMention>();
          for (const [month, stated] of deliveries.entries()) {
            await stepwise.land(stated, `2026-0${month + 1}-01`);
            await stepwise.resolve();
            await batch.land(stated, `2026-0${month + 1}-01`);
            for (const item of stated) present.set(`${item.source}/${item.record}`, item);
          }
          await batch.resolve();
          await lastState.land(
            [...present.values()].filter((item) => item.values !== undefined),
            '2026-09-01',
          );
          await lastState.resolve();
          const expected = partition(await lastState.assignments());
          expect(partition(await batch.assignments())).toEqual(expected);
          expect(partition(await stepwise.assignments())).toEqual(expected);
        } finally {
          await Promise.all([stepwise.close(), batch.close(), lastState.close()]);
        }
      }),
      { numRuns: 12, seed: 20261001 },
    );
  });
});
