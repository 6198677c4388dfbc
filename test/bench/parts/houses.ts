/** How right houses and the ties to them are: cities of their own, whose seeds no test uses, each imported into a hub of its own and held beside its truth. */
import path from 'node:path';
import type { BenchCity } from '../bench-city.ts';
import type { Figure, PartResult } from '../figure.ts';
import { sankuJson } from '../serve.ts';

const PEOPLE = 10_000;
const SEEDS = [21, 22];

interface Measure {
  precision: number;
  recall: number;
}

interface Report {
  house: { rooms: { pairs: { f1: number } }; buildings: { pairs: { f1: number } }; tree: { share: number } };
  relations: Record<string, Measure & { dated: Measure }>;
}

/** With begin and end within 31 days. */
const REQUIRED: Record<string, number> = { registered: 0.99, living: 0.97 };

export async function houses(bench: BenchCity): Promise<PartResult> {
  const figures: Figure[] = [];
  const details: Record<string, unknown> = {};
  for (const seed of SEEDS) {
    const report = await measure(bench, seed);
    details[seed] = report;
    const add = (name: string, seen: number, least?: number) =>
      figures.push({
        part: 'houses',
        name: `seed ${seed}: ${name}`,
        seen,
        unit: 'share',
        ...(least !== undefined && { required: { least } }),
      });
    add('rooms, pairs: f1', report.house.rooms.pairs.f1, 0.985);
    add('buildings, pairs: f1', report.house.buildings.pairs.f1, 0.99);
    add('rooms of the building table shown at their floor', report.house.tree.share, 1);
    for (const [relation, tie] of Object.entries(report.relations)) {
      add(`${relation}, with dates: precision`, tie.dated.precision, REQUIRED[relation]);
      add(`${relation}, with dates: recall`, tie.dated.recall, REQUIRED[relation]);
    }
  }
  return { figures, details };
}

async function measure(bench: BenchCity, seed: number): Promise<Report> {
  const folder = path.join(bench.folder, `houses-${seed}`);
  const [city, data] = [path.join(folder, 'city'), path.join(folder, 'hub')];
  await sankuJson(['sample', '--people', String(PEOPLE), '--seed', String(seed), '--out', city]);
  await sankuJson(['import', path.join(city, 'month-01'), '--config', path.join(city, 'config'), '--data', data]);
  return (await sankuJson(['score', '--truth', path.join(city, 'truth/month-01'), '--data', data])) as Report;
}
