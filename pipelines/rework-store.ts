/** What becomes of deliveries that were taken in before: withdrawn, or read again. */
import { sql, type Transaction } from 'kysely';
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import { endRun, type HubDatabase, type Withdrawal } from '../schema/index.ts';
import { registerFiles } from './catalogue-store.ts';
import type { Progress, WrittenFile } from './context.ts';

type Hub = Database<HubDatabase>;

export interface Rework {
  kind: 'withdraw' | 'reprocess';
  source: string;
}

export interface Reworked {
  run: number;
  files: readonly WrittenFile[];
  steps: Progress['steps'];
}

/** The one transaction that makes a withdrawal count: the delivery does so no more, and what changes waits to be published. */
export async function finishWithdrawal(
  hub: Hub,
  { run, files, steps }: Reworked,
  { delivery, ...withdrawal }: Withdrawal & { delivery: number },
): Promise<void> {
  await hub.kysely.transaction().execute(async (tx) => {
    await registerFiles(tx, files, { run, delivery: null, status: 'waiting' });
    await tx
      .updateTable('delivery')
      .set({ status: 'withdrawn', withdrawn: jsonb(withdrawal) })
      .where('id', '=', delivery)
      .execute();
    await replaceRejects(tx, [delivery], run);
    await endRun(tx, run, { status: 'done', counts: { delivery }, steps });
  });
}

/** The same for a source that was read again: its deliveries say under which configuration, and what was found in them. */
export async function finishReprocess(
  hub: Hub,
  { run, files, steps }: Reworked,
  { config, read }: { config: string; read: ReadonlyMap<number, Progress> },
): Promise<void> {
  await hub.kysely.transaction().execute(async (tx) => {
    await replaceRejects(tx, [...read.keys()], run);
    await registerFiles(tx, files, { run, delivery: null, status: 'waiting' });
    for (const [id, { counts, findings }] of read)
      await tx
        .updateTable('delivery')
        .set({ config, ...counts, findings: jsonb(findings) })
        .where('id', '=', id)
        .execute();
    await endRun(tx, run, { status: 'done', counts: { deliveries: read.size }, steps });
  });
}

/** Rejected rows are kept by delivery: those of another run count no more. */
async function replaceRejects(tx: Transaction<HubDatabase>, deliveries: readonly number[], run: number): Promise<void> {
  if (deliveries.length === 0) return;
  await tx
    .updateTable('lake_file')
    .set({ status: 'replaced' })
    .where('family', '=', 'rejects')
    .where('delivery', 'in', deliveries)
    .where('run', '<>', run)
    .execute();
}

/** Whether the result of a withdrawal or of another reading waits to be published; `withdrawn`: of the withdrawal of this delivery. */
export async function reworkWaits(hub: Hub, { withdrawn }: { withdrawn?: number } = {}): Promise<boolean> {
  let query = hub.kysely
    .selectFrom('lake_file')
    .innerJoin('run', 'run.id', 'lake_file.run')
    .select(sql`1`.as('one'))
    .where('lake_file.status', '=', 'waiting')
    .where('run.kind', 'in', ['withdraw', 'reprocess'])
    .limit(1);
  if (withdrawn !== undefined) query = query.where(sql`run.counts ->> 'delivery'`, '=', `${withdrawn}`);
  return (await query.executeTakeFirst()) !== undefined;
}
