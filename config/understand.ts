import { CHINA_TIME } from '../core/day.ts';
import type { Bilingual } from '../core/errors.ts';
import type { EntityType } from './entity-types.ts';
import { type Raw, rawMap } from './lenient.ts';
import type {
  AttributeConfig,
  ColumnConfig,
  ComparisonConfig,
  DeliveryKind,
  EntityConfig,
  Expectations,
  HubConfig,
  MentionConfig,
  RetentionRule,
  Sensitivity,
  SourceConfig,
} from './types.ts';
import { SENSITIVITIES } from './written-parts.ts';

/*
 * From what was written to what is understood: defaults filled in, both languages of every title. Everything here has passed
 * its schema and the cross-checks, so the shapes are certain.
 */

const DEFAULT_SURVIVORSHIP = { rule: 'most-recent', sources: [] as string[] };

/** An event feed brings as many events as there were; a list that shrinks by nearly half is a wrong list. */
const DEFAULT_ROWS: Record<DeliveryKind, Expectations['rows']> = {
  snapshot: { min: 1, maxDropShare: 0.4, maxGrowthShare: 2 },
  delta: { min: 1, maxDropShare: 1, maxGrowthShare: 100 },
  append: { min: 1, maxDropShare: 1, maxGrowthShare: 100 },
  period: { min: 1, maxDropShare: 0.4, maxGrowthShare: 100 },
};

export function understandHub(raw: Raw): HubConfig {
  const purposes = Object.entries(rawMap(raw['purposes'])).map(([name, title]) => [name, bilingual(title, name)]);
  return {
    timeZone: (raw['timeZone'] as string | undefined) ?? CHINA_TIME,
    purposes: Object.fromEntries(purposes) as HubConfig['purposes'],
    memoryMb: (raw['memoryMb'] as number | undefined) ?? 2048,
    maxUploadMb: (raw['maxUploadMb'] as number | undefined) ?? 4096,
    ...present(raw, ['compareSchedule']),
    ...retentionOf(raw),
  };
}

function retentionOf(raw: Raw): { retention?: RetentionRule } {
  if (raw['retention'] === undefined) return {};
  const written = rawMap(rawMap(raw['retention'])['originals']) as Partial<RetentionRule> & { keepDays: number };
  return { retention: { keepDeliveries: 3, evenIfNeeded: false, ...written } };
}

export function understandEntity(raw: Raw): EntityConfig {
  const entity = raw['entity'] as EntityType;
  const attributes = Object.entries(rawMap(raw['attributes'])).map(([name, written]): AttributeConfig => {
    const attribute = rawMap(written);
    const survivorship = (attribute['survivorship'] ?? raw['survivorship']) as Partial<AttributeConfig['survivorship']> | undefined;
    return {
      name,
      type: attribute['type'] as string,
      title: bilingual(attribute['title'], name),
      sensitivity: (attribute['sensitivity'] as Sensitivity | undefined) ?? 'internal',
      search: attribute['search'] === true,
      exclusive: attribute['exclusive'] === true,
      contradicts: attribute['contradicts'] === true,
      ...(attribute['codes'] === undefined ? {} : { codes: titles(rawMap(attribute['codes'])) }),
      survivorship: { ...DEFAULT_SURVIVORSHIP, ...survivorship },
    };
  });
  return { entity, title: bilingual(raw['title'], entity), attributes };
}

/** The settings of a source's format and transport, checked. */
export interface SourceSettings {
  format: Raw;
  transport: Raw | undefined;
}

export function understandSource(raw: Raw, settings: SourceSettings, entities: Record<EntityType, EntityConfig>): SourceConfig {
  const source = raw['source'] as string;
  const [department = '', feed = ''] = source.split('.');
  const kind = raw['kind'] as DeliveryKind;
  const mentions = (raw['mentions'] ?? []) as MentionConfig[];
  const expectations = rawMap(raw['expectations']);
  return {
    source,
    department,
    feed,
    title: bilingual(raw['title'], source),
    owner: { contact: '', ...(raw['owner'] as { unit: string }) },
    legalBasis: raw['legalBasis'] as string,
    kind,
    ...present(raw, ['period']),
    ...(raw['deleted'] === undefined ? {} : { deleted: raw['deleted'] as NonNullable<SourceConfig['deleted']> }),
    format: { name: rawMap(raw['format'])['name'] as string, settings: settings.format },
    key: raw['key'] as string[],
    // A row whose period is not known can neither replace nor be replaced.
    columns: [
      ...(raw['columns'] as Raw[]).map((column) =>
        understandColumn(column['name'] === raw['period'] ? { ...column, required: true } : column, mentions, entities),
      ),
      ...pointColumns(raw).map((column) => understandColumn(column, mentions, entities)),
    ],
    mentions,
    relations: (raw['relations'] ?? []) as SourceConfig['relations'],
    facts: (raw['facts'] ?? []) as SourceConfig['facts'],
    expectations: {
      rows: { ...DEFAULT_ROWS[kind], ...rawMap(expectations['rows']) },
      maxRejectedShare: (expectations['maxRejectedShare'] as number | undefined) ?? 0.2,
    },
    absentAfter: (raw['absentAfter'] as number | undefined) ?? 2,
    ...present(raw, ['schedule']),
    ...retentionOf(raw),
    ...transportOf(raw, settings.transport),
  };
}

export function understandComparison(raw: Raw, name: string, sql: string): ComparisonConfig {
  return {
    name,
    title: bilingual(raw['title'], name),
    entities: raw['entities'] as EntityType[],
    severity: raw['severity'] as ComparisonConfig['severity'],
    parameters: (raw['parameters'] ?? {}) as ComparisonConfig['parameters'],
    sentence: bilingual(raw['sentence'], name),
    sql,
  };
}

/** A column that does not say how sensitive it is, is as sensitive as the most sensitive attribute it feeds. */
function understandColumn(column: Raw, mentions: MentionConfig[], entities: Record<EntityType, EntityConfig>): ColumnConfig {
  const name = column['name'] as string;
  const fed = mentions.flatMap(({ entity, attributes }) =>
    entities[entity].attributes.filter((attribute) => attributes[attribute.name] === name).map(({ sensitivity }) => sensitivity),
  );
  const most = Math.max(SENSITIVITIES.indexOf('internal'), ...fed.map((each) => SENSITIVITIES.indexOf(each)));
  return {
    name,
    type: column['type'] as string,
    title: bilingual(column['title'], name),
    required: column['required'] === true,
    sensitivity: (column['sensitivity'] as Sensitivity | undefined) ?? SENSITIVITIES[most]!,
    ...(column['codes'] === undefined ? {} : { codes: column['codes'] as Record<string, string> }),
    ...(column['point'] === undefined ? {} : { point: column['point'] as NonNullable<ColumnConfig['point']> }),
  };
}

/** Points stand behind the columns of the file, and are cleansed like one of them. */
function pointColumns(raw: Raw): Raw[] {
  return ((raw['points'] ?? []) as Raw[]).map(({ name, ...point }) => ({ name, type: 'point', point }));
}

/** `inbox` is the short way to name a folder. */
function transportOf(raw: Raw, settings: Raw | undefined): Pick<SourceConfig, 'transport'> {
  if (settings !== undefined) return { transport: { name: rawMap(raw['transport'])['name'] as string, settings } };
  return raw['inbox'] === undefined ? {} : { transport: { name: 'folder', settings: { folder: raw['inbox'] } } };
}

function titles(raw: Raw): Record<string, Bilingual> {
  return Object.fromEntries(Object.entries(raw).map(([name, title]) => [name, bilingual(title, name)]));
}

/** One language stands for both where the other is not written. */
function bilingual(written: unknown, fallback: string): Bilingual {
  if (typeof written === 'string') return { en: written, zh: written };
  const { en, zh } = rawMap(written) as Partial<Bilingual>;
  return { en: en ?? zh ?? fallback, zh: zh ?? en ?? fallback };
}

function present(raw: Raw, keys: string[]): Record<string, string> {
  return Object.fromEntries(keys.filter((key) => raw[key] !== undefined).map((key) => [key, raw[key] as string]));
}
