import { randomBytes } from 'node:crypto';
import { createBatches } from '../core/batches.ts';
import type { Database } from '../core/postgres/database.ts';
import type { HubDatabase } from '../schema/index.ts';
import { type AuditEntry, CHAIN_START, chainEntry, storable } from './audit-chain.ts';
import { accessErrors } from './errors.ts';

export interface AuditLog {
  /**
   * Writes the lines to the log; resolves when they are committed, so the caller may answer.
   * @returns keys of these lines that are revoked by now: to them there must be no answer, either
   * @throws auditUnavailable when they were not written: then there must be no answer
   */
  append(entries: readonly AuditEntry[]): Promise<RevokedKeys>;
  /** What this process has written so far. */
  written(): AuditCounts;
}

export interface AuditCounts {
  groups: number;
  lines: number;
  /** Groups that were not written in time. */
  failed: number;
}

/** Ids of keys. */
export type RevokedKeys = ReadonlySet<string>;

export interface AuditLogOptions {
  /** Name of this process's chain; default: random. */
  chain?: string;
  /** A group that is not committed by then counts as not written. */
  timeoutMs?: number;
  clock?: () => Date;
}

/** Lines in one statement. */
const LARGEST_GROUP = 500;
/** Where many ask at once, a commit costs more than the lines in it. */
const GATHER_MS = 1;
/** Callers waiting beyond this are turned away at once: the log is slower than the questions. */
const MOST_WAITING = 10_000;

// One statement, so one transaction: the lines, and the head that proves that none is missing at the end. It also tells which keys were
// revoked, by whatever process: asked here, it costs no way of its own and nothing is answered after it.
const WRITE_GROUP = `
  with line as (
    select * from json_to_recordset($1::text::json) as line(
      chain text, sequence bigint, at timestamptz, key text, "user" text, purpose text, "caseNumber" text, action text, outcome text,
      "entityType" text, entities text[], roles text, fields text[], detail jsonb, previous text, hash text)
  ), head as (
    insert into setting (name, value) values ($2, $3::text::jsonb)
    on conflict (name) do update set value = excluded.value
  ), written as (
    insert into audit (chain, sequence, at, key, acting_user, purpose, case_number, action, outcome, entity_type, entities, roles,
                       fields, detail, previous, hash)
    select chain, sequence, at, key, "user", purpose, "caseNumber", action, outcome, "entityType", entities, roles,
           fields, detail, decode(previous, 'base64'), decode(hash, 'base64')
    from line
  )
  select id from access_key where revoked_at is not null and id in (select key from line)`;

/**
 * The access log of this process. Lines that arrive while a group is being written are chained and written together as the
 * next group, so the log keeps up with many callers at one commit each.
 */
export function createAuditLog(database: Database<HubDatabase>, options: AuditLogOptions = {}): AuditLog {
  const { timeoutMs = 5_000, clock = () => new Date() } = options;
  let chain = openChain(options.chain);
  const counts: AuditCounts = { groups: 0, lines: 0, failed: 0 };

  const writeGroup = async (group: readonly AuditEntry[]): Promise<RevokedKeys> => {
    const { lines, head } = chainUp(chain, group, clock().toISOString());
    const stored = JSON.stringify({ sequence: head.sequence, hash: head.hash.toString('base64') });
    const parameters = [`[${lines.join(',')}]`, `audit-head:${head.name}`, stored];
    const revoked = await withinTime(database.sql.unsafe<{ id: string }[]>(WRITE_GROUP, parameters, { prepare: true }), timeoutMs);
    chain = head;
    counts.groups += 1;
    counts.lines += lines.length;
    return new Set(revoked.map(({ id }) => id));
  };

  const groups = createBatches<readonly AuditEntry[], RevokedKeys>({
    take: sizeOfGroup,
    gatherMs: GATHER_MS,
    async work(group) {
      try {
        const revoked = await writeGroup(group.flat());
        return group.map(() => revoked);
      } catch (cause) {
        // Whether the group was committed is unknown, so nothing may follow it: a new chain begins.
        chain = openChain();
        counts.failed += 1;
        throw accessErrors.auditUnavailable({}, cause);
      }
    },
  });

  return {
    written: () => ({ ...counts }),
    async append(entries) {
      if (entries.length === 0) return new Set();
      if (groups.waiting >= MOST_WAITING) throw accessErrors.auditUnavailable();
      return groups.add(entries.map(storable));
    },
  };
}

interface Chain {
  name: string;
  sequence: number;
  hash: Buffer;
}

function openChain(name: string = randomBytes(9).toString('base64url')): Chain {
  return { name, sequence: 0, hash: CHAIN_START };
}

function sizeOfGroup(waiting: readonly (readonly AuditEntry[])[]): number {
  let lines = 0;
  const end = waiting.findIndex((entries, index) => {
    lines += entries.length;
    return index > 0 && lines > LARGEST_GROUP;
  });
  return end === -1 ? waiting.length : end;
}

function chainUp(chain: Chain, entries: readonly AuditEntry[], at: string): { lines: string[]; head: Chain } {
  let { sequence, hash } = chain;
  const lines = entries.map((entry) => {
    sequence += 1;
    const chained = chainEntry(hash, { ...entry, chain: chain.name, sequence, at });
    hash = chained.hash;
    return chained.line;
  });
  return { lines, head: { name: chain.name, sequence, hash } };
}

/** Only the waiting ends; the statement itself may still be committed, which does no harm: a line too many, never one too few. */
async function withinTime<T>(work: PromiseLike<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not written within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
