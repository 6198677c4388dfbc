import { checkComparison } from './check-comparison.ts';
import { checkDivisions } from './check-divisions.ts';
import { checkEntity, knownAttributes } from './check-entity.ts';
import { checkHub } from './check-hub.ts';
import { checkShape, compiledSchema } from './check-shape.ts';
import { checkSettings, checkSource } from './check-source.ts';
import { type ConfigFileKind, kindOfFile, readConfigFiles, versionOf } from './config-files.ts';
import { ENTITY_TYPES, type EntityType } from './entity-types.ts';
import { InvalidConfigError } from './invalid-config.ts';
import { type Raw, rawMap, rawText } from './lenient.ts';
import { type ConfigMistake, compare, Mistakes } from './mistakes.ts';
import { checkSecrets, type SecretEnvironment } from './secrets.ts';
import type { Config, Division, EntityConfig, HubConfig, SourceConfig } from './types.ts';
import { understandEntity, understandHub, understandSource } from './understand.ts';
import type { Registries } from './written-parts.ts';
import { schemasOf, type WrittenSchemas } from './written-schemas.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export interface LoadRequest {
  folder: string;
  registries: Registries;
  /** Environment in which `${secret:NAME}` must be found; absent: references are not looked up. */
  secrets?: SecretEnvironment;
  /** A table of divisions that was imported: it takes the place of `divisions.csv`. */
  divisions?: string;
}

export interface StoredConfig {
  /** `Config.files` as it was kept. */
  files: Readonly<Record<string, string>>;
  registries: Registries;
  /** What `Config.folder` says. */
  folder?: string;
  secrets?: SecretEnvironment;
}

export interface CheckedConfig {
  /** Absent when there is any mistake. */
  config?: Config;
  /** In the order of file, line and column. */
  mistakes: ConfigMistake[];
}

/** Compiles the schemas of all files, so that a folder read later is read sooner: for whoever waits for something else meanwhile. */
export function prepareSchemas(registries: Registries): void {
  for (const schema of Object.values(schemasOf(registries))) compiledSchema(schema);
}

/** Reads and checks a folder. Never throws for what stands in the files. */
export async function checkConfig({ folder, registries, secrets, divisions }: LoadRequest): Promise<CheckedConfig> {
  const mistakes = new Mistakes();
  const files = { ...readConfigFiles(folder, mistakes), ...(divisions === undefined ? {} : { 'divisions.csv': divisions }) };
  return check({ files, registries, folder, secrets }, mistakes);
}

/** Checks the files of a configuration that stand nowhere yet, or no longer. */
export function checkConfigFiles(stored: StoredConfig): CheckedConfig {
  return check(stored, new Mistakes());
}

/** Like `checkConfig`; throws one `InvalidConfigError` with every mistake. */
export async function loadConfig(request: LoadRequest): Promise<Config> {
  return configOrThrow(await checkConfig(request));
}

/** Loads a configuration from the files that a run kept. Throws as `loadConfig`. */
export function loadConfigFromFiles(stored: StoredConfig): Config {
  return configOrThrow(checkConfigFiles(stored));
}

function configOrThrow({ config, mistakes }: CheckedConfig): Config {
  if (config === undefined) throw new InvalidConfigError(mistakes);
  return config;
}

interface Checks {
  yamls: Record<'hub' | 'entity' | 'source', YamlFile[]>;
  schemas: WrittenSchemas;
  registries: Registries;
  mistakes: Mistakes;
}

function check(stored: StoredConfig, mistakes: Mistakes): CheckedConfig {
  const { registries, folder = '', secrets } = stored;
  const paths = Object.keys(stored.files).sort(compare);
  const files = Object.fromEntries(paths.map((path) => [path, stored.files[path]!]));
  const read = (kind: ConfigFileKind, first: string) =>
    paths.filter((path) => kindOfFile(path) === kind).flatMap((file) => readYaml({ file, text: files[file]!, first }, mistakes) ?? []);
  const yamls = { hub: read('hub', 'purposes'), entity: read('entity', 'entity'), source: read('source', 'source') };
  for (const yaml of Object.values(yamls).flat()) checkSecrets(yaml, secrets, mistakes);
  for (const file of ['hub.yaml', ...ENTITY_TYPES.map((entity) => `entities/${entity}.yaml`)]) {
    if (files[file] === undefined && !mistakes.touch(file)) mistakes.add('fileMissing', { file, line: 1, column: 1, path: '' }, { file });
  }
  const checks = { yamls, schemas: schemasOf(registries), registries, mistakes };
  const hub = hubOf(checks);
  const entities = entitiesOf(checks, paths);
  const sources = sourcesOf(checks, entities);
  const divisions: Division[] =
    files['divisions.csv'] === undefined ? [] : checkDivisions({ file: 'divisions.csv', text: files['divisions.csv'] }, mistakes);
  const comparisons = paths
    .filter((path) => kindOfFile(path) === 'comparison')
    .flatMap((file) => checkComparison({ file, text: files[file]!, schema: checks.schemas.comparison }, mistakes) ?? []);
  const found = mistakes.sorted();
  if (found.length > 0 || hub === undefined || entities === undefined) return { mistakes: found };
  return { config: deepFreeze({ folder, version: versionOf(files), files, hub, sources, entities, divisions, comparisons }), mistakes: [] };
}

function hubOf({ yamls, schemas, mistakes }: Checks): HubConfig | undefined {
  const [yaml] = yamls.hub;
  if (yaml === undefined) return undefined;
  checkHub(yaml, mistakes);
  const raw = checkShape({ yaml, schema: schemas.hub }, mistakes);
  return raw === undefined ? undefined : understandHub(raw);
}

function entitiesOf({ yamls, schemas, mistakes }: Checks, paths: string[]): Record<EntityType, EntityConfig> | undefined {
  // By file, so that a source that is itself mistaken does not also make every list that trusts it wrong.
  const sources = paths
    .filter((path) => kindOfFile(path) === 'source')
    .map((path) => path.slice('sources/'.length, -'.yaml'.length).replace('/', '.'));
  const entities: Partial<Record<EntityType, EntityConfig>> = {};
  for (const yaml of yamls.entity) {
    checkEntity(yaml, sources, mistakes);
    const raw = checkShape({ yaml, schema: schemas.entity }, mistakes);
    if (raw === undefined) continue;
    const entity = understandEntity(raw);
    entities[entity.entity] = entity;
  }
  const { person, company, house } = entities;
  return person && company && house ? { person, company, house } : undefined;
}

function sourcesOf(
  { yamls, schemas, registries, mistakes }: Checks,
  entities: Record<EntityType, EntityConfig> | undefined,
): SourceConfig[] {
  const known = { attributes: knownAttributes(yamls.entity), valueTypes: registries.valueTypes };
  return yamls.source.flatMap((yaml) => {
    checkSource(yaml, known, mistakes);
    const raw = checkShape({ yaml, schema: schemas.source }, mistakes);
    const format = settingsOf(yaml, { under: 'format', known: registries.formats }, mistakes);
    const transport = settingsOf(yaml, { under: 'transport', known: registries.transports }, mistakes);
    const isCertain = mistakes.count === 0;
    return isCertain && raw && format && entities ? [understandSource(raw, { format, transport }, entities)] : [];
  });
}

interface Choice {
  under: 'format' | 'transport';
  known: Registries['formats'];
}

/** The settings of the format or transport that a source names, checked; undefined when it names none that is known. */
function settingsOf(yaml: YamlFile, { under, known }: Choice, mistakes: Mistakes): Raw | undefined {
  const name = rawText(rawMap(yaml.data[under])['name']);
  const found = name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
  return found === undefined ? undefined : checkSettings(yaml, { under, settings: found.settings }, mistakes);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
