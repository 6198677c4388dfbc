/** Compares a batch of pairs: a level per comparison, and the weight. A pair that can no longer reach the floor is dropped before its costly values are asked for. */
import type { Judge } from './judge.ts';
import { UNKNOWN } from './judge.ts';
import type { PairBatch } from './pairs.ts';
import type { Profiles } from './profiles.ts';
import { type Weights, weightAt } from './weights.ts';

/** The first `size` of each array. */
export interface Compared {
  size: number;
  left: Uint32Array;
  right: Uint32Array;
  rules: Uint32Array;
  /** By comparison. */
  levels: Uint8Array[];
  weight: Float64Array;
}

interface Comparing {
  judge: Judge;
  profiles: Profiles;
  /** Place of each comparison's column. */
  columns: readonly number[];
}

/** Compares every pair in full. */
export async function compareAll(batch: PairBatch, { judge, profiles, columns }: Comparing): Promise<Compared> {
  const compared = start(batch, { judge, profiles, columns });
  for (const c of columns.keys()) await askUnknown(compared, c, { judge, profiles, columns });
  return compared;
}

/** Compares and weighs; keeps the pairs whose weight is at least `floor`. */
export async function compareAbove(batch: PairBatch, comparing: Comparing & { weights: Weights; floor: number }): Promise<Compared> {
  const { weights, floor, columns } = comparing;
  const compared = start(batch, comparing);
  keepPossible(compared, comparing);
  for (const c of askingOrder(weights)) {
    await askUnknown(compared, c, comparing);
    keepPossible(compared, { ...comparing, floor, columns });
  }
  return compared;
}

/** What tells most is asked first. */
function askingOrder({ levels, bestOfDifferent }: Weights): number[] {
  const told = levels.map((own, c) => bestOfDifferent[c]! - own.at(-1)!);
  return levels.map((_, c) => c).sort((a, b) => told[b]! - told[a]! || a - b);
}

function start(batch: PairBatch, { judge, profiles, columns }: Comparing): Compared {
  const { size } = batch;
  const [left, right, rules] = [batch.left.slice(0, size), batch.right.slice(0, size), batch.rules.slice(0, size)];
  const levels = columns.map((column, c) => {
    const codes = profiles.codes[column]!;
    const own = new Uint8Array(size);
    for (let i = 0; i < size; i++) own[i] = judge.atOnce(c, codes[left[i]!]!, codes[right[i]!]!);
    return own;
  });
  return { size, left, right, rules, levels, weight: new Float64Array(size) };
}

async function askUnknown(compared: Compared, c: number, { judge, profiles, columns }: Comparing): Promise<void> {
  const { size, left, right } = compared;
  const levels = compared.levels[c]!;
  const codes = profiles.codes[columns[c]!]!;
  const places: number[] = [];
  for (let i = 0; i < size; i++) if (levels[i] === UNKNOWN) places.push(i);
  const side = (profile: Uint32Array) => Uint32Array.from(places, (i) => codes[profile[i]!]!);
  const answers = await judge.ask(c, side(left), side(right));
  for (let i = 0; i < places.length; i++) levels[places[i]!] = answers[i]!;
}

/** Weighs what is known, takes the best for what is not, and drops what stays below the floor. */
function keepPossible(compared: Compared, { profiles, weights, floor, columns }: Comparing & { weights: Weights; floor: number }): void {
  const { left, right, rules, levels, weight } = compared;
  let kept = 0;
  for (let i = 0; i < compared.size; i++) {
    let most = weights.prior;
    for (let c = 0; c < levels.length; c++) {
      const level = levels[c]![i]!;
      most += level === UNKNOWN ? weights.bestOfDifferent[c]! : weightAt(weights, c, level, profiles.codes[columns[c]!]![left[i]!]!);
    }
    if (most < floor) continue;
    left[kept] = left[i]!;
    right[kept] = right[i]!;
    rules[kept] = rules[i]!;
    weight[kept] = most;
    for (const own of levels) own[kept] = own[i]!;
    kept++;
  }
  compared.size = kept;
}
