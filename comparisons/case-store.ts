/** The cases of the hub: what runs of comparisons raise and close, what clerks decide, what lists and exports show. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { copyOut } from '../core/postgres/copy-out.ts';
import type { Database } from '../core/postgres/database.ts';
import { instantText } from '../core/postgres/instant-text.ts';
import { ENTITY_TYPES, type EntityType, type HubCaseTable, type HubDatabase } from '../schema/index.ts';
import { comparisonsErrors } from './errors.ts';
import { CASE_COLUMNS } from './hit-steps.ts';

export type CaseState = HubCaseTable['state'];

/** A case. Dates are `YYYY-MM-DD`, instants ISO 8601, the amount is in yuan with two decimals. */
export interface Case {
  id: string;
  comparison: string;
  severity: string;
  grade: HubCaseTable['grade'];
  state: CaseState;
  entityType: EntityType;
  entity: string;
  otherType: EntityType | null;
  other: string | null;
  validFrom: string | null;
  validTo: string | null;
  amount: string | null;
  sentence: { en: string; zh: string };
  evidence: { source: string; record: string; says: string }[];
  openedAt: string;
  changedAt: string;
  /** `sanku` when a run changed it last, else the clerk who decided. */
  changedBy: string;
  reason: string | null;
}

export interface CaseQuery {
  /** Absent: of all. */
  comparisons?: readonly string[];
  state?: CaseState;
  /** Cases in which this entity stands, first or second. */
  entity?: string;
  /** Only cases whose first entity lies in a division that begins with one of these; absent: everywhere. */
  regions?: readonly string[];
  /** `next` of the answer before. */
  after?: string;
  /** 1 to 1000. */
  limit: number;
}

export interface CaseDecision {
  id: string;
  /** `open` takes a decision back. */
  state: 'confirmed' | 'dismissed' | 'open';
  who: string;
  why: string;
}

export interface MergedCases {
  /** Cases raised, or raised again. */
  opened: number;
  /** Cases that no longer hold. */
  closed: number;
}

type Client = Database<HubDatabase>['sql'];
type Transaction = Parameters<Parameters<Client['begin']>[1]>[0];

/**
 * Brings one comparison's cases up to date with a file of hits (CASE_COLUMNS), in one transaction:
 * - a hit without a case raises one; where the entity's old id had a case, its decision is kept;
 * - an open or confirmed case takes the new evidence and amounts;
 * - a dismissed case stays dismissed while it holds the same (dates, amount, grade), else it is open again;
 * - an obsolete case that holds again is open again;
 * - an open or confirmed case that no longer holds is obsolete.
 */
export async function mergeCases(
  database: Database<HubDatabase>,
  { comparison, file, run, now }: { comparison: string; file: string; run: number; now: Date },
): Promise<MergedCases> {
  return (await database.sql.begin(async (sql) => {
    await sql`create temp table case_hit (id text primary key, fingerprint text, severity text, grade text, entity_type text, entity text,
      other_type text, other text, valid_from date, valid_to date, amount numeric(18, 2), sentence jsonb, evidence jsonb) on commit drop`;
    await database.copyIn({ table: 'case_hit', columns: CASE_COLUMNS, file, sql });
    await sql`analyze case_hit`;
    const reopened = await updateCases(sql, { comparison, now });
    const raised = await raiseCases(sql, { comparison, run, now });
    const closed = await closeCases(sql, { comparison, now });
    return { opened: reopened + raised, closed };
  })) as MergedCases;
}

async function updateCases(sql: Transaction, { comparison, now }: { comparison: string; now: Date }): Promise<number> {
  const rows = await sql<{ reopened: boolean }[]>`
    with holding as (
      select hit.*, old.state as old_state,
        old.state = 'obsolete' or (old.state = 'dismissed' and (hit.valid_from, hit.valid_to, hit.amount, hit.grade) is distinct from
          (old.valid_from, old.valid_to, old.amount, old.grade)) as reopened
      from case_hit hit join hub_case old on old.id = hit.id where old.comparison = ${comparison})
    update hub_case c set severity = h.severity, grade = h.grade, valid_from = h.valid_from, valid_to = h.valid_to, amount = h.amount,
      sentence = h.sentence, evidence = h.evidence,
      state = case when h.reopened then 'open' else c.state end,
      changed_at = case when h.reopened then ${now} else c.changed_at end,
      changed_by = case when h.reopened then 'sanku' else c.changed_by end,
      reason = case when h.reopened and c.state = 'dismissed' then 'holds otherwise than when ' || c.changed_by || ' dismissed it: ' || coalesce(c.reason, '') else c.reason end
    from holding h where c.id = h.id and (h.reopened or (c.severity, c.grade, c.valid_from, c.valid_to, c.amount, c.sentence, c.evidence)
      is distinct from (h.severity, h.grade, h.valid_from, h.valid_to, h.amount, h.sentence, h.evidence))
    returning h.reopened`;
  return rows.filter((row) => row.reopened).length;
}

/**
 * New cases. One about an entity whose id was redirected takes over the case of the old id, with its decision. The few new hits and the few
 * cases of old ids are each found once: PostgreSQL, which cannot know how few they are, would look for them again for every hit.
 */
async function raiseCases(sql: Transaction, { comparison, run, now }: { comparison: string; run: number; now: Date }): Promise<number> {
  const rows = await sql<{ taken_over: boolean }[]>`
    with new_hit as materialized (select * from case_hit hit where not exists (select from hub_case c where c.id = hit.id)),
    redirected as materialized (
      select old.*, coalesce(a.current, old.entity) as now_entity, coalesce(b.current, old.other) as now_other
      from hub_case old left join redirect a on a.id = old.entity left join redirect b on b.id = old.other
      where old.comparison = ${comparison} and old.state <> 'obsolete' and (a.id is not null or b.id is not null)),
    forerunner as (
      select distinct on (hit.id) hit.id as hit_id, old.* from new_hit hit join redirected old
        on old.entity_type = hit.entity_type and old.now_entity = hit.entity and old.other_type is not distinct from hit.other_type
        and old.now_other is not distinct from hit.other and (old.fingerprint::jsonb ->> 4) is not distinct from (hit.fingerprint::jsonb ->> 4)
      where old.state <> 'dismissed' or (old.valid_from, old.valid_to, old.amount) is not distinct from (hit.valid_from, hit.valid_to, hit.amount)
      order by hit.id, old.state = 'open', old.changed_at desc, old.id)
    insert into hub_case (id, comparison, fingerprint, severity, grade, state, entity_type, entity, other_type, other, valid_from, valid_to, amount,
      sentence, evidence, opened_at, opened_run, changed_at, changed_by, reason)
    select hit.id, ${comparison}, hit.fingerprint, hit.severity, hit.grade, coalesce(f.state, 'open'), hit.entity_type, hit.entity, hit.other_type,
      hit.other, hit.valid_from, hit.valid_to, hit.amount, hit.sentence, hit.evidence, coalesce(f.opened_at, ${now}), coalesce(f.opened_run, ${run}),
      coalesce(f.changed_at, ${now}), coalesce(f.changed_by, 'sanku'), f.reason
    from new_hit hit left join forerunner f on f.hit_id = hit.id
    returning opened_run <> ${run} as taken_over`;
  return rows.filter((row) => !row.taken_over).length;
}

/** A dismissed case stays as it is, so that it stays dismissed when it holds again; unless its entity's id lives no more. */
async function closeCases(sql: Transaction, { comparison, now }: { comparison: string; now: Date }): Promise<number> {
  const closed = await sql`
    update hub_case c set state = 'obsolete', changed_at = ${now}, changed_by = 'sanku'
    where c.comparison = ${comparison} and not exists (select from case_hit hit where hit.id = c.id)
      and (c.state in ('open', 'confirmed') or (c.state = 'dismissed' and exists (select from redirect r where r.id in (c.entity, c.other))))
    returning 1`;
  return closed.length;
}

/**
 * Writes down a clerk's decision.
 *
 * @throws caseUnknown, caseDecisionInvalid (no name, no reason, or a case that no longer holds)
 */
export async function decideCase(
  database: Database<HubDatabase>,
  { id, state, who, why }: CaseDecision,
  clock = () => new Date(),
): Promise<Case> {
  const invalid = (en: string, zh: string) => comparisonsErrors.caseDecisionInvalid({ id, reason: { en, zh } });
  if (!['confirmed', 'dismissed', 'open'].includes(state)) {
    throw invalid(`the state ${state} is not one of confirmed, dismissed, open.`, `状态 ${state} 不是 confirmed、dismissed、open 之一。`);
  }
  if (who.trim() === '') throw invalid('it is not said who decides.', '没有说明处理人。');
  if (why.trim() === '') throw invalid('it is not said why.', '没有说明理由。');
  const decided = await database.kysely
    .updateTable('hub_case')
    .set({ state, changed_at: clock(), changed_by: who.trim(), reason: why.trim() })
    .where('id', '=', id)
    .where('state', '<>', 'obsolete')
    .returningAll()
    .executeTakeFirst();
  if (decided !== undefined) return toCase(decided);
  await readCase(database, id);
  throw invalid('it no longer holds, so it is obsolete.', '该疑点已不再成立（obsolete）。');
}

/** @throws caseUnknown */
export async function readCase(database: Database<HubDatabase>, id: string): Promise<Case> {
  const row = await database.kysely.selectFrom('hub_case').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw comparisonsErrors.caseUnknown({ id });
  return toCase(row);
}

const MOST_LISTED = 1000;

/**
 * Cases in the order of their ids. `next` is there when there are more that the query asks for: it tells nothing of any other.
 *
 * @throws caseCursorInvalid, caseLimitInvalid
 */
export async function listCases(
  database: Database<HubDatabase>,
  { comparisons, state, entity, regions, after, limit }: CaseQuery,
): Promise<{ items: Case[]; next?: string }> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) throw comparisonsErrors.caseLimitInvalid({ limit, most: MOST_LISTED });
  if (after !== undefined && !/^k-[0-9a-f]{16}$/.test(after)) throw comparisonsErrors.caseCursorInvalid({ after });
  let query = database.kysely
    .selectFrom('hub_case')
    .selectAll()
    .orderBy('id')
    .limit(limit + 1);
  if (comparisons !== undefined) query = query.where('comparison', '=', sql<string>`any(${comparisons}::text[])`);
  if (regions !== undefined) query = query.where(liesIn(regions));
  if (state !== undefined) query = query.where('state', '=', state);
  if (entity !== undefined) query = query.where((where) => where.or([where('entity', '=', entity), where('other', '=', entity)]));
  if (after !== undefined) query = query.where('id', '>', after);
  const rows = await query.execute();
  const items = rows.slice(0, limit).map(toCase);
  return rows.length > limit ? { items, next: items.at(-1)!.id } : { items };
}

/** Whether a case's first entity, as it is known now, lies in one of the regions. */
function liesIn(regions: readonly string[]): RawBuilder<boolean> {
  const patterns = regions.map((prefix) => `${prefix}%`);
  const among = ENTITY_TYPES.map(
    (type) => sql`entity_type = ${type} and exists (select from ${sql.table(type)} as golden where golden.id = hub_case.entity
      and golden.known_to = 'infinity' and golden.valid_to = 'infinity' and golden.division like any(${patterns}::text[]))`,
  );
  return sql<boolean>`(${sql.join(among, sql` or `)})`;
}

/** Writes all cases as CSV (UTF-8, comma, header), sorted by their columns. `known`: also since when the hub knows of each. */
export async function exportCases(
  database: Database<HubDatabase>,
  path: string,
  { known = false }: { known?: boolean } = {},
): Promise<void> {
  const times = known ? `, ${instantText('opened_at')} as known_from` : '';
  const cases = `select id as "case", comparison, grade, state, entity_type, entity, other_type, other, valid_from, valid_to, amount ${times} from hub_case order by id`;
  await pipeline(await copyOut(database.sql, `copy (${cases}) to stdout with (format csv, header)`), createWriteStream(path));
}

function toCase(row: Selectable<HubCaseTable>): Case {
  return {
    id: row.id,
    comparison: row.comparison,
    severity: row.severity,
    grade: row.grade,
    state: row.state,
    entityType: row.entity_type,
    entity: row.entity,
    otherType: row.other_type,
    other: row.other,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    amount: row.amount,
    sentence: row.sentence,
    evidence: row.evidence as Case['evidence'],
    openedAt: row.opened_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
    reason: row.reason,
  };
}
