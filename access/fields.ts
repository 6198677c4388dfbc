import type { AttributeConfig, EntityConfig } from '../config/index.ts';
import { ENTITY_TYPES, type EntityType, type FoundEntity } from '../schema/index.ts';
import type { Value, ValueFunctions, Values } from './contract.ts';
import { accessErrors } from './errors.ts';
import type { DepartmentGrants, EntityGrant } from './grants.ts';

/** What attributes there are, who may read and search by them, and how their values are shown. */
export interface Fields {
  attribute(entityType: EntityType, name: string): AttributeConfig | undefined;
  /** Those of the names that exist: nothing else a caller wrote goes into the log. */
  known(names: readonly string[], entityTypes?: readonly EntityType[]): string[];
  /** The fields asked for, once each, without `id`. @throws fieldsMissing, fieldUnknown, fieldNotGranted */
  granted(grants: DepartmentGrants, entityType: EntityType, fields: readonly string[]): string[];
  /** For answers that mix entity types: a field must be granted for one of them. */
  grantedForAny(grants: DepartmentGrants, fields: readonly string[]): string[];
  /** @throws fieldUnknown, valueUnusable */
  searchKeys(entityType: EntityType, where: Record<string, string>): string[];
  /** Values of the fields, masked unless granted unmasked; fields without a value are left out. */
  values(entity: FoundEntity, fields: readonly string[], grant: EntityGrant): Values;
}

interface FieldsParts {
  entities: Record<EntityType, EntityConfig>;
  types: Readonly<Record<string, ValueFunctions>>;
}

export function createFields({ entities, types }: FieldsParts): Fields {
  const byEntity = new Map(
    ENTITY_TYPES.map((entityType) => [
      entityType,
      new Map(entities[entityType].attributes.map((attribute) => [attribute.name, attribute])),
    ]),
  );
  const attribute = (entityType: EntityType, name: string) => byEntity.get(entityType)!.get(name);
  const unknown = (entity: string, { field, types: among }: { field: string; types: readonly EntityType[] }) =>
    accessErrors.fieldUnknown({ entity, field, known: ['id', ...among.flatMap((type) => [...byEntity.get(type)!.keys()])].join(', ') });

  const searchKey = (entityType: EntityType, name: string, raw: string): string => {
    const found = attribute(entityType, name);
    if (found === undefined) throw unknown(entityType, { field: name, types: [entityType] });
    const type = types[found.type];
    if (type === undefined) throw new Error(`no functions for value type ${found.type}`);
    const { value, findings } = type.clean(raw);
    if (value === null) throw accessErrors.valueUnusable({ attribute: name, findings: findings.join(', ') || 'empty' });
    return `${name}:${type.searchForm?.(value) ?? value}`;
  };

  return {
    attribute,
    known: (names, entityTypes = ENTITY_TYPES) =>
      [...new Set(names)].filter((name) => name === 'id' || entityTypes.some((type) => attribute(type, name) !== undefined)),
    granted(grants, entityType, fields) {
      if (fields.length === 0) throw accessErrors.fieldsMissing();
      const wanted = withoutId(fields);
      for (const field of wanted) {
        if (attribute(entityType, field) === undefined) throw unknown(entityType, { field, types: [entityType] });
        if (!grants.entities[entityType]?.fields.includes(field)) throw accessErrors.fieldNotGranted({ entity: entityType, field });
      }
      return wanted;
    },
    grantedForAny(grants, fields) {
      if (fields.length === 0) throw accessErrors.fieldsMissing();
      const wanted = withoutId(fields);
      for (const field of wanted) {
        const bearers = ENTITY_TYPES.filter((type) => attribute(type, field) !== undefined);
        if (bearers.length === 0) throw unknown(ENTITY_TYPES.join(', '), { field, types: ENTITY_TYPES });
        const readable = bearers.some((type) => grants.entities[type]?.fields.includes(field));
        if (!readable) throw accessErrors.fieldNotGranted({ entity: bearers.join(', '), field });
      }
      return wanted;
    },
    searchKeys: (entityType, where) =>
      Object.entries(where)
        .map(([name, raw]) => searchKey(entityType, name, raw))
        .sort(),
    values(entity, fields, grant) {
      const values: Values = {};
      for (const name of fields) {
        const stored = entity.attributes[name];
        const found = attribute(entity.entityType, name);
        if (stored === undefined || stored === null || found === undefined || !grant.fields.includes(name)) continue;
        values[name] = shown(stored, { attribute: found, masked: isMasked(found, grant), type: types[found.type] });
      }
      return values;
    },
  };
}

/** What is personal is masked unless the grant says otherwise; public and internal values have nothing to hide. */
function isMasked({ name, sensitivity }: AttributeConfig, grant: EntityGrant): boolean {
  return (sensitivity === 'personal' || sensitivity === 'sensitive') && !grant.unmasked.includes(name);
}

interface Showing {
  attribute: AttributeConfig;
  masked: boolean;
  type: ValueFunctions | undefined;
}

function shown(stored: string, { attribute, masked, type }: Showing): Value {
  // A type that cannot mask shows nothing.
  if (masked) return type === undefined ? '***' : type.mask(stored);
  return attribute.type === 'date' || attribute.type === 'month' ? partialDate(stored) : stored;
}

/** `1958` and `1958-03` become objects, so that nobody takes them for a day. */
function partialDate(text: string): Value {
  const match = /^(\d{4})(?:-(\d{2}))?$/.exec(text);
  if (match === null) return text;
  return { year: Number(match[1]), ...(match[2] === undefined ? {} : { month: Number(match[2]) }) };
}

function withoutId(fields: readonly string[]): string[] {
  return [...new Set(fields)].filter((field) => field !== 'id');
}
