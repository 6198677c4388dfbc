import { type Selectable, sql, type Transaction } from 'kysely';
import type { StepResult } from '../core/duckdb/duck.ts';
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import {
  beginRun,
  type DeliveredFile,
  type DeliveryTable,
  endRun,
  type FindingCount,
  type HubDatabase,
  type LakeFile,
  type LakeFileStatus,
  type RunEnd,
  type RunTable,
  type StoredError,
} from '../schema/index.ts';
import type { LandCounts, LandedKind, WrittenFile } from './context.ts';

export type Delivery = Selectable<DeliveryTable>;
export type Run = Selectable<RunTable>;
type Hub = Database<HubDatabase>;

export interface NewDelivery {
  source: string;
  kind: LandedKind;
  asOf: string;
  files: DeliveredFile[];
  content: string;
  config: string;
}

/** Enters a delivery that begins to land, and the run that lands it. */
export async function beginLanding(hub: Hub, delivery: NewDelivery): Promise<{ delivery: number; run: number }> {
  return hub.kysely.transaction().execute(async (tx) => {
    const row = await insertDelivery(tx, delivery, 'landing');
    return { delivery: row, run: await beginRun(tx, { kind: 'land', source: delivery.source, counts: { delivery: row } }) };
  });
}

/** Notes a delivery that brought nothing new. */
export async function enterRepeated(hub: Hub, delivery: NewDelivery): Promise<number> {
  return hub.kysely.transaction().execute((tx) => insertDelivery(tx, delivery, 'repeated'));
}

async function insertDelivery(tx: Transaction<HubDatabase>, delivery: NewDelivery, status: 'landing' | 'repeated'): Promise<number> {
  const row = await tx
    .insertInto('delivery')
    .values({
      source: delivery.source,
      kind: delivery.kind,
      as_of: delivery.asOf,
      files: jsonb(delivery.files),
      content: delivery.content,
      config: delivery.config,
      status,
      published_in: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export interface Landing {
  delivery: number;
  run: number;
}

/** The one transaction that makes a landed delivery count: it waits to be published, and its files are known. */
export async function finishLanding(
  hub: Hub,
  landing: Landing,
  result: { counts: LandCounts; findings: FindingCount[]; files: WrittenFile[]; steps: StepResult[] },
): Promise<void> {
  const { counts, findings, files, steps } = result;
  await hub.kysely.transaction().execute(async (tx) => {
    await registerFiles(tx, files, { run: landing.run, delivery: landing.delivery, status: 'waiting' });
    await tx
      .updateTable('delivery')
      .set({ status: 'waiting', ...counts, findings: jsonb(findings) })
      .where('id', '=', landing.delivery)
      .execute();
    await endRun(tx, landing.run, { status: 'done', counts: { delivery: landing.delivery, ...counts }, steps });
  });
}

/** Notes why a delivery was refused; what was counted before stays visible. */
export async function refuseLanding(
  hub: Hub,
  landing: Landing,
  { error, counts, findings, steps }: { error: StoredError; counts: LandCounts; findings: FindingCount[]; steps: StepResult[] },
): Promise<void> {
  await hub.kysely.transaction().execute(async (tx) => {
    await tx
      .updateTable('delivery')
      .set({ status: 'refused', ...counts, findings: jsonb(findings), error: jsonb(error) })
      .where('id', '=', landing.delivery)
      .execute();
    await endRun(tx, landing.run, { status: 'refused', counts: { delivery: landing.delivery, ...counts }, steps, error });
  });
}

/** Takes back a landing that did not end: its delivery never was, its run stays as a trace. */
export async function forgetLanding(hub: Hub, landing: Landing, end: Pick<RunEnd, 'status' | 'error'>): Promise<void> {
  await hub.kysely.transaction().execute(async (tx) => {
    await tx.deleteFrom('delivery').where('id', '=', landing.delivery).where('status', '=', 'landing').execute();
    await endRun(tx, landing.run, end);
  });
}

/**
 * Enters files into the catalogue. The version is given here, at commit, so that a file never stands before one that its
 * writer had already read.
 */
export async function registerFiles(
  tx: Transaction<HubDatabase>,
  files: readonly WrittenFile[],
  { run, delivery, status }: { run: number; delivery: number | null; status: LakeFileStatus },
): Promise<void> {
  if (files.length === 0) return;
  await sql`lock table lake_file in share row exclusive mode`.execute(tx);
  for (const { family, part, source, path, rows, bytes, delivery: own = delivery } of files) {
    const version = sql<number>`(select coalesce(max(version), 0) + 1 from lake_file where family = ${family} and part = ${part})`;
    await tx.insertInto('lake_file').values({ family, part, source, path, rows, bytes, delivery: own, run, status, version }).execute();
  }
}

/** The newest deliveries first. */
export async function deliveries(hub: Hub, { source, limit = 100 }: { source?: string; limit?: number } = {}): Promise<Delivery[]> {
  let query = hub.kysely.selectFrom('delivery').selectAll().orderBy('id', 'desc').limit(limit);
  if (source !== undefined) query = query.where('source', '=', source);
  return query.execute();
}

export async function deliveryById(hub: Hub, id: number): Promise<Delivery | undefined> {
  return hub.kysely.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest runs first. */
export async function runs(hub: Hub, { limit = 100 }: { limit?: number } = {}): Promise<Run[]> {
  return hub.kysely.selectFrom('run').selectAll().orderBy('id', 'desc').limit(limit).execute();
}

/** The source's deliveries that count (waiting or published), the newest first. */
export async function takenDeliveries(hub: Hub, source: string): Promise<Delivery[]> {
  return hub.kysely
    .selectFrom('delivery')
    .selectAll()
    .where('source', '=', source)
    .where('status', 'in', ['waiting', 'published'])
    .orderBy('id', 'desc')
    .execute();
}

/** The live and waiting files of a part (optionally of one source in it), in the order of their version. */
export async function lakeFiles(
  hub: Hub,
  family: string,
  { part, source, statuses = ['live', 'waiting'] }: { part: string; source?: string; statuses?: LakeFileStatus[] },
): Promise<LakeFile[]> {
  let query = hub.kysely
    .selectFrom('lake_file')
    .select(['family', 'part', 'source', 'version', 'path', 'rows', 'bytes'])
    .where('family', '=', family)
    .where('part', '=', part)
    .where('status', 'in', statuses)
    .orderBy('version');
  if (source !== undefined) query = query.where('source', '=', source);
  return query.execute();
}

/** The file of one family that a delivery wrote. */
export async function fileOfDelivery(hub: Hub, family: string, delivery: number): Promise<string | undefined> {
  const row = await hub.kysely
    .selectFrom('lake_file')
    .select('path')
    .where('family', '=', family)
    .where('delivery', '=', delivery)
    .where('status', '<>', 'replaced')
    .executeTakeFirst();
  return row?.path;
}

/** Runs of sources that began and did not end: landings, withdrawals and readings anew. Only a landing has a delivery of its own. */
export async function openLandings(hub: Hub): Promise<(Landing & { source: string })[]> {
  const rows = await hub.kysely
    .selectFrom('run')
    .select(['id', 'source', 'counts'])
    .where('kind', 'in', ['land', 'withdraw', 'reprocess'])
    .where('status', '=', 'running')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ run: row.id, source: row.source ?? '', delivery: row.counts['delivery'] ?? 0 }));
}

/** Every path that the catalogue knows, also of files that were replaced. */
export async function knownPaths(hub: Hub): Promise<Set<string>> {
  const rows = await hub.kysely.selectFrom('lake_file').select('path').execute();
  return new Set(rows.map((row) => row.path));
}

/** Every delivery, the newest first. */
export async function everyDelivery(hub: Hub): Promise<Delivery[]> {
  return hub.kysely.selectFrom('delivery').selectAll().orderBy('id', 'desc').execute();
}

/** Notes at every delivery that names them that originals are no longer kept. */
export async function markOriginalsRemoved(hub: Hub, hashes: readonly string[], at: string): Promise<void> {
  await hub.sql`update delivery set files = (
      select jsonb_agg(case when file ->> 'hash' = any(${[...hashes]}) and not file ? 'removed' then file || jsonb_build_object('removed', ${at}::text) else file end order by place)
      from jsonb_array_elements(files) with ordinality as part(file, place))
    where exists (select from jsonb_array_elements(files) as file where file ->> 'hash' = any(${[...hashes]}))`;
}

/** Hashes of every original that a delivery names and that was not removed. */
export async function knownOriginals(hub: Hub): Promise<Set<string>> {
  const rows = await hub.kysely.selectFrom('delivery').select('files').execute();
  return new Set(rows.flatMap((row) => row.files.filter(({ removed }) => removed === undefined).map((file) => file.hash)));
}

/** Puts a merged file in the place of those it was made from, at the version of the last of them. */
export async function replaceFiles(
  hub: Hub,
  { files, merged, run }: { files: readonly LakeFile[]; merged: WrittenFile; run: number },
): Promise<void> {
  const paths = files.map((file) => file.path);
  const version = Math.max(...files.map((file) => file.version));
  await hub.kysely.transaction().execute(async (tx) => {
    await tx.updateTable('lake_file').set({ status: 'replaced' }).where('path', 'in', paths).execute();
    await tx
      .insertInto('lake_file')
      .values({ ...merged, run, version, delivery: null, status: 'live' })
      .execute();
  });
}

/** Takes the files that were replaced out of the catalogue. @returns their paths */
export async function forgetReplaced(hub: Hub): Promise<string[]> {
  const rows = await hub.kysely.deleteFrom('lake_file').where('status', '=', 'replaced').returning('path').execute();
  return rows.map((row) => row.path).sort();
}

export interface ScheduleMark {
  expression: string;
  /** Instant (ISO 8601) at which it fires next. */
  next: string;
}

const scheduleName = (source: string) => `schedule:${source}`;

export async function readScheduleMark(hub: Hub, source: string): Promise<ScheduleMark | undefined> {
  const row = await hub.kysely.selectFrom('setting').select('value').where('name', '=', scheduleName(source)).executeTakeFirst();
  return row?.value as ScheduleMark | undefined;
}

export async function writeScheduleMark(hub: Hub, source: string, mark: ScheduleMark): Promise<void> {
  await hub.kysely
    .insertInto('setting')
    .values({ name: scheduleName(source), value: jsonb(mark) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: jsonb(mark) }))
    .execute();
}
