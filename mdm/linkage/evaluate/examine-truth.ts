/** What became of the true pairs: how many were compared at all, at which weights, and which went wrong. */
import type { Sql } from '../../../core/duckdb/sql.ts';
import type { TrainedModel } from '../contract.ts';
import type { Prepared } from '../prepare.ts';
import { scorePairs } from '../score-pairs.ts';
import * as steps from './judged-steps.ts';
import type { TruthForm } from './truth-steps.ts';

type Pair = [left: number, right: number];

export interface ExaminedTruth {
  /** Share of the true pairs that some rule brought together; an estimate where there are very many. */
  candidateRecall: number;
  /** True pairs by bins of `STEP`, among all that were compared. */
  matches: Map<number, number>;
  /** Some wrong pairs of each kind, the strongest first. */
  wrong: { joinedWrongly: Pair[]; keptAndMissed: Pair[]; belowReview: Pair[]; neverCompared: Pair[] };
}

/** Width of a bin of weights. */
const STEP = 0.5;
/** Beyond so many true pairs, a part of the true clusters is examined. */
const MOST_TRUE_PAIRS = 5_000_000;
const MOST_UNKEPT = 20_000;
const SHOWN = 12;

/** Beside the tables of a link and a truth that was loaded (`loadTruth`). */
export async function examineTruth(prepared: Prepared, trained: TrainedModel, form: TruthForm): Promise<ExaminedTruth> {
  const { db } = prepared;
  const { pairs: all } = await db.row<{ pairs: number }>(steps.countTruePairs(form));
  const everyth = Math.max(1, Math.ceil(all / MOST_TRUE_PAIRS));
  await db.run(steps.unkeptSteps(form, everyth));
  const { pairs, unkept } = await db.row<{ pairs: number; unkept: number }>(steps.countTrueSample(form, everyth));
  const looked = await lookAtUnkept(prepared, trained);
  const compared = looked.filter(({ isCompared }) => isCompared);
  const each = looked.length === 0 ? 0 : unkept / looked.length;
  const matches = new Map<number, number>();
  for (const row of await db.rows<{ weight: number; pairs: number }>(steps.matchesByWeight(form, STEP))) matches.set(row.weight, row.pairs);
  for (const { weight } of compared) {
    const bin = Math.floor(weight / STEP) * STEP;
    matches.set(bin, (matches.get(bin) ?? 0) + each * everyth);
  }
  const missed = looked.filter(({ together }) => !together).sort((a, b) => b.weight - a.weight);
  const some = (wanted: boolean) =>
    missed
      .filter(({ isCompared }) => isCompared === wanted)
      .map(({ pair }) => pair)
      .slice(0, SHOWN);
  return {
    candidateRecall: pairs === 0 ? 1 : (pairs - unkept + compared.length * each) / pairs,
    matches,
    wrong: {
      joinedWrongly: await read(prepared, steps.joinedWrongly(form, SHOWN)),
      keptAndMissed: await read(prepared, steps.keptAndMissed(form, SHOWN)),
      belowReview: some(true),
      neverCompared: some(false),
    },
  };
}

async function lookAtUnkept(prepared: Prepared, trained: TrainedModel) {
  const pairs = await read(prepared, steps.someUnkept(MOST_UNKEPT));
  if (pairs.length === 0) return [];
  const scored = await scorePairs(prepared, trained, pairs);
  const together = await prepared.db.rows<{ together: boolean }>(steps.areTogether(pairs));
  return pairs.map((pair, i) => ({
    pair,
    weight: scored[i]!.weight,
    isCompared: scored[i]!.rules.length > 0,
    together: together[i]!.together,
  }));
}

async function read({ db }: Prepared, sql: Sql): Promise<Pair[]> {
  return (await db.rows<{ left_n: number; right_n: number }>(sql)).map(({ left_n, right_n }) => [left_n, right_n]);
}
