import { isSankuError, type SankuError } from '../core/errors.ts';
import type { AuditEntry } from './audit-chain.ts';
import type { Asking, Gate, GateParts, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { cases } from './gate-cases.ts';
import { children } from './gate-children.ts';
import { createContext } from './gate-context.ts';
import { deliver, mayReadWords } from './gate-deliver.ts';
import { lineage, read, search } from './gate-entity.ts';
import { records } from './gate-records.ts';
import { houses, ties } from './gate-ties.ts';
import type { Grants } from './grants.ts';
import type { Caller } from './key-store.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { createRefusalLog, type RefusalLog } from './refusal-log.ts';

/**
 * The only way to data. Each question goes through the same steps: who asks (key), how often (rate), why and for whom (purpose, user); then
 * what may be asked (entity, search combination, fields, region, purpose); then the golden data; then masking; then the log; then the answer.
 */
export function createGate(parts: GateParts): Gate {
  const context = createContext(parts);
  const refusals = createRefusalLog(parts.audit, parts.clock);
  const door = { parts, refusals, rate: parts.rate ?? createRateLimit(parts.clock) };
  return {
    admit: (asking, action) => enter(door, { asking, action, personal: true, roles: ['department', 'administrator'] }),
    admitToCatalogue: (asking, action) => enter(door, { asking, action, personal: false, roles: ['department', 'administrator'] }),
    admitToMetrics: (asking, action) => enter(door, { asking, action, personal: false, roles: ['metrics', 'administrator'] }),
    search: (visit, question) => search(context, visit, question),
    read: (visit, question) => read(context, visit, question),
    ties: (visit, question) => ties(context, visit, question),
    houses: (visit, question) => houses(context, visit, question),
    children: (visit, question) => children(context, visit, question),
    lineage: (visit, question) => lineage(context, visit, question),
    records: (visit, question) => records(context, visit, question),
    cases: (visit, question) => cases(context, visit, question),
    deliver: (visit, source, work) => deliver(context, { visit, source, work }),
    catalogue: (visit, read) =>
      context.answer(visit, (trace) =>
        read(
          (source) => mayReadWords(visit, source),
          (detail) => void Object.assign(trace.detail, detail),
        ),
      ),
    refuse: (visit, error) => context.log(visit, `refused:${error.code}`),
    close: () => refusals.close(),
  };
}

interface Door {
  parts: GateParts;
  rate: RateLimit;
  refusals: RefusalLog;
}

interface Entering {
  asking: Asking;
  action: string;
  personal: boolean;
  roles: readonly Grants['role'][];
}

async function enter({ parts, rate, refusals }: Door, { asking, action, personal, roles }: Entering): Promise<Visit> {
  const visit = { action, purpose: given(asking.purpose), user: given(asking.user), caseNumber: given(asking.caseNumber) };
  const lineFor = (error: SankuError, caller?: Caller): AuditEntry => {
    const nobody = { entityType: null, entities: [], roles: null, fields: [] };
    const detail = caller === undefined && asking.from !== undefined ? { from: asking.from } : {};
    return { ...visit, ...nobody, key: caller?.id ?? null, outcome: `refused:${error.code}`, detail };
  };
  const caller = await parts.keys.authenticate(asking.key).catch(async (error: unknown) => {
    if (isSankuError(error)) await refusals.refused(lineFor(error), asking.from ?? 'this machine');
    throw error;
  });
  const refuse = async (error: SankuError): Promise<never> => {
    await parts.audit.append([lineFor(error, caller)]);
    throw error;
  };
  const { perMinute } = caller.grants.rate;
  // Before anything else is looked at, so that what is refused counts as well: guessing is as limited as asking.
  const retryAfter = rate.take(caller.id, perMinute);
  if (retryAfter > 0) {
    const error = accessErrors.rateExceeded({ perMinute, retryAfter });
    await refusals.refused(lineFor(error, caller), caller.id);
    throw error;
  }
  const { role } = caller.grants;
  if (!roles.includes(role)) await refuse(accessErrors.roleNotGranted({ role, needed: roles.join(', ') }));
  if (personal && visit.purpose === null) await refuse(accessErrors.purposeMissing());
  if (personal && visit.user === null) await refuse(accessErrors.userMissing());
  return { caller, ...visit };
}

function given(text: string | undefined): string | null {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' ? null : trimmed;
}
