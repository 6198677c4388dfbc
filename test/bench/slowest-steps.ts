import type { Imported } from './tasks/import.ts';

/** The steps of an import's runs that took longest, longest first: where tuning begins. */
export function slowestSteps({ runs }: Pick<Imported, 'runs'>, count: number) {
  const steps = runs.flatMap(({ kind, source, steps: each }) =>
    each.map(({ name, rows, ms }) => ({ run: source ?? kind, step: name, rows, ms })),
  );
  return steps.sort((left, right) => right.ms - left.ms).slice(0, count);
}
