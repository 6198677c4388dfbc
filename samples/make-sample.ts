import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Log, silentLog } from '../core/log.ts';
import { firstDayOfMonth, isoDate, monthOf } from './days.ts';
import type { Department, View } from './departments/department.ts';
import { DEPARTMENTS } from './departments/index.ts';
import { samplesErrors } from './errors.ts';
import { live, makeWorld } from './world/make-world.ts';
import { MONTH_1 } from './world/world.ts';
import { FeedFile } from './writers/feed-file.ts';
import { TruthRecords, writeTruth } from './writers/truth-writer.ts';

export interface SampleRequest {
  /** Living residents on 2026-10-01. */
  people: number;
  /** The same seed gives the same bytes. */
  seed: number;
  /** Months 1 … `months` are written; month 1 is that of 2026-10-01. */
  months: number;
  /** Folder of the city; what an earlier run wrote there is replaced. */
  out: string;
  /** Folder whose hub.yaml, sources/, entities/, comparisons/ and divisions.csv are copied to `out`/config. */
  configFolder: string;
  log?: Log;
}

/** Rows of each source's file, per month. */
export interface SampleCounts {
  months: { month: number; asOf: string; rows: Record<string, number> }[];
}

const PEOPLE = { least: 100, most: 2_000_000 };
const MOST_MONTHS = 24;
const MOST_SEED = 2 ** 31 - 1;
const CONFIG_PARTS = ['hub.yaml', 'sources', 'entities', 'comparisons', 'divisions.csv'];

/**
 * Writes a city: `out`/config, `out`/month-01/<department>/<feed>.<date>.<ending> …, `out`/truth/month-01/*.csv ….
 *
 * @throws sampleSizeWrong, sampleMonthWrong, sampleSeedWrong, sampleConfigMissing
 */
export async function makeSample(request: SampleRequest): Promise<SampleCounts> {
  const { people, seed, months, out, log = silentLog } = request;
  check(request);
  copyConfig(request);
  const world = makeWorld(people, seed);
  log.info({ people: world.present.length, households: world.households.count, firms: world.activeFirms.length }, 'city simulated');
  const counts: SampleCounts = { months: [] };
  let asOfBefore = 0;
  for (let month = 1; month <= months; month++) {
    const asOf = firstDayOfMonth(monthOf(MONTH_1) + month - 1);
    if (month > 1) live(world, asOf);
    const rows = await writeMonth({ world, month, asOf, asOfBefore }, { out, log });
    counts.months.push({ month, asOf: isoDate(asOf), rows });
    asOfBefore = asOf;
  }
  return counts;
}

function check({ people, seed, months, configFolder }: SampleRequest): void {
  if (!Number.isInteger(people) || people < PEOPLE.least || people > PEOPLE.most)
    throw samplesErrors.sampleSizeWrong({ people, ...PEOPLE });
  if (!Number.isInteger(seed) || seed < 0 || seed > MOST_SEED) throw samplesErrors.sampleSeedWrong({ seed, most: MOST_SEED });
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS) throw samplesErrors.sampleMonthWrong({ months, most: MOST_MONTHS });
  if (!existsSync(join(configFolder, 'sources'))) throw samplesErrors.sampleConfigMissing({ folder: configFolder });
}

function copyConfig({ out, configFolder }: SampleRequest): void {
  const target = join(out, 'config');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const part of CONFIG_PARTS) {
    if (existsSync(join(configFolder, part))) cpSync(join(configFolder, part), join(target, part), { recursive: true });
  }
}

async function writeMonth(view: View, { out, log }: { out: string; log: Log }): Promise<Record<string, number>> {
  const name = `month-${String(view.month).padStart(2, '0')}`;
  const truth = join(out, 'truth', name);
  rmSync(join(out, name), { recursive: true, force: true });
  rmSync(truth, { recursive: true, force: true });
  const records = new TruthRecords(truth);
  const counts: Record<string, number> = {};
  for (const department of DEPARTMENTS) {
    counts[department.source] = await writeFeed(view, { department, folder: join(out, name), records });
    log.info({ month: view.month, source: department.source, rows: counts[department.source] }, 'feed written');
  }
  await records.close();
  await writeTruth(truth, view);
  return counts;
}

async function writeFeed(
  view: View,
  { department, folder, records }: { department: Department; folder: string; records: TruthRecords },
): Promise<number> {
  const { source } = department;
  const file = new FeedFile(view, department, folder);
  for (const { record, cells, mentions } of department.rows(view)) {
    records.add(source, record, mentions);
    const pause = cells && file.row(record, cells);
    if (pause) await pause;
  }
  await file.close();
  return file.rows;
}
