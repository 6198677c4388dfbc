import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { residentIdCheckCharacter } from '../values/index.ts';
import { eachTest, inThreeWays, type TestHub } from './hubs-testing.ts';
import type { StatedMention } from './testing.ts';

let hub: TestHub;
const open = eachTest((fresh) => {
  hub = fresh;
});

const NAMES = ['张伟', '李娜', '王芳', '赵军'];
/** The same without the number. */
function unnumbered(who: number, world = 0): Record<string, string> {
  return { name: NAMES[who]!, birthDate: `${1940 + world}-0${who + 1}-01` };
}

/** One of a few people; `world` keeps the people of one case from those of another. */
function person(who: number, world = 0): Record<string, string> {
  const first17 = `33990119800${who + 1}01${String(world + 1).padStart(3, '0')}`;
  return { ...unnumbered(who, world), idNumber: first17 + residentIdCheckCharacter(first17) };
}

const INSURED = 'social-security.insured';
const at = (place: string, plot = 1) => `示范市东城区朝阳路${plot}号${place}`;

/** A record that ties somebody to a house; without a place it leaves the house out. */
function row(
  record: string,
  who: number,
  {
    source = 'police.residents',
    place,
    tie,
    world = 0,
  }: { source?: string; place?: string | undefined; tie?: StatedMention['tie']; world?: number } = {},
): StatedMention[] {
  const mentions: StatedMention[] = [{ record, source, values: person(who, world) }];
  if (place !== undefined)
    mentions.push({ record, source, entity: 'house', values: { address: at(place, world + 1) }, ...(tie && { tie }) });
  return mentions;
}

const registered = (record: string, who: number, [place, from, to]: [string, string, string?]) =>
  row(record, who, { place, tie: { relation: 'registered', from, ...(to && { to }) } });
const living = (record: string, who: number, [place, from, to]: [string, string, string?]) =>
  row(record, who, { source: INSURED, place, tie: { relation: 'living', from, ...(to && { to }) } });
const owning = (record: string, who: number, [place, from]: [string, string]) =>
  row(record, who, { source: 'housing.building-table', place, tie: { relation: 'owning', from } });
const died = (record: string, who: number, day: string): StatedMention => ({
  record,
  source: 'civil-affairs.deaths',
  values: person(who),
  died: day,
});

const MARRIAGES = 'civil-affairs.marriages';
/** An entry of the register of marriages: of a wedding, or of the divorce that ends another entry. */
const wed = (
  record: string,
  [husband, wife]: [number, number],
  day: string,
  { ends, world = 0 }: { ends?: string; world?: number } = {},
) => [
  { record, source: MARRIAGES, role: 'husband', values: person(husband, world), wed: { on: day, ...(ends !== undefined && { ends }) } },
  { record, source: MARRIAGES, role: 'wife', values: person(wife, world) },
];

async function tiesOf(...mentions: (StatedMention | StatedMention[])[]): Promise<string[]> {
  await hub.land(mentions.flat(), '2026-10-01');
  await hub.resolve();
  return hub.ties();
}

describe('who is tied to a house', () => {
  test('by a building alone is tied to the room in it that another record names; not where there are two', async () => {
    expect(await tiesOf(registered('r', 0, ['3幢', '2001-05-01']), living('l', 0, ['3幢1单元502室', '2001-05-01']))).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/502室 2001-05-01..',
      '张伟 registered 朝阳路1号/3幢/1单元/502室 2001-05-01..',
    ]);
    expect(await tiesOf(owning('o', 0, ['3幢1单元601室', '2003-01-01']))).toContain('张伟 registered 朝阳路1号/3幢/-/- 2001-05-01..');
  });

  test('lives and is registered there until death; a title outlives its owner', async () => {
    const ties = await tiesOf(
      ...[
        registered('r', 0, ['3幢1单元101室', '2001-05-01']),
        living('l', 0, ['3幢1单元101室', '2001-05-01']),
        owning('o', 0, ['3幢1单元101室', '2001-05-01']),
      ],
      died('d', 0, '2020-02-03'),
    );
    expect(ties).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..2020-02-03',
      '张伟 owning 朝阳路1号/3幢/1单元/101室 2001-05-01..',
      '张伟 registered 朝阳路1号/3幢/1单元/101室 2001-05-01..2020-02-03',
    ]);
  });

  test('has moved to where they are registered since a later day, or to the only home they own', async () => {
    expect(await tiesOf(living('l', 0, ['3幢1单元101室', '2001-05-01']), registered('r', 0, ['3幢1单元202室', '2010-01-01']))).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..2010-01-01',
      '张伟 living 朝阳路1号/3幢/1单元/202室 2010-01-01.. (move)',
      '张伟 registered 朝阳路1号/3幢/1单元/202室 2010-01-01..',
    ]);
    const ties = await tiesOf(
      living('m', 1, ['3幢1单元101室', '2001-05-01']),
      owning('o1', 1, ['3幢1单元303室', '2012-01-01']),
      owning('o2', 1, ['3幢1单元304室', '2013-01-01']),
    );
    expect(ties).toContain('李娜 living 朝阳路1号/3幢/1单元/101室 2001-05-01..');
  });

  test('lives in the last of the homes that sources name; the one before ends when it begins', async () => {
    const other = row('f', 0, {
      source: 'police.floating-population',
      place: '3幢1单元202室',
      tie: { relation: 'living', from: '2015-06-01' },
    });
    expect(await tiesOf(living('l', 0, ['3幢1单元101室', '2001-05-01']), other)).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..2015-06-01',
      '张伟 living 朝阳路1号/3幢/1单元/202室 2015-06-01..',
    ]);
  });

  test('has left by the earlier of two ends, and never before they came', async () => {
    expect(
      await tiesOf(
        ...[
          living('l', 0, ['3幢1单元101室', '2001-05-01', '2020-03-01']),
          registered('r', 0, ['3幢1单元101室', '2001-05-01', '2020-01-15']),
        ],
        living('m', 1, ['3幢1单元102室', '2019-01-01', '2015-01-01']),
      ),
    ).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..2020-01-15',
      '张伟 registered 朝阳路1号/3幢/1单元/101室 2001-05-01..2020-01-15',
      '李娜 living 朝阳路1号/3幢/1单元/102室 2019-01-01..',
    ]);
  });
});

describe('husband and wife', () => {
  const moved = [living('h', 0, ['3幢1单元101室', '2001-05-01']), living('w', 1, ['5幢1单元202室', '2015-06-01'])];

  test('live where the later record of the two shows one of them, until a divorce', async () => {
    expect((await tiesOf(...moved, wed('m', [0, 1], '2001-04-01'))).filter((tie) => tie.startsWith('张伟'))).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..2015-06-01 (left)',
      '张伟 living 朝阳路1号/5幢/1单元/202室 2015-06-01.. (spouse)',
    ]);
    // In one building the two mean one room.
    expect(await tiesOf(living('w', 1, ['3幢', '2015-06-01']))).toContain('张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..');
    await tiesOf(living('w', 1, ['5幢1单元202室', '2015-06-01']));
    expect((await tiesOf(wed('d', [0, 1], '2014-01-01', { ends: 'm' }))).filter((tie) => tie.startsWith('张伟'))).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..',
    ]);
  });

  test('who married later than the other moved, is registered as married twice, or has died is left where they are', async () => {
    const stays = '张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01..';
    expect(await tiesOf(...moved, wed('m', [0, 1], '2016-01-01'))).toContain(stays);
    expect(await tiesOf(wed('m', [0, 1], '2001-04-01'), wed('n', [0, 2], '2003-04-01'))).toContain(stays);
    expect(
      await tiesOf(
        [
          { record: 'n', source: MARRIAGES, role: 'husband' },
          { record: 'n', source: MARRIAGES, role: 'wife' },
        ],
        died('d', 0, '2020-01-01'),
      ),
    ).toContain(`${stays}2020-01-01`);
  });

  test('whose home a list leaves out lives with the other', async () => {
    const nowhere = row('n', 0, { source: INSURED });
    expect(
      await tiesOf(
        nowhere,
        registered('r', 0, ['3幢1单元101室', '2001-05-01']),
        living('w', 1, ['5幢1单元202室', '2015-06-01']),
        wed('m', [0, 1], '2001-04-01'),
      ),
    ).toContain('张伟 living 朝阳路1号/5幢/1单元/202室 2015-06-01.. (spouse)');
  });
});

describe('whose home a list leaves out', () => {
  const nowhere = row('n', 0, { source: INSURED });
  const domicile = registered('r', 0, ['3幢1单元101室', '2001-05-01']);

  test('lives where they are registered, or in the only home they own since a later day; who is on no such list lives nowhere', async () => {
    expect(await tiesOf(domicile)).toEqual(['张伟 registered 朝阳路1号/3幢/1单元/101室 2001-05-01..']);
    expect(await tiesOf(nowhere)).toContain('张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01.. (domicile)');
    expect(await tiesOf(owning('o', 0, ['3幢1单元202室', '2010-01-01']))).toContain(
      '张伟 living 朝阳路1号/3幢/1单元/202室 2010-01-01.. (title)',
    );
  });

  test('and whose number too, lives where the only registered person of that name and day of birth does', async () => {
    const unknown: StatedMention = { record: 'u', source: INSURED, values: unnumbered(0) };
    expect(await tiesOf(unknown, domicile)).toContain('张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01.. (namesake)');
    const other = { record: 's', source: 'police.residents', values: { ...unnumbered(0), idNumber: person(1)['idNumber']! } };
    const tie = { relation: 'registered', from: '2003-01-01' };
    const home: StatedMention = { record: 's', source: 'police.residents', entity: 'house', values: { address: at('3幢1单元202室') }, tie };
    expect((await tiesOf(other, home)).filter((each) => each.includes('living'))).toEqual([]);
  });

  test('lives with those who are registered in the same home since the same day, from the day on which that becomes known', async () => {
    const wife = registered('w', 1, ['3幢1单元101室', '2001-05-01']);
    expect(await tiesOf(nowhere, domicile, wife)).toContain('张伟 living 朝阳路1号/3幢/1单元/101室 2001-05-01.. (domicile)');
    const ties = await tiesOf(living('l', 1, ['3幢1单元303室', '2018-08-08']));
    expect(ties.filter((tie) => tie.includes('living'))).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/303室 2018-08-08.. (household)',
      '李娜 living 朝阳路1号/3幢/1单元/303室 2018-08-08..',
    ]);
    expect((await tiesOf(living('own', 0, ['3幢1单元404室', '2019-09-09']))).filter((tie) => tie.startsWith('张伟 living'))).toEqual([
      '张伟 living 朝阳路1号/3幢/1单元/404室 2019-09-09..',
    ]);
  });
});

describe('ties depend on what is stated alone', () => {
  const drawn = fc.record({
    record: fc.constantFrom('a', 'b', 'c', 'd'),
    kind: fc.constantFrom('registered', 'living', 'living', 'owning', 'nowhere', 'unnumbered', 'death', 'wed', 'divorced', 'gone'),
    who: fc.integer({ min: 0, max: 3 }),
    place: fc.constantFrom('3幢', '3幢1单元101室', '3幢1单元102室', '5幢1单元201室'),
    from: fc.constantFrom('2001-05-01', '2010-01-01', '2015-06-01'),
    to: fc.constantFrom(undefined, undefined, '2020-01-01'),
  });
  type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;
  const SOURCE_OF: Record<string, string> = {
    living: INSURED,
    nowhere: INSURED,
    owning: 'housing.building-table',
    unnumbered: INSURED,
    death: 'civil-affairs.deaths',
    wed: MARRIAGES,
    divorced: MARRIAGES,
  };
  const sourceOf = ({ kind, who }: Drawn) =>
    kind === 'gone' ? [INSURED, 'police.residents', 'civil-affairs.deaths', MARRIAGES][who]! : (SOURCE_OF[kind] ?? 'police.residents');
  const delivery = fc.uniqueArray(drawn, { minLength: 1, maxLength: 6, selector: (one) => `${sourceOf(one)}/${one.record}` });
  const worlds = fc.array(fc.array(delivery, { minLength: 3, maxLength: 3 }), { minLength: 40, maxLength: 40 });

  const stated = (one: Drawn, world: number): StatedMention[] => {
    const { record, kind, who, place, from, to } = one;
    const [key, source] = [`${world}-${record}`, sourceOf(one)];
    if (source === MARRIAGES && kind === 'gone') return ['husband', 'wife'].map((role) => ({ record: key, source, role }));
    if (kind === 'wed' || kind === 'divorced')
      return wed(key, [who, (who + 1) % 4], from, { world, ...(kind === 'divorced' && { ends: `${world}-a` }) });
    if (kind === 'gone')
      return [
        { record: key, source },
        { record: key, source, entity: 'house' },
      ];
    const values = kind === 'unnumbered' ? unnumbered(who, world) : person(who, world);
    const self: StatedMention = { record: key, source, values, ...(kind === 'death' && { died: to ?? from }) };
    const none: StatedMention = { record: key, source, entity: 'house' };
    if (kind === 'death' || kind === 'nowhere' || kind === 'unnumbered') return [self, none];
    const tie = { relation: kind, from, ...(to !== undefined && kind !== 'owning' && { to }) };
    return [self, { ...none, values: { address: at(place, world + 1) }, tie }];
  };

  test('one delivery at a time, all at once, or only the last state', async () => {
    const hubs = { stepwise: hub, batch: await open(), last: await open() };
    await fc.assert(
      fc.asyncProperty(worlds, async (histories) => {
        const months = [0, 1, 2].map((month) =>
          histories.flatMap((history, world) => history[month]!.flatMap((one) => stated(one, world))),
        );
        const { stepwise, batch, last } = await inThreeWays(hubs, months, (of) => of.ties());
        expect(last.length).toBeGreaterThan(100);
        expect(batch).toEqual(last);
        expect(stepwise).toEqual(last);
      }),
      { numRuns: 1, seed: 20261122, endOnFailure: true },
    );
  });
});
