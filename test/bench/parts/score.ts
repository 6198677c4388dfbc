/** How right the hub is, beside the truth of the city. */
import type { BenchCity } from '../bench-city.ts';
import type { Figure, PartResult } from '../figure.ts';
import { sankuJson } from '../serve.ts';

interface Measure {
  precision: number;
  recall: number;
}

interface Report {
  person: { pairs: Measure; bcubed: Measure };
  company: { pairs: Measure; bcubed: Measure };
  house: { pairs: Measure; bcubed: Measure };
  wrongs?: Record<string, Measure & { stated: number; byNumber: Measure }>;
}

/** What must be reached, for those identified by number. */
const REQUIRED: Record<string, number> = { 'pension-after-death': 0.98 };

export async function score(bench: BenchCity): Promise<PartResult> {
  await bench.reach(Math.max(1, bench.reached()));
  const words = ['--truth', bench.truth(bench.reached()), '--data', bench.dataFolder];
  const report = (await sankuJson(['score', ...words])) as Report;
  const part = 'score';
  const figures: Figure[] = [];
  const add = (name: string, { precision, recall }: Measure, least?: number) => {
    const required = least === undefined ? {} : { required: { least } };
    figures.push({ part, name: `${name}: precision`, seen: precision, unit: 'share', ...required });
    figures.push({ part, name: `${name}: recall`, seen: recall, unit: 'share', ...required });
  };
  for (const entity of ['person', 'company', 'house'] as const) {
    add(`${entity}, pairs`, report[entity].pairs);
    add(`${entity}, B³`, report[entity].bcubed);
  }
  for (const [name, found] of Object.entries(report.wrongs ?? {})) {
    // The truth knows wrongs that no comparison looks for.
    if (found.stated === 0 && !(name in REQUIRED)) continue;
    add(name, found);
    add(`${name}, identified by number`, found.byNumber, REQUIRED[name]);
  }
  return { figures, details: { month: bench.reached(), report } };
}
