/** Blocks of a rule: counted before they are compared, tightened where they are too large, and named. */
import { type Keys, ownersOf } from './block-keys.ts';
import { forget, mixKey } from './integers.ts';
import type { Profiles } from './profiles.ts';
import { sortKeys } from './sort-numbers.ts';

/** The blocks of two and more profiles. */
export interface Blocks {
  /** Profiles, those of one block side by side; ascending within it. */
  members: Uint32Array;
  /** Where each block begins in `members`; one more than there are blocks. */
  starts: Uint32Array;
  /** The key of each. */
  keys: Uint32Array;
}

export function blocksOf(all: Keys): Blocks {
  const owner = ownersOf(all);
  const sorted = sortKeys(all.keys);
  let [size, blocks] = [0, 0];
  // First to where they belong in the same arrays: what is written never overtakes what is read.
  const starts: number[] = [0];
  for (let start = 0; start < sorted.keys.length; ) {
    const key = sorted.keys[start]!;
    let end = start + 1;
    while (sorted.keys[end] === key) end++;
    if (end - start > 1) {
      for (let i = start; i < end; i++) sorted.places[size++] = owner === undefined ? sorted.places[i]! : owner[sorted.places[i]!]!;
      sorted.keys[blocks++] = key;
      starts.push(size);
    }
    start = end;
  }
  const found = { members: sorted.places.slice(0, size), starts: Uint32Array.from(starts), keys: sorted.keys.slice(0, blocks) };
  forget(sorted.keys, sorted.places);
  return found;
}

function sizeOf({ starts }: Blocks, block: number): number {
  return starts[block + 1]! - starts[block]!;
}

/** Pairs that blocks give, before those of other rules are left out. */
export function countPairs(blocks: Blocks): number {
  let pairs = 0;
  for (let block = 0; block < blocks.keys.length; block++) pairs += (sizeOf(blocks, block) * (sizeOf(blocks, block) - 1)) / 2;
  return pairs;
}

export interface Tightened {
  blocks: Blocks;
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
  let blocks = blocksOf(keys);
  let large = largeBlocks(blocks, maxBlock);
  const largest = largestBlocks(blocks).map((block) => ({ member: blocks.members[blocks.starts[block]!]!, size: sizeOf(blocks, block) }));
  const counts = { tightened: large.length, leftOut: 0, recordsLeftOut: 0 };
  for (const codes of further) {
    if (large.length === 0) break;
    for (const block of large) rekey(keys, blocks, block, (member, key) => (codes[member] === 0 ? 0 : mixKey(key, codes[member]!)));
    blocks = blocksOf(keys);
    large = largeBlocks(blocks, maxBlock);
  }
  for (const block of large) {
    counts.leftOut += 1;
    rekey(keys, blocks, block, (member) => {
      counts.recordsLeftOut += profiles.records[member]!;
      return 0;
    });
  }
  return { blocks: large.length === 0 ? blocks : blocksOf(keys), ...counts, largest };
}

/** Gives the members of a block other keys. */
function rekey({ keys, starts }: Keys, blocks: Blocks, block: number, keyFor: (member: number, key: number) => number): void {
  const shared = blocks.keys[block]!;
  for (let i = blocks.starts[block]!; i < blocks.starts[block + 1]!; i++) {
    const member = blocks.members[i]!;
    const [first, end] = starts === undefined ? [member, member + 1] : [starts[member]!, starts[member + 1]!];
    for (let place = first; place < end; place++) if (keys[place] === shared) keys[place] = keyFor(member, shared);
  }
}

function largeBlocks(blocks: Blocks, above: number): number[] {
  const large: number[] = [];
  for (let block = 0; block < blocks.keys.length; block++) if (sizeOf(blocks, block) > above) large.push(block);
  return large;
}

/** The few largest, largest first. */
function largestBlocks(blocks: Blocks): number[] {
  const largest: number[] = [];
  for (let block = 0; block < blocks.keys.length; block++) {
    if (largest.length === NAMED && sizeOf(blocks, block) <= sizeOf(blocks, largest.at(-1)!)) continue;
    largest.push(block);
    largest.sort((a, b) => sizeOf(blocks, b) - sizeOf(blocks, a) || a - b).splice(NAMED);
  }
  return largest;
}
