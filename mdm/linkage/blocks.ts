/** Blocks of a rule: counted before they are compared, tightened where they are too large, and named. */
import type { Keys } from './block-keys.ts';
import { mixKey, orderByKey } from './integers.ts';
import type { Profiles } from './profiles.ts';

export interface Blocks {
  /** Profiles, those of one block side by side; ascending within it. */
  members: Uint32Array;
  /** Where each block of two or more begins and ends in `members`. */
  ranges: Uint32Array;
  /** The key of each. */
  keys: Uint32Array;
}

/** The blocks of two and more profiles. */
export function blocksOf(keys: Keys): Blocks {
  const owner = ownersOf(keys);
  const ranges: number[] = [];
  const members = eachBlock(keys.keys, (start, end) => ranges.push(start, end));
  const shared = Uint32Array.from({ length: ranges.length / 2 }, (_, block) => keys.keys[members[ranges[2 * block]!]!]!);
  if (owner !== undefined) for (let i = 0; i < members.length; i++) members[i] = owner[members[i]!]!;
  return { members, ranges: Uint32Array.from(ranges), keys: shared };
}

/** Pairs that blocks give, before those of other rules are left out. */
export function countPairs({ ranges }: Blocks): number {
  let pairs = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    const size = ranges[i + 1]! - ranges[i]!;
    pairs += (size * (size - 1)) / 2;
  }
  return pairs;
}

export interface Tightened {
  /** Blocks above the cap that were divided by a further column, and those left out because none was left. */
  tightened: number;
  leftOut: number;
  recordsLeftOut: number;
  /** The largest blocks as they were before: one member each and the number of its profiles. */
  largest: { member: number; size: number }[];
}

interface Cap {
  maxBlock: number;
  /** Codes of the columns to divide by, best first. */
  further: readonly Uint32Array[];
  profiles: Profiles;
}

const NAMED = 5;

/** Divides blocks of more than `maxBlock` profiles by further columns until they fit; changes the keys. */
export function tighten(keys: Keys, { maxBlock, further, profiles }: Cap): Tightened {
  const owner = ownersOf(keys);
  const ownerOf = (place: number) => owner?.[place] ?? place;
  const named = largeBlocks(keys.keys, 1, NAMED);
  let large = largeBlocks(keys.keys, maxBlock);
  const largest = named.map((places) => ({ member: ownerOf(places[0]!), size: places.length }));
  const result: Tightened = { tightened: large.length, leftOut: 0, recordsLeftOut: 0, largest };
  for (const codes of further) {
    if (large.length === 0) return result;
    for (const places of large) {
      for (const place of places) {
        const code = codes[ownerOf(place)]!;
        keys.keys[place] = code === 0 ? 0 : mixKey(keys.keys[place]!, code);
      }
    }
    large = largeBlocks(keys.keys, maxBlock);
  }
  for (const places of large) {
    result.leftOut += 1;
    for (const place of places) {
      result.recordsLeftOut += profiles.records[ownerOf(place)]!;
      keys.keys[place] = 0;
    }
  }
  return result;
}

/** Places of the keys that are shared by more than `above`, block by block; with `most`, the largest only, largest first. */
function largeBlocks(keys: Uint32Array, above: number, most = Number.POSITIVE_INFINITY): Uint32Array[] {
  const found: [start: number, end: number][] = [];
  let least = above;
  const order = eachBlock(keys, (start, end) => {
    if (end - start <= least) return;
    found.push([start, end]);
    if (found.length <= most) return;
    found.sort((a, b) => b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0]).pop();
    least = found.at(-1)![1] - found.at(-1)![0];
  });
  return found.map(([start, end]) => order.slice(start, end)).sort((a, b) => b.length - a.length);
}

/** Calls `visit` with the range of each block of two and more, in the places' order by key, which it returns. */
function eachBlock(keys: Uint32Array, visit: (start: number, end: number) => void): Uint32Array {
  const order = orderByKey(keys);
  for (let start = 0; start < order.length; ) {
    const key = keys[order[start]!]!;
    let end = start + 1;
    while (end < order.length && keys[order[end]!] === key) end++;
    if (key !== 0 && end - start > 1) visit(start, end);
    start = end;
  }
  return order;
}

/** The profile that each key belongs to; undefined where it is the key's own place. */
function ownersOf({ starts }: Keys): Uint32Array | undefined {
  if (starts === undefined) return undefined;
  const owner = new Uint32Array(starts.at(-1)!);
  for (let profile = 0; profile + 1 < starts.length; profile++) owner.fill(profile, starts[profile]!, starts[profile + 1]!);
  return owner;
}
