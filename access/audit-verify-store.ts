import type { TransactionSql } from 'postgres';
import type { Database } from '../core/postgres/database.ts';
import type { HubDatabase } from '../schema/index.ts';
import { CHAIN_START, type ChainedEntry, hashEntry } from './audit-chain.ts';

export type BreakReason =
  | 'lineMissing' // a sequence number is skipped
  | 'lineChanged' // its content does not give its hash
  | 'linkBroken' // it does not follow the line before
  | 'endMissing' // the recorded head is further on
  | 'headMissing' // nothing says where the chain ends
  | 'headDiffers'; // the recorded head is another line

/** The first place at which a chain does not hold. */
export interface BrokenPlace {
  chain: string;
  sequence: number;
  reason: BreakReason;
}

export type AuditVerdict = { ok: true; chains: number; lines: number } | { ok: false; broken: BrokenPlace };

interface StoredLine extends Omit<ChainedEntry, 'at'> {
  at: Date;
  previous: Buffer;
  hash: Buffer;
}

interface Head {
  sequence: number;
  hash: string;
}

const LINES = `
  select chain, sequence, at, key, acting_user as "user", purpose, case_number as "caseNumber", action, outcome,
         entity_type as "entityType", entities, roles, fields, detail, previous, hash
  from audit order by chain collate "C", sequence`;

/** Reads every chain of the log from its start, as of one instant, and compares it with its recorded head. */
export async function verifyAudit(database: Database<HubDatabase>): Promise<AuditVerdict> {
  const verdict = await database.sql.begin('isolation level repeatable read read only', async (tx) => {
    const heads = await readHeads(tx);
    const walk = createWalk(heads);
    for await (const lines of tx.unsafe(LINES).cursor(2000)) {
      for (const line of lines as unknown as StoredLine[]) {
        const broken = walk.take(line);
        if (broken !== undefined) return { ok: false, broken } as const;
      }
    }
    const broken = walk.end();
    return broken === undefined ? ({ ok: true, ...walk.counts() } as const) : ({ ok: false, broken } as const);
  });
  return verdict as AuditVerdict;
}

async function readHeads(tx: TransactionSql<{ bigint: number; date: string }>): Promise<Map<string, Head>> {
  const rows = await tx<{ name: string; value: Head }[]>`select name, value from setting where name like 'audit-head:%' order by name`;
  return new Map(rows.map(({ name, value }) => [name.slice('audit-head:'.length), value]));
}

function createWalk(heads: Map<string, Head>) {
  const seen = new Set<string>();
  let current: { chain: string; sequence: number; hash: Buffer } | undefined;
  let lines = 0;

  const endOfChain = (): BrokenPlace | undefined => {
    if (current === undefined) return undefined;
    const { chain, sequence, hash } = current;
    const head = heads.get(chain);
    if (head === undefined) return { chain, sequence, reason: 'headMissing' };
    if (head.sequence > sequence) return { chain, sequence: sequence + 1, reason: 'endMissing' };
    if (head.sequence < sequence || head.hash !== hash.toString('base64')) return { chain, sequence, reason: 'headDiffers' };
    return undefined;
  };

  return {
    take(stored: StoredLine): BrokenPlace | undefined {
      const { previous, hash, ...rest } = stored;
      if (current?.chain !== stored.chain) {
        const broken = endOfChain();
        if (broken !== undefined) return broken;
        current = { chain: stored.chain, sequence: 0, hash: CHAIN_START };
        seen.add(stored.chain);
      }
      const place = { chain: stored.chain, sequence: current.sequence + 1 };
      if (stored.sequence !== place.sequence) return { ...place, reason: 'lineMissing' };
      if (!previous.equals(current.hash)) return { ...place, reason: 'linkBroken' };
      if (!hashEntry(previous, { ...rest, at: stored.at.toISOString() }).equals(hash)) return { ...place, reason: 'lineChanged' };
      current = { ...place, hash };
      lines += 1;
      return undefined;
    },
    end(): BrokenPlace | undefined {
      const broken = endOfChain();
      if (broken !== undefined) return broken;
      const gone = [...heads.keys()].find((chain) => !seen.has(chain));
      return gone === undefined ? undefined : { chain: gone, sequence: 1, reason: 'endMissing' };
    },
    counts: () => ({ chains: seen.size, lines }),
  };
}
