import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { residentIdCheckCharacter } from '../values/index.ts';
import { eachTest, inThreeWays, type TestHub } from './hubs-testing.ts';
import type { StatedMention } from './testing.ts';

let hub: TestHub;
const open = eachTest((fresh) => {
  hub = fresh;
});

const CITY = '示范市东城区';
const road = (building: string, room = '', plot = 12) => `${CITY}朝阳路${plot}号${building}${room}`;
const estate = (building: string, room = '') => `${CITY}阳光花园${building}${room}`;

function house(record: string, values: Record<string, string>, source = 'police.residents'): StatedMention {
  return { record, entity: 'house', source, values };
}

function dwelling(code: string, address: string, estateAddress?: string): StatedMention {
  return house(code, { dwellingCode: `D-000${code}`, address, ...(estateAddress && { estateAddress }) }, 'police.dwellings');
}

function partition(assignments: Record<string, string>): string[] {
  const members = new Map<string, string[]>();
  for (const [mentioned, entity] of Object.entries(assignments)) {
    members.set(entity, [...(members.get(entity) ?? []), mentioned.split('/')[1]!]);
  }
  return [...members.values()].map((list) => list.sort().join(' ')).sort();
}

async function housesOf(mentions: StatedMention[], on: TestHub = hub): Promise<string[]> {
  await on.land(mentions, '2026-10-01');
  await on.resolve();
  return partition(await on.assignments('house'));
}

describe('a building under two names', () => {
  const register = [
    dwelling('d1', road('3幢', '1单元101室'), estate('7幢', '1单元101室')),
    dwelling('d2', road('3幢', '1单元102室'), estate('7幢', '1单元102室')),
    dwelling('d3', road('3幢', '1单元103室')),
  ];

  test('is one, by what a register says of its rooms: also in a room of which the register leaves one address out', async () => {
    expect(
      await housesOf([
        ...register,
        house('a', { address: estate('7幢', '1单元103室') }),
        house('b', { address: estate('7幢') }),
        house('c', { address: road('3幢') }),
      ]),
    ).toEqual(['a d3', 'b c', 'd1', 'd2']);
  });

  test('is told by a number that two registers share', async () => {
    const deed = (record: string, dwellingCode: string, room: string) =>
      house(record, { dwellingCode: `D-000${dwellingCode}`, estateAddress: estate('7幢', room) }, 'housing.contracts');
    expect(
      await housesOf([
        dwelling('d1', road('3幢', '1单元101室')),
        dwelling('d2', road('3幢', '1单元102室')),
        deed('e1', 'd1', '1单元101室'),
        house('a', { address: estate('7幢', '1单元102室') }),
      ]),
    ).toEqual(['a d2', 'd1 e1']);
  });

  test('is not believed where its rooms name several, or where two buildings of one road would be one', async () => {
    expect(
      await housesOf([
        dwelling('d1', road('3幢', '101室'), estate('7幢', '101室')),
        dwelling('d2', road('3幢', '102室'), estate('8幢', '102室')),
        house('a', { address: road('3幢') }),
        house('b', { address: estate('7幢') }),
      ]),
    ).toEqual(['a', 'b', 'd1', 'd2']);
  });

  test('is two again when the register takes it back', async () => {
    const named = [house('b', { address: estate('7幢') }), house('c', { address: road('3幢') })];
    expect(await housesOf([...register, ...named])).toContain('b c');
    expect(await housesOf(register.map(({ record }) => dwelling(record, road('3幢', `1单元10${record[1]}室`))))).toEqual([
      'b',
      'c',
      'd1',
      'd2',
      'd3',
    ]);
  });
});

describe('a room whose unit is left out', () => {
  const without = house('a', { address: road('3幢', '502室') });

  test('is the only one of its number that a register knows in the building', async () => {
    expect(
      await housesOf([
        dwelling('d1', road('3幢', '2单元502室'), estate('7幢', '2单元502室')),
        without,
        house('b', { address: estate('7幢', '502室') }),
      ]),
    ).toEqual(['a b d1']);
  });

  test('stays unknown where there are several, or where no register vouches for the only one', async () => {
    const first = dwelling('d1', road('3幢', '1单元502室'));
    expect(await housesOf([house('r', { address: road('3幢', '1单元502室') }), without])).toEqual(['a', 'r']);
    expect(await housesOf([first, without])).toEqual(['a d1 r']);
    expect(await housesOf([dwelling('d2', road('3幢', '2单元502室')), without])).toEqual(['a', 'd1 r', 'd2']);
  });

  test('is that of the same person by another record: by number, or by name', async () => {
    const first17 = '33990119800101001';
    const idNumber = first17 + residentIdCheckCharacter(first17);
    const person = (record: string, values: Record<string, string>, source?: string): StatedMention => ({
      record,
      role: 'who',
      ...(source && { source }),
      values,
    });
    expect(
      await housesOf([
        dwelling('d1', road('3幢', '1单元502室')),
        dwelling('d2', road('3幢', '2单元502室')),
        person('a', { idNumber, name: '李娜' }),
        without,
        person('e', { idNumber, name: '李娜' }, 'social-security.insured'),
        house('e', { address: road('3幢', '2单元502室') }, 'social-security.insured'),
        person('b', { name: '欧阳春兰' }),
        house('b', { address: road('3幢', '502室') }),
        person('f', { name: '欧阳春兰' }, 'social-security.insured'),
        house('f', { address: road('3幢', '1单元502室') }, 'social-security.insured'),
        person('c', { name: '张伟' }),
        house('c', { address: road('3幢', '502室') }),
      ]),
    ).toEqual(['a d2 e', 'b d1 f', 'c']);
  });
});

test('two rooms under one code are a conflict and no merge; another number, 1 and 1之1, is another house', async () => {
  const deed = house('e', { dwellingCode: 'D-000d1', address: road('3幢', '1单元102室') }, 'housing.contracts');
  await hub.land([dwelling('d1', road('3幢', '1单元101室')), dwelling('d2', road('3幢', '1单元102室')), deed], '2026-10-01');
  expect(await hub.resolve()).toMatchObject({ conflicts: 2 });
  expect(partition(await hub.assignments('house'))).toEqual(['d1', 'd2', 'e']);
  const numbers = ['1', '1A', '1之1'].map((number, i) => house(`n${i}`, { address: `${CITY}朝阳路${number}号2幢` }));
  expect((await housesOf(numbers)).slice(3)).toEqual(['n0', 'n1', 'n2']);
});

describe('incremental = batch', () => {
  const MONTHS = 3;
  const rooms = fc.record({
    building: fc.constantFrom('1', '2'),
    unit: fc.constantFrom('', '1单元', '2单元'),
    room: fc.constantFrom('101室', '102室', ''),
  });
  const drawn = fc.record({
    record: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    source: fc.constantFrom('police.residents', 'police.dwellings'),
    gone: fc.integer({ min: 0, max: 6 }).map((draw) => draw === 0),
    at: rooms,
    names: fc.constantFrom('road', 'estate', 'both'),
    code: fc.option(fc.constantFrom('1', '2', '3')),
    person: fc.constantFrom('张伟', '李娜'),
  });
  type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;
  const delivery = fc.uniqueArray(drawn, { minLength: 2, maxLength: 8, selector: ({ source, record }) => `${source}/${record}` });
  const worlds = fc.array(fc.array(delivery, { minLength: MONTHS, maxLength: MONTHS }), { minLength: 40, maxLength: 40 });

  function stated(world: number, { record, source, gone, at, names, code, person }: Drawn): StatedMention[] {
    const tail = `${at.unit}${at.room}`;
    const values = {
      ...(names !== 'estate' && { address: road(`${at.building}幢`, tail, world + 1) }),
      ...(names !== 'road' && { estateAddress: `${CITY}阳光${world + 1}期花园${at.building}幢${tail}` }),
      ...(code !== null && { dwellingCode: `D-${world}-000${code}` }),
    };
    const common = { record: `${world}-${record}`, source };
    return [
      { ...common, role: 'who', ...(gone ? {} : { values: { name: person } }) },
      { ...common, entity: 'house', ...(gone ? {} : { values }) },
    ];
  }

  test('the houses depend on the present records alone: one delivery at a time, all at once, or only the last state', async () => {
    const hubs = { stepwise: hub, batch: await open(), last: await open() };
    await fc.assert(
      fc.asyncProperty(worlds, async (histories) => {
        const months = Array.from({ length: MONTHS }, (_, month) =>
          histories.flatMap((history, world) => history[month]!.flatMap((item) => stated(world, item))),
        );
        const { stepwise, batch, last } = await inThreeWays(hubs, months, async (of) => partition(await of.assignments('house')));
        expect(batch).toEqual(last);
        expect(stepwise).toEqual(last);
        expect(last.some((group) => group.includes(' '))).toBe(true);
      }),
      { numRuns: 1, seed: 20261001, endOnFailure: true },
    );
  });
});
