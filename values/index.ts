/**
 * What one value means. START HERE. A folder beside this file whose `index.ts` exports `makeType` is a value type; adding a folder adds the type.
 * `features/`, `levels/` and `kinds/` are registries of their own: what is computed of a value, how near two are, what a column holds.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHINA_TIME, dayIn } from '../core/day.ts';
import type { DivisionRow, ValueContext, ValueType } from './value-type.ts';

export { AddressThreads } from './address/bulk/address-threads.ts';
export { addRows, type BlockRequest, noRows, type ParsedBlock, type ParsedRows, parseBlock } from './address/bulk/parse-block.ts';
export {
  ADDRESS_COLUMNS,
  ADDRESS_FINDINGS,
  type AddressFinding,
  type AddressParser,
  type AddressParserOptions,
  type AddressPart,
  addressColumns,
  byPlace,
  type CountedName,
  createAddressParser,
  LADDER,
  LEARNED_KINDS,
  type LearnedGazetteer,
  type LearnedKind,
  type LearnedName,
  NameCounter,
  type ParsedAddress,
  type PlacedName,
} from './address/parse/index.ts';
export {
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
  registrationNumberCheckDigit,
  residentIdCheckCharacter,
} from './check-digits.ts';
export { type ChinaDivision, chinaDivisions } from './division/china.ts';
export { FEATURES, type Feature, featureOf } from './features/index.ts';
export { guessKind } from './guess-kind.ts';
export { type BlockingKey, featuresOfKind, KINDS, type Kind, registerKinds } from './kinds/index.ts';
export { chosenLevels, findByName, LEVEL_FAMILIES, type Level, type LevelChoice, type LevelFamily, type Side } from './levels/index.ts';
export { type Crs, type Edge, edgesHold, edgesOf, fromCgcs2000, type Polygons, pointPlace, toCgcs2000 } from './point/index.ts';
export {
  cleanSql,
  compatibleSql,
  joinKeys,
  joinKeysSql,
  maskValue,
  quickSql,
  registerMacros,
  searchForm,
  searchFormSql,
  valuesCompatible,
} from './use-types.ts';
export type { CleanValue, DivisionRow, FindingKind, ValueExample, ValueType } from './value-type.ts';

const here = new URL('.', import.meta.url);
const makers: ((context: ValueContext) => ValueType)[] = [];
for (const entry of readdirSync(fileURLToPath(here), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
  if (!entry.isDirectory()) continue;
  const folder = (await import(new URL(`${entry.name}/index.ts`, here).href)) as { makeType?: (context: ValueContext) => ValueType };
  if (folder.makeType) makers.push(folder.makeType);
}

export interface ValueTypeOptions {
  divisions: readonly DivisionRow[];
  /** `YYYY-MM-DD`; births after it lie in the future. Default: the day in Shanghai. */
  today?: string;
}

/** Every value type of the hub, by name. */
export function createValueTypes({ divisions, today = dayIn(CHINA_TIME, new Date()) }: ValueTypeOptions): Record<string, ValueType> {
  const types = makers.map((make) => make({ divisions, today }));
  return Object.fromEntries(types.map((type) => [type.name, type]));
}
