/** The versions of the table of divisions. The latest is in force; none is ever overwritten. */
import type { Database } from '../core/postgres/database.ts';
import { jsonb } from '../core/postgres/jsonb.ts';
import { beginRun, type DivisionChanges, endRun, type HubDatabase } from '../schema/index.ts';

type Hub = Database<HubDatabase>;

export interface DivisionVersion {
  id: number;
  importedAt: Date;
  importedBy: string;
  /** Files it was made from. */
  title: string;
  hash: string;
  rows: number;
  changes: DivisionChanges;
  /** Sources that are still to be read again under it. */
  pending: string[];
}

const COLUMNS = ['id', 'imported_at', 'imported_by', 'title', 'hash', 'rows', 'changes', 'pending'] as const;

/** Newest first. */
export async function divisionVersions({ kysely }: Hub): Promise<DivisionVersion[]> {
  const rows = await kysely.selectFrom('division_version').select(COLUMNS).orderBy('id', 'desc').execute();
  return rows.map(({ imported_at, imported_by, ...row }) => ({ ...row, importedAt: imported_at, importedBy: imported_by }));
}

/** The version in force and its table as CSV; undefined where nothing was ever imported. */
export async function latestTable({ kysely }: Hub): Promise<{ id: number; content: string; pending: string[] } | undefined> {
  return kysely.selectFrom('division_version').select(['id', 'content', 'pending']).orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Number of the version in force; 0 where nothing was ever imported. */
export async function latestVersion({ kysely }: Hub): Promise<number> {
  const row = await kysely
    .selectFrom('division_version')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst();
  return row?.id ?? 0;
}

export interface NewVersion extends Omit<DivisionVersion, 'id' | 'importedAt'> {
  importedAt: Date;
  content: string;
}

/** Puts a table in force, and into the list of runs, in one transaction. */
export async function enterVersion({ kysely }: Hub, version: NewVersion): Promise<number> {
  const { importedAt, importedBy, changes, ...rest } = version;
  return kysely.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('division_version')
      .values({ ...rest, imported_at: importedAt, imported_by: importedBy, changes: jsonb(changes) })
      .returning('id')
      .executeTakeFirstOrThrow();
    const run = await beginRun(tx, { kind: 'divisions' });
    await endRun(tx, run, { status: 'done', counts: { version: id, rows: version.rows, ...changes }, at: importedAt });
    return id;
  });
}

/** A source was read again, or need not be. */
export async function endPending({ sql }: Hub, { version, source }: { version: number; source: string }): Promise<void> {
  await sql`update division_version set pending = array_remove(pending, ${source}) where id = ${version}`;
}
