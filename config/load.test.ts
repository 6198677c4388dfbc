import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { isSankuError } from '../core/errors.ts';
import { caseRegistries } from './cases/registries.ts';
import {
  type CheckedConfig,
  checkConfig,
  checkConfigFiles,
  describeMistake,
  type InvalidConfigError,
  loadConfig,
  loadConfigFromFiles,
} from './index.ts';

const CASES = join(import.meta.dirname, 'cases');
const SOURCE = 'sources/police/residents.yaml';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sanku-config-'));
  cpSync(join(CASES, 'valid'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const check = (): Promise<CheckedConfig> => checkConfig({ folder, registries: caseRegistries, secrets: { POLICE_PASSWORD: 'x' } });
const load = () => loadConfig({ folder, registries: caseRegistries });

describe('a broken configuration', () => {
  const cases = readdirSync(CASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'valid')
    .map((entry) => entry.name);

  // Each case is laid over the valid configuration; to add one, add a folder with its files and the mistakes expected.
  test.each(cases)('%s: every mistake is told at once, with its place and its way out', async (name) => {
    cpSync(join(CASES, name), folder, { recursive: true });
    rmSync(join(folder, 'expected.txt'));
    const { config, mistakes } = await check();
    expect(config).toBeUndefined();
    expect(mistakes.map((mistake) => `${describeMistake(mistake)}\n`).join('')).toBe(
      readFileSync(join(CASES, name, 'expected.txt'), 'utf8'),
    );
    for (const { message, fix } of mistakes) {
      expect(message.zh).not.toMatch(/\{\w+\}/);
      expect(fix.zh).not.toMatch(/(?<!secret:)\{\w+\}/);
    }
  });

  test('is one error that carries all mistakes, in both languages', async () => {
    writeFileSync(join(folder, 'hub.yaml'), 'purpose: {}\nmemoryMb: much\n');
    const error = await load().catch((thrown: unknown) => thrown);
    expect(isSankuError(error, 'configInvalid')).toBe(true);
    expect((error as InvalidConfigError).mistakes.map(({ line, column, path }) => [line, column, path])).toEqual([
      [1, 1, 'purpose'],
      [2, 11, 'memoryMb'],
    ]);
    expect((error as InvalidConfigError).messageIn('zh')).toContain('hub.yaml:1:1 purpose: 此处没有 purpose 这个键。 是否应为 purposes？');
  });

  test('never shows a secret that it refuses', async () => {
    cpSync(join(CASES, 'secrets'), folder, { recursive: true });
    expect(JSON.stringify((await check()).mistakes)).not.toContain('hunter2');
  });

  test('says so when a file is not UTF-8', async () => {
    writeFileSync(join(folder, 'hub.yaml'), Buffer.from('purposes: { a: \xd6\xd0\xce\xc4 }', 'latin1'));
    expect((await check()).mistakes.map(({ code, file }) => [file, code])).toEqual([['hub.yaml', 'notUtf8']]);
  });

  test('that is an empty folder names the files it needs', async () => {
    const { mistakes } = await checkConfig({ folder: join(folder, 'nowhere'), registries: caseRegistries });
    const files = ['entities/company.yaml', 'entities/house.yaml', 'entities/person.yaml', 'hub.yaml'];
    expect(mistakes.map(({ code, file }) => [file, code])).toEqual(files.map((file) => [file, 'fileMissing']));
  });
});

describe('a valid configuration', () => {
  test('is understood with its defaults, and frozen', async () => {
    const config = await load();
    const [source] = config.sources;
    expect(config.hub).toMatchObject({ timeZone: 'Asia/Shanghai', purposes: { 'service-window': { zh: '办事窗口核验' } } });
    expect(source).toMatchObject({
      department: 'police',
      feed: 'residents',
      owner: { unit: '示范市公安局', contact: '' },
      format: { name: 'csv', settings: { encoding: 'gb18030', delimiter: ',' } },
      expectations: { rows: { min: 1, maxDropShare: 0.4, maxGrowthShare: 2 }, maxRejectedShare: 0.2 },
      absentAfter: 2,
    });
    expect(source?.format.settings).not.toHaveProperty('name');
    expect(config.entities.person.title).toEqual({ en: '人口', zh: '人口' });
    expect(config.entities.person.attributes[3]).toMatchObject({
      name: 'birthDate',
      search: false,
      survivorship: { rule: 'most-recent', sources: [] },
    });
    expect(config.divisions[3]).toMatchObject({ code: '339912', validFrom: null, validTo: '2016-09-30', successor: '339902' });
    expect(config.comparisons[0]).toMatchObject({ name: 'no-name', parameters: { graceDays: 30 } });
    expect(config.comparisons[0]?.sql).toMatch(/^SELECT/);
    expect(() => source?.columns.push({} as never)).toThrow('not extensible');
  });

  test('keeps the leading zero of a code that YAML would read as a number', async () => {
    const [source] = (await load()).sources;
    expect(source?.columns[3]?.codes).toEqual({ '1': 'male', '02': 'female', '0': 'unknown' });
  });

  test('makes a column as sensitive as what it feeds, unless it says otherwise', async () => {
    const [source] = (await load()).sources;
    const sensitivities = Object.fromEntries(source?.columns.map(({ name, sensitivity }) => [name, sensitivity]) ?? []);
    expect(sensitivities).toMatchObject({ RYBH: 'internal', GMSFHM: 'sensitive', XM: 'personal', HKDZ: 'public' });
  });

  test('loads again from its kept files as the same version', async () => {
    const config = await load();
    const files = Object.fromEntries(Object.entries(config.files).reverse());
    expect(loadConfigFromFiles({ files, registries: caseRegistries, folder })).toEqual(config);
    expect(config.version).toMatch(/^[0-9a-f]{12}$/);
  });

  test('has another version after any edit', async () => {
    const { version, files } = await load();
    for (const path of Object.keys(files)) {
      const edited = { ...files, [path]: `${files[path]}\n` };
      expect(loadConfigFromFiles({ files: edited, registries: caseRegistries }).version).not.toBe(version);
    }
  });
});

describe('the checker', () => {
  test('answers every mutation of a valid file with a configuration or with mistakes', async () => {
    const { files } = await load();
    const paths = Object.keys(files).filter((path) => path.endsWith('.yaml'));
    const junk = fc.oneof(fc.jsonValue(), fc.constantFrom('constructor', '__proto__', '${secret:}', '${secret:X}', 'name', ''));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.constantFrom('delete', 'rename', 'replace'), junk, (path, at, change, value) => {
        const data: unknown = parse(files[path]!);
        mutate(data, at, change, value);
        const { config, mistakes } = checkConfigFiles({
          files: { ...files, [path]: stringify(data) },
          registries: caseRegistries,
          secrets: {},
        });
        expect(config === undefined).toBe(mistakes.length > 0);
        for (const { line, column } of mistakes) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  test('answers any text in place of a file', async () => {
    const { files } = await load();
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(files)), fc.string(), fc.nat(), (path, text, at) => {
        const original = files[path]!;
        const cut = at % original.length;
        const edited = original.slice(0, cut) + text + original.slice(cut + text.length);
        const { config, mistakes } = checkConfigFiles({ files: { ...files, [path]: edited }, registries: caseRegistries });
        expect(config === undefined).toBe(mistakes.length > 0);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  test('finds the mistakes of a source and of an entity in one go', () => {
    const files = Object.fromEntries(
      ['hub.yaml', 'entities/person.yaml', 'entities/company.yaml', 'entities/house.yaml', SOURCE].map((path) => [
        path,
        readFileSync(join(folder, path), 'utf8'),
      ]),
    );
    const edited = {
      ...files,
      [SOURCE]: `${files[SOURCE]}colums: []\n`,
      'entities/person.yaml': `${files['entities/person.yaml']}titel: x\n`,
    };
    const { mistakes } = checkConfigFiles({ files: edited, registries: caseRegistries });
    expect(mistakes.map(({ file, path }) => [file, path])).toEqual([
      ['entities/person.yaml', 'titel'],
      [SOURCE, 'colums'],
    ]);
  });
});

/** Changes the n-th key or item of a tree of maps and lists. */
function mutate(data: unknown, at: number, change: string, value: unknown): void {
  const spots: [Record<string, unknown>, string][] = [];
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      spots.push([node as Record<string, unknown>, key]);
      collect((node as Record<string, unknown>)[key]);
    }
  };
  collect(data);
  const [node, key] = spots[at % spots.length]!;
  const old = node[key];
  if (change === 'replace') node[key] = value;
  else delete node[key];
  if (change === 'rename' && !Array.isArray(node)) node[`${key}x`] = old;
}
