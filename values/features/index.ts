/** What is computed once for each distinct value. START HERE: `contract.ts`. Adding a feature adds it to a file of this folder. */
import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { readFolder } from '../registry.ts';
import type { Feature, FeatureFile } from './contract.ts';
import { hanMacros } from './han/characters.ts';

export type { Feature } from './contract.ts';

const files = await readFolder<FeatureFile>(new URL('.', import.meta.url));

/** Every feature, by name. */
export const FEATURES: Readonly<Record<string, Feature>> = Object.fromEntries(
  files.flatMap(({ module }) => Object.entries(module.features)),
);

/** A feature of a cleaned value by itself, null where the value has no such part. */
export function featureOf(feature: string, value: Sql): Sql {
  const { type, from, of } = FEATURES[feature]!;
  const made = of(from === undefined ? value : featureOf(from, value));
  return type === 'VARCHAR' ? duck`nullif(${made}, '')` : made;
}

/** What the features need in a database, in order. */
export const featureMacros: readonly string[] = [...hanMacros, ...files.flatMap(({ module }) => module.macros)];
