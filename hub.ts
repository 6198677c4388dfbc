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
import { type ComparisonResult, exportCases, listCases, runComparisons } from './comparisons/index.ts';
import { type Config, loadConfig, type Registries, type SecretEnvironment } from './config/index.ts';
import { type ArrivedDelivery, findDeliveries, loadFormats } from './connectors/index.ts';
import { Duck, runSteps } from './core/duckdb/duck.ts';
import type { Log } from './core/log.ts';
import { type Database, openDatabase } from './core/postgres/database.ts';
import { withLock } from './core/postgres/lock.ts';
import { migrate } from './core/postgres/migrate.ts';
import { createCatalogue } from './hub-catalogue.ts';
import {
  type CataloguedFile,
  createGoldenReader,
  createRecordLookup,
  exportAssignmentsStep,
  exportRelationsStep,
  loadSurvivorshipRules,
  type PublishResult,
  readPublishState,
  resolveAndPublish,
} from './mdm/index.ts';
import { findSource, type LandResult, landDelivery, mergeLake, removeReplaced, sweepOrphans } from './pipelines/index.ts';
import { ENTITY_TYPES, type EntityType, type GoldenReader, type HubDatabase } from './schema/index.ts';
import { createValueTypes, searchForm, type ValueType } from './values/index.ts';

/** The configuration that ships with the program: that of the sample city. */
export const SHIPPED_CONFIG = path.join(import.meta.dirname, 'config');
const MIGRATIONS = path.join(import.meta.dirname, 'schema/postgres/migrations');

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

export interface ImportResult {
  deliveries: LandResult[];
  /** Files that fit no source; they are left where they are. */
  unmatched: string[];
  publish?: PublishResult;
  comparisons: ComparisonResult[];
}

export interface Hub {
  config: Config;
  database: Database<HubDatabase>;
  valueTypes: Record<string, ValueType>;
  golden: GoldenReader;
  gate: Gate;
  keys: KeyStore;
  audit: AuditLog;
  catalogue: ReturnType<typeof createCatalogue>;
  /** Absolute paths of the hub's folders. */
  folders: { data: string; lake: string; work: string };
  /** What the pipelines work with; the CLI hands it to their exports. */
  pipeline: Parameters<typeof landDelivery>[0]['context'];
  /** Lands every delivery of a folder laid out `<department>/<feed>.*`, then resolves and compares once. */
  importFolder(folder: string, progress?: ImportProgress): Promise<ImportResult>;
  importFiles(request: { source: string; files: string[]; asOf?: string }, progress?: ImportProgress): Promise<ImportResult>;
  /** Resolves what waits, publishes it, and runs the comparisons when something was published. */
  publish(): Promise<{ publish: PublishResult; comparisons: ComparisonResult[] }>;
  compare(names?: readonly string[]): Promise<ComparisonResult[]>;
  exportTable(what: ExportName, out: string): Promise<void>;
  openDuck(): Promise<Duck>;
  close(): Promise<void>;
}

export const EXPORTS = ['assignments', 'relations', 'cases'] as const;
export type ExportName = (typeof EXPORTS)[number];
/** Told when a delivery has landed, and when publishing and comparing begin. */
export type ImportProgress = (event: { landed: LandResult } | { stage: 'publish' | 'compare' }) => void;

/** What a configuration may name: formats, value types, survivorship rules. The folders are the registries. */
export async function loadRegistries(): Promise<{
  registries: Registries;
  formats: Awaited<ReturnType<typeof loadFormats>>;
  rules: Awaited<ReturnType<typeof loadSurvivorshipRules>>;
}> {
  const [formats, rules] = await Promise.all([loadFormats(), loadSurvivorshipRules()]);
  const valueTypes = Object.keys(createValueTypes({ divisions: [] }));
  return { registries: { formats, valueTypes, survivorshipRules: Object.keys(rules) }, formats, rules };
}

/**
 * Opens the hub on a data folder: starts or joins its database, migrates it, loads the configuration and clears away what a killed
 * process left. Close it when done.
 */
export async function openHub(options: HubOptions): Promise<Hub> {
  const { log, clock = () => new Date() } = options;
  const data = path.resolve(options.dataFolder);
  const folders = { data, lake: path.join(data, 'lake'), work: path.join(data, 'work') };
  for (const folder of [data, folders.lake, folders.work]) await mkdir(folder, { recursive: true });
  const database = await openDatabase<HubDatabase>({ dataFolder: data, url: options.databaseUrl });
  try {
    await migrate(database, MIGRATIONS);
    const { registries, formats, rules } = await loadRegistries();
    const configFolder = await chooseConfigFolder(database, options.configFolder);
    const config = await loadConfig({
      folder: configFolder,
      registries,
      ...(options.secrets === undefined ? {} : { secrets: options.secrets }),
    });
    await rememberConfig(database, config);
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
    const pipeline = { ...shared, formats };
    const lakeFiles = createLakeFiles(database);
    await withLock(database, { name: 'hub', wait: false }, async () => {
      await sweepOrphans(pipeline);
    });
    return assemble({ pipeline, mdm: { ...shared, rules, lakeFiles }, folders, clock });
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface Parts {
  pipeline: Parameters<typeof landDelivery>[0]['context'];
  mdm: Parameters<typeof resolveAndPublish>[0];
  folders: Hub['folders'];
  clock: () => Date;
}

function assemble({ pipeline, mdm, folders, clock }: Parts): Hub {
  const { database, config, valueTypes, log } = mdm;
  let reader: Promise<Duck> | undefined;
  const openDuck = () => Duck.open({ spillFolder: folders.work, memoryMb: config.hub.memoryMb });
  const readerDuck = () => (reader ??= openDuck());
  const golden = createGoldenReader(database, createRecordLookup(mdm, readerDuck));
  const keys = createKeyStore(database, clock);
  const audit = createAuditLog(database, { clock });
  const cases = { list: (request: Parameters<typeof listCases>[1]) => listCases(database, request) };
  const gate = createGate({ keys, audit, golden, cases, types: gateTypes(valueTypes), config, clock });

  const hub: Hub = {
    config,
    database,
    valueTypes,
    golden,
    gate,
    keys,
    audit,
    catalogue: createCatalogue(database, config),
    folders,
    pipeline,
    openDuck,
    async importFolder(folder, progress) {
      const found = await findDeliveries(
        folder,
        config.sources.map(({ source }) => source),
      );
      const imported = await importDeliveries(hub, found.deliveries, { pipeline, progress });
      return { ...imported, deliveries: [...imported.deliveries, ...found.refused.map(refusedPart)], unmatched: found.unmatched };
    },
    async importFiles({ source, files, asOf }, progress) {
      findSource(config, source);
      const arrived = { source, files: files.map((file) => path.resolve(file)), asOf: asOf ?? null };
      return { ...(await importDeliveries(hub, [arrived], { pipeline, progress })), unmatched: [] };
    },
    async publish() {
      const publish = await resolveAndPublish(mdm);
      if (!publish.published) return { publish, comparisons: [] };
      await tidyLake(pipeline, publish.run);
      return { publish, comparisons: await hub.compare() };
    },
    async compare(names) {
      const { asOf } = await readPublishState(database);
      const lakeFiles = async (family: string, part: string) => livePaths(await mdm.lakeFiles(family, part), folders.lake);
      const context = { database, config, lakeFiles, spillFolder: folders.work, log, clock, asOf, ...printing(pipeline) };
      return runComparisons({ ...(names === undefined ? {} : { names }), context });
    },
    async exportTable(what, out) {
      if (what === 'cases') return exportCases(database, out);
      const live = async (family: string, part: string) => livePaths(await mdm.lakeFiles(family, part), folders.lake);
      const step =
        what === 'relations'
          ? exportRelationsStep((await live('golden-relations', 'relation'))[0], out)
          : exportAssignmentsStep(
              Object.fromEntries(await Promise.all(ENTITY_TYPES.map(async (type) => [type, await live('assignments', type)] as const))),
              out,
            );
      using duck = await openDuck();
      await runSteps(duck, [step], { log });
    },
    async close() {
      (await reader)?.close();
      await database.close();
    },
  };
  return hub;
}

interface ImportWork {
  pipeline: Parts['pipeline'];
  progress: ImportProgress | undefined;
}

/** One source after the other, in the order of arrival; then everything that waits is resolved once. One refused delivery does not stop the rest. */
async function importDeliveries(
  hub: Hub,
  arrived: readonly ArrivedDelivery[],
  { pipeline, progress }: ImportWork,
): Promise<Omit<ImportResult, 'unmatched'>> {
  const deliveries: LandResult[] = [];
  for (const { source, files, asOf } of arrived) {
    const landed = await landDelivery({ source: findSource(hub.config, source), delivery: { files, asOf }, context: pipeline });
    deliveries.push(landed);
    progress?.({ landed });
  }
  progress?.({ stage: 'publish' });
  const { publish, comparisons } = await hub.publish();
  return { deliveries, publish, comparisons };
}

function refusedPart({ source, error }: { source: string; error: import('./core/errors.ts').SankuError }): LandResult {
  const stored = {
    code: error.code,
    message: { en: error.messageIn('en'), zh: error.messageIn('zh') },
    fix: { en: error.fixIn('en'), zh: error.fixIn('zh') },
  };
  return {
    delivery: null,
    source,
    status: 'refused',
    read: 0,
    accepted: 0,
    rejected: 0,
    new: 0,
    changed: 0,
    absent: 0,
    findings: [],
    error: stored,
  };
}

/** Files whose changes have grown are merged, and files that no run needs any more are removed. */
async function tidyLake(context: Parts['pipeline'], run: number): Promise<void> {
  for (const source of context.config.sources)
    for (const family of ['records', 'relations', 'facts']) await mergeLake({ context, family, part: source.source, run });
  for (const type of ENTITY_TYPES) await mergeLake({ context, family: 'mentions', part: type, run });
  await removeReplaced(context);
}

function createLakeFiles({ sql }: Database<HubDatabase>): Parts['mdm']['lakeFiles'] {
  return async (family, part) => sql<CataloguedFile[]>`select id, family, part, source, version, path, rows, bytes, status from lake_file
    where family = ${family} and status <> 'replaced' ${part === undefined ? sql`` : sql`and part = ${part}`} order by version, id`;
}

function livePaths(files: readonly CataloguedFile[], lakeFolder: string): string[] {
  return files.filter((file) => file.status === 'live').map((file) => path.join(lakeFolder, file.path));
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

export type { EntityType };
