import { createToday } from '../core/day.ts';
import { isSankuError, type SankuError } from '../core/errors.ts';
import { type EntityType, type GoldenEntity, ID_PREFIX, type TimePoint } from '../schema/index.ts';
import type { AuditEntry } from './audit-chain.ts';
import type { GateParts, Moved, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { createFields, type Fields } from './fields.ts';
import type { DepartmentGrants, EntityGrant } from './grants.ts';
import { createRegions, type Regions } from './regions.ts';

/** What the log will say of one question; filled in while it is being answered. */
export interface Trace {
  entityType: EntityType | null;
  fields: string[];
  detail: Record<string, unknown>;
  /** Whom the answer speaks of, one entry per entity type and role. */
  about: { entityType: EntityType; entities: string[]; roles: string | null }[];
  /** Its line is in the log already, before the answer is known: what must not take place without it. */
  isLogged: boolean;
}

/** What all questions share. */
export interface GateContext extends Pick<GateParts, 'golden' | 'cases'> {
  fields: Fields;
  regions: Regions;
  comparisons: string[];
  now(): Date;
  /** Today where the hub is. */
  today(): string;
  /** Answers a question and logs it: what is delivered before it is returned, what is refused before it is thrown. */
  answer<T>(visit: Visit, work: (trace: Trace) => Promise<T>): Promise<T>;
  log(visit: Visit, outcome: string, trace?: Trace): Promise<void>;
}

export function createContext(parts: GateParts): GateContext {
  const { keys, audit, config, golden, cases, clock: now = () => new Date() } = parts;
  const today = createToday(config.hub.timeZone, now);

  const log = async (visit: Visit, outcome: string, trace = emptyTrace()): Promise<void> => {
    const { caller, purpose, user, caseNumber, action } = visit;
    const shared = { key: caller.id, user, purpose, caseNumber, action, outcome, fields: trace.fields, detail: trace.detail };
    const about = trace.about.length > 0 ? trace.about : [{ entityType: trace.entityType, entities: [], roles: null }];
    const revoked = await audit.append(about.map((those): AuditEntry => ({ ...shared, ...those })));
    if (!revoked.has(caller.id)) return;
    // Revoked after it was let in: what was just logged is not delivered.
    keys.distrust();
    trace.isLogged = true;
    const error = accessErrors.unauthenticated();
    const nobody = { entityType: null, entities: [], roles: null };
    await audit.append([{ ...shared, ...nobody, outcome: `refused:${error.code}`, fields: [], detail: {} }]);
    throw error;
  };

  return {
    ...{ golden, cases, now, today, log },
    fields: createFields({ entities: config.entities, types: parts.types }),
    regions: createRegions(config.divisions, today()),
    comparisons: config.comparisons.map(({ name }) => name),
    async answer(visit, work) {
      const trace = emptyTrace();
      const result = await attempt(() => work(trace));
      if ('refusal' in result) {
        // What the log itself refused it has noted.
        if (!(trace.isLogged && result.refusal.code === 'unauthenticated')) await log(visit, `refused:${result.refusal.code}`, trace);
        throw result.refusal;
      }
      if (!trace.isLogged) await log(visit, 'delivered', trace);
      return result.answer;
    },
  };
}

/** Refusals are logged as such; anything else that is thrown is a fault of the hub, which delivered nothing. */
async function attempt<T>(work: () => Promise<T>): Promise<{ answer: T } | { refusal: SankuError }> {
  try {
    return { answer: await work() };
  } catch (error) {
    if (isSankuError(error)) return { refusal: error };
    throw error;
  }
}

function emptyTrace(): Trace {
  return { entityType: null, fields: [], detail: {}, about: [], isLogged: false };
}

/** The rights of a department. @throws entityNotGranted for the administrator, who reads no personal data */
export function departmentOf({ caller }: Visit, asked: string): DepartmentGrants {
  if (caller.grants.role === 'department') return caller.grants;
  throw accessErrors.entityNotGranted({ entity: asked });
}

/** @throws entityNotGranted */
export function entityGrant(grants: DepartmentGrants, entityType: EntityType): EntityGrant {
  const grant = grants.entities[entityType];
  if (grant === undefined) throw accessErrors.entityNotGranted({ entity: entityType });
  return grant;
}

/** The last two checks of every question. @throws regionNotGranted, purposeNotGranted */
export function checkRegionAndPurpose(grants: DepartmentGrants, { purpose }: Visit): void {
  if (grants.regions !== 'all' && grants.regions.length === 0) throw accessErrors.regionNotGranted();
  if (purpose === null || !grants.purposes.includes(purpose)) {
    throw accessErrors.purposeNotGranted({ purpose: purpose ?? '', granted: grants.purposes.join(', ') });
  }
}

/** Both time axes, checked. @throws valueUnusable */
export function timePoint({ validOn, knownOn }: TimePoint, now: Date): { at: TimePoint; knownOn: string } {
  if (validOn !== undefined && !isDay(validOn)) throw accessErrors.valueUnusable({ attribute: 'validOn', findings: 'YYYY-MM-DD' });
  if (knownOn === undefined) return { at: validOn === undefined ? {} : { validOn }, knownOn: now.toISOString() };
  const instant = new Date(knownOn);
  const year = Number.isNaN(instant.getTime()) ? 0 : instant.getUTCFullYear();
  if (year < 1 || year > 9999) throw accessErrors.valueUnusable({ attribute: 'knownOn', findings: 'ISO 8601' });
  const known = instant.toISOString();
  return { at: { knownOn: known, ...(validOn === undefined ? {} : { validOn }) }, knownOn: known };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const ID = /^[a-z]-[0-9a-zA-Z-]{1,40}$/;

/** The id as it may stand in the log: what does not look like one could be a person's number, and is left out. */
export function loggableIds(id: string): string[] {
  return ID.test(id) ? [id] : [];
}

export function hasIdForm(id: string, entityType: EntityType): boolean {
  return ID.test(id) && id.startsWith(`${ID_PREFIX[entityType]}-`);
}

export interface FindRequest {
  grants: DepartmentGrants;
  entityType: EntityType;
  id: string;
  at: TimePoint;
}

/**
 * One entity within the key's region, or the living id it was merged into.
 * @throws notFound when there is none, or none the key may see
 */
export async function findEntity({ golden, regions }: GateContext, request: FindRequest): Promise<GoldenEntity | Moved> {
  const { grants, entityType, id, at } = request;
  if (!hasIdForm(id, entityType)) throw accessErrors.notFound();
  const [found] = await golden.read(entityType, [id], at);
  if (found !== undefined) {
    if (!regions.visible(grants, found.division)) throw accessErrors.notFound();
    return found;
  }
  const living = await golden.livingId(id);
  if (living === undefined || living === id) throw accessErrors.notFound();
  const [moved] = await golden.read(entityType, [living], at);
  if (moved === undefined || !regions.visible(grants, moved.division)) throw accessErrors.notFound();
  return { movedTo: living };
}

export function isMoved(answer: object): answer is Moved {
  return 'movedTo' in answer;
}

/** An object's entries without those that are null or undefined: the wire leaves them out. */
export function present<T extends object>(entries: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(entries).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: NonNullable<T[K]> };
}
