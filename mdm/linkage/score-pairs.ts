/** Tells of given pairs of records what the model says of them, whether or not a rule brings them together. */
import { sharedKey } from './block-keys.ts';
import { compareAll } from './compare.ts';
import type { ComparedLevel, PairEvidence, TrainedModel } from './contract.ts';
import type { Prepared } from './prepare.ts';
import { takenBack } from './taken-back.ts';
import { probabilityOf } from './threshold.ts';
import { rarityAt, type Weights, weightsOf } from './weights.ts';

/** Pairs by the records' numbers (`record.n`). */
export async function scorePairs(
  { db, model, profiles, judge, rules }: Prepared,
  trained: TrainedModel,
  pairs: readonly (readonly [left: number, right: number])[],
): Promise<PairEvidence[]> {
  const weights = await weightsOf(db, { model, trained, profiles });
  const side = (place: 0 | 1) => Uint32Array.from(pairs, (pair) => profiles.profileOf[pair[place]]!);
  const batch = { size: pairs.length, left: side(0), right: side(1), rules: new Uint32Array(pairs.length) };
  const compared = await compareAll(batch, { judge, profiles, columns: weights.columns });
  return pairs.map(([left, right], i) => {
    const levels = compared.levels.map((own, c) => {
      const level = own[i]!;
      const rarity = rarityAt(weights, c, level, profiles.codes[weights.columns[c]!]![batch.left[i]!]!);
      return { level, weight: weights.levels[c]![level]! + rarity, rarity };
    });
    takeBack(levels, weights);
    const weight = levels.reduce((sum, one) => sum + one.weight, weights.prior);
    const names = rules.rules.filter((_, rule) => sharedKey(rules.keys[rule]!, batch.left[i]!, batch.right[i]!) !== 0);
    return { left, right, levels, prior: weights.prior, weight, probability: probabilityOf(weight), rules: names.map(({ name }) => name) };
  });
}

/** Takes what comes twice from the levels that say it: of an overlap from the later one, of what relatives share from each in its measure. */
function takeBack(levels: ComparedLevel[], { ties, levels: weights }: Weights): void {
  const levelOf = (c: number) => levels[c]!.level;
  const bits = takenBack(ties, weights, { levelOf, rarityOf: (c) => levels[c]!.rarity });
  if (bits === 0) return;
  const measure = levels.map(({ level, rarity }, c) => {
    const related = level === 0 ? [] : ties.related.map((sort) => (sort.weights[c]?.[level] ?? Number.NEGATIVE_INFINITY) + rarity);
    const overlaps = ties.overlaps.filter(({ left, right }) => Math.max(left, right) === c);
    return Math.max(0, ...related) + takenBack({ overlaps, related: [] }, weights, { levelOf });
  });
  const total = measure.reduce((sum, one) => sum + one, 0);
  for (const [c, one] of levels.entries()) one.weight -= total === 0 ? bits / levels.length : (bits * measure[c]!) / total;
}
