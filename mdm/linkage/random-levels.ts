/**
 * How often each level comes about between two random records (u). Equal values are counted, not sampled: the chance that two records
 * share a value follows from how many have it. The rest is asked of random pairs of values, drawn as often as records have them.
 */
import { createRandom } from '../../core/random.ts';
import { placeOf } from './compile-model.ts';
import type { LinkModel } from './contract.ts';
import type { Judge } from './judge.ts';
import type { Profiles } from './profiles.ts';
import { shares } from './session.ts';

/** Pairs drawn: so many per record, and never more than that. */
const DRAWS_PER_RECORD = 40;
const MOST_DRAWS = 120_000;
/** A level that no random pair reached: as often as would go unseen half of the time. */
const UNSEEN = 0.5;

interface RandomLevels {
  judge: Judge;
  model: LinkModel;
  profiles: Profiles;
  /** By file: whether no two of its records are one entity; such pairs are never looked at, and their likeness is not asked for. */
  noDuplicates: readonly boolean[];
  seed: number;
}

/** Pairs of records that may be one entity at all. */
export function possiblePairs({ totalRecords, records, file }: Profiles, noDuplicates: readonly boolean[]): number {
  const size = new Float64Array(noDuplicates.length);
  for (let profile = 0; profile < records.length; profile++) size[file[profile]!]! += records[profile]!;
  return noDuplicates.reduce((pairs, isClean, one) => pairs - (isClean ? pairsOf(size[one]!) : 0), pairsOf(totalRecords));
}

function pairsOf(records: number): number {
  return (records * (records - 1)) / 2;
}

/** By comparison and level: the share among pairs of records that both have a value; sums to 1, nothing is 0. */
export async function randomLevels({ judge, model, profiles, noDuplicates, seed }: RandomLevels): Promise<Float64Array[]> {
  const all: Float64Array[] = model.comparisons.map(() => new Float64Array(0));
  const drawn = drawRecords(profiles, noDuplicates, seed);
  const comparisons = model.comparisons.entries();
  await judge.inTwoLanes(async (own) => {
    for (const [c, { column: name, levels }] of comparisons) {
      const column = placeOf(model, name);
      const share = equalShares(countEqual(profiles, column, noDuplicates), judge.same[c]!, levels.length);
      const { left, right } = differentValues(profiles.codes[column]!, drawn);
      all[c] = withDifferent(share, await own.ask(c, left, right));
    }
  });
  return all;
}

/** The shares of equal values, and beside them those of the levels that random pairs of different values have. */
function withDifferent(share: Float64Array, answers: Uint8Array): Float64Array {
  const equal = share.reduce((sum, one) => sum + one, 0);
  const seen = new Float64Array(share.length);
  for (const level of answers) seen[level]! += 1;
  for (let level = 1; level < share.length; level++) {
    const among = Math.max(seen[level]!, UNSEEN) / Math.max(1, answers.length);
    share[level] = Math.max(share[level]!, 1e-12) + (1 - equal) * among;
  }
  return shares(share);
}

interface EqualPairs {
  /** Pairs of records that share a value, by its code. */
  equal: Float64Array;
  /** Pairs of records that both have one. */
  filled: number;
}

function countEqual({ codes, dictionaries, records, file }: Profiles, column: number, noDuplicates: readonly boolean[]): EqualPairs {
  const { records: all, filled } = dictionaries[column]!;
  const counted: EqualPairs = { equal: new Float64Array(all.length), filled: pairsOf(filled) };
  for (let code = 1; code < all.length; code++) counted.equal[code] = pairsOf(all[code]!);
  for (const [one, isClean] of noDuplicates.entries()) {
    if (!isClean) continue;
    const own = new Float64Array(all.length);
    let size = 0;
    for (const [profile, code] of codes[column]!.entries()) {
      if (code === 0 || file[profile] !== one) continue;
      own[code]! += records[profile]!;
      size += records[profile]!;
    }
    for (const [code, count] of own.entries()) counted.equal[code]! -= pairsOf(count);
    counted.filled -= pairsOf(size);
  }
  return counted;
}

/** Chance that two records with a value have the same one, by the level that equal values reach. */
function equalShares({ equal, filled }: EqualPairs, same: Uint8Array, levels: number): Float64Array {
  const pairs = new Float64Array(levels);
  for (let code = 1; code < equal.length; code++) pairs[same[code]!]! += equal[code]!;
  return pairs.map((one) => one / Math.max(1, filled));
}

/** Profiles drawn as often as they have records. */
function drawRecords(
  { records, totalRecords, file }: Profiles,
  noDuplicates: readonly boolean[],
  seed: number,
): { left: Uint32Array; right: Uint32Array } {
  const random = createRandom(seed);
  const profileOf = new Uint32Array(totalRecords);
  for (let profile = 0, next = 0; profile < records.length; profile++) {
    for (let record = 0; record < records[profile]!; record++) profileOf[next++] = profile;
  }
  const draws = Math.min(MOST_DRAWS, DRAWS_PER_RECORD * totalRecords);
  const [left, right] = [new Uint32Array(draws), new Uint32Array(draws)];
  let size = 0;
  for (let i = 0; i < draws; i++) {
    const [l, r] = [profileOf[Math.floor(random() * totalRecords)]!, profileOf[Math.floor(random() * totalRecords)]!];
    if (file[l] === file[r] && noDuplicates[file[l]!]) continue;
    left[size] = l;
    right[size++] = r;
  }
  return { left: left.subarray(0, size), right: right.subarray(0, size) };
}

/** The codes of drawn profiles where both have one and they differ. */
function differentValues(codes: Uint32Array, drawn: { left: Uint32Array; right: Uint32Array }): { left: Uint32Array; right: Uint32Array } {
  const [left, right] = [new Uint32Array(drawn.left.length), new Uint32Array(drawn.left.length)];
  let size = 0;
  for (let i = 0; i < left.length; i++) {
    const [l, r] = [codes[drawn.left[i]!]!, codes[drawn.right[i]!]!];
    if (l === 0 || r === 0 || l === r) continue;
    left[size] = l;
    right[size++] = r;
  }
  return { left: left.subarray(0, size), right: right.subarray(0, size) };
}
