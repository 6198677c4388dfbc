/** Tells of given pairs of records what the model says of them, whether or not a rule brings them together. */
import { sharedKey } from './block-keys.ts';
import { compareAll } from './compare.ts';
import type { PairEvidence, TrainedModel } from './contract.ts';
import type { Prepared } from './prepare.ts';
import { takenBack } from './taken-back.ts';
import { probabilityOf } from './threshold.ts';
import { weightAt, weightsOf } from './weights.ts';

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
      const weight = weightAt(weights, c, level, profiles.codes[weights.columns[c]!]![batch.left[i]!]!);
      return { level, weight, rarity: weight - weights.levels[c]![level]! };
    });
    for (const { left: one, right: other, bits } of weights.overlaps) {
      const later = Math.max(one, other);
      if (takenBack([{ left: one, right: other, bits }], weights.levels, (c) => levels[c]!.level) > 0) levels[later]!.weight -= bits;
    }
    const weight = levels.reduce((sum, one) => sum + one.weight, weights.prior);
    const names = rules.rules.filter((_, rule) => sharedKey(rules.keys[rule]!, batch.left[i]!, batch.right[i]!) !== 0);
    return { left, right, levels, prior: weights.prior, weight, probability: probabilityOf(weight), rules: names.map(({ name }) => name) };
  });
}
