/** Compares a batch of pairs: a level per comparison, and the weight. A pair that can no longer reach the floor is dropped before its costly values are asked for. */
import { forget } from './integers.ts';
import { type Judge, UNKNOWN } from './judge.ts';
import type { PairBatch } from './pairs.ts';
import type { Profiles } from './profiles.ts';
import { takenBack } from './taken-back.ts';
import { rarityAt, type Weights } from './weights.ts';

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

type Weighing = Comparing & { weights: Weights; floor: number };

/** Compares every pair in full; weighs nothing. */
export async function compareAll(batch: PairBatch, comparing: Comparing): Promise<Compared> {
  const compared = start(batch, comparing);
  const comparisons = comparing.columns.keys();
  await comparing.judge.inTwoLanes(async (judge) => {
    for (const c of comparisons) await askUnknown(compared, c, { ...comparing, judge });
  });
  return compared;
}

/** Compares and weighs; keeps the pairs whose weight is at least `floor`. */
export async function compareAbove(batch: PairBatch, weighing: Weighing): Promise<Compared> {
  const { weights, floor, columns } = weighing;
  const compared = start(batch, weighing);
  // What the pair weighs as far as it is known, and the most that the rest may add.
  const hope = new Float64Array(batch.size);
  compared.weight.fill(weights.prior);
  for (const c of columns.keys()) weigh({ compared, hope, c }, weighing);
  keepPossible(compared, hope, floor);
  for (const c of askingOrder(weights)) {
    const asked = await askUnknown(compared, c, weighing);
    weighAsked({ compared, hope, c, asked }, weighing);
    keepPossible(compared, hope, floor);
    forget(asked);
  }
  forget(hope);
  takeBack(compared, weighing);
  return compared;
}

/** Once all levels are known: takes back what comes twice, and drops what that brings below the floor. */
function takeBack(compared: Compared, { weights, floor, profiles, columns }: Weighing): void {
  if (weights.ties.overlaps.length === 0 && weights.ties.related.length === 0) return;
  const { levels, weight } = compared;
  let kept = 0;
  for (let i = 0; i < compared.size; i++) {
    const rarityOf = (c: number) => rarityAt(weights, c, levels[c]![i]!, profiles.codes[columns[c]!]![compared.left[i]!]!);
    const rest = weight[i]! - takenBack(weights.ties, weights.levels, { levelOf: (c) => levels[c]![i]!, rarityOf });
    if (rest < floor) continue;
    for (const own of [compared.left, compared.right, compared.rules, ...levels]) own[kept] = own[i]!;
    weight[kept++] = rest;
  }
  compared.size = kept;
}

/** What tells most is asked first. */
function askingOrder({ levels, bestOfDifferent }: Weights): number[] {
  const told = levels.map((own, c) => bestOfDifferent[c]! - own.at(-1)!);
  return levels.map((_, c) => c).sort((a, b) => told[b]! - told[a]! || a - b);
}

/** Levels of missing and of equal values; UNKNOWN for the rest. */
function start({ size, left: allLeft, right: allRight, rules: allRules }: PairBatch, { judge, profiles, columns }: Comparing): Compared {
  const [left, right, rules] = [allLeft.slice(0, size), allRight.slice(0, size), allRules.slice(0, size)];
  const levels = columns.map((column, c) => {
    const codes = profiles.codes[column]!;
    const same = judge.same[c]!;
    const own = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      const [l, r] = [codes[left[i]!]!, codes[right[i]!]!];
      own[i] = l === 0 || r === 0 ? 0 : l === r ? same[l]! : UNKNOWN;
    }
    return own;
  });
  return { size, left, right, rules, levels, weight: new Float64Array(size) };
}

/** Asks for the unknown levels of a comparison; gives the places that were asked for. */
async function askUnknown(
  { size, left, right, levels }: Compared,
  c: number,
  { judge, profiles, columns }: Comparing,
): Promise<Uint32Array> {
  const own = levels[c]!;
  const codes = profiles.codes[columns[c]!]!;
  let unknown = 0;
  for (let i = 0; i < size; i++) if (own[i] === UNKNOWN) unknown++;
  const [places, l, r] = [new Uint32Array(unknown), new Uint32Array(unknown), new Uint32Array(unknown)];
  for (let i = 0, next = 0; i < size; i++) {
    if (own[i] !== UNKNOWN) continue;
    places[next] = i;
    l[next] = codes[left[i]!]!;
    r[next++] = codes[right[i]!]!;
  }
  const answers = await judge.ask(c, l, r);
  for (let i = 0; i < unknown; i++) own[places[i]!] = answers[i]!;
  forget(l, r, answers);
  return places;
}

interface Weighed {
  compared: Compared;
  hope: Float64Array;
  c: number;
}

/** Adds what one comparison says where it is known, and what it may say at best where it is not. */
function weigh({ compared, hope, c }: Weighed, { profiles, weights, columns }: Weighing): void {
  const { size, left, weight } = compared;
  const own = compared.levels[c]!;
  const codes = profiles.codes[columns[c]!]!;
  const [add, rarity, tf, best] = [weights.levels[c]!, weights.rarity[c], weights.tf[c]!, weights.bestOfDifferent[c]!];
  for (let i = 0; i < size; i++) {
    const level = own[i]!;
    if (level === UNKNOWN) hope[i]! += best;
    else weight[i]! += rarity !== undefined && tf[level] ? add[level]! + rarity[codes[left[i]!]!]! : add[level]!;
  }
}

/** Adds what one comparison said of the places that it was asked for. */
function weighAsked({ compared, hope, c, asked }: Weighed & { asked: Uint32Array }, { profiles, weights, columns }: Weighing): void {
  const { left, weight } = compared;
  const own = compared.levels[c]!;
  const codes = profiles.codes[columns[c]!]!;
  const [add, rarity, tf, best] = [weights.levels[c]!, weights.rarity[c], weights.tf[c]!, weights.bestOfDifferent[c]!];
  for (let next = 0; next < asked.length; next++) {
    const i = asked[next]!;
    const level = own[i]!;
    hope[i]! -= best;
    weight[i]! += rarity !== undefined && tf[level] ? add[level]! + rarity[codes[left[i]!]!]! : add[level]!;
  }
}

/** Rounding of a sum may not drop a pair at the very line. */
const ROUNDING = 1e-9;

/** Drops the pairs that stay below the floor whatever is still unknown. */
function keepPossible(compared: Compared, hope: Float64Array, floor: number): void {
  const { size, left, right, rules, levels, weight } = compared;
  let kept = 0;
  for (let i = 0; i < size; i++) {
    if (weight[i]! + hope[i]! < floor - ROUNDING) continue;
    left[kept] = left[i]!;
    right[kept] = right[i]!;
    rules[kept] = rules[i]!;
    weight[kept] = weight[i]!;
    hope[kept] = hope[i]!;
    for (let c = 0; c < levels.length; c++) levels[c]![kept] = levels[c]![i]!;
    kept++;
  }
  compared.size = kept;
}
