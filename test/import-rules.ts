/** Who may import whom. One table, one list of libraries with one home each. */
import type { Import } from './modules.ts';

/** Folder → folders it may import. `hub` stands for hub.ts and the files that only it divides into. */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  schema: ['core'],
  connectors: ['core'],
  values: ['core'],
  config: ['core'],
  samples: ['core', 'values'],
  pipelines: ['core', 'schema', 'config', 'connectors', 'values'],
  mdm: ['core', 'schema', 'config', 'values'],
  comparisons: ['core', 'schema', 'config'],
  access: ['core', 'schema', 'config'],
  hub: [
    'core',
    'schema',
    'connectors',
    'values',
    'config',
    'samples',
    'pipelines',
    'mdm',
    'comparisons',
    'access',
    'backup',
    'divisions',
    'gazetteer',
  ],
  backup: ['core', 'schema'],
  divisions: ['core', 'schema', 'config', 'values'],
  gazetteer: ['core', 'schema', 'config', 'values'],
  api: ['core', 'config', 'access'],
  cli: ['hub', 'api', 'access', 'config', 'core', 'samples'],
};

/** Folders that look at the whole repository: its tests and what generates its documentation. */
const OVERSEERS = ['test', 'docs'];

/** Library → where it may be used. */
export const HOMES: Record<string, RegExp> = {
  '@duckdb/node-api': /^core\/duckdb\//,
  'apache-arrow': /^core\/arrow\.ts$/,
  kysely: /-store\.ts$|^core\/postgres\/|^schema\/postgres\//,
  'kysely-postgres-js': /^core\/postgres\//,
  postgres: /-store\.ts$|^core\/postgres\//,
  ajv: /^core\/validate\.ts$/,
  'ajv-formats': /^core\/validate\.ts$/,
  fastify: /^api\//,
  '@fastify/rate-limit': /^api\//,
  'prom-client': /^api\/metrics\.ts$/,
  'node-cron': /^pipelines\/schedule\.ts$/,
  yauzl: /^connectors\//,
  saxes: /^connectors\//,
  dbffile: /^connectors\//,
  '@e965/xlsx': /^connectors\/formats\/xls\//,
  'pinyin-pro': /^values\//,
  gcoord: /^values\/point\//,
  commander: /^cli\//,
  pino: /^core\/log\.ts$/,
};

/** Tests and what they alone use. They keep to their folder's row of the table, but may hold any library to its word. */
export function isForTests(file: string): boolean {
  return /(\.test|\/testing|-testing|\/decode-for-tests|\/conformance(-fixture)?)\.ts$/.test(file) || file.startsWith('test/');
}

export function folderOf(file: string): string {
  return /^hub(-[\w-]+)?(\.test)?\.ts$/.test(file) ? 'hub' : file.split('/')[0]!;
}

/** What one import does wrong, in a sentence; nothing when it is allowed. */
export function faultsOf({ from, to, isLibrary, isTypeOnly, isCircular }: Import): string[] {
  const faults: string[] = [];
  if (isCircular) faults.push(`${from} imports ${to}, which leads back to it`);
  if (isLibrary) return [...faults, ...libraryFaults(from, to)];
  const [folder, other] = [folderOf(from), folderOf(to)];
  if (folder === other || OVERSEERS.includes(folder)) return faults;
  // The API knows the hub's shape, never the hub.
  // Tests make what their folder is handed, in the schema's shapes.
  const isHanded = other === 'schema' && isForTests(from);
  const isAllowed = (MAY_IMPORT[folder] ?? []).includes(other) || isHanded || (folder === 'api' && other === 'hub' && isTypeOnly);
  if (!isAllowed) faults.push(`${from} imports ${to}: ${folder} may not import ${other}`);
  if (!isDoor(to)) faults.push(`${from} imports ${to}: ${other} is entered through ${other}/index.ts`);
  return faults;
}

/** Parts that stand alone and are entered past the folder around them, so that who needs the part does not load the whole. */
const DOORS_OF_THEIR_OWN = ['mdm/linkage/index.ts'];

function isDoor(file: string): boolean {
  const folder = folderOf(file);
  return folder === 'core' || folder === 'hub' || file === `${folder}/index.ts` || DOORS_OF_THEIR_OWN.includes(file);
}

function libraryFaults(from: string, to: string): string[] {
  const library = /^(@[^/]+\/[^/]+|[^/]+)/.exec(to)![0];
  const home = HOMES[library];
  if (home === undefined || home.test(from) || isForTests(from)) return [];
  return [`${from} imports ${library}, whose home is ${home.source}`];
}
