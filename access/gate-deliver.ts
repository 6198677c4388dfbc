import type { LogDelivery, Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import type { GateContext } from './gate-context.ts';

interface Delivering<T> {
  visit: Visit;
  source: string;
  work(log: LogDelivery): Promise<T>;
}

/** Nobody delivers but whose grants name the source; the administrator neither. Nothing is read before that is known. */
export function deliver<T>(context: GateContext, { visit, source, work }: Delivering<T>): Promise<T> {
  return context.answer(visit, async (trace) => {
    trace.detail = { source };
    if (!mayDeliver(visit, source)) {
      // A name that was never granted may be anything.
      trace.detail = {};
      throw accessErrors.deliveryNotGranted({ source });
    }
    return work(async (detail) => {
      Object.assign(trace.detail, detail);
      await context.log(visit, 'delivered', trace);
      trace.isLogged = true;
    });
  });
}

function mayDeliver({ caller: { grants } }: Visit, source: string): boolean {
  return grants.role === 'department' && grants.deliver.includes(source);
}

/** Whether a key may read the free words about a source: reasons of a withdrawal, and messages, which quote names out of its files. */
export function mayReadWords(visit: Visit, source: string | null): boolean {
  return visit.caller.grants.role === 'administrator' || (source !== null && mayDeliver(visit, source));
}
