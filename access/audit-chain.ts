import { hash } from 'node:crypto';
import type { EntityType } from '../schema/index.ts';

/** One line of the access log, as its writer states it. Nothing personal but ids goes in: no values asked for or delivered. */
export interface AuditEntry {
  /** Id of the key; null when it was unknown, or for the administrator at the hub's own data directory. */
  key: string | null;
  user: string | null;
  purpose: string | null;
  caseNumber: string | null;
  /** search | read | occupants | companies | lineage | records | cases | sources | … */
  action: string;
  /** `delivered`, or `refused:<error code>` */
  outcome: string;
  entityType: EntityType | null;
  /** Ids whose values were delivered (or asked for, when refused). */
  entities: string[];
  /** In what role these entities stood in the question. */
  roles: string | null;
  fields: string[];
  detail: Record<string, unknown>;
}

/** One line of the log with its place in its chain. */
export interface ChainedEntry extends AuditEntry {
  chain: string;
  /** 1 for the first of its chain, without gaps. */
  sequence: number;
  /** ISO 8601, UTC, milliseconds. */
  at: string;
}

/** What the first line of every chain follows. */
export const CHAIN_START = Buffer.alloc(32);

/** SHA-256 over the hash before and the line's canonical JSON: no line can be changed, added or dropped without the next one telling. */
export function hashEntry(previous: Buffer, entry: ChainedEntry): Buffer {
  return hashLine(previous, canonicalJson(entry));
}

/** The line as JSON with its place in the chain, and its hash: the text that is hashed is the text that is stored. */
export function chainEntry(previous: Buffer, entry: ChainedEntry): { line: string; hash: Buffer } {
  const text = canonicalJson(entry);
  const own = hashLine(previous, text);
  return { line: `${text.slice(0, -1)},"previous":"${previous.toString('base64')}","hash":"${own.toString('base64')}"}`, hash: own };
}

function hashLine(previous: Buffer, text: string): Buffer {
  return hash('sha256', Buffer.concat([previous, Buffer.from(text)]), 'buffer');
}

/** JSON with sorted keys, no white space, and nothing for what is undefined: the same for equal values. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  const object = value as Record<string, unknown>;
  let members = '';
  for (const key of Object.keys(object).sort()) {
    if (object[key] === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(object[key])}`;
  }
  return `{${members}}`;
}

const LONGEST_TEXT = 200;

/** The entry as PostgreSQL can keep it: no NUL, no half surrogate, no endless header; one caller's bad bytes must not stop the log. */
export function storable(entry: AuditEntry): AuditEntry {
  return {
    key: entry.key,
    user: text(entry.user),
    purpose: text(entry.purpose),
    caseNumber: text(entry.caseNumber),
    action: entry.action,
    outcome: entry.outcome,
    entityType: entry.entityType,
    entities: entry.entities.map((id) => plain(id)),
    roles: text(entry.roles),
    fields: entry.fields.map((field) => plain(field)),
    detail: storableDetail(entry.detail) as Record<string, unknown>,
  };
}

function storableDetail(value: unknown): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map(storableDetail);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [plain(key), storableDetail(item)]));
}

function text(value: string | null): string | null {
  return value === null ? null : plain(value);
}

function plain(value: string): string {
  return value.slice(0, LONGEST_TEXT).toWellFormed().replaceAll('\u0000', '\ufffd');
}
