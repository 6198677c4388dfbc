/** The one writer of the table `run`: what the hub did, when it began and how it ended. */
import { type Kysely, sql } from 'kysely';
import { jsonb } from '../../core/postgres/jsonb.ts';
import type { HubDatabase, RunKind, RunStatus, StoredError } from './tables.ts';

/** The database, or a transaction of it. */
type Hub = Kysely<HubDatabase>;

export interface RunBegin {
  kind: RunKind;
  /** Absent: of no source. */
  source?: string;
  counts?: Record<string, number>;
  /** Absent: now, by the database's clock. */
  at?: Date;
}

export interface RunEnd {
  status: Exclude<RunStatus, 'running'>;
  counts?: Record<string, number>;
  steps?: readonly { name: string; rows: number; ms: number }[];
  error?: StoredError;
  /** Absent: now, by the database's clock. */
  at?: Date;
}

/** Writes down that a run begins. @returns its number */
export async function beginRun(hub: Hub, { kind, source, counts, at }: RunBegin): Promise<number> {
  const begun = {
    kind,
    source: source ?? null,
    status: 'running' as const,
    ...(counts === undefined ? {} : { counts: jsonb(counts) }),
    ...(at === undefined ? {} : { started_at: at }),
  };
  return (await hub.insertInto('run').values(begun).returning('id').executeTakeFirstOrThrow()).id;
}

/** Writes down how a run ended; one that has ended already stays as it is. */
export async function endRun(hub: Hub, run: number, { status, counts, steps, error, at }: RunEnd): Promise<void> {
  await hub
    .updateTable('run')
    .set({
      status,
      ended_at: at ?? sql<Date>`now()`,
      ...(counts === undefined ? {} : { counts: jsonb(counts) }),
      ...(steps === undefined ? {} : { steps: jsonb(steps) }),
      ...(error === undefined ? {} : { error: jsonb(error) }),
    })
    .where('id', '=', run)
    .where('status', '=', 'running')
    .execute();
}

/**
 * Ends the runs of a kind that still stand as running: they were killed. Only who holds the lock of such runs may say so. One whose results are served
 * was killed just after its commit: it is done.
 */
export async function endKilledRuns(hub: Hub, { kind, at }: Pick<RunBegin, 'kind' | 'at'>): Promise<void> {
  await hub
    .updateTable('run')
    .set({
      status: sql<RunStatus>`case when id = (select run from published) then 'done' else 'interrupted' end`,
      ended_at: at ?? sql<Date>`now()`,
    })
    .where('kind', '=', kind)
    .where('status', '=', 'running')
    .execute();
}
