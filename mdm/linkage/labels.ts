/** How often two records of one entity are at each level of a comparison, counted from labels instead of learnt. */
import { compareAll } from './compare.ts';
import { evaluateErrors } from './evaluate/errors.ts';
import { countTruePairs, someTruePairs } from './evaluate/judged-steps.ts';
import { loadTruth } from './evaluate/load-truth.ts';
import type { Prepared } from './prepare.ts';

export interface LabelledMatches {
  /** By comparison and level: of so many labelled matches. */
  levels: Float64Array[];
  /** Pairs that the labels call one entity. */
  pairs: number;
  /** Every record has a label: there are no other matches. */
  isComplete: boolean;
}

interface Counting {
  /** Place of each comparison's column, and how many levels it has. */
  columns: readonly number[];
  sizes: readonly number[];
}

/** Matches that are enough to count from. */
const MOST = 200_000;

/**
 * @param file `[file,]id,cluster`, or judged pairs, as a truth file has them
 * @throws labelsWithoutMatch, and what a truth file is refused for
 */
export async function countLabelledMatches(prepared: Prepared, file: string, { columns, sizes }: Counting): Promise<LabelledMatches> {
  const { db, profiles, judge } = prepared;
  const { form, known, lines } = await loadTruth(db, file);
  const { pairs } = await db.row<{ pairs: number }>(countTruePairs(form));
  if (pairs === 0) throw evaluateErrors.labelsWithoutMatch({ lines });
  const sample = await db.rows<{ left_n: number; right_n: number }>(someTruePairs(form, Math.ceil(pairs / MOST), MOST));
  const side = (name: 'left_n' | 'right_n') => Uint32Array.from(sample, (pair) => profiles.profileOf[pair[name]]!);
  const batch = { size: sample.length, left: side('left_n'), right: side('right_n'), rules: new Uint32Array(sample.length) };
  const compared = await compareAll(batch, { judge, profiles, columns });
  const levels = sizes.map((size) => new Float64Array(size));
  for (const [c, own] of compared.levels.entries()) for (const level of own) levels[c]![level]!++;
  return { levels, pairs, isComplete: form === 'clusters' && known === profiles.totalRecords };
}
