/** What the tests of this folder share: a small configuration, plain value functions, and a reader over a handful of entities. */
import type { AttributeConfig, EntityConfig } from '../config/index.ts';
import type { EntityType, GoldenEntity, GoldenReader, Relation } from '../schema/index.ts';
import type { AuditEntry } from './audit-chain.ts';
import type { CaseReader, GateParts, StoredCase, ValueFunctions } from './contract.ts';
import { parseGrants } from './grants-check.ts';
import type { Caller } from './key-store.ts';

function attribute(name: string, changes: Partial<AttributeConfig> = {}): AttributeConfig {
  const plain = { name, type: 'text', title: { en: name, zh: name }, sensitivity: 'personal', search: false } as const;
  return { ...plain, exclusive: false, contradicts: false, survivorship: { rule: 'most-trusted', sources: [] }, ...changes };
}

function entity(entityType: EntityType, attributes: AttributeConfig[]): EntityConfig {
  return { entity: entityType, title: { en: entityType, zh: entityType }, attributes };
}

const division = (code: string, successor: string | null = null) =>
  ({ code, name: code, level: 'district', parent: '3399', validFrom: null, validTo: successor && '2016-07-01', successor }) as const;

export const testConfig: GateParts['config'] = {
  hub: {
    timeZone: 'Asia/Shanghai',
    memoryMb: 512,
    maxUploadMb: 64,
    purposes: { 'pension-check': { en: 'Pension check', zh: '养老金核查' } },
  },
  entities: {
    person: entity('person', [
      attribute('idNumber', { search: true, sensitivity: 'sensitive' }),
      attribute('name', { search: true }),
      attribute('birthDate', { search: true, type: 'date' }),
      attribute('phone', { search: true }),
      attribute('employer', { sensitivity: 'internal' }),
    ]),
    company: entity('company', [
      attribute('creditCode', { search: true, sensitivity: 'public' }),
      attribute('name', { search: true, sensitivity: 'public' }),
    ]),
    house: entity('house', [attribute('address', { search: true })]),
  },
  divisions: [division('339901'), division('339902'), division('339912', '339902'), division('339903')],
  comparisons: [],
};

const text: ValueFunctions = {
  clean: (raw) => (/[a-z\p{Script=Han}\d]/iu.test(raw) ? { value: raw.trim(), findings: [] } : { value: null, findings: ['unparseable'] }),
  mask: (value) => `${value.slice(0, 1)}**`,
};

export const testTypes: Record<string, ValueFunctions> = { text, date: { ...text, mask: (value) => `${value.slice(0, 4)}-**-**` } };

export function person(id: string, changes: Partial<GoldenEntity> = {}): GoldenEntity {
  const attributes = { idNumber: `33990119580312${id.slice(2)}`, name: '王建国', birthDate: '1958-03', employer: '示范市第一中学' };
  const lineage = { source: 'police.residents', record: `r-${id}`, role: 'resident', asOf: '2026-01-01', rule: 'most-trusted' };
  return {
    ...{ id, entityType: 'person', attributes, division: '339901001', records: 2, sources: ['police.residents'], confidence: 'identifier' },
    ...{ lineage: { name: lineage, birthDate: lineage }, validFrom: null, validTo: null },
    ...changes,
  };
}

export function house(id: string, changes: Partial<GoldenEntity> = {}): GoldenEntity {
  return person(id, { entityType: 'house', attributes: { address: '中山路1号' }, lineage: {}, ...changes });
}

export const tie = (subject: string, changes: Partial<Relation> = {}): Relation => ({
  ...{ relation: 'living', subjectType: 'person', subject, house: 'h-1', validFrom: '2020-01-01', validTo: null },
  presumed: null,
  sources: [{ source: 'police.residents', record: `r-${subject}` }],
  ...changes,
});

export const stored = (id: string, changes: Partial<StoredCase> = {}): StoredCase => ({
  ...{ id, comparison: 'pension-after-death', severity: 'high', grade: 'certain', state: 'open', entityType: 'person', entity: 'p-1' },
  ...{ otherType: null, other: null, validFrom: '2026-01-01', validTo: null, amount: '1200.00', sentence: { en: 'paid', zh: '已发' } },
  ...{ evidence: [{ source: 'civil-affairs.deaths' }], openedAt: '2026-09-01T00:00:00.000Z', ...changes },
});

export interface Holdings {
  entities: GoldenEntity[];
  relations?: Relation[];
  redirects?: Record<string, string>;
  records?: Awaited<ReturnType<GoldenReader['entitiesOfRecords']>>;
}

/** Reads the entities given, as the hub's own reader reads PostgreSQL. */
export function readerOf({ entities, relations = [], redirects = {}, records = [] }: Holdings): GoldenReader {
  return {
    search: async ({ entityType, keys, regions, limit }) =>
      entities
        .filter((found) => found.entityType === entityType)
        .filter(({ attributes }) => keys.every((key) => attributes[key.split(':')[0]!] === key.slice(key.indexOf(':') + 1)))
        .filter((found) => regions === undefined || regions.some((prefix) => found.division?.startsWith(prefix)))
        .slice(0, limit),
    read: async (entityType, ids) => entities.filter((found) => found.entityType === entityType && ids.includes(found.id)),
    children: async (houses) => entities.filter(({ attributes }) => houses.includes(attributes['parent'] ?? '')),
    livingId: async (id) => redirects[id],
    relations: async (request) =>
      relations
        .filter(({ house: at, subjectType }) => (request.houses?.includes(at) ?? true) && subjectType === request.subjectType)
        .filter(({ subject }) => request.subject === undefined || subject === request.subject)
        .filter(({ validTo }) => request.past === true || validTo === null || validTo > request.validOn!)
        .slice(0, request.limit),
    entitiesOfRecords: async (_, wanted) => records.filter(({ record }) => wanted.includes(record)),
  };
}

/** Of these cases, those of entities in the regions asked for, where the entities are given. */
export function casesOf(cases: StoredCase[], entities: readonly GoldenEntity[] = []): CaseReader {
  const divisions = new Map(entities.map(({ id, division }) => [id, division ?? '']));
  return {
    async list({ comparisons, regions, after = '', limit }) {
      const isSeen = ({ entity }: StoredCase) => regions?.some((prefix) => divisions.get(entity)?.startsWith(prefix) ?? true) ?? true;
      const found = cases.filter((item) => item.id > after && comparisons.includes(item.comparison) && isSeen(item));
      const items = found.slice(0, limit);
      return found.length > limit ? { items, next: items.at(-1)!.id } : { items };
    },
  };
}

/** Everything a department can be granted here; the changes take away or add. */
export function grants(changes: Record<string, unknown> = {}) {
  const all = {
    role: 'department',
    entities: {
      person: {
        fields: ['idNumber', 'name', 'birthDate', 'employer'],
        search: [['idNumber'], ['name', 'birthDate']],
        unmasked: ['birthDate'],
      },
      house: { fields: ['address'], search: [['address']] },
    },
    regions: ['339901', '339902'],
    purposes: ['pension-check'],
    relations: ['occupants'],
    cases: ['pension-after-death'],
    records: ['police.residents'],
    rate: { perMinute: 1000 },
    maxHits: 2,
  };
  return parseGrants({ ...all, ...changes });
}

export function callerWith(changes: Record<string, unknown> = {}): Caller {
  return { id: 'k-1', name: 'social security', grants: grants(changes) };
}

/** An entry of the log as a search writes it. */
export function entry(changes: Partial<AuditEntry> = {}): AuditEntry {
  const asked = { key: null, user: '张三', purpose: 'pension-check', caseNumber: null, action: 'search', outcome: 'delivered' };
  return { ...asked, entityType: 'person', entities: ['p-1A'], roles: 'hit', fields: ['name'], detail: { by: ['idNumber'] }, ...changes };
}
