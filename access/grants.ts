import { type Static, Type } from 'typebox';
import type { Bilingual } from '../core/errors.ts';

const names = Type.Array(Type.String({ minLength: 1 }), { uniqueItems: true });

const EntityGrantSchema = Type.Object(
  {
    fields: Type.Array(Type.String({ minLength: 1 }), { uniqueItems: true, default: [], description: 'Attributes that may be read' }),
    search: Type.Array(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true }), {
      default: [],
      description: 'Combinations of attributes that may be searched by, each exactly as written',
    }),
    unmasked: Type.Array(Type.String({ minLength: 1 }), { uniqueItems: true, default: [], description: 'Fields shown whole' }),
  },
  { additionalProperties: false },
);

const OwnSchema = Type.Object(
  {
    role: Type.Enum(['administrator', 'metrics']),
    rate: Type.Optional(Type.Object({ perMinute: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

const DepartmentSchema = Type.Object(
  {
    role: Type.Literal('department'),
    entities: Type.Object(
      { person: Type.Optional(EntityGrantSchema), company: Type.Optional(EntityGrantSchema), house: Type.Optional(EntityGrantSchema) },
      { additionalProperties: false, default: {} },
    ),
    regions: Type.Unsafe<'all' | string[]>({
      description: 'all, or prefixes of division codes',
      if: { type: 'string' },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { const: 'all' },
      else: { type: 'array', items: { type: 'string', pattern: '^[0-9]{2,12}$' }, uniqueItems: true },
      default: [],
    }),
    purposes: Type.Array(Type.String({ minLength: 1 }), {
      uniqueItems: true,
      default: [],
      description: 'Without one, nothing may be asked',
    }),
    relations: Type.Array(Type.Enum(['occupants', 'companies', 'houses']), { uniqueItems: true, default: [] }),
    cases: Type.Unsafe<string[]>({ ...names, default: [], description: 'Comparisons whose cases may be read, evidence included' }),
    records: Type.Unsafe<string[]>({ ...names, default: [], description: 'Sources whose record keys may be used and seen' }),
    deliver: Type.Unsafe<string[]>({ ...names, default: [], description: 'Sources whose deliveries may be sent' }),
    rate: Type.Object(
      { perMinute: Type.Integer({ minimum: 1, default: 600 }) },
      { additionalProperties: false, default: { perMinute: 600 } },
    ),
    maxHits: Type.Integer({ minimum: 1, maximum: 1000, default: 10, description: 'A search with more hits than this is refused' }),
  },
  { additionalProperties: false },
);

export type EntityGrant = Static<typeof EntityGrantSchema>;
export type DepartmentGrants = Static<typeof DepartmentSchema>;
/** The administrator's key reads sources, deliveries and runs, and no personal data. */
export type AdministratorGrants = { role: 'administrator'; rate: { perMinute: number } };
/** The key of a monitoring system: counts at `/metrics`, and nothing else. */
export type MetricsGrants = { role: 'metrics'; rate: { perMinute: number } };
export type Grants = DepartmentGrants | AdministratorGrants | MetricsGrants;

/** What a grant may name; without it only the form is checked. */
export interface GrantCatalogue {
  /** Entity → attribute → whether it can be searched by. */
  attributes: Record<string, Record<string, boolean>>;
  purposes: readonly string[];
  comparisons: readonly string[];
  sources: readonly string[];
  /** Division codes in force. */
  divisions: readonly string[];
}

/** One mistake in a grants file. */
export interface GrantProblem {
  /** `entities.person.fields.2` */
  path: string;
  message: Bilingual;
}

export const GRANT_SCHEMAS = { own: OwnSchema, department: DepartmentSchema };
