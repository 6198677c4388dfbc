/**
 * Measures the hub and writes the table of docs/benchmarks.md. Nothing fails when a figure is missed: it is a measurement, not a test.
 *
 *   node test/bench/bench.ts [--people 100000] [--only start,decoders,addresses,city,score,houses,haishu,month-two,look-up] [--out docs/benchmarks.md] [--date 2026-11-30]
 *                            [--folder FOLDER]   keeps the city and the hub there, and uses those that are there
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../core/postgres/database.ts';
import { BenchCity } from './bench-city.ts';
import type { PartResult } from './figure.ts';
import { describeMachine, postgresVersion } from './machine.ts';
import { addresses } from './parts/addresses.ts';
import { city } from './parts/city.ts';
import { decoders } from './parts/decoders.ts';
import { haishu } from './parts/haishu.ts';
import { houses } from './parts/houses.ts';
import { lookUp } from './parts/look-up.ts';
import { monthTwo } from './parts/month-two.ts';
import { score } from './parts/score.ts';
import { start } from './parts/start.ts';
import { type Report, table, writeReport } from './report.ts';

/** In this order: each takes the hub further. */
const PARTS: Record<string, (bench: BenchCity) => Promise<PartResult>> = {
  start,
  decoders,
  addresses,
  city,
  score,
  houses,
  haishu,
  'month-two': monthTwo,
  'look-up': lookUp,
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      people: { type: 'string', default: '100000' },
      only: { type: 'string', default: Object.keys(PARTS).join(',') },
      out: { type: 'string', default: path.resolve(import.meta.dirname, '../../docs/benchmarks.md') },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      folder: { type: 'string' },
    },
  });
  const wanted = new Set(values.only.split(','));
  for (const name of wanted) if (!(name in PARTS)) throw new Error(`no part ${name}: ${Object.keys(PARTS).join(', ')}`);
  const folder = path.resolve(values.folder ?? (await mkdtemp(path.join(tmpdir(), 'sanku-bench-'))));
  await mkdir(folder, { recursive: true });
  const bench = new BenchCity({ folder, people: Number(values.people) });
  const report: Report = { date: values.date, people: bench.people, machine: await machineOf(folder), figures: [], details: {} };
  try {
    for (const [name, measure] of Object.entries(PARTS)) {
      if (!wanted.has(name)) continue;
      const { figures, details } = await measure(bench);
      console.log(`${table(figures)}\n`);
      report.figures.push(...figures);
      report.details[name] = details;
    }
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
  await writeReport(report, values.out);
}

/** The server that ships with the hub says which it is. */
async function machineOf(folder: string) {
  const database = await openDatabase<unknown>({ dataFolder: path.join(folder, 'asked') });
  try {
    return describeMachine(await postgresVersion(database));
  } finally {
    await database.close();
  }
}

await main();
