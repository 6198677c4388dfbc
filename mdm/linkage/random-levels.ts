/**
 * How often each level comes about between two random records (u). Equal values are counted, not sampled: the chance that two records
 * share a value follows from how many have it. The rest is asked of random pairs of values, drawn as often as records have them.
 */
import { randomNumbers } from './integers.ts';
import type { Judge } from './judge.ts';
import type { Dictionary, Profiles } from './profiles.ts';

/** Pairs drawn: so many per record, and never more than that. */
const DRAWS_PER_RECORD = 40;
const MOST_DRAWS = 300_000;
/** A level that no random pair reached: as often as would go unseen half of the time. */
const UNSEEN = 0.5;

interface RandomLevels {
  judge: Judge;
  profiles: Profiles;
  /** By comparison: the place of its column and the number of its levels. */
  comparisons: readonly { column: number; levels: number }[];
  seed: number;
}

/** By comparison and level: the share among pairs of records that both have a value; sums to 1, nothing is 0. */
export async function randomLevels({ judge, profiles, comparisons, seed }: RandomLevels): Promise<Float64Array[]> {
  const shares: Float64Array[] = [];
  for (const [c, { column, levels }] of comparisons.entries()) {
    const dictionary = profiles.dictionaries[column]!;
    const share = equalShares(dictionary, judge.same[c]!, levels);
    const equal = share.reduce((sum, one) => sum + one, 0);
    const { left, right } = drawPairs(dictionary, seed + c);
    const answers = await judge.ask(c, left, right);
    const seen = new Float64Array(levels);
    for (const level of answers) seen[level]! += 1;
    for (let level = 1; level < levels; level++) {
      const drawn = Math.max(seen[level]!, UNSEEN) / Math.max(1, answers.length);
      share[level] = Math.max(share[level]!, 1e-12) + (1 - equal) * drawn;
    }
    shares.push(normal(share));
  }
  return shares;
}

/** Chance that two records with a value have the same one, by the level that equal values reach. */
function equalShares({ records, filled }: Dictionary, same: Uint8Array, levels: number): Float64Array {
  const pairs = new Float64Array(levels);
  for (let code = 1; code < records.length; code++) pairs[same[code]!]! += records[code]! * (records[code]! - 1);
  return pairs.map((one) => one / Math.max(1, filled * (filled - 1)));
}

/** Random pairs of different values. */
function drawPairs({ records, filled }: Dictionary, seed: number): { left: Uint32Array; right: Uint32Array } {
  const random = randomNumbers(seed);
  const upTo = new Float64Array(records.length);
  for (let code = 1; code < records.length; code++) upTo[code] = upTo[code - 1]! + records[code]!;
  const draw = () => firstAbove(upTo, random() * filled);
  const draws = records.length > 2 ? Math.min(MOST_DRAWS, DRAWS_PER_RECORD * filled) : 0;
  const [left, right] = [new Uint32Array(draws), new Uint32Array(draws)];
  let size = 0;
  for (let i = 0; i < draws; i++) {
    const [l, r] = [draw(), draw()];
    if (l === r) continue;
    left[size] = l;
    right[size++] = r;
  }
  return { left: left.subarray(0, size), right: right.subarray(0, size) };
}

/** The first place whose number is above the value; `upTo` ascends. */
function firstAbove(upTo: Float64Array, value: number): number {
  let [low, high] = [1, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (upTo[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function normal(shares: Float64Array): Float64Array {
  let total = 0;
  for (let level = 1; level < shares.length; level++) total += shares[level]!;
  return shares.map((share, level) => (level === 0 ? 0 : share / total));
}
