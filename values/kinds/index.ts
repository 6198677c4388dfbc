/** What a column holds. START HERE: `contract.ts`. Every other file beside this one is a kind; adding a file adds the kind. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { featureMacros } from '../features/index.ts';
import { LEVEL_FAMILIES, levelMacros } from '../levels/index.ts';
import { readFolder } from '../registry.ts';
import { registerMacros } from '../use-types.ts';
import type { ValueType } from '../value-type.ts';
import type { Kind } from './contract.ts';

export type { BlockingKey, Kind } from './contract.ts';

const files = await readFolder<{ kind: Kind }>(new URL('.', import.meta.url));

/** Every kind of column, by name. */
export const KINDS: Readonly<Record<string, Kind>> = Object.fromEntries(files.map(({ module }) => [module.kind.name, module.kind]));

/** Names of the features that a kind's default levels and blocking keys look at. */
export function featuresOfKind(kind: Kind): string[] {
  const families = kind.levels.flatMap(({ family }) => LEVEL_FAMILIES[family]?.features ?? []);
  return [...new Set([...families, ...kind.blocking.map(({ key }) => key).filter((key) => key !== 'value')])].sort();
}

/** Defines in a database all that the kinds, the levels and the features use. */
export async function registerKinds(db: Duck, types: Record<string, ValueType>): Promise<void> {
  await registerMacros(db, types, [...featureMacros, ...levelMacros, ...Object.values(KINDS).flatMap((kind) => kind.macros)]);
}
