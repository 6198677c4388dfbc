/** The fictional city that a first start makes and serves, and the key with which a newcomer may look into it. */
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseGrants } from '../access/index.ts';
import { type Hub, SHIPPED_CONFIG } from '../hub.ts';
import { isEmpty } from '../hub-administration.ts';
import { makeSample } from '../samples/index.ts';
import type { Context } from './context.ts';
import { followImport } from './import-progress.ts';

const PEOPLE = 10_000;
const SEED = 1;
const KEY_NAME = 'sample-city';
/** Shown masked even to the demo key, as it would be to a department. */
const MASKED = ['idNumber', 'socialSecurityNo', 'phone', 'taxId'];
const SEARCHES = {
  person: [['idNumber'], ['name', 'birthDate'], ['name']],
  company: [['creditCode'], ['registrationNo'], ['name']],
  house: [['dwellingCode'], ['address']],
};

export function cityFolder({ settings }: Context): string {
  return path.join(settings.dataFolder, 'sample-city');
}

/** Whether this hub holds the sample city: it runs under the city's own configuration. */
export function holdsCity(context: Context, hub: Hub): boolean {
  return path.resolve(hub.config.folder) === path.join(cityFolder(context), 'config');
}

/** A hub that serves something: where nothing was ever published, the sample city is made and imported. Cut off, it goes on at the next start. */
export async function hubWithCity(context: Context): Promise<Hub> {
  const hub = await context.hub();
  if (context.settings.configFolder !== undefined || !(await isEmpty(hub))) return hub;
  const city = cityFolder(context);
  if (!existsSync(city)) {
    context.progress.show({
      says: context.text({ en: `making a fictional city of ${PEOPLE} people`, zh: `正在生成 ${PEOPLE} 人的虚构城市` }),
    });
    // Made beside its place and renamed, so that a city that is there is whole.
    const fresh = `${city}.new`;
    await rm(fresh, { recursive: true, force: true });
    await makeSample({ people: PEOPLE, seed: SEED, months: 1, out: fresh, configFolder: SHIPPED_CONFIG, log: context.log });
    await rename(fresh, city);
  }
  const cityHub = await context.openHub({ configFolder: path.join(city, 'config') });
  await context.record(cityHub, 'import', { what: ['month-01'], source: null });
  await cityHub.importFolder(path.join(city, 'month-01'), followImport(context));
  context.progress.clear();
  return cityHub;
}

/** The key to the fictional city. It lies readable in the data folder (mode 600): it opens nothing but invented people. */
export async function demoKey(context: Context, hub: Hub): Promise<string> {
  const file = path.join(cityFolder(context), 'demo-key');
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
  const living = await hub.keys.authenticate(kept).catch(() => undefined);
  if (living !== undefined) return kept;
  const names = new Set((await hub.keys.list()).map(({ name }) => name));
  let name = KEY_NAME;
  for (let number = 2; names.has(name); number++) name = `${KEY_NAME}-${number}`;
  const { key } = await hub.keys.create({ name, grants: demoGrants(hub) });
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  return key;
}

function demoGrants({ config }: Hub) {
  const entities = Object.values(config.entities).map(({ entity, attributes }) => {
    const fields = attributes.map(({ name }) => name);
    return [entity, { fields, search: SEARCHES[entity], unmasked: fields.filter((field) => !MASKED.includes(field)) }] as const;
  });
  return parseGrants({
    role: 'department',
    entities: Object.fromEntries(entities),
    regions: ['3399'],
    purposes: ['demonstration'],
    relations: ['occupants', 'companies', 'houses'],
    cases: config.comparisons.map(({ name }) => name),
    records: config.sources.map(({ source }) => source),
    rate: { perMinute: 6000 },
  });
}

/** The first administrator's key; undefined when there is or was one, for it is shown once. */
export async function firstAdministratorKey(hub: Hub): Promise<string | undefined> {
  const keys = await hub.keys.list();
  if (keys.some(({ grants }) => grants.role === 'administrator')) return undefined;
  const { key } = await hub.keys.create({ name: 'administrator', grants: parseGrants({ role: 'administrator' }) });
  return key;
}
