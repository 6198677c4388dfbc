/** Scores all candidates under a trained model, and keeps those that may matter. */
import { type Compared, compareAbove } from './compare.ts';
import type { Progress, TrainedModel } from './contract.ts';
import type { Edges } from './edges.ts';
import { forget, Growing } from './integers.ts';
import { pairBatches } from './pairs.ts';
import { packLevels } from './patterns.ts';
import type { Prepared } from './prepare.ts';
import { recordPairs } from './profiles.ts';
import { weightOf } from './threshold.ts';
import { weightsOf } from './weights.ts';

export interface Scored {
  edges: Edges;
  /** Of each edge: its levels as one number. */
  pattern: Float64Array;
  /** Pairs of profiles compared, and pairs of records that they stand for. */
  compared: number;
  candidates: number;
}

/** Pairs less likely than this are not kept, unless a lower line is asked for. */
const KEPT = 0.01;

export async function scoreAll(prepared: Prepared, trained: TrainedModel, tell?: (progress: Progress) => void): Promise<Scored> {
  const { db, model, profiles, judge, rules, noDuplicates } = prepared;
  const weights = await weightsOf(db, { model, trained, profiles });
  const floor = weightOf(Math.min(KEPT, trained.thresholds.review));
  const sizes = model.comparisons.map(({ levels }) => levels.length);
  const [left, right] = [new Growing(new Uint32Array(0)), new Growing(new Uint32Array(0))];
  const [weight, pattern] = [new Growing(new Float64Array(0)), new Growing(new Float64Array(0))];
  const added: number[] = [];
  let [compared, candidates, batches, kept] = [0, 0, 0, 0];
  const done = new Map<number, Compared>();
  const keep = (above: Compared) => {
    for (let i = 0; i < above.size; i++) {
      left.push(above.left[i]!);
      right.push(above.right[i]!);
      weight.push(above.weight[i]!);
      pattern.push(packLevels(above.levels, i, sizes));
    }
    forget(above.left, above.right, above.rules, above.weight, ...above.levels);
  };
  const all = pairBatches({ profiles, rules, noDuplicates, added });
  await judge.inTwoLanes(async (own) => {
    const weighing = { judge: own, profiles, columns: weights.columns, weights, floor };
    for (const batch of all) {
      const turn = batches++;
      compared += batch.size;
      for (let i = 0; i < batch.size; i++) candidates += recordPairs(profiles.records, batch.left[i]!, batch.right[i]!);
      done.set(turn, await compareAbove(batch, weighing));
      // In the order of the batches, whichever ends first.
      for (let next = done.get(kept); next !== undefined; next = done.get(kept)) {
        keep(next);
        done.delete(kept++);
      }
      tell?.({ stage: 'score', done: compared, total: rules.pairs });
    }
  });
  for (const [rule, figures] of rules.figures.entries()) figures.added = added[rule] ?? 0;
  return { edges: { left: left.all, right: right.all, weight: weight.all }, pattern: pattern.all, compared, candidates };
}
