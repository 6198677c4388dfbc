import type { TSchema } from 'typebox';
import { checkCron } from './check-hub.ts';
import { checkShape } from './check-shape.ts';
import { isEntityType } from './entity-types.ts';
import { type Raw, rawMap, rawMaps, rawText, rawTexts } from './lenient.ts';
import type { Mistakes } from './mistakes.ts';
import { advise } from './nearest.ts';
import { says } from './written-parts.ts';
import { RELATION_SUBJECTS } from './written-source.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** What the cross-checks of a source look up in the entities: attribute → its type and codes. */
export type KnownAttributes = Map<string, Map<string, { type?: string; codes?: string[] }>>;

export interface KnownWords {
  attributes: KnownAttributes;
  valueTypes: readonly string[];
}

interface SourceChecks extends KnownWords {
  yaml: YamlFile;
  mistakes: Mistakes;
  /** Column → its type, as far as it is a known one; empty when there is no list of columns. */
  columns: Map<string, string | undefined>;
  /** Role → entity. */
  roles: Map<string, string | undefined>;
}

const DATES = ['date', 'month'];
const PERIODS = ['month', 'date', 'code', 'text'];

/** What no schema can say of a source: names that must agree with other names. Goes on behind every mistake. */
export function checkSource(yaml: YamlFile, known: KnownWords, mistakes: Mistakes): void {
  const { data } = yaml;
  const checks: SourceChecks = { ...known, yaml, mistakes, columns: new Map(), roles: new Map() };
  checkName(checks);
  checkColumns(checks);
  checkPoints(checks);
  for (const [index, column] of rawTexts(data['key'])) columnNamed(checks, { at: ['key', index], column });
  checkKind(checks);
  for (const [index, mention] of rawMaps(data['mentions'])) checkMention(checks, index, mention);
  for (const [index, relation] of rawMaps(data['relations'])) checkRelation(checks, index, relation);
  for (const [index, fact] of rawMaps(data['facts'])) checkFact(checks, index, fact);
  // The lake tells the relations and facts of a record apart by their types.
  checkOnce(checks, 'relations');
  checkOnce(checks, 'facts');
  checkCron(yaml, 'schedule', mistakes);
  if (data['inbox'] !== undefined && data['transport'] !== undefined)
    mistakes.add('twice', yaml.at(['inbox'], 'key'), {
      what: 'Where deliveries come from (inbox and transport)',
      whatZh: '交付来源（inbox 与 transport）',
    });
}

interface Connector {
  under: 'format' | 'transport';
  settings: TSchema;
}

/** Settings against the format's or transport's own schema, closed: a setting that it does not know is a mistake. */
export function checkSettings(yaml: YamlFile, { under, settings }: Connector, mistakes: Mistakes): Raw | undefined {
  const found = checkShape({ yaml, schema: closedSettings(settings), under: [under] }, mistakes);
  if (found === undefined) return undefined;
  const { name: _, ...rest } = found;
  return rest;
}

const closedByFormat = new WeakMap<TSchema, TSchema>();

/** A format's or transport's settings as they stand in YAML: beside its name, and nothing else. */
export function closedSettings(settings: TSchema): TSchema {
  const raw = settings as Raw;
  const name = { type: 'string', ...says('The format or transport.', '格式或传输方式。') };
  const closed = closedByFormat.get(settings) ?? {
    ...raw,
    properties: { name, ...rawMap(raw['properties']) },
    additionalProperties: false,
  };
  closedByFormat.set(settings, closed as TSchema);
  return closed as TSchema;
}

function checkName({ yaml, mistakes }: SourceChecks): void {
  const written = rawText(yaml.data['source']);
  const expected = yaml.file
    .replace(/^sources\//, '')
    .replace(/\.yaml$/, '')
    .replaceAll('/', '.');
  if (written !== undefined && written !== expected) mistakes.add('nameNotPath', yaml.at(['source']), { written, expected });
  const isName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(expected);
  const wanted = { wanted: 'small letters, digits and hyphens for folder and file', wantedZh: '小写字母、数字和连字符命名目录与文件' };
  if (!isName) mistakes.add('nameUnfit', yaml.at(['source']), { name: expected, ...wanted });
}

function checkColumns({ yaml, mistakes, columns, valueTypes }: SourceChecks): void {
  for (const [index, column] of rawMaps(yaml.data['columns'])) {
    const name = rawText(column['name']);
    if (name === undefined) continue;
    if (columns.has(name)) mistakes.add('twice', yaml.at(['columns', index, 'name']), { what: `Column ${name}`, whatZh: `列 ${name}` });
    else
      columns.set(
        name,
        valueTypes.find((type) => type === column['type']),
      );
    const hasCodes = Object.hasOwn(column, 'codes');
    if (hasCodes && column['type'] !== 'code') mistakes.add('codesUnused', yaml.at(['columns', index, 'codes'], 'key'));
  }
}

/** They are named like columns, and made of columns. */
function checkPoints({ yaml, mistakes, columns, valueTypes }: SourceChecks): void {
  const checks = { yaml, mistakes, columns: new Map(columns) } as SourceChecks;
  for (const [index, point] of rawMaps(yaml.data['points'])) {
    for (const part of ['longitude', 'latitude']) columnNamed(checks, { at: ['points', index, part], column: point[part] });
    columnNamed(checks, { at: ['points', index, 'captured'], column: point['captured'], types: DATES });
    const name = rawText(point['name']);
    if (name === undefined) continue;
    if (columns.has(name)) mistakes.add('twice', yaml.at(['points', index, 'name']), { what: `Column ${name}`, whatZh: `列 ${name}` });
    else
      columns.set(
        name,
        valueTypes.find((type) => type === 'point'),
      );
  }
}

/** `period` belongs to kind period and `deleted` to kind delta, each to nothing else. */
function checkKind(checks: SourceChecks): void {
  const { yaml, mistakes } = checks;
  const { kind, period, deleted } = yaml.data;
  if (kind === 'period' && period === undefined) {
    const meaning = { says: 'the column with the period of a row, such as its month.', saysZh: '一行数据所属期（如月份）的列。' };
    mistakes.add('keyMissing', yaml.at(['kind']), { key: 'period', ...meaning });
  }
  for (const [key, value, wanted] of [
    ['period', period, 'period'],
    ['deleted', deleted, 'delta'],
  ] as const) {
    if (value !== undefined && kind !== wanted) mistakes.add('kindUnfit', yaml.at([key], 'key'), { key, wanted });
  }
  columnNamed(checks, { at: ['period'], column: period, types: PERIODS });
  columnNamed(checks, { at: ['deleted', 'column'], column: rawMap(deleted)['column'] });
}

function checkMention(checks: SourceChecks, index: number, mention: Raw): void {
  const { yaml, mistakes, roles, attributes } = checks;
  const role = rawText(mention['role']);
  const entity = rawText(mention['entity']);
  if (role !== undefined) {
    if (roles.has(role)) mistakes.add('twice', yaml.at(['mentions', index, 'role']), { what: `Role ${role}`, whatZh: `角色 ${role}` });
    else roles.set(role, entity !== undefined && isEntityType(entity) ? entity : undefined);
  }
  const known = entity === undefined ? undefined : attributes.get(entity);
  for (const [attribute, written] of Object.entries(rawMap(mention['attributes']))) {
    const path: Path = ['mentions', index, 'attributes', attribute];
    const column = rawText(written);
    const expected = known?.get(attribute);
    if (known !== undefined && expected === undefined) {
      mistakes.add('keyUnknown', yaml.at(path, 'key'), { key: attribute, ...advise(attribute, [...known.keys()]) });
    }
    if (column === undefined) continue;
    const type = checks.valueTypes.find((each) => each === expected?.type);
    columnNamed(checks, { at: path, column, types: type === undefined ? undefined : [type] });
    if (expected?.type === 'code') checkCodes(checks, { column, attribute, path, codes: expected.codes });
  }
}

interface CodeColumn {
  column: string;
  attribute: string;
  path: Path;
  codes: string[] | undefined;
}

/** A code column that feeds an attribute needs a table, and the table may lead to the attribute's codes only. */
function checkCodes({ yaml, mistakes }: SourceChecks, { column, attribute, path, codes }: CodeColumn): void {
  const found = rawMaps(yaml.data['columns']).find(([, each]) => each['name'] === column);
  if (found === undefined || found[1]['type'] !== 'code') return;
  const [index, { codes: table }] = found;
  if (table === undefined) mistakes.add('codesMissing', yaml.at(path), { column, attribute });
  if (codes === undefined) return;
  for (const [from, to] of Object.entries(rawMap(table))) {
    if (typeof to !== 'string' || codes.includes(to)) continue;
    mistakes.add('wordUnknown', yaml.at(['columns', index, 'codes', from]), { word: JSON.stringify(to), ...advise(to, codes) });
  }
}

function checkRelation(checks: SourceChecks, index: number, relation: Raw): void {
  const subjects = RELATION_SUBJECTS[rawText(relation['type']) ?? ''] ?? ['person', 'company'];
  roleNamed(checks, { at: ['relations', index, 'subject'], role: relation['subject'], entities: subjects });
  roleNamed(checks, { at: ['relations', index, 'house'], role: relation['house'], entities: ['house'] });
  for (const end of ['from', 'to']) columnNamed(checks, { at: ['relations', index, end], column: relation[end], types: DATES });
}

function checkFact(checks: SourceChecks, index: number, fact: Raw): void {
  roleNamed(checks, { at: ['facts', index, 'mention'], role: fact['mention'] });
  roleNamed(checks, { at: ['facts', index, 'other'], role: fact['other'] });
  for (const end of ['date', 'until']) columnNamed(checks, { at: ['facts', index, end], column: fact[end], types: DATES });
  columnNamed(checks, { at: ['facts', index, 'amount'], column: fact['amount'], types: ['amount'] });
  columnNamed(checks, { at: ['facts', index, 'code'], column: fact['code'], types: ['code', 'text'] });
  for (const [name, column] of Object.entries(rawMap(fact['details'])))
    columnNamed(checks, { at: ['facts', index, 'details', name], column });
}

function checkOnce({ yaml, mistakes }: SourceChecks, list: 'relations' | 'facts'): void {
  const seen = new Set<string>();
  for (const [index, { type }] of rawMaps(yaml.data[list])) {
    if (typeof type !== 'string') continue;
    if (seen.has(type)) mistakes.add('twice', yaml.at([list, index, 'type']), { what: `Type ${type}`, whatZh: `类型 ${type}` });
    seen.add(type);
  }
}

interface ColumnName {
  at: Path;
  /** As written; nothing is said of what is no text. */
  column: unknown;
  types?: string[] | undefined;
}

interface RoleName {
  at: Path;
  role: unknown;
  entities?: readonly string[];
}

/** A column must exist and, where types are given, be of one of them. */
function columnNamed({ yaml, mistakes, columns }: SourceChecks, { at, column, types }: ColumnName): void {
  if (typeof column !== 'string' || columns.size === 0) return;
  if (!columns.has(column)) {
    mistakes.add('wordUnknown', yaml.at(at), {
      word: `Column ${column}`,
      wordZh: `列 ${column}`,
      ...advise(column, [...columns.keys()]),
    });
    return;
  }
  const type = columns.get(column);
  if (types === undefined || type === undefined || types.includes(type)) return;
  mistakes.add('columnTypeUnfit', yaml.at(at), { column, type, wanted: types.join(' / ') });
}

function roleNamed({ yaml, mistakes, roles }: SourceChecks, { at, role, entities }: RoleName): void {
  if (typeof role !== 'string') return;
  if (!roles.has(role)) {
    mistakes.add('wordUnknown', yaml.at(at), { word: `Role ${role}`, wordZh: `角色 ${role}`, ...advise(role, [...roles.keys()]) });
    return;
  }
  const entity = roles.get(role);
  if (entities === undefined || entity === undefined || entities.includes(entity)) return;
  mistakes.add('roleUnfit', yaml.at(at), { role, entity, wanted: entities.join(' / ') });
}
