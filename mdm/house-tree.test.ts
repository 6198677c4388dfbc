import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eachTest, inThreeWays, type TestHub } from './hubs-testing.ts';
import type { StatedMention } from './testing.ts';

let hub: TestHub;
const open = eachTest((fresh) => {
  hub = fresh;
});

const ROAD = '示范市东城区朝阳路12号';
const ESTATE = '示范市东城区阳光花园';

function house(record: string, values: Record<string, string>, source = 'police.residents'): StatedMention {
  return { record, entity: 'house', source, values };
}

/** `3幢` → `3幢/1单元` → `3幢/1单元/5层` → `3幢/1单元/502室`: every house and what it lies in, without the place; houses of one address once. */
async function tree(of: TestHub = hub): Promise<string[]> {
  const houses = await of.houses();
  const nameOf = new Map(
    houses.map(({ id, attributes }) => [id, (attributes['address'] ?? attributes['estateAddress'] ?? '?').split('/').slice(2).join('/')]),
  );
  const lines = houses.map(({ id, attributes }) => {
    const above = attributes['parent'];
    return `${attributes['level']} ${nameOf.get(id)} < ${above === undefined ? '' : nameOf.get(above)}`;
  });
  return [...new Set(lines)].sort();
}

/** Id of each house by its address, without the division. */
async function idsOf(): Promise<Record<string, string>> {
  const named = (await hub.houses()).map(({ id, attributes }) => [(attributes['address'] ?? '').replace(/^[^/]*\//, ''), id]);
  return Object.fromEntries(named);
}

async function treeOf(mentions: StatedMention[]): Promise<string[]> {
  await hub.land(mentions, '2026-10-01');
  await hub.resolve();
  return tree();
}

describe('houses as a tree', () => {
  test('a room lies on its floor, the floor in its unit, the unit in its building, all of them houses', async () => {
    expect(await treeOf([house('a', { address: `${ROAD}3幢1单元502室` })])).toEqual([
      'building 3幢/-/- < ',
      'floor 3幢/1单元/5层 < 3幢/1单元/-',
      'room 3幢/1单元/502室 < 3幢/1单元/5层',
      'unit 3幢/1单元/- < 3幢/-/-',
    ]);
  });

  test('where a building has no units its floors hang on it; where it has, a room of unknown unit does', async () => {
    expect(await treeOf([house('a', { address: `${ROAD}3幢502室` })])).toEqual([
      'building 3幢/-/- < ',
      'floor 3幢/-/5层 < 3幢/-/-',
      'room 3幢/-/502室 < 3幢/-/5层',
    ]);
    expect(await treeOf([house('b', { address: `${ROAD}3幢1单元301室` }), house('c', { address: `${ROAD}3幢2单元` })])).toEqual([
      'building 3幢/-/- < ',
      'floor 3幢/1单元/3层 < 3幢/1单元/-',
      'room 3幢/-/502室 < 3幢/-/-',
      'room 3幢/1单元/301室 < 3幢/1单元/3层',
      'unit 3幢/1单元/- < 3幢/-/-',
      'unit 3幢/2单元/- < 3幢/-/-',
    ]);
  });

  test('the floor is the one that a register states, and by the number of the room where none does', async () => {
    expect(
      await treeOf([
        house('a', { address: `${ROAD}3幢1203室`, floor: '11' }),
        house('b', { address: `${ROAD}3幢A1室`, floor: 'B1' }),
        house('c', { address: `${ROAD}3幢A2室` }),
        house('d', { address: `${ROAD}3幢1202室` }),
      ]),
    ).toEqual([
      'building 3幢/-/- < ',
      'floor 3幢/-/-1层 < 3幢/-/-',
      'floor 3幢/-/11层 < 3幢/-/-',
      'floor 3幢/-/12层 < 3幢/-/-',
      'room 3幢/-/1202室 < 3幢/-/12层',
      'room 3幢/-/1203室 < 3幢/-/11层',
      'room 3幢/-/A1室 < 3幢/-/-1层',
      'room 3幢/-/A2室 < 3幢/-/-',
    ]);
  });

  test('a building of two names is one, and found under both; a plot without buildings is a building; a road is a place', async () => {
    await treeOf([
      house('d1', { dwellingCode: 'D-0001', address: `${ROAD}3幢1单元101室`, estateAddress: `${ESTATE}7幢1单元101室` }, 'police.dwellings'),
      house('a', { address: `${ESTATE}7幢` }),
      house('b', { address: '示范市东城区学府路5号201室' }),
      house('c', { address: '示范市东城区学府路' }),
    ]);
    const houses = await hub.houses();
    const buildings = houses.filter(({ attributes }) => attributes['level'] === 'building');
    expect(buildings.map(({ attributes }) => attributes['address'])).toEqual(expect.arrayContaining(['339901/学府路5号/-/-/-']));
    expect(buildings).toHaveLength(2);
    expect(houses.filter(({ attributes }) => attributes['level'] === 'place')).toHaveLength(1);
  });

  test('what nobody states any more is gone, with the floors and units that nothing else lies on', async () => {
    await treeOf([house('a', { address: `${ROAD}3幢1单元502室` }), house('b', { address: `${ROAD}3幢2单元101室` })]);
    await hub.land([{ record: 'a', entity: 'house', source: 'police.residents' }], '2026-11-01');
    await hub.resolve();
    expect(await tree()).toEqual([
      'building 3幢/-/- < ',
      'floor 3幢/2单元/1层 < 3幢/2单元/-',
      'room 3幢/2单元/101室 < 3幢/2单元/1层',
      'unit 3幢/2单元/- < 3幢/-/-',
    ]);
  });

  test('a node that no record names keeps its id under another address, with most of what lies in it; one that is split, with the larger part', async () => {
    const at = (plot: number, room: string) => `示范市东城区朝阳路${plot}号3幢1单元${room}`;
    const rooms = (plot: (room: number) => number) =>
      [101, 102, 201].map((room) => house(`r${room}`, { address: at(plot(room), `${room}室`) }));
    await treeOf(rooms(() => 12));
    const before = await idsOf();
    await treeOf(rooms(() => 14));
    expect(await idsOf()).toEqual(Object.fromEntries(Object.entries(before).map(([address, id]) => [address.replace('12号', '14号'), id])));
    await treeOf(rooms((room) => (room === 102 ? 16 : 15)));
    const after = await idsOf();
    for (const node of ['3幢/-/-', '3幢/1单元/-', '3幢/1单元/2层']) {
      expect(after[`朝阳路15号/${node}`]).toBe(before[`朝阳路12号/${node}`]);
      expect(Object.values(before)).not.toContain(after[`朝阳路16号/${node}`]);
    }
  });

  test('a building that turns out to be another under its other name is that one, and its id leads there', async () => {
    await treeOf([101, 102].map((room) => house(`e${room}`, { address: `${ESTATE}7幢1单元${room}室` })));
    const estate = (await idsOf())['阳光花园/7幢/-/-']!;
    await treeOf([101, 102, 103].map((room) => house(`r${room}`, { address: `${ROAD}3幢1单元${room}室` })));
    const road = (await idsOf())['朝阳路12号/3幢/-/-']!;
    const both = { dwellingCode: 'D-0001', address: `${ROAD}3幢1单元103室`, estateAddress: `${ESTATE}7幢1单元103室` };
    await treeOf([house('d103', both, 'police.dwellings')]);
    const buildings = (await hub.houses()).filter(({ attributes }) => attributes['level'] === 'building');
    expect(buildings.map(({ id }) => id)).toEqual([road]);
    expect(await hub.database.sql`select id, current from redirect where id = ${estate}`).toEqual([{ id: estate, current: road }]);
  });

  test('two houses that would lie in each other hang on nothing, and are a conflict', async () => {
    const code = (record: string, number: string, address: string) =>
      house(record, { dwellingCode: `D-000${number}`, address }, `s.${record}`);
    await hub.land(
      [code('a', '1', `${ROAD}3幢`), code('b', '1', `${ROAD}4幢101室`), code('c', '2', `${ROAD}4幢`), code('d', '2', `${ROAD}3幢101室`)],
      '2026-10-01',
    );
    const { conflicts } = await hub.resolve();
    const parents = new Map((await hub.houses()).map(({ id, attributes }) => [id, attributes['parent']]));
    for (const id of parents.keys()) {
      let steps = 0;
      for (let at: string | undefined = id; at !== undefined; at = parents.get(at)) expect(steps++).toBeLessThan(5);
    }
    expect(conflicts).toBeGreaterThan(0);
  });
});

describe('the tree depends on what is stated alone', () => {
  const address = fc.record({
    record: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    source: fc.constantFrom('police.residents', 'police.dwellings'),
    gone: fc.integer({ min: 0, max: 5 }).map((draw) => draw === 0),
    estate: fc.boolean(),
    code: fc.option(fc.integer({ min: 1, max: 3 })),
    unit: fc.constantFrom('', '1单元', '2单元'),
    room: fc.constantFrom('', '101室', '102室', '201室'),
    floor: fc.constantFrom('', '', '1', '2'),
  });
  const world = fc.array(fc.uniqueArray(address, { minLength: 1, maxLength: 6, selector: ({ source, record }) => `${source}/${record}` }), {
    minLength: 3,
    maxLength: 3,
  });
  type Drawn = typeof address extends fc.Arbitrary<infer T> ? T : never;

  const stated = (place: number, { record, source, gone, estate, code, unit, room, floor }: Drawn): StatedMention => {
    const text = `${estate ? `${ESTATE}${place}期` : `示范市东城区朝阳路${place}号`}3幢${unit}${room}`;
    const values = { address: text, ...(code !== null && { dwellingCode: `D-${place}-000${code}` }), ...(floor !== '' && { floor }) };
    return { record: `${place}-${record}`, entity: 'house', source, ...(gone ? {} : { values }) };
  };

  test('one delivery at a time, all at once, or only the last state', async () => {
    const hubs = { stepwise: hub, batch: await open(), last: await open() };
    await fc.assert(
      fc.asyncProperty(fc.array(world, { minLength: 30, maxLength: 30 }), async (worlds) => {
        const months = [0, 1, 2].map((month) =>
          worlds.flatMap((history, place) => history[month]!.map((drawn) => stated(place + 1, drawn))),
        );
        const { stepwise, batch, last } = await inThreeWays(hubs, months, shape);
        expect(batch).toEqual(last);
        expect(stepwise).toEqual(last);
      }),
      { numRuns: 1, seed: 20261122, endOnFailure: true },
    );
  });
});

/** Every house with its way up, by the records that speak of it, whatever its id. Which of several values survives depends on their dates. */
async function shape(of: TestHub): Promise<string[]> {
  const houses = new Map((await of.houses()).map((one) => [one.id, one.attributes]));
  const records = Map.groupBy(Object.entries(await of.assignments('house')), ([, id]) => id);
  const said = (id: string): string => {
    const { level, address, parent } = houses.get(id)!;
    const names = records.get(id)?.map(([mentioned]) => mentioned) ?? [address];
    return `${level} ${names.sort().join(' ')}${parent === undefined ? '' : ` < ${said(parent)}`}`;
  };
  return [...houses.keys()].map(said).sort();
}
