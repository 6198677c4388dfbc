import { isSankuError, type SankuError } from '../core/errors.ts';
import type { Asking, Gate, GateParts, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import { cases } from './gate-cases.ts';
import { createContext } from './gate-context.ts';
import { lineage, read, search } from './gate-entity.ts';
import { records } from './gate-records.ts';
import { ties } from './gate-ties.ts';
import type { Caller } from './key-store.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

/**
 * The only way to data. Each question goes through the same steps: who asks (key), why and for whom (purpose, user), how often (rate); then
 * what may be asked (entity, search combination, fields, region, purpose); then the golden data; then masking; then the log; then the answer.
 */
export function createGate(parts: GateParts): Gate {
  const context = createContext(parts);
  const door = { parts, rate: parts.rate ?? createRateLimit(parts.clock) };
  return {
    admit: (asking, action) => enter(door, { asking, action, personal: true }),
    admitToCatalogue: (asking, action) => enter(door, { asking, action, personal: false }),
    search: (visit, question) => search(context, visit, question),
    read: (visit, question) => read(context, visit, question),
    ties: (visit, question) => ties(context, visit, question),
    lineage: (visit, question) => lineage(context, visit, question),
    records: (visit, question) => records(context, visit, question),
    cases: (visit, question) => cases(context, visit, question),
    catalogue: (visit, work) => context.answer(visit, () => work()),
    refuse: (visit, error) => context.log(visit, `refused:${error.code}`),
  };
}

interface Door {
  parts: GateParts;
  rate: RateLimit;
}

interface Entering {
  asking: Asking;
  action: string;
  personal: boolean;
}

async function enter({ parts, rate }: Door, { asking, action, personal }: Entering): Promise<Visit> {
  const purpose = given(asking.purpose);
  const user = given(asking.user);
  const caseNumber = given(asking.caseNumber);
  const refuse = async (error: SankuError, caller?: Caller): Promise<never> => {
    const visit = { action, purpose, user, caseNumber };
    const entry = {
      key: caller?.id ?? null,
      outcome: `refused:${error.code}`,
      entityType: null,
      entities: [],
      roles: null,
      fields: [],
      detail: {},
    };
    await parts.audit.append([{ ...visit, ...entry }]);
    throw error;
  };
  const caller = await parts.keys.authenticate(asking.key).catch((error: unknown) => {
    if (!isSankuError(error)) throw error;
    return refuse(error);
  });
  const { perMinute } = caller.grants.rate;
  // Refused questions count as well: guessing is as limited as asking.
  const retryAfter = rate.take(caller.id, perMinute);
  if (personal && purpose === null) await refuse(accessErrors.purposeMissing(), caller);
  if (personal && user === null) await refuse(accessErrors.userMissing(), caller);
  if (retryAfter > 0) await refuse(accessErrors.rateExceeded({ perMinute, retryAfter }), caller);
  return { action, caller, purpose, user, caseNumber };
}

function given(text: string | undefined): string | null {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' ? null : trimmed;
}
