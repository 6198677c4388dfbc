import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { residentIdCheckCharacter } from '../values/index.ts';
import { openTestHub, type StatedMention } from './testing.ts';

const BIRTHS = ['19800101', '19750505', '19900909'];
const MONTHS = 3;

/** An ID number of one of a few people; every world has its own, so that worlds never meet. */
function idNumber(world: number, person: number): string {
  const first17 = `339901${BIRTHS[person]}${String(world + 1).padStart(3, '0')}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** A mention of one of a few people by one of a few identifiers, so that merges, splits, echoes and conflicts are common. */
const mention = fc.record({
  record: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  source: fc.constantFrom('police.residents', 'social-security.insured'),
  gone: fc.integer({ min: 0, max: 6 }).map((draw) => draw === 0),
  person: fc.option(fc.integer({ min: 0, max: 2 })),
  card: fc.option(fc.integer({ min: 1, max: 3 })),
  name: fc.constantFrom('张伟', '张玮', '欧阳春兰', '李娜'),
});
type Drawn = typeof mention extends fc.Arbitrary<infer T> ? T : never;

/** One delivery states a record once. A world is a history of deliveries. */
const delivery = fc.uniqueArray(mention, { minLength: 1, maxLength: 6, selector: ({ source, record }) => `${source}/${record}` });
const worlds = fc.array(fc.array(delivery, { minLength: MONTHS, maxLength: MONTHS }), { minLength: 40, maxLength: 40 });

function stated(world: number, { record, source, gone, person, card, name }: Drawn): StatedMention {
  const values = {
    name,
    ...(person === null ? {} : { idNumber: idNumber(world, person) }),
    ...(card === null ? {} : { socialSecurityNo: `S-${world}-${card}` }),
  };
  return { record: `${world}-${record}`, source, ...(gone ? {} : { values }) };
}

function partition(assignments: Record<string, string>): string[] {
  const members = new Map<string, string[]>();
  for (const [mentioned, entity] of Object.entries(assignments)) members.set(entity, [...(members.get(entity) ?? []), mentioned]);
  return [...members.values()].map((list) => list.sort().join(' ')).sort();
}

const hubs: Awaited<ReturnType<typeof openTestHub>>[] = [];
beforeEach(async () => {
  for (let i = 0; i < 3; i++) hubs.push(await openTestHub());
});
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

describe('incremental = batch', () => {
  test('the partition depends on the present records alone: one delivery at a time, all at once, or only the last state', async () => {
    const [stepwise, batch, lastState] = hubs;
    await fc.assert(
      fc.asyncProperty(worlds, async (histories) => {
        const present = new Map<string, StatedMention>();
        let conflicts = 0;
        for (let month = 0; month < MONTHS; month++) {
          const mentions = histories.flatMap((history, world) => history[month]!.map((drawn) => stated(world, drawn)));
          for (const item of mentions) present.set(`${item.source}/${item.record}`, item);
          await stepwise!.land(mentions, `2026-0${month + 1}-01`);
          conflicts = (await stepwise!.resolve()).conflicts;
          await batch!.land(mentions, `2026-0${month + 1}-01`);
        }
        const inBatch = await batch!.resolve();
        await lastState!.land(
          [...present.values()].filter((item) => item.values !== undefined),
          '2026-09-01',
        );
        const atLast = await lastState!.resolve();
        const expected = partition(await lastState!.assignments());
        expect(partition(await batch!.assignments())).toEqual(expected);
        expect(partition(await stepwise!.assignments())).toEqual(expected);
        expect(atLast.conflicts).toBeGreaterThan(0);
        expect([conflicts, inBatch.conflicts]).toEqual([atLast.conflicts, atLast.conflicts]);
      }),
      // One run holds forty worlds; each has its own identifiers, so a run is forty cases.
      { numRuns: 1, seed: 20261001 },
    );
  });
});
