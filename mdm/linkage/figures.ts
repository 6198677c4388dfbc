/** What a reader of the result is told of columns and patterns. */
import type { ColumnFigures, PatternFigures, TrainedModel } from './contract.ts';
import type { Prepared } from './prepare.ts';
import { takenBack, tiesOf } from './taken-back.ts';
import { probabilityOf } from './threshold.ts';

const MOST_PATTERNS = 10_000;

export function columnFigures({ model, profiles }: Prepared): ColumnFigures[] {
  return model.columns.map(({ name, kind }, i) => {
    const { filled, size } = profiles.dictionaries[i]!;
    return { name, kind, filled, distinct: size };
  });
}

export interface CountedPattern {
  levels: Uint8Array;
  pairs: number;
}

/** Most frequent first. */
export function patternFigures(trained: TrainedModel, patterns: readonly CountedPattern[]): PatternFigures[] {
  const { prior, comparisons } = trained;
  const ties = tiesOf(trained);
  const weights = comparisons.map((comparison) => Float64Array.from(comparison.levels, ({ weight }) => weight));
  const sorted = patterns.toSorted((a, b) => b.pairs - a.pairs).slice(0, MOST_PATTERNS);
  return sorted.map(({ levels, pairs }) => {
    const told = comparisons.reduce((sum, comparison, c) => sum + comparison.levels[levels[c]!]!.weight, prior);
    const weight = told - takenBack(ties, weights, { levelOf: (c) => levels[c]! });
    return { levels: [...levels], pairs: Math.round(pairs), weight, probability: probabilityOf(weight) };
  });
}
