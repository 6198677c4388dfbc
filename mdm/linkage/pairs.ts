/** Candidate pairs of profiles, a batch at a time, so that memory does not follow their number. No pair comes twice. */
import { type Keys, sharedKey } from './block-keys.ts';
import type { Blocks } from './blocks.ts';
import { mix } from './integers.ts';
import type { Profiles } from './profiles.ts';
import { shareOf } from './sampling.ts';

/** The first `size` of each array; good until the next batch. */
export interface PairBatch {
  size: number;
  left: Uint32Array;
  right: Uint32Array;
  /** By bits, the rules that the pair agrees with; filled only where asked for. */
  rules: Uint32Array;
}

export interface PairSource {
  profiles: Profiles;
  /** Keys and blocks by rule; at most 32 rules. */
  rules: { keys: readonly Keys[]; blocks: readonly Blocks[] };
  /** By file: whether no two of its records are one entity. */
  noDuplicates: readonly boolean[];
  batchSize?: number;
  /** By rule, the share to give of the pairs that no earlier rule gives, chosen by hash (`sampling.ts`); default all. */
  shares?: readonly number[];
  seed?: number;
  /** Whether to tell all rules of each pair. */
  tellRules?: boolean;
  /** Hears how many pairs each rule added. */
  added?: number[];
}

/** Many: to ask for the values of a few takes DuckDB nearly as long. */
const BATCH = 1 << 19;

/** Pairs within profiles of several records first (left = right), then rule by rule. */
export function* pairBatches(source: PairSource): Generator<PairBatch> {
  const { profiles, rules: all, batchSize = BATCH, tellRules = false, shares = [], added = [] } = source;
  const rules = all.keys;
  const array = () => new Uint32Array(batchSize);
  const batch: PairBatch = { size: 0, left: array(), right: array(), rules: array() };
  const isWanted = wanted(source);
  const agreed = (left: number, right: number, from: number) => (tellRules ? agreedRules(rules, { left, right, from }) : 0);
  const add = (left: number, right: number, agreeing: number): boolean => {
    batch.left[batch.size] = left;
    batch.right[batch.size] = right;
    batch.rules[batch.size++] = agreeing;
    return batch.size === batchSize;
  };
  for (let profile = 0; profile < profiles.count; profile++) {
    if (profiles.records[profile]! < 2) continue;
    const agreeing = agreed(profile, profile, 0);
    if (isWanted(profile, profile, shareOf(agreeing, shares)) && add(profile, profile, agreeing)) yield* handOver(batch);
  }
  for (const [rule, { members, starts, keys }] of all.blocks.entries()) {
    added[rule] = 0;
    const share = shares[rule] ?? 1;
    for (let block = 0; block < keys.length; block++) {
      const end = starts[block + 1]!;
      for (let i = starts[block]!; i < end; i++) {
        const left = members[i]!;
        for (let j = i + 1; j < end; j++) {
          const right = members[j]!;
          if (!isWanted(left, right, share) || isFound(rules, { left, right, rule, key: keys[block]! })) continue;
          added[rule]!++;
          if (add(left, right, agreed(left, right, rule))) yield* handOver(batch);
        }
      }
    }
  }
  if (batch.size > 0) yield batch;
}

function* handOver(batch: PairBatch): Generator<PairBatch> {
  yield batch;
  batch.size = 0;
}

/** Whether a pair may be one entity at all, and is in the sample. */
function wanted({ profiles, noDuplicates, seed = 0 }: PairSource): (left: number, right: number, share: number) => boolean {
  const { file } = profiles;
  const anyClean = noDuplicates.includes(true);
  return (left, right, share) => {
    if (anyClean && file[left] === file[right] && noDuplicates[file[left]!]) return false;
    return share >= 1 || mix(mix(left, seed), right) < share * 4294967296;
  };
}

interface Found {
  left: number;
  right: number;
  rule: number;
  /** Of the block in which the pair is met. */
  key: number;
}

/** Whether an earlier rule gave the pair, or this rule by another key. */
function isFound(rules: readonly Keys[], { left, right, rule, key }: Found): boolean {
  for (let earlier = 0; earlier < rule; earlier++) if (sharedKey(rules[earlier]!, left, right) !== 0) return true;
  return rules[rule]!.starts !== undefined && sharedKey(rules[rule]!, left, right) !== key;
}

function agreedRules(rules: readonly Keys[], { left, right, from }: { left: number; right: number; from: number }): number {
  let agreed = 0;
  for (let rule = from; rule < rules.length; rule++) if (sharedKey(rules[rule]!, left, right) !== 0) agreed |= 1 << rule;
  return agreed >>> 0;
}
