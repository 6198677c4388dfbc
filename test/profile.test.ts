/** Every feed of a small city, proposed from its file alone, held beside what ships, checked and imported. */
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sanku } from '../cli/testing.ts';
import { type Config, checkConfig, describeMistake, loadConfig } from '../config/index.ts';
import { isSankuError } from '../core/errors.ts';
import { type Hub, loadRegistries, SHIPPED_CONFIG } from '../hub.ts';
import { proposeSource } from '../hub-profile.ts';
import type { Profile } from '../pipelines/index.ts';
import { freshFolder, makeCity, monthFolder, openCityHub } from './city-hub.ts';

let folder: string;
let city: string;
let shipped: Config;
let hub: Hub | undefined;
const proposed = new Map<string, Profile>();
/** Feeds whose format nobody can tell from a file: widths must be known. */
const untold: string[] = [];

const configFolder = () => path.join(folder, 'config');

beforeAll(async () => {
  folder = freshFolder('profile');
  city = await makeCity(folder, { months: 1, people: 400 });
  const { registries } = await loadRegistries();
  shipped = await loadConfig({ folder: SHIPPED_CONFIG, registries });
  cpSync(SHIPPED_CONFIG, configFolder(), { recursive: true, filter: (from) => !from.endsWith('.ts') && !from.includes('/cases') });
  for (const { source, department, feed } of shipped.sources) {
    const file = fileOf(department, feed);
    if (file === undefined) continue;
    try {
      const found = await proposeSource({ file, source, configFolder: SHIPPED_CONFIG, language: 'en' });
      proposed.set(source, found);
      writeFileSync(path.join(configFolder(), 'sources', department, `${feed}.yaml`), found.yaml);
    } catch (error) {
      if (!isSankuError(error, 'profileUnreadable') && !isSankuError(error, 'profileNoHeader')) throw error;
      untold.push(source);
    }
  }
});
afterAll(async () => {
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(department: string, feed: string): string | undefined {
  const place = path.join(monthFolder(city, 1), department);
  const name = existsSync(place) ? readdirSync(place).find((each) => each.startsWith(`${feed}.`)) : undefined;
  return name === undefined ? undefined : path.join(place, name);
}

describe('what is proposed for the feeds of a city', () => {
  test('stands for every feed whose file tells how it is written', () => {
    const fixed = shipped.sources.filter(({ format }) => format.name === 'fixed-width').map(({ source }) => source);
    expect(untold.filter((source) => !fixed.includes(source))).toEqual([]);
    expect(proposed.size).toBeGreaterThanOrEqual(7);
    for (const [source, { format }] of proposed) expect([source, format.name]).toEqual([source, shippedOf(source).format.name]);
  });

  test('agrees with the shipped types in nine columns of ten, and with most keys', () => {
    const columns = [...proposed].flatMap(([source, { columns: found }]) =>
      shippedOf(source).columns.map(({ name, type }) => {
        const guessed = found.find((column) => column.name === name);
        return { column: `${source} ${name}: ${type}, proposed ${guessed?.type}`, agrees: guessed?.type === type };
      }),
    );
    const wrong = columns.filter(({ agrees }) => !agrees).map(({ column }) => column);
    const share = 1 - wrong.length / columns.length;
    if (process.env['SANKU_SHOW'] === '1')
      process.stderr.write(`${(share * 100).toFixed(1)} % of ${columns.length} types\n${wrong.join('\n')}\n`);
    expect(share).toBeGreaterThanOrEqual(0.9);
    const keys = [...proposed].filter(([source, { key }]) => key.join() === shippedOf(source).key.join());
    expect(keys.length / proposed.size).toBeGreaterThanOrEqual(0.8);
  });

  test('is a configuration without a mistake', async () => {
    const { registries } = await loadRegistries();
    const { mistakes } = await checkConfig({ folder: configFolder(), registries });
    expect(mistakes.map((mistake) => describeMistake(mistake))).toEqual([]);
  });

  test('imports, with hardly a row rejected, and holds no value of a person', async () => {
    hub = await openCityHub(path.join(folder, 'data'), configFolder());
    const { deliveries } = await hub.importFolder(monthFolder(city, 1));
    for (const { source, status, read, rejected } of deliveries.filter((each) => proposed.has(each.source))) {
      expect([source, status]).toEqual([source, 'waiting']);
      expect(rejected / read).toBeLessThan(0.02);
    }
    const rows = await hub.database.sql<{ value: string }[]>`
      select distinct attributes->>attribute as value from person, unnest(array['name', 'idNumber', 'phone', 'socialSecurityNo']) as attribute
      where attributes->>attribute is not null`;
    const personal = rows.map(({ value }) => value);
    expect(personal.length).toBeGreaterThan(1000);
    const yaml = [...proposed.values()].map((profile) => profile.yaml).join('\n');
    expect(personal.filter((value) => value.length > 1 && yaml.includes(value))).toEqual([]);
  });
});

const shippedOf = (source: string) => shipped.sources.find((each) => each.source === source)!;

describe('sanku sources profile', () => {
  test('shows the YAML, or writes it, in the language asked for', async () => {
    const file = fileOf('commerce', 'companies')!;
    const shown = await sanku(['sources', 'profile', file, '--lang', 'zh', '--data', path.join(folder, 'none')]);
    expect(shown).toMatchObject({ code: 0, out: expect.stringContaining('每行都有值且互不相同') });
    const out = path.join(folder, 'companies.yaml');
    const written = await sanku([
      'sources',
      'profile',
      file,
      '--source',
      'a.b',
      '--out',
      out,
      '--json',
      '--data',
      path.join(folder, 'none'),
    ]);
    expect(written.json).toMatchObject({ source: 'a.b', format: { name: 'csv', settings: { encoding: 'utf-8', delimiter: ',' } } });
    expect(existsSync(out)).toBe(true);
  });

  test.each([
    ['无表头.csv', '', 'profileUnreadable'],
    ['header.csv', '姓名,电话\n', 'profileEmpty'],
    ['headless.csv', '339901199003070022,张三,13900000001\n339901199003070049,李四,13900000002\n', 'profileNoHeader'],
    ['noise.bin', '\0\u0001\u0002\u0003'.repeat(99), 'profileUnreadable'],
  ])('says what is wrong with %s', async (name, content, code) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    const told = await sanku(['sources', 'profile', file, '--json', '--data', path.join(folder, 'none')]);
    expect(told).toMatchObject({ code: 1 });
    expect(`${told.out}${told.err}`).toContain(code);
    expect(`${told.out}${told.err}`).not.toContain('张三');
  });

  test('names a few people’s column a name, not a code, and a row by several columns where none does alone', async () => {
    const visitors = ['王建国', '李秀英', '张伟', '刘洋'];
    const rows = Array.from(
      { length: 400 },
      (_, i) => `${visitors[i % 4]};2026-10-${String(((i >> 3) % 28) + 1).padStart(2, '0')};${String(i % 8)}区${i >> 5}`,
    );
    const file = path.join(folder, 'visits.csv');
    writeFileSync(file, ['网格报表 2026;;', '走访人;日期;地点', ...rows, ''].join('\n'));
    const found = await proposeSource({ file, configFolder: SHIPPED_CONFIG, language: 'zh' });
    expect(found.format).toEqual({ name: 'csv', settings: { encoding: 'utf-8', delimiter: ';', headerRow: 2 } });
    expect(found.columns[0]).toMatchObject({ name: '走访人', type: 'person-name' });
    for (const visitor of visitors) expect(found.yaml).not.toContain(visitor);
  });
});
