/** What the administrator does with an open hub besides importing: rejected rows, scores, cases, schedules, readings of one person. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { accessErrors, type SubjectReading, subjectReport } from './access/index.ts';
import { type Case, type CaseDecision, type CaseQuery, decideCase, listCases } from './comparisons/index.ts';
import type { Bilingual } from './core/errors.ts';
import type { Hub, Published } from './hub.ts';
import { importFromTransport, inboxFolder } from './hub-collect.ts';
import { makeWorkFolder } from './hub-work-folders.ts';
import { type ScoreReport, score } from './mdm/index.ts';
import {
  deliveryById,
  exportRejects,
  type ReprocessResult,
  reprocessSource,
  reworkWaits,
  startSchedules,
  withdrawDelivery,
} from './pipelines/index.ts';

/** Writes a delivery's rejected rows as CSV. @returns their number. @throws deliveryUnknown, deliveryRefused, noRejects */
export function writeRejects(hub: Hub, request: { delivery: number; outFile: string; language: keyof Bilingual }): Promise<number> {
  return exportRejects({ context: hub.pipeline, ...request });
}

/** What became of a withdrawal or of a source that was read again, and of what it changed. */
export type Reworked<T> = Published & T;

/**
 * Takes a delivery back: what is served afterwards is as if it had never come. Where an earlier call was cut off after the withdrawal,
 * what it left is published.
 *
 * @throws deliveryUnknown, deliveryWithdrawn, nothingToWithdraw, originalMissing, readingGone, readAgainFailed
 */
export async function withdraw(
  hub: Hub,
  request: { delivery: number; by: string; why: string },
): Promise<Reworked<{ delivery: number; source: string; asOf: string }>> {
  const { delivery } = request;
  const found = await deliveryById(hub.database, delivery);
  const isUnfinished = found?.status === 'withdrawn' && (await reworkWaits(hub.database, { withdrawn: delivery }));
  if (isUnfinished) return { delivery, source: found.source, asOf: found.as_of, ...(await hub.publish()) };
  await hub.publish();
  const withdrawn = await hub.holdLake(() => withdrawDelivery({ context: hub.pipeline, ...request }));
  return { delivery, ...withdrawn, ...(await hub.publish()) };
}

/** Reads all deliveries of a source again under the present configuration. @throws sourceUnknown, originalMissing, readAgainFailed */
export async function reprocess(hub: Hub, source: string): Promise<Reworked<{ source: string; deliveries: ReprocessResult[] }>> {
  await hub.publish();
  const deliveries = await hub.holdLake(() => reprocessSource({ context: hub.pipeline, source }));
  return { source, deliveries, ...(await hub.publish()) };
}

/** Exports what the hub holds to a temporary folder and holds it beside a truth. @throws scoreFileMissing, scoreFileUnreadable */
export async function scoreHub(hub: Hub, truthFolder: string): Promise<ScoreReport> {
  const folder = await makeWorkFolder(hub.folders.work, 'score');
  const file = (name: string) => path.join(folder, `${name}.csv`);
  try {
    for (const what of ['assignments', 'relations', 'cases', 'houses'] as const) await hub.exportTable(what, file(what));
    using duck = await hub.openDuck();
    const files = { assignments: file('assignments'), relations: file('relations'), cases: file('cases'), houses: file('houses') };
    return await score({ truthFolder, ...files, duck });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Cases as they are kept, evidence included: for the administrator's own use, never shown as they are. */
export function cases(hub: Hub, query: CaseQuery): Promise<{ items: Case[]; next?: string }> {
  return listCases(hub.database, query);
}

/** @throws caseUnknown, caseDecisionInvalid */
export function decide(hub: Hub, decision: CaseDecision): Promise<Case> {
  return decideCase(hub.database, decision);
}

/** Who read what of an entity, under its own id and under those merged into it; oldest first. */
export async function readingsOf(hub: Hub, id: string): Promise<SubjectReading[]> {
  const living = (await hub.golden.livingId(id)) ?? id;
  const merged = await hub.database.sql<{ id: string }[]>`select id from redirect where current = ${living} order by id`;
  const ids = [...new Set([id, living, ...merged.map((row) => row.id)])];
  const readings = await subjectReport(hub.database, ids);
  if (readings.length > 0) return readings;
  // A slip in the id must not look like "nobody read anything".
  const [known] = await hub.database.sql`select from ledger where entity = any(${ids}::text[]) limit 1`;
  if (known === undefined) throw accessErrors.subjectUnknown({ id });
  return readings;
}

/** Whether anything was ever published on this data folder. */
export async function isEmpty({ database }: Hub): Promise<boolean> {
  const rows = await database.sql`select from published where run > 0`;
  return rows.length === 0;
}

/** Imports by the sources' schedules and compares by the hub's, for as long as the hub runs. */
export async function runSchedules(hub: Hub): Promise<{ stop(): Promise<void> }> {
  const { config, database, pipeline } = hub;
  await mkdir(inboxFolder(hub), { recursive: true });
  const jobs = config.sources.flatMap((source) =>
    source.schedule === undefined
      ? []
      : [{ name: source.source, expression: source.schedule, run: () => collectOnSchedule(hub, source.source) }],
  );
  if (config.hub.compareSchedule !== undefined) {
    const run = async () => {
      await hub.compare();
    };
    jobs.push({ name: 'compare', expression: config.hub.compareSchedule, run });
  }
  return startSchedules({ jobs, timeZone: config.hub.timeZone, database, clock: pipeline.clock, log: pipeline.log });
}

async function collectOnSchedule(hub: Hub, source: string): Promise<void> {
  await importFromTransport(hub, { source });
}
