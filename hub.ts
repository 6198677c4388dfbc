/**
 * START HERE. The hub builds every part and hands each what it needs; nothing else knows them all.
 *
 *   connectors + pipelines   a department's delivery → records, mentions, facts     (importDeliveries, first half)
 *   mdm                      mentions → golden entities, published in one commit    (importDeliveries, second half)
 *   comparisons              golden data → cases                                    (compare)
 *   access                   the gate before all of it                              (gate, keys, audit)
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type AuditLog, createAuditLog, createGate, createKeyStore, type Gate, type KeyStore } from './access/index.ts';
import { refuseUnfinishedRestore } from './backup/index.ts';
import { listCases } from './comparisons/index.ts';
import {
  type Config,
  loadConfig,
  loadConfigFromFiles,
  prepareSchemas,
  type Registries,
  type SecretEnvironment,
  type StoredConfig,
} from './config/index.ts';
import { loadFormats, loadTransports, type Transport } from './connectors/index.ts';
import { createToday } from './core/day.ts';
import type { Duck } from './core/duckdb/duck.ts';
import type { Log } from './core/log.ts';
import type { Measure } from './core/measure.ts';
import { type Database, openDatabase } from './core/postgres/database.ts';
import { withLock } from './core/postgres/lock.ts';
import { migrate } from './core/postgres/migrate.ts';
import { areasOf, latestTable, withGrids } from './divisions/index.ts';
import { createCatalogue } from './hub-catalogue.ts';
import { createMeasuring } from './hub-metrics.ts';
import { createWork, type HubWork } from './hub-work.ts';
import { sweepWorkFolders } from './hub-work-folders.ts';
import {
  type CataloguedFile,
  createGoldenReader,
  createRecordLookup,
  loadSurvivorshipRules,
  type MdmContext,
  PUBLISH_LOCK,
  sweepPublish,
} from './mdm/index.ts';
import { type PipelineContext, refuseOldLake, sweepOrphans } from './pipelines/index.ts';
import type { GoldenReader, HubDatabase } from './schema/index.ts';
import { createValueTypes, searchForm, type ValueType } from './values/index.ts';

export { dayInName } from './connectors/index.ts';
export { EXPORTS, type ExportName, type ImportProgress, type ImportResult, type Published } from './hub-work.ts';

/** The configuration that ships with the program: that of the sample city. */
export const SHIPPED_CONFIG = path.join(import.meta.dirname, 'config');
export const MIGRATIONS = path.join(import.meta.dirname, 'schema/postgres/migrations');

export interface HubOptions {
  /** Everything the hub keeps. */
  dataFolder: string;
  /** Absent: the one named last for this data folder, else the shipped one. */
  configFolder?: string | undefined;
  databaseUrl?: string | undefined;
  /** Environment for `${secret:NAME}`. */
  secrets?: SecretEnvironment;
  log: Log;
  clock?: () => Date;
  /** Shows each DuckDB statement before it runs. */
  print?: ((text: string) => void) | undefined;
}

export interface Hub extends HubWork {
  config: Config;
  database: Database<HubDatabase>;
  valueTypes: Record<string, ValueType>;
  golden: GoldenReader;
  gate: Gate;
  keys: KeyStore;
  audit: AuditLog;
  /** Counts for monitoring, taken now. */
  measure(): Promise<Measure[]>;
  catalogue: ReturnType<typeof createCatalogue>;
  /** Absolute paths of the hub's folders. */
  folders: { data: string; lake: string; work: string };
  /** By name. */
  transports: Readonly<Record<string, Transport>>;
  /** Environment for `${secret:NAME}`. */
  secrets: SecretEnvironment;
  /** What the pipelines work with; the CLI hands it to their exports. */
  pipeline: PipelineContext;
  close(): Promise<void>;
}

/** What a configuration may name: formats, transports, value types, survivorship rules. The folders are the registries. */
export async function loadRegistries(): Promise<{
  registries: Registries;
  formats: Awaited<ReturnType<typeof loadFormats>>;
  transports: Awaited<ReturnType<typeof loadTransports>>;
  rules: Awaited<ReturnType<typeof loadSurvivorshipRules>>;
}> {
  const [formats, transports, rules] = await Promise.all([loadFormats(), loadTransports(), loadSurvivorshipRules()]);
  const valueTypes = Object.keys(createValueTypes({ divisions: [] }));
  return { registries: { formats, transports, valueTypes, survivorshipRules: Object.keys(rules) }, formats, transports, rules };
}

/** With the schemas that they make of configuration files. */
async function loadReady(): ReturnType<typeof loadRegistries> {
  const loaded = await loadRegistries();
  prepareSchemas(loaded.registries);
  return loaded;
}

/** The configuration of the folder named, as it is where no table of divisions was imported: most hubs have none. */
function loadEarly(options: HubOptions, loading: ReturnType<typeof loadReady>): Promise<Config> | undefined {
  const { configFolder } = options;
  if (configFolder === undefined) return undefined;
  const early = loading.then(({ registries }) => loadConfig({ folder: path.resolve(configFolder), registries, ...secretsOf(options) }));
  // What is wrong with it is told by whoever asks for it.
  early.catch(() => undefined);
  return early;
}

function secretsOf({ secrets }: HubOptions): Pick<StoredConfig, 'secrets'> {
  return secrets === undefined ? {} : { secrets };
}

/**
 * Opens the hub on a data folder: starts or joins its database, migrates it, loads the configuration and clears away what a killed
 * process left. Close it when done.
 */
export async function openHub(options: HubOptions): Promise<Hub> {
  const { log, clock = () => new Date() } = options;
  const data = path.resolve(options.dataFolder);
  const folders = { data, lake: path.join(data, 'lake'), work: path.join(data, 'work') };
  refuseUnfinishedRestore(data);
  await mkdir(data, { recursive: true });
  // They hold what departments delivered: nobody else on the machine reads it. The data folder stays open for the database's own account.
  for (const folder of [folders.lake, folders.work]) await mkdir(folder, { recursive: true, mode: 0o700 });
  // Read while the database starts.
  const loading = loadReady();
  loading.catch(() => undefined);
  const early = loadEarly(options, loading);
  const database = await openDatabase<HubDatabase>({ dataFolder: data, url: options.databaseUrl });
  try {
    await migrate(database, MIGRATIONS);
    await refuseOldLake(database);
    const { registries, formats, transports, rules } = await loading;
    const folder = await chooseConfigFolder(database, options.configFolder);
    const table = await latestTable(database);
    const divisions = table === undefined ? {} : { divisions: table.content };
    const config = await ((table === undefined ? early : undefined) ??
      loadConfig({ folder, registries, ...divisions, ...secretsOf(options) }));
    await rememberConfig(database, config);
    if (table !== undefined && table.pending.length > 0)
      log.warn({ sources: table.pending }, 'still to be read again under the present table of divisions: sanku divisions apply');
    const valueTypes = createValueTypes({ divisions: config.divisions });
    const shared = {
      database,
      config,
      valueTypes,
      lakeFolder: folders.lake,
      workFolder: folders.work,
      log,
      clock,
      memoryMb: config.hub.memoryMb,
      ...printing(options),
    };
    const pipeline = {
      ...shared,
      formats,
      districtAreas: () => areasOf(database, 'division'),
      reading: createReading(database, { registries, folder: config.folder }),
    };
    const lakeFiles = createLakeFiles(database);
    const mdm = { ...shared, rules, lakeFiles };
    await sweepWorkFolders(folders.work);
    // While another process publishes, its files are in no catalogue yet: then nothing is cleared away.
    await withLock(database, { name: PUBLISH_LOCK, wait: false }, async () => {
      await sweepOrphans(pipeline);
      await sweepPublish(mdm);
    });
    const divisionVersion = table?.id ?? 0;
    return assemble({ pipeline, mdm, folders, clock, transports, divisionVersion, secrets: options.secrets ?? {} });
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface Parts extends Pick<Hub, 'transports' | 'secrets'> {
  pipeline: PipelineContext;
  mdm: MdmContext;
  folders: Hub['folders'];
  clock: () => Date;
  divisionVersion: number;
}

function assemble({ pipeline, mdm, folders, clock, divisionVersion, ...rest }: Parts): Hub {
  const { database, config, valueTypes } = mdm;
  const work = createWork({ pipeline, mdm, divisionVersion });
  let reader: Promise<Duck> | undefined;
  const readerDuck = () => {
    reader ??= work.openDuck();
    return reader;
  };
  const today = createToday(config.hub.timeZone, clock);
  const golden = withGrids(createGoldenReader(database, createRecordLookup(mdm, readerDuck)), database, today);
  const keys = createKeyStore(database, clock);
  const audit = createAuditLog(database, { clock });
  const cases = { list: (request: Parameters<typeof listCases>[1]) => listCases(database, request) };
  const gate = createGate({ keys, audit, golden, cases, types: gateTypes(valueTypes), config, clock });
  const catalogue = createCatalogue(database, config);
  const close = async () => {
    await gate.close();
    (await reader)?.close();
    await database.close();
  };
  const measure = createMeasuring({ database, audit });
  return { ...work, config, database, valueTypes, golden, gate, keys, audit, measure, catalogue, folders, pipeline, close, ...rest };
}

function createLakeFiles({ sql }: Database<HubDatabase>): MdmContext['lakeFiles'] {
  return async (family, part) => sql<CataloguedFile[]>`select id, family, part, source, version, path, rows, bytes, status from lake_file
    where family = ${family} and status <> 'replaced' ${part === undefined ? sql`` : sql`and part = ${part}`} order by version, id`;
}

/** Configurations of earlier versions, from their kept texts. */
function createReading({ sql }: Database<HubDatabase>, request: Omit<StoredConfig, 'files'>): PipelineContext['reading'] {
  return async (version) => {
    const [row] = await sql<{ content: Record<string, string> }[]>`select content from config_version where version = ${version}`;
    const config = loadConfigFromFiles({ ...request, files: row?.content ?? {} });
    return { config, valueTypes: createValueTypes({ divisions: config.divisions }) };
  };
}

/** What the gate does with a value: clean it, find it, mask it. */
function gateTypes(valueTypes: Record<string, ValueType>): Parameters<typeof createGate>[0]['types'] {
  return Object.fromEntries(
    Object.values(valueTypes).map((type) => [
      type.name,
      { clean: type.clean, searchForm: (value: string) => searchForm(type, value), mask: type.mask },
    ]),
  );
}

async function chooseConfigFolder({ sql }: Database<HubDatabase>, named: string | undefined): Promise<string> {
  if (named !== undefined) return path.resolve(named);
  const [row] = await sql<{ folder: string }[]>`select value->>'folder' as folder from setting where name = 'configFolder'`;
  return row?.folder ?? SHIPPED_CONFIG;
}

/** Later commands on the same data folder use the same configuration without being told; every version is kept with its text. */
async function rememberConfig({ sql }: Database<HubDatabase>, config: Config): Promise<void> {
  await sql`insert into setting (name, value) values ('configFolder', ${sql.json({ folder: config.folder })}) on conflict (name) do update set value = excluded.value`;
  await sql`insert into config_version (version, content) values (${config.version}, ${sql.json(config.files)}) on conflict do nothing`;
}

function printing({ print }: { print?: ((text: string) => void) | undefined }): { print?: (text: string) => void } {
  return print === undefined ? {} : { print };
}
