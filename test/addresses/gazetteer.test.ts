/** Names learned at an import, decided by a steward, and obeyed by the parser and by later imports. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sanku } from '../../cli/testing.ts';
import type { Hub } from '../../hub.ts';
import { createGazetteerList, createHubAddresses, type GazetteerEntry, listNames } from '../../hub-gazetteer.ts';
import { freshFolder, keepFeeds, makeCity, monthFolder, openCityHub } from '../city-hub.ts';

let folder: string;
let city: string;
let data: string;
/** A road of the city that stands in many records. */
let road: GazetteerEntry;

beforeAll(async () => {
  folder = freshFolder('gazetteer');
  data = path.join(folder, 'data');
  city = await makeCity(folder, { months: 2, people: 300 });
  keepFeeds(city, 2, ['residents', 'dwellings', 'companies']);
  await inHub((hub) => hub.importFolder(monthFolder(city, 1)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function inHub<T>(work: (hub: Hub) => Promise<T>, dataFolder = data): Promise<T> {
  const hub = await openCityHub(dataFolder, path.join(city, 'config'));
  try {
    return await work(hub);
  } finally {
    await hub.close();
  }
}

const command = (...words: string[]) => sanku(['--data', data, ...words]);
const taught = (hub: Hub) => listNames(hub, {});
const learnedAt = async (hub: Hub) => hub.database.sql`select source, learned_at from gazetteer_source order by source`;

describe('names', () => {
  test('are learned at the end of an import, with their records, sources and division', async () => {
    await inHub(async (hub) => {
      const { version, items } = await taught(hub);
      expect(version?.id).toBe(1);
      const used = items.filter(({ state, kind }) => state === 'used' && kind === 'road');
      expect(used.length).toBeGreaterThan(5);
      road = used.toSorted((a, b) => b.records - a.records)[0]!;
      expect(road).toMatchObject({ sources: 3, doubts: [], division: expect.stringMatching(/^3399\d\d$/) });
      expect(road.records).toBeGreaterThan(20);
      expect(version!.names).toBe(items.filter(({ state }) => state === 'used').length);
    });
    const { json } = await command('gazetteer', 'list', '--kind', 'road', '--division', road.division, '--limit', '1', '--json');
    expect(json).toMatchObject({ version: { id: 1 }, items: [{ name: road.name, state: 'used' }] });
    expect((await command('gazetteer', '--doubtful')).code).toBe(0);
  });

  test('are not learned again while nothing new came, and taught the same by all deliveries at once', async () => {
    await inHub(async (hub) => {
      const before = await learnedAt(hub);
      expect((await hub.learn()).sources).toEqual([]);
      expect([...(await learnedAt(hub))]).toEqual([...before]);
      const names = (await taught(hub)).items;
      expect((await hub.learn({ all: true })).version?.id).toBe(1);
      expect((await taught(hub)).items).toEqual(names);
    });
  });

  test('that no delivery taught, and names that are several, are told', async () => {
    const unknown = await command('gazetteer', 'accept', '不存在路');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('--kind and --division')]);
    const same = await command('gazetteer', 'rename', road.name, '--to', road.name);
    expect([same.code, same.err]).toEqual([2, expect.stringContaining('it is the same name')]);
    expect((await command('gazetteer', 'show', '不存在路', '--lang', 'zh')).err).toContain('没有交付中出现过名称 不存在路');
  });
});

describe('a decision', () => {
  const address = () => `${road.name}12号3幢502室`;
  const parsed = (hub: Hub) => createHubAddresses(hub, road.division).prepare();
  const roadOf = async () => {
    const { json } = await command('address', 'parse', `示范市${divisionName()}${address()}`, '--json');
    const { parts, gazetteer, findings } = json as {
      parts: { level: string; value: string }[];
      gazetteer: string;
      findings: { code: string }[];
    };
    return { road: parts.find(({ level }) => level === 'road')?.value, gazetteer, codes: findings.map(({ code }) => code) };
  };
  let name = '';
  const divisionName = () => name;

  test('of renaming is obeyed by the parser at once, under a new version, and stands in the log with its user', async () => {
    await inHub(async (hub) => {
      name = hub.config.divisions.find(({ code }) => code === road.division)!.name;
    });
    expect(await roadOf()).toMatchObject({ road: road.name, gazetteer: '1' });
    const { code, json } = await command(
      'gazetteer',
      'rename',
      road.name,
      '--division',
      road.division,
      '--to',
      '新名大路',
      '--who',
      '王工',
      '--json',
    );
    expect([code, json]).toMatchObject([0, { state: 'renamed', version: { id: 2 } }]);
    expect(await roadOf()).toMatchObject({ road: '新名大路', gazetteer: '2', codes: expect.arrayContaining(['nameRenamed']) });
    await inHub(async (hub) => {
      const entries = await hub.database.sql`select detail from audit where action = 'gazetteer.rename'`;
      expect([...entries]).toContainEqual({ detail: expect.objectContaining({ name: road.name, to: '新名大路', who: '王工' }) });
    });
    expect((await command('gazetteer', 'show', road.name)).out).toContain(`王工: renamed → 新名大路`);
  });

  test('holds through the next import, and a served hub obeys it without a new start', async () => {
    await inHub(async (hub) => {
      const answers = createHubAddresses(hub);
      expect((await answers.prepare()).gazetteer).toBe('2');
      await hub.importFolder(monthFolder(city, 2));
      const text = `示范市${divisionName()}${address()}`;
      expect((await answers.prepare()).parse(text).parts.find(({ level }) => level === 'road')?.value).toBe('新名大路');
      await command('gazetteer', 'reject', road.name, '--division', road.division);
      const { parse, gazetteer } = await answers.prepare();
      expect(Number(gazetteer)).toBeGreaterThan(2);
      expect(parse(text).findings.map(({ code }) => code)).toContain('nameRejected');
      expect(parse(text).parts.filter(({ level }) => level === 'road')).toEqual([]);
    });
    await command('gazetteer', 'reopen', road.name, '--division', road.division);
    expect((await roadOf()).road).toBe(road.name);
  });

  test('of a name that no record bears is kept for the day one does', async () => {
    const { json } = await command('gazetteer', 'accept', '天云谷', '--kind', 'estate', '--division', road.division, '--json');
    expect(json).toMatchObject({ state: 'accepted', records: 0 });
    await inHub(async (hub) => {
      const { parse } = await parsed(hub);
      expect(parse(`示范市${divisionName()}天云谷${address()}`).parts.find(({ level }) => level === 'estate')?.value).toBe('天云谷');
      const { items } = await createGazetteerList(hub).list({ name: '天云谷' });
      expect(items).toMatchObject([{ state: 'accepted', kind: 'estate' }]);
      expect((await createGazetteerList(hub).list({ kind: 'road' })).items.every(({ records }) => records >= 3)).toBe(true);
    });
  });
});

test('names learned month by month are those learned from both months at once', async () => {
  const other = path.join(folder, 'other');
  const [one, two] = await Promise.all([
    inHub(async (hub) => (await taught(hub)).items.map(({ name, records, kind }) => [kind, name, records])),
    inHub(async (hub) => {
      await hub.importFolder(monthFolder(city, 1));
      await hub.importFolder(monthFolder(city, 2));
      await hub.learn({ all: true });
      return (await taught(hub)).items.map(({ name, records, kind }) => [kind, name, records]);
    }, other),
  ]);
  expect(two).toEqual(one.filter(([, name]) => name !== '天云谷'));
});
