/** What the hub says of itself, with everything turned on, while it takes a city in: nothing of any person stands in it. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseGrants } from '../../access/index.ts';
import { createServer } from '../../api/index.ts';
import { logTo } from '../../core/log.ts';
import { type Hub, openHub } from '../../hub.ts';
import { divisionAnswers } from '../../hub-divisions.ts';
import { createGazetteerList, createHubAddresses } from '../../hub-gazetteer.ts';
import { createUploads } from '../../hub-uploads.ts';
import { freshFolder, makeCity, monthFolder } from '../city-hub.ts';

let folder: string;
let hub: Hub;
let logged = '';
/** ID numbers and names of the people, as the hub concluded them, and numbers as the departments wrote them. */
let personal: Set<string>;

beforeAll(async () => {
  folder = freshFolder('nothing-personal');
  const city = await makeCity(folder, { months: 2 });
  const sink = new Writable({
    write(chunk, _, done) {
      logged += chunk;
      done();
    },
  });
  hub = await openHub({
    dataFolder: path.join(folder, 'data'),
    configFolder: path.join(city, 'config'),
    log: logTo(sink, 'trace'),
  });
  for (const month of [1, 2]) await hub.importFolder(monthFolder(city, month));
  const people = await hub.database.sql<{ name: string | null; number: string | null }[]>`
    select distinct attributes ->> 'name' as name, attributes ->> 'idNumber' as number from person`;
  personal = new Set(people.flatMap(({ name, number }) => [name, number]).filter((value) => value !== null));
  for (const file of readdirSync(monthFolder(city, 1), { recursive: true, withFileTypes: true })) {
    if (!/\.(csv|tsv|ndjson)$/.test(file.name)) continue;
    const text = readFileSync(path.join(file.parentPath, file.name), 'latin1');
    for (const [number] of text.matchAll(/(?<!\d)\d{17}[\dX](?!\d)/g)) personal.add(number);
  }
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Those values that stand in the text, however it is written. */
const found = (text: string) => [...personal].filter((value) => text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)));

test('the values looked for are there, and are found where they stand', async () => {
  expect(personal.size).toBeGreaterThan(500);
  const [one] = personal;
  expect(found(`"name":"${one}"`)).toContain(one);
});

test('no line of the log', () => {
  const lines = logged
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string });
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.map(({ msg }) => msg)).toContain('landed');
  expect(found(logged)).toEqual([]);
});

test('no run, no delivery, no line of the server of PostgreSQL', async () => {
  const kept = JSON.stringify([await hub.catalogue.runs({ limit: 1000 }), await hub.catalogue.deliveries({ limit: 1000 })]);
  expect(kept).toContain('police.residents');
  expect(found(kept)).toEqual([]);
  expect(found(readFileSync(path.join(hub.folders.data, 'postgres/server.log'), 'utf8'))).toEqual([]);
});

test('no metric, and as many of them after two months as configuration allows', async () => {
  const { gate, catalogue, measure } = hub;
  const divisions = divisionAnswers(hub);
  const [addresses, gazetteer] = [createHubAddresses(hub), createGazetteerList(hub)];
  const parts = {
    gate,
    catalogue,
    divisions,
    addresses,
    gazetteer,
    measure,
    uploads: createUploads(hub),
    version: '0.0.0',
    log: hub.pipeline.log,
  };
  const server = createServer({ ...parts, health: () => ({ ready: true }) });
  const { key } = await hub.keys.create({ name: 'prometheus', grants: parseGrants({ role: 'metrics' }) });
  const { payload, statusCode } = await server.inject({ url: '/metrics', headers: { authorization: `Bearer ${key}` } });
  await server.close();
  expect(statusCode).toBe(200);
  expect(found(payload)).toEqual([]);
  const samples = payload.split('\n').filter((line) => line.startsWith('sanku_'));
  expect(samples).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^sanku_entities\{type="person"\} [1-9]\d\d/),
      expect.stringMatching(/^sanku_runs\{kind="publish",status="done"\} 2$/),
      expect.stringMatching(/^sanku_rows\{source="police\.residents",outcome="accepted"\} [1-9]\d\d/),
      expect.stringMatching(/^sanku_cases\{comparison="firm-not-in-tax-roll",state="open"\} \d+$/),
      expect.stringMatching(/^sanku_lake_bytes\{family="originals"\} [1-9]\d+/),
      expect.stringMatching(/^sanku_database_bytes [1-9]\d+/),
      'sanku_deliveries_waiting 0',
    ]),
  );
  expect(samples.length).toBeLessThan(400);
});
