/** A small hub for tests: a real database, a lake of its own, and one invented feed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AttributeConfig, ColumnConfig, Config, EntityConfig, SourceConfig } from '../config/index.ts';
import { loadFormats } from '../connectors/index.ts';
import { Duck } from '../core/duckdb/duck.ts';
import { lakeState } from '../core/duckdb/lake-state.ts';
import { duck, rawSql, type Sql } from '../core/duckdb/sql.ts';
import { silentLog } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import { type EntityType, type HubDatabase, LAKE_FAMILIES } from '../schema/index.ts';
import { createValueTypes } from '../values/index.ts';
import { lakeFiles } from './catalogue-store.ts';
import type { LandResult, PipelineContext } from './context.ts';
import { landDelivery } from './run.ts';

const title = (text: string) => ({ en: text, zh: text });

function column(name: string, type = 'text', rest: Partial<ColumnConfig> = {}): ColumnConfig {
  return { name, type, title: title(name), required: false, sensitivity: 'personal', ...rest };
}

/** People and where they are registered, one row each. */
export const RESIDENTS: SourceConfig = {
  source: 'police.residents',
  department: 'police',
  feed: 'residents',
  title: title('Residents'),
  owner: { unit: 'Police', contact: '–' },
  legalBasis: '–',
  kind: 'snapshot',
  format: { name: 'csv', settings: {} },
  key: ['no'],
  columns: [
    column('no', 'text', { required: true }),
    column('name', 'text', { required: true }),
    column('sex', 'code', { codes: { '1': 'male', '2': 'female' } }),
    column('phone', 'phone'),
    column('home', 'text'),
    column('since', 'date'),
    column('paid', 'amount'),
  ],
  mentions: [
    { role: 'resident', entity: 'person', attributes: { name: 'name', sex: 'sex', phone: 'phone', number: 'no' } },
    { role: 'residence', entity: 'house', attributes: { address: 'home' } },
  ],
  relations: [{ type: 'registered', subject: 'resident', house: 'residence', from: 'since' }],
  facts: [{ type: 'fee', mention: 'resident', date: 'since', amount: 'paid', details: { sex: 'sex', home: 'home' } }],
  expectations: { rows: { min: 1, maxDropShare: 0.5, maxGrowthShare: 5 }, maxRejectedShare: 0.7 },
  absentAfter: 2,
};

function attribute(name: string, type: string, rest: Partial<AttributeConfig> = {}): AttributeConfig {
  const plain = { search: false, exclusive: false, contradicts: false };
  return { name, type, title: title(name), sensitivity: 'personal', ...plain, survivorship: { rule: 'most-recent', sources: [] }, ...rest };
}

function entity(name: EntityConfig['entity'], attributes: AttributeConfig[]): EntityConfig {
  return { entity: name, title: title(name), attributes };
}

export function testConfig(sources: SourceConfig[] = [RESIDENTS], version = 'config000001'): Config {
  return {
    folder: '/nowhere',
    version,
    files: {},
    hub: { timeZone: 'Asia/Shanghai', purposes: {}, memoryMb: 512, maxUploadMb: 64 },
    sources,
    entities: {
      person: entity('person', [
        attribute('number', 'text', { exclusive: true, search: true }),
        attribute('name', 'text', { search: true }),
        attribute('sex', 'code'),
        attribute('phone', 'phone'),
      ]),
      company: entity('company', [attribute('name', 'text')]),
      house: entity('house', [attribute('address', 'text', { search: true })]),
    },
    divisions: [],
    comparisons: [],
  };
}

export interface TestHub {
  context: PipelineContext;
  folder: string;
  /** Writes a CSV of the rows and lands it. */
  land(rows: string[], more?: { asOf?: string | null; source?: SourceConfig; header?: string }): Promise<LandResult>;
  landFile(file: string, more?: { asOf?: string | null; source?: SourceConfig }): Promise<LandResult>;
  /** The present state of a part of the lake, live and waiting, as `select` wants it. */
  state(family: string, part: string, select: string): Promise<Record<string, unknown>[]>;
  /** The same of the mentions of an entity type, each beside the words of its statement. */
  said(entity: EntityType, select: string): Promise<Record<string, unknown>[]>;
  /** As if nothing had ever been landed. */
  reset(): Promise<void>;
  query(sql: Sql): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export const HEADER = 'no,name,sex,phone,home,since,paid';

/** What a landing needs, in a folder that may hold a lake already. */
export async function testContext({ database, folder, config }: TestContextRequest): Promise<PipelineContext> {
  const valueTypes = createValueTypes({ divisions: [], today: '2026-10-01' });
  return {
    database,
    lakeFolder: path.join(folder, 'lake'),
    workFolder: path.join(folder, 'work'),
    config,
    formats: await loadFormats(),
    valueTypes,
    reading: async (version) => ({ config: { ...config, version }, valueTypes }),
    log: silentLog,
    clock: () => new Date('2026-10-01T02:00:00Z'),
    memoryMb: 512,
  };
}

export interface TestContextRequest {
  database: Database<HubDatabase>;
  folder: string;
  config: Config;
}

export async function openTestHub(config: Config = testConfig()): Promise<TestHub> {
  const database = await openTestDatabase<HubDatabase>({
    migrations: path.join(import.meta.dirname, '..', 'schema', 'postgres', 'migrations'),
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'sanku-pipelines-'));
  mkdirSync(path.join(folder, 'work'));
  const context = await testContext({ database, folder, config });
  const db = await Duck.open({ spillFolder: folder, memoryMb: 256 });
  let written = 0;
  const stateOf = async (family: string, part: string) => {
    const files = await lakeFiles(database, family, { part });
    if (files.length === 0) return undefined;
    const key = LAKE_FAMILIES.find((candidate) => candidate.family === family)!.key;
    return lakeState({ key, groups: [files.map((file) => path.join(context.lakeFolder, file.path))] });
  };
  const landFile: TestHub['landFile'] = (file, { asOf = '2026-10-01', source = context.config.sources[0]! } = {}) =>
    landDelivery({ source, delivery: { files: [file], asOf }, context });
  return {
    context,
    folder,
    landFile,
    land: (rows, { header = HEADER, ...more } = {}) => {
      const file = path.join(folder, `delivery-${++written}.csv`);
      writeFileSync(file, [header, ...rows, ''].join('\n'));
      return landFile(file, more);
    },
    state: async (family, part, select) => {
      const state = await stateOf(family, part);
      return state === undefined ? [] : db.rows(duck`SELECT ${rawSql(select)} FROM (${state}) ORDER BY ALL`);
    },
    said: async (entity, select) => {
      const [mentions, statements] = [await stateOf('mentions', entity), await stateOf('statements', entity)];
      if (mentions === undefined || statements === undefined) return [];
      const words = duck`SELECT * EXCLUDE (present) FROM (${statements})`;
      return db.rows(duck`SELECT ${rawSql(select)} FROM (${mentions}) LEFT JOIN (${words}) USING (statement) ORDER BY ALL`);
    },
    reset: async () => {
      await database.sql`truncate delivery, run, lake_file, setting restart identity`;
      rmSync(context.lakeFolder, { recursive: true, force: true });
      context.config = config;
    },
    query: (sql) => db.rows(sql),
    close: async () => {
      db.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
