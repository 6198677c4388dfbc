/** Keys of a blocking rule: one or more 32-bit numbers per profile; profiles that share one are candidates. 0 = no key. */
import type { Duck } from '../../core/duckdb/duck.ts';
import { eachNumbers, scatterNumbers } from '../../core/duckdb/numbers.ts';
import { duck, type Sql } from '../../core/duckdb/sql.ts';
import { featureSql, placeOf } from './compile-model.ts';
import type { BlockingRule, LinkModel } from './contract.ts';
import { dictionary } from './encode-steps.ts';
import { mixKey, upTo } from './integers.ts';
import type { Profiles } from './profiles.ts';

/** Keys of numbered things: one each, or, with `starts`, those from `starts[i]` to before `starts[i + 1]`. */
export interface Keys {
  keys: Uint32Array;
  starts?: Uint32Array;
}

export function isList(model: LinkModel, column: number, feature: string): boolean {
  const { features, keys } = model.columns[column]!;
  return feature !== 'value' && (features[feature] ?? keys[feature])!.type.endsWith('[]');
}

interface KeyedFeature {
  /** Place of the column, and how many codes it has. */
  column: number;
  size: number;
  feature: string;
}

/** The keys of each code of a column for one feature. */
export async function featureKeys(db: Duck, model: LinkModel, { column, feature, size }: KeyedFeature): Promise<Keys> {
  const text = featureSql(model.columns[column]!, feature);
  const hashed = (value: Sql) => duck`greatest(1, hash(${value}) & 4294967295)::UINTEGER`;
  if (feature === 'value') return { keys: upTo(size + 1) };
  if (!isList(model, column, feature)) {
    const keys = new Uint32Array(size + 1);
    const each = duck`SELECT code, ${hashed(duck`key`)} FROM (SELECT code, ${text} AS key FROM ${dictionary(column)}) WHERE key IS NOT NULL`;
    await scatterNumbers(db, each, keys);
    return { keys };
  }
  const starts = new Uint32Array(size + 2);
  const each = duck`SELECT DISTINCT code, ${hashed(duck`part`)} AS key FROM (SELECT code, unnest(${text}) AS part FROM ${dictionary(column)}) WHERE part IS NOT NULL`;
  await scatterNumbers(db, duck`SELECT (code + 1)::UINTEGER, count(*)::UINTEGER FROM (${each}) GROUP BY code`, starts);
  for (let code = 1; code < starts.length; code++) starts[code]! += starts[code - 1]!;
  const keys = new Uint32Array(starts.at(-1)!);
  let next = 0;
  await eachNumbers(db, duck`SELECT code, key FROM (${each}) ORDER BY code, key`, ([, key], rows) => {
    keys.set(key!.subarray(0, rows), next);
    next += rows;
  });
  return { keys, starts };
}

/** The keys of each profile under a rule, out of those of its parts' codes. */
export function ruleKeys(rule: BlockingRule, parts: readonly Keys[], { profiles, model }: { profiles: Profiles; model: LinkModel }): Keys {
  const columns = rule.parts.map(({ column }) => placeOf(model, column));
  const codes = columns.map((column) => profiles.codes[column]!);
  if (parts.some(({ starts }) => starts !== undefined)) return listKeys(parts, codes, profiles.count);
  const keys = new Uint32Array(profiles.count).fill(1);
  for (const [part, own] of parts.entries()) mixPart(keys, own.keys, codes[part]!);
  return { keys };
}

/** Mixes one part into the keys so far; a pass of its own over all profiles, which the processor does without waiting for memory. */
function mixPart(keys: Uint32Array, own: Uint32Array, codes: Uint32Array): void {
  for (let profile = 0; profile < keys.length; profile++) {
    const key = own[codes[profile]!]!;
    keys[profile] = key === 0 || keys[profile] === 0 ? 0 : mixKey(keys[profile]!, key);
  }
}

function listKeys(parts: readonly Keys[], codes: readonly Uint32Array[], count: number): Keys {
  const starts = new Uint32Array(count + 1);
  const all: number[] = [];
  for (let profile = 0; profile < count; profile++) {
    let mixed = [1];
    for (const [part, { keys, starts: own }] of parts.entries()) {
      const code = codes[part]![profile]!;
      const [first, end] = own === undefined ? [code, code + 1] : [own[code]!, own[code + 1]!];
      const combined: number[] = [];
      for (const before of mixed) for (let i = first; i < end; i++) if (keys[i] !== 0) combined.push(mixKey(before, keys[i]!));
      mixed = combined;
    }
    for (const key of mixed) all.push(key);
    starts[profile + 1] = all.length;
  }
  return { keys: Uint32Array.from(all), starts };
}

/** The smallest key that two profiles share; 0 where they share none. */
export function sharedKey({ keys, starts }: Keys, left: number, right: number): number {
  if (starts === undefined) return keys[left] === keys[right] ? keys[left]! : 0;
  let smallest = 0;
  for (let i = starts[left]!; i < starts[left + 1]!; i++) {
    const key = keys[i]!;
    if (key === 0 || (smallest !== 0 && key >= smallest)) continue;
    for (let j = starts[right]!; j < starts[right + 1]!; j++) if (keys[j] === key) smallest = key;
  }
  return smallest;
}

/** The thing that each key belongs to; undefined where it is the key's own place. */
export function ownersOf({ starts }: Keys): Uint32Array | undefined {
  if (starts === undefined) return undefined;
  const owner = new Uint32Array(starts.at(-1)!);
  for (let thing = 0; thing + 1 < starts.length; thing++) owner.fill(thing, starts[thing]!, starts[thing + 1]!);
  return owner;
}
