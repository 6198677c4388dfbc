import type { TSchema } from 'typebox';
import { comparisonSchema, entitySchema, hubSchema } from './written-others.ts';
import type { Registries } from './written-parts.ts';
import { sourceSchema } from './written-source.ts';

export interface WrittenSchemas {
  hub: TSchema;
  entity: TSchema;
  source: TSchema;
  comparison: TSchema;
}

const made = new WeakMap<Registries, WrittenSchemas>();

/** The schemas of all files, made once per registries because compiling them is dear. */
export function schemasOf(registries: Registries): WrittenSchemas {
  const known = made.get(registries);
  if (known !== undefined) return known;
  const schemas = {
    hub: hubSchema(),
    entity: entitySchema(registries),
    source: sourceSchema(registries),
    comparison: comparisonSchema(),
  };
  made.set(registries, schemas);
  return schemas;
}
