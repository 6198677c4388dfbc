/** Houses that cannot be as they are written: each is taken in, and told in words that say what does not fit. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Hub, SHIPPED_CONFIG } from '../../hub.ts';
import { findingMessage } from '../../pipelines/index.ts';
import { createValueTypes } from '../../values/index.ts';
import { exportsOf, freshFolder, openCityHub } from '../city-hub.ts';

jest.setTimeout(300_000);

const at = (place: string) => `示范市东城区人民路18号${place}`;
const unitCode = (county: string, unit: number) => `${county}001001GB00012F0002000${unit}`;
const room = (number: number, floor: number) =>
  [`R${number}`, '', unitCode('339901', number % 10), at(`2幢1单元${number}室`), floor, 6, '123.330000', '30.620000'].join(',');

const ROWS = [
  'NO,CODE,UNIT,ADDRESS,FLOOR,FLOORS,LON,LAT',
  ...[101, 102, 203, 304, 405].map((number) => room(number, Math.floor(number / 100))),
  // Above the roof; of another county; in the sea; on the other side of it.
  `HIGH,,,${at('2幢1单元9901室')},99,6,,`,
  `ELSEWHERE,,${unitCode('339902', 7)},${at('2幢1单元501室')},5,6,,`,
  `SEA,,,${at('2幢1单元502室')},5,6,124.500000,30.100000`,
  `TOKYO,,,${at('2幢1单元503室')},5,6,139.767125,35.681236`,
  // Two rooms under one code; two buildings that would each lie in the other.
  `ONE,D-0001,,${at('2幢1单元601室')},6,6,,`,
  `TWO,D-0001,,${at('2幢1单元602室')},6,6,,`,
  `OVER,K-0001,,${at('3幢')},,,,`,
  `UNDER,K-0001,,${at('4幢101室')},,,,`,
  `OVER2,K-0002,,${at('4幢')},,,,`,
  `UNDER2,K-0002,,${at('3幢101室')},,,,`,
];

let folder: string;
let hub: Hub;
beforeAll(async () => {
  folder = freshFolder('bad-houses');
  const config = path.join(folder, 'config');
  cpSync(SHIPPED_CONFIG, config, { recursive: true });
  mkdirSync(path.join(config, 'sources/city'));
  cpSync(path.join(import.meta.dirname, 'rooms.yaml'), path.join(config, 'sources/city/rooms.yaml'));
  hub = await openCityHub(path.join(folder, 'data'), config);
  const file = path.join(folder, 'rooms.2026-10-01.csv');
  writeFileSync(file, `${ROWS.join('\n')}\n`);
  await hub.importFiles({ source: 'city.rooms', files: [file] });
});
afterAll(async () => {
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Of each case the sentence a clerk reads. */
async function sentences(comparison: string): Promise<{ en: string; zh: string }[]> {
  const rows = await hub.database.sql<{ sentence: { en: string; zh: string } }[]>`select sentence from hub_case
    where comparison = ${comparison} and state = 'open' order by id`;
  return rows.map(({ sentence }) => sentence);
}

describe('a house that cannot be', () => {
  test('is taken in with findings: a unit code of another county, a point in the sea, a point abroad', async () => {
    const [delivery] = await hub.catalogue.deliveries({ limit: 1 });
    expect(delivery).toMatchObject({ read: ROWS.length - 1, accepted: ROWS.length - 1, rejected: 0 });
    const found = delivery!.findings.filter(({ code }) => code !== 'noRoom').map(({ code, field, count }) => `${count} ${field} ${code}`);
    expect(found.sort()).toEqual(['1 PLACE outOfChina', '1 PLACE pointFarFromNeighbours', '1 UNIT countyOfAnother']);
    const message = findingMessage('countyOfAnother', createValueTypes({ divisions: [] }))!;
    expect(message.en).toContain('another county than the address beside it');
    expect(message.zh).toContain('区县不一致');
  });

  test('on floor 99 of a building of six stands there, and is a case that names both numbers', async () => {
    const [sentence, ...others] = await sentences('room-above-roof');
    expect(others).toEqual([]);
    expect(sentence!.en).toContain('floor 99; its building has 6');
    expect(sentence!.zh).toContain('第 99 层，而所在楼幢登记的总层数为 6 层');
  });

  test('under one code with another room is not joined with it, and is a case; so are two that would each lie in the other', async () => {
    const told = await sentences('identity-conflict');
    const about = (what: string) => told.filter(({ en }) => en.includes(`contradict each other in ${what}`));
    expect(about('address').length).toBeGreaterThan(0);
    expect(about('address')[0]!.zh).toContain('dwellingCode');
    expect(about('parent').length).toBeGreaterThan(0);
    const lines = (await exportsOf(hub)).assignments.split('\n');
    const idOf = (record: string) =>
      lines
        .find((line) => line.startsWith(`city.rooms,${record},`))!
        .split(',')
        .at(-1);
    expect(idOf('ONE')).not.toBe(idOf('TWO'));
  });

  test('hangs on nothing that leads back to it; every other room is shown at its floor', async () => {
    const houses = await hub.database.sql<{ id: string; attributes: Record<string, string> }[]>`select id, attributes from house
      where known_to = 'infinity' and valid_to = 'infinity'`;
    const byId = new Map(houses.map(({ id, attributes }) => [id, attributes]));
    for (const { id } of houses) {
      let steps = 0;
      for (let up: string | undefined = id; up !== undefined; up = byId.get(up)?.['parent']) expect(steps++).toBeLessThan(5);
    }
    const rooms = houses.filter(({ attributes }) => attributes['level'] === 'room' && attributes['floor'] !== undefined);
    expect(rooms.map(({ attributes }) => byId.get(attributes['parent']!)?.['floor'])).toEqual(
      rooms.map(({ attributes }) => attributes['floor']),
    );
    expect(rooms).toHaveLength(11);
  });
});
