/** A small lake and a small configuration for tests of comparisons: real Parquet, the real loader, the shipped SQL. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, type FactConfig, loadConfigFromFiles, type SourceConfig } from '../config/index.ts';
import type { Duck } from '../core/duckdb/duck.ts';
import { writeParquet } from '../core/duckdb/files.ts';
import { duck, join, name, rawSql } from '../core/duckdb/sql.ts';
import { ASSIGNMENTS, CONFLICTS, FACTS, GOLDEN, GOLDEN_RELATIONS, type LakeFamily, MENTIONS } from '../schema/index.ts';
import type { LakeFiles } from './view-steps.ts';

type Cells = Record<string, string | number | boolean | null>;

/** A lake in words. Every list is one version of one part; what a row leaves out is NULL, `present` is true. */
export interface LakeInWords {
  /** Golden entities: entity, confidence, attributes. */
  person?: Cells[];
  company?: Cells[];
  house?: Cells[];
  /** `entity: ['source record role', …]`; the first letter of the id says the type. */
  mentions?: Record<string, string[]>;
  facts?: Cells[];
  relations?: Cells[];
  /** Pairs: entity, other, attribute, join_key. */
  conflicts?: Cells[];
}

const ATTRIBUTES: Record<string, Record<string, string>> = {
  person: { idNumber: 'id-number', name: 'person-name', birthDate: 'date' },
  company: {
    creditCode: 'credit-code',
    registrationNo: 'registration-number',
    taxId: 'tax-id',
    name: 'company-name',
    kind: 'code',
    status: 'code',
    establishedOn: 'date',
    cancelledOn: 'date',
    representative: 'person-name',
    capital: 'amount',
  },
  house: { address: 'address', level: 'text', parent: 'text', floors: 'amount' },
};

const TYPE_OF: Record<string, string> = { p: 'person', c: 'company', h: 'house' };

/** The shipped comparisons, and others given as file name → text, over a few attributes and sources. */
export function testConfig(comparisons: Record<string, string> = {}): Config {
  const shipped = readdirSync(path.join(import.meta.dirname, '../config/comparisons')).map((file) => `comparisons/${file}`);
  const read = (file: string) => readFileSync(path.join(import.meta.dirname, '../config', file), 'utf8');
  const entity = ([type, attributes]: [string, Record<string, string>]) => [
    `entities/${type}.yaml`,
    `entity: ${type}\ntitle: ${type}\nattributes:\n${Object.entries(attributes)
      .map(([attribute, valueType]) => `  ${attribute}: { type: ${valueType} }\n`)
      .join('')}`,
  ];
  const files = {
    'hub.yaml': 'memoryMb: 512\npurposes: { work: Work }\n',
    ...Object.fromEntries(Object.entries(ATTRIBUTES).map(entity)),
    ...Object.fromEntries(shipped.map((file) => [file, read(file)])),
    ...Object.fromEntries(Object.entries(comparisons).map(([file, text]) => [`comparisons/${file}.sql`, text])),
  } as Record<string, string>;
  const valueTypes = [...new Set(Object.values(ATTRIBUTES).flatMap((attributes) => Object.values(attributes)))];
  const config = loadConfigFromFiles({
    files,
    registries: { formats: {}, transports: {}, valueTypes, survivorshipRules: ['most-recent'] },
  });
  const sources = [
    factSource('civil-affairs.deaths', { type: 'death', mention: 'person' }),
    factSource('social-security.pension-payments', { type: 'pension-payment', mention: 'person' }),
    factSource('commerce.officers', { type: 'officer', mention: 'person', other: 'company' }),
  ];
  return { ...config, sources };
}

function factSource(source: string, fact: FactConfig): SourceConfig {
  return { source, facts: [fact] } as unknown as SourceConfig;
}

/** Writes versions of a lake as Parquet, the later winning, and gives the resolver of its files. */
export async function writeLake(duckdb: Duck, folder: string, versions: readonly LakeInWords[]): Promise<LakeFiles> {
  const files = new Map<string, string[]>();
  mkdirSync(folder, { recursive: true });
  const write = async (family: LakeFamily, part: string, columns: Record<string, string>, rows: Cells[]) => {
    const key = `${family.family}/${part}`;
    const paths = files.get(key) ?? [];
    const file = path.join(folder, `${key.replaceAll('/', '.')}.${paths.length}.parquet`);
    files.set(key, [...paths, file]);
    const all = { ...family.columns, ...columns };
    const lines = rows.map(
      (row) =>
        duck`(${join(Object.entries(all).map(([column, type]) => duck`${row[column] ?? (column === 'present' ? true : null)}::${rawSql(type)}`))})`,
    );
    const query = duck`SELECT * FROM (VALUES ${join(lines)}) AS rows(${join(Object.keys(all).map(name))})`;
    await duckdb.run(writeParquet({ query, path: file, shape: family.shape }));
  };
  for (const lake of versions) for (const part of partsOf(lake)) await write(part.family, part.part, part.columns, part.rows);
  return (family, part) => {
    const paths = files.get(`${family}/${part}`);
    return paths === undefined ? [] : [paths];
  };
}

function factRow(fact: Cells): Cells {
  const end = (type: string, role: string) =>
    fact[type] == null ? null : statementOf(String(fact[type]), String(fact['source']), String(fact['record']), String(fact[role]));
  return { statement: end('entity_type', 'role'), other_statement: end('other_type', 'other_role'), ...fact };
}

const numbered = new Map<string, number>();

/** Every mention has a statement of its own here. */
function statementOf(...words: (string | null | undefined)[]): number {
  const said = words.join(' ');
  if (!numbered.has(said)) numbered.set(said, numbered.size + 1);
  return numbered.get(said)!;
}

function partsOf(lake: LakeInWords): { family: LakeFamily; part: string; columns: Record<string, string>; rows: Cells[] }[] {
  const mentions = Object.entries(lake.mentions ?? {}).flatMap(([entity, said]) =>
    said.map((words) => {
      const [source, record, role] = words.split(' ');
      const statement = statementOf(TYPE_OF[entity[0]!], source, record, role);
      return { entity, source: source!, record: record!, role: role!, statement, present: !words.endsWith(' gone') };
    }),
  );
  const parts = ['person', 'company', 'house'].flatMap((type) => [
    {
      family: GOLDEN,
      part: type,
      columns: Object.fromEntries(Object.keys(ATTRIBUTES[type]!).map((attribute) => [attribute, 'VARCHAR'])),
      rows: (lake[type as 'person'] ?? []).map((row) => ({ confidence: 'identifier', records: 1, ...row })),
    },
    ...[MENTIONS, ASSIGNMENTS].map((family) => ({
      family,
      part: type,
      columns: {},
      rows: mentions.filter(({ entity }) => TYPE_OF[entity[0]!] === type),
    })),
    {
      family: CONFLICTS,
      part: type,
      columns: {},
      rows: (lake.conflicts ?? []).filter(({ entity }) => TYPE_OF[String(entity)[0]!] === type),
    },
  ]);
  const sources = [...new Set((lake.facts ?? []).map((fact) => fact['source'] as string))];
  const facts = sources.map((source) => ({
    family: FACTS,
    part: source,
    columns: {},
    rows: lake
      .facts!.filter((fact) => fact['source'] === source)
      .map((fact) => factRow({ role: 'person', entity_type: 'person', ...fact })),
  }));
  return [...parts, ...facts, { family: GOLDEN_RELATIONS, part: 'relation', columns: {}, rows: lake.relations ?? [] }].filter(
    ({ rows }) => rows.length > 0,
  );
}
