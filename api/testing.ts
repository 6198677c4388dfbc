/** A whole server over a real database with a handful of golden rows, for the tests of this folder. */
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import {
  createAuditLog,
  createGate,
  createKeyStore,
  type Gate,
  type KeyStore,
  parseGrants,
  type StoredCase,
  type ValueFunctions,
} from '../access/index.ts';
import type { AttributeConfig, EntityConfig } from '../config/index.ts';
import { type Log, silentLog } from '../core/log.ts';
import type { Database } from '../core/postgres/database.ts';
import { openTestDatabase } from '../core/postgres/testing.ts';
import type { EntityType, GoldenEntity, GoldenReader, HubDatabase, Relation, TimePoint } from '../schema/index.ts';
import type { ApiParts, DeliveryItem, RunItem, UploadItem } from './contract.ts';
import { createServer } from './server.ts';

const migrations = fileURLToPath(new URL('../schema/postgres/migrations', import.meta.url));

export interface TestHub {
  database: Database<HubDatabase>;
  keys: KeyStore;
  gate: Gate;
  server: FastifyInstance;
  /** A key for everything there is in districts 339901 and 339902. */
  key: string;
  administratorKey: string;
  /** What the log says, oldest first. */
  audit(): Promise<{ outcome: string; action: string; key: string | null; entities: string[]; detail: object; fields: string[] }[]>;
  close(): Promise<void>;
}

export async function openTestHub({ log = silentLog }: { log?: Log } = {}): Promise<TestHub> {
  const database = await openTestDatabase<HubDatabase>({ migrations });
  await database.sql.unsafe(GOLDEN_ROWS);
  const keys = createKeyStore(database);
  const cases = { list: async () => ({ items: [CASE] }) };
  const audit = createAuditLog(database, { timeoutMs: 60_000 });
  // The gate's clock stands still: how long a key has to wait does not depend on how busy the machine is.
  const now = new Date();
  const gate = createGate({ keys, audit, cases, golden: goldenReader(database), types: TYPES, config: CONFIG, clock: () => now });
  const server = createServer({
    gate,
    catalogue,
    divisions,
    addresses,
    gazetteer,
    uploads,
    health: () => ({ ready: true }),
    measure,
    version: '0.0.0',
    log,
  });
  const { key } = await keys.create({ name: 'social security', grants: testGrants() });
  const administrator = await keys.create({ name: 'administrator', grants: parseGrants({ role: 'administrator' }) });
  return {
    ...{ database, keys, gate, server, key, administratorKey: administrator.key },
    audit: async () => database.sql`select outcome, action, key, entities, detail, fields from audit order by at, chain, sequence`,
    async close() {
      await server.close();
      await database.close();
    },
  };
}

export interface Ask {
  body?: unknown;
  headers?: Record<string, string | undefined>;
  key?: string;
}

/** Asks the server as a department would; a header set to undefined is not sent. */
export async function ask(hub: TestHub, question: string, { body, headers = {}, key = hub.key }: Ask = {}) {
  const [method, url] = question.split(' ') as ['GET' | 'POST', string];
  const asked = {
    authorization: `Bearer ${key}`,
    'x-sanku-purpose': 'pension-check',
    'x-sanku-user': Buffer.from('张三').toString('latin1'),
    ...headers,
  };
  const kept = Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) };
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const reply = await hub.server.inject({ method, url, headers: { ...json, ...kept }, ...payload });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

export const byNumber = { where: { idNumber: '339901195803123417' }, fields: ['id', 'name', 'birthDate'] };

export function testGrants(changes: Record<string, unknown> = {}) {
  return parseGrants({
    role: 'department',
    entities: {
      person: { fields: ['name', 'idNumber', 'birthDate'], search: [['idNumber'], ['name', 'birthDate']], unmasked: ['birthDate'] },
      company: { fields: ['name'], search: [['creditCode']] },
      house: { fields: ['address'], search: [['address']], unmasked: ['address'] },
    },
    regions: ['339901', '339902'],
    purposes: ['pension-check'],
    relations: ['occupants', 'companies', 'houses'],
    cases: ['pension-after-death'],
    records: ['police.residents'],
    deliver: ['police.residents'],
    rate: { perMinute: 10_000 },
    maxHits: 2,
    ...changes,
  });
}

const attribute = (name: string, { search = false, type = 'text' } = {}): AttributeConfig => ({
  ...{ name, type, title: { en: name, zh: name }, sensitivity: 'personal', search, exclusive: false, contradicts: false },
  survivorship: { rule: 'most-trusted', sources: [] },
});

const entity = (entityType: EntityType, attributes: AttributeConfig[]): EntityConfig => ({
  ...{ entity: entityType, title: { en: entityType, zh: entityType }, attributes },
});

const CONFIG = {
  hub: {
    timeZone: 'Asia/Shanghai',
    memoryMb: 512,
    maxUploadMb: 64,
    purposes: { 'pension-check': { en: 'Pension check', zh: '养老金核查' } },
  },
  entities: {
    person: entity('person', [
      ...[attribute('idNumber', { search: true }), attribute('name', { search: true })],
      ...[attribute('birthDate', { search: true, type: 'date' }), attribute('phone')],
    ]),
    company: entity('company', [attribute('creditCode', { search: true }), attribute('name')]),
    house: entity('house', [attribute('address', { search: true })]),
  },
  divisions: [],
  comparisons: [],
};

const text: ValueFunctions = {
  clean: (raw) => (raw.includes('?') ? { value: null, findings: ['unparseable'] } : { value: raw.trim(), findings: [] }),
  mask: (value) => `${value.slice(0, 1)}**`,
};
const TYPES = { text, date: text };

const CASE: StoredCase = {
  ...{
    id: 'k-1',
    comparison: 'pension-after-death',
    severity: 'high',
    grade: 'certain',
    state: 'open',
    entityType: 'person',
    entity: 'p-1A',
  },
  ...{ otherType: null, other: null, validFrom: '2026-01-01', validTo: null, amount: '1200.00', openedAt: '2026-09-01T00:00:00.000Z' },
  ...{ sentence: { en: 'paid after death', zh: '死亡后仍领取' }, evidence: [{ source: 'civil-affairs.deaths', record: '7' }] },
};

const counts = { read: 10, accepted: 9, rejected: 1, new: 9, changed: 0, absent: 0 };
const DELIVERY: DeliveryItem = {
  ...{ id: 1, source: 'police.residents', kind: 'snapshot', asOf: '2026-09-30', arrivedAt: new Date('2026-10-01T00:00:00Z') },
  ...{ status: 'published', ...counts, findings: [{ code: 'check-digit', severity: 'warning', field: null, count: 2 }], error: null },
  ...{
    config: 'ba8caf9fbb9e',
    publishedIn: 1,
    content: 'f754a7',
    files: [{ name: 'residents.2026-09-30.csv', hash: 'c2c310', bytes: 12 }],
  },
};
const words = (text: string) => ({ en: text, zh: text });
/** Of which everything was told in free words. */
const WITHDRAWN: DeliveryItem = {
  ...{ ...DELIVERY, id: 2, source: 'tax.taxpayers', status: 'withdrawn' },
  publishedIn: null,
  files: [{ name: '王建国.zip', hash: 'c2c311', bytes: 13 }],
  findings: [{ code: 'zipUnrelated', severity: 'warning', field: null, count: 1, message: words('also holds 王建国.doc') }],
  error: { code: 'zipNothingWanted', message: words('holds 王建国.doc'), fix: words('send 王建国.csv') },
  withdrawn: { at: '2026-10-02T00:00:00.000Z', by: '李四', why: 'asked for by 王建国' },
};
const RUN: RunItem = {
  id: 1,
  kind: 'publish',
  source: null,
  status: 'done',
  startedAt: new Date('2026-10-01T00:00:00Z'),
  counts: {},
  steps: [],
};

const REFUSED_RUN: RunItem = { ...RUN, id: 2, kind: 'land', source: 'tax.taxpayers', status: 'refused', error: WITHDRAWN.error! };

const catalogue: ApiParts['catalogue'] = {
  sources: async () => [
    {
      ...{ source: 'police.residents', department: 'police', title: { en: 'Residents', zh: '户籍人口' }, kind: 'snapshot', schedule: null },
      ...{ owner: { unit: '公安局', contact: '数据管理员' }, legalBasis: '户口登记条例' },
    },
  ],
  deliveries: async ({ source, limit }) =>
    [DELIVERY, WITHDRAWN].filter((each) => source === undefined || source === each.source).slice(0, limit),
  runs: async ({ limit }) => [RUN, REFUSED_RUN].slice(0, limit),
};

const measure: ApiParts['measure'] = async () => [
  { name: 'sanku_cases', help: 'Cases', type: 'gauge', samples: [{ labels: { state: 'open' }, value: 3 }] },
];

const YINZHOU = { code: '330212', name: '鄞州区', level: 'district', parent: '3302' };
const parse = (text: string) => ({
  ...{ text, parts: [], divisionCode: null, localCode: null },
  ...{ confidence: 0, findings: [], alternatives: [], others: [] },
});
const addresses: ApiParts['addresses'] = { prepare: async () => ({ gazetteer: '7', parse }) };

const ROAD = { kind: 'road', name: '县学街', division: '330203', records: 12, sources: 2, firstSeen: '2026-01-31', lastSeen: '2026-09-30' };
const gazetteer: ApiParts['gazetteer'] = {
  list: async ({ name }) => ({
    version: '7',
    items: name === undefined || name === ROAD.name ? [{ ...ROAD, state: 'renamed', newName: '学院街', doubts: [] }] : [],
  }),
};

const divisions: ApiParts['divisions'] = {
  division: (code, on = '2026-10-01') =>
    code === YINZHOU.code ? { ...YINZHOU, on, inForce: true, path: [YINZHOU], today: [{ ...YINZHOU, share: 1 }] } : undefined,
  children: async (code, on = '2026-10-01') => (code === YINZHOU.code ? { items: [], on } : undefined),
  history: (code) => (code === YINZHOU.code ? { code, items: [], predecessors: [], today: [] } : undefined),
  named: (name, on = '2026-10-01') => (name === YINZHOU.name ? [{ ...YINZHOU, on, inForce: true, path: [YINZHOU], today: [YINZHOU] }] : []),
};

/** Takes any file and remembers it. */
const received = new Map<string, UploadItem>();
const uploads: ApiParts['uploads'] = {
  async receive({ source, body, beforeKept }) {
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) bytes += chunk.length;
    const id = `u-${received.size + 1}`;
    const item = {
      id,
      source,
      status: 'received',
      receivedAt: '2026-10-01T00:00:00.000Z',
      hash: '0',
      bytes,
      asOf: null,
      delivery: null,
      counts: null,
    };
    await beforeKept?.(item);
    received.set(id, item);
    return item;
  },
  find: async (id) => received.get(id),
};

const GOLDEN_ROWS = `
  insert into person values
    ('p-1A', '{"idNumber": "339901195803123417", "name": "王建国", "birthDate": "1958-03"}',
     '{"name": {"source": "police.residents", "record": "r1", "role": "resident", "asOf": "2026-01-01", "rule": "most-trusted"}}',
     '{idNumber:339901195803123417,name:王建国,birthDate:1958-03}', '339901001', 3, '{police.residents}', 'identifier', '-infinity', 'infinity', '2026-01-01', 'infinity'),
    ('p-2B', '{"idNumber": "339903196001011234", "name": "李秀英"}', '{}', '{idNumber:339903196001011234}', '339903001', 1, '{police.residents}', 'single', '-infinity', 'infinity', '2026-01-01', 'infinity'),
    ('p-3C', '{"name": "张伟", "birthDate": "1990-01-01"}', '{}', '{name:张伟,birthDate:1990-01-01}', '339901001', 1, '{police.residents}', 'single', '-infinity', 'infinity', '2026-01-01', 'infinity'),
    ('p-4D', '{"name": "张伟", "birthDate": "1990-01-01"}', '{}', '{name:张伟,birthDate:1990-01-01}', '339901002', 1, '{police.residents}', 'single', '-infinity', 'infinity', '2026-01-01', 'infinity'),
    ('p-5E', '{"name": "张伟", "birthDate": "1990-01-01"}', '{}', '{name:张伟,birthDate:1990-01-01}', '339902001', 1, '{police.residents}', 'single', '-infinity', 'infinity', '2026-01-01', 'infinity');
  insert into company values
    ('c-1A', '{"creditCode": "913399010000000017", "name": "示范市宏达商贸有限公司"}', '{}', '{creditCode:913399010000000017}', '339901001', 2, '{commerce.companies}', 'identifier', '-infinity', 'infinity', '2026-01-01', 'infinity');
  insert into house values
    ('h-1A', '{"address": "示范市中山路1号2幢301室", "level": "room", "parent": "h-2B"}', '{}', '{address:示范市中山路1号2幢301室,parent:h-2B}', '339901001', 2, '{police.dwellings}', 'address', '-infinity', 'infinity', '2026-01-01', 'infinity'),
    ('h-2B', '{"address": "示范市中山路1号2幢", "level": "building"}', '{}', '{address:示范市中山路1号2幢}', '339901001', 0, '{}', 'address', '-infinity', 'infinity', '2026-01-01', 'infinity');
  insert into relation values
    ('living', 'person', 'p-1A', 'h-1A', '2020-01-01', null, '[{"source": "police.residents", "record": "r1"}]', '2026-01-01', 'infinity', 'domicile'),
    ('living', 'person', 'p-3C', 'h-1A', '2001-01-01', '2010-01-01', '[{"source": "police.residents", "record": "r3"}]', '2026-01-01', 'infinity', null),
    ('registeredAddress', 'company', 'c-1A', 'h-1A', '2015-06-01', null, '[{"source": "commerce.companies", "record": "c1"}]', '2026-01-01', 'infinity', null);
  insert into redirect values ('p-9K', 'p-1A', 1), ('p-8J', 'p-2B', 1), ('h-9K', 'h-1A', 1)`;

/** The shortest reader over the hub's tables. */
function goldenReader({ sql }: Database<HubDatabase>): GoldenReader {
  const toEntity = (entityType: EntityType) => (row: Record<string, unknown>) => ({ ...row, entityType }) as unknown as GoldenEntity;
  const columns = sql`id, attributes, lineage, division, records, sources, confidence,
    nullif(valid_from, '-infinity') as "validFrom", nullif(valid_to, 'infinity') as "validTo"`;
  return {
    async search({ entityType, keys, regions, limit }) {
      const within = regions === undefined ? sql`` : sql`and division like any(${regions.map((prefix) => `${prefix}%`)})`;
      const rows =
        await sql`select ${columns} from ${sql(entityType)} where search_keys @> ${keys} and known_to = 'infinity' ${within} order by id limit ${limit}`;
      return rows.map(toEntity(entityType));
    },
    async read(entityType: EntityType, ids: readonly string[], { knownOn = 'now' }: TimePoint) {
      const rows =
        await sql`select ${columns} from ${sql(entityType)} where id = any(${[...ids]}) and known_from <= ${knownOn}::text::timestamptz order by id`;
      return rows.map(toEntity(entityType));
    },
    async children(houses) {
      const rows = await sql`select ${columns} from house where search_keys && ${houses.map((house) => `parent:${house}`)} order by id`;
      return rows.map(toEntity('house'));
    },
    async livingId(id) {
      const [row] = await sql`select current from redirect where id = ${id}`;
      return row?.['current'];
    },
    async relations({ houses, subject, subjectType = 'person', past = false, limit }) {
      const rows =
        await sql`select relation, subject_type as "subjectType", subject, house, valid_from as "validFrom", valid_to as "validTo", lineage as sources, presumed
        from relation where (house = any(${houses === undefined ? null : [...houses]}) or subject = ${subject ?? null}) and subject_type = ${subjectType} and (${past} or valid_to is null) limit ${limit}`;
      return rows as unknown as Relation[];
    },
    entitiesOfRecords: async (_, records) =>
      records.includes('r1') ? [{ record: 'r1', role: 'resident', entityType: 'person', entity: 'p-1A' }] : [],
  };
}
