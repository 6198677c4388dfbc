import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, folderOf, isForTests, MAY_IMPORT } from './import-rules.ts';
import { type Import, ownFiles, ROOT, readImports } from './modules.ts';

/** Modules that break a rule each, and what has to be found. */
const PLANTED: Record<string, { text: string; fault: string }> = {
  'core/planted-folder.ts': { text: "import { something } from '../schema/index.ts';", fault: 'core may not import schema' },
  'comparisons/planted-folder.ts': { text: "export { something } from '../mdm/index.ts';", fault: 'comparisons may not import mdm' },
  'pipelines/planted-door.ts': {
    text: "import type { Something } from '../values/fold.ts';",
    fault: 'values is entered through values/index.ts',
  },
  'access/planted-library.ts': {
    text: "import { Kysely } from 'kysely';",
    fault: 'access/planted-library.ts imports kysely, whose home is',
  },
  'api/planted-hub.ts': { text: "import { openHub } from '../hub.ts';", fault: 'api may not import hub' },
  'mdm/planted-cycle.ts': { text: "import './planted-back.ts';", fault: 'which leads back to it' },
  'mdm/planted-back.ts': { text: "export * from './planted-cycle.ts';", fault: 'which leads back to it' },
};

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const sources = ownFiles('{ts,js}');
const lineOf = (text: string, at: number) => text.slice(0, at).split('\n').length;

/** Every place where a pattern stands in the files, as `file:line`. */
function places(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) => {
    const text = read(file);
    return [...text.matchAll(pattern)].map((found) => `${file}:${lineOf(text, found.index)} ${found[0]}`);
  });
}

describe('imports', () => {
  let modules: string[];
  let imports: Import[];
  beforeAll(async () => {
    const planted = Object.fromEntries(Object.entries(PLANTED).map(([file, { text }]) => [file, `${text}\n`]));
    ({ modules, imports } = await readImports(planted));
  });

  test('all modules are seen', () => {
    expect(modules.length).toBeGreaterThan(150);
    expect(modules.filter((file) => !(file in PLANTED)).sort()).toEqual(ownFiles('ts'));
    expect(imports.filter(({ to, isLibrary }) => isLibrary && to.startsWith('.'))).toEqual(
      // Folders that are registries import their files by a name made at run time; nothing else stays unresolved.
      [],
    );
  });

  test.each(Object.entries(PLANTED))('%s, planted, is found', (file, { fault }) => {
    const faults = imports.filter(({ from }) => from === file).flatMap(faultsOf);
    expect(faults.join('\n')).toContain(fault);
  });

  test('every folder keeps to its row of the table, enters others by their door, and uses each library at its home', () => {
    expect(imports.filter(({ from }) => !(from in PLANTED)).flatMap(faultsOf)).toEqual([]);
  });

  test('every folder with modules has its row', () => {
    const folders = new Set(modules.map(folderOf));
    expect([...folders].sort()).toEqual([...Object.keys(MAY_IMPORT), 'docs', 'test'].filter((folder) => folders.has(folder)).sort());
  });
});

describe('files', () => {
  test('are short enough to read', () => {
    const long = sources.filter((file) => read(file).trimEnd().split('\n').length > (isForTests(file) ? 400 : 300));
    expect(long).toEqual([]);
  });

  test('are named in kebab-case after what they hold', () => {
    expect(sources.filter((file) => !/^([a-z0-9-]+\/|\.[a-z]+\/)*[a-z0-9.-]+\.(ts|js)$/.test(file))).toEqual([]);
  });

  test('say nothing of work left to do', () => {
    const words = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|');
    expect(places(sources, new RegExp(`\\b(${words})\\b`, 'g'))).toEqual([]);
  });

  test('export by name', () => {
    const files = sources.filter((file) => !/^jest\.(config|sequencer)\.js$/.test(file));
    expect(places(files, /^export default\b/gm)).toEqual([]);
  });

  test('name no place outside the repository', () => {
    const outside = new RegExp(['/wo' + 'rk/', '\\.\\./sha' + 'red\\b'].join('|'), 'g');
    const files = [...sources, ...ownFiles('{md,yaml,yml,json,sql,csv,sh}').filter((file) => file !== 'package-lock.json')];
    expect(places(files, outside)).toEqual([]);
  });

  test('read the environment only in the hub and the command line', () => {
    const files = sources.filter((file) => !isForTests(file) && folderOf(file) !== 'cli' && folderOf(file) !== 'hub');
    expect(places(files, /\bprocess\.env\b/g)).toEqual([]);
  });

  test('of core know no domain word', () => {
    const core = sources.filter((file) => folderOf(file) === 'core' && !isForTests(file));
    const words = /\b(persons?|company|companies|houses?|residents?|pensions?|divisions?|dwellings?|taxpayers?|mentions?|golden)\b/gi;
    expect(places(core, words)).toEqual([]);
  });
});

describe('a folder that is a registry', () => {
  const folders = (under: string) =>
    readdirSync(path.join(ROOT, under), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(path.join(ROOT, under, entry.name, 'index.ts')))
      .map(({ name }) => name);

  test('has an index and a conformance fixture for every format', () => {
    const formats = readdirSync(path.join(ROOT, 'connectors/formats'));
    expect(formats.length).toBeGreaterThanOrEqual(4);
    for (const format of formats)
      for (const file of ['index.ts', 'conformance.ts', `${format}.test.ts`])
        expect([format, file, existsSync(path.join(ROOT, 'connectors/formats', format, file))]).toEqual([format, file, true]);
  });

  test('has an index for every value type', () => {
    const types = readdirSync(path.join(ROOT, 'values'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(types.length).toBeGreaterThanOrEqual(14);
    expect(folders('values')).toEqual(types.map(({ name }) => name));
  });

  test('has cases for every comparison', () => {
    const comparisons = readdirSync(path.join(ROOT, 'config/comparisons')).map((file) => path.basename(file, '.sql'));
    expect(comparisons.length).toBeGreaterThanOrEqual(2);
    for (const name of comparisons) {
      const cases = path.join(ROOT, 'comparisons/cases', name);
      expect([name, existsSync(cases) && readdirSync(cases).length > 0]).toEqual([name, true]);
    }
  });

  test('offers one command and one route a file, under its own name', () => {
    for (const file of readdirSync(path.join(ROOT, 'cli/commands')).filter((name) => !name.endsWith('.test.ts')))
      expect([file, /^export const command: Command = \{$/m.test(read(`cli/commands/${file}`))]).toEqual([file, true]);
    expect(readdirSync(path.join(ROOT, 'api/routes')).length).toBeGreaterThan(8);
  });
});
