import type { Visit } from './contract.ts';
import { accessErrors } from './errors.ts';
import type { GateContext } from './gate-context.ts';

interface Delivering<T> {
  visit: Visit;
  source: string;
  work(note: (detail: Record<string, unknown>) => void): Promise<T>;
}

/** Nobody delivers but whose grants name the source; the administrator neither. Nothing is read before that is known. */
export function deliver<T>(context: GateContext, { visit, source, work }: Delivering<T>): Promise<T> {
  return context.answer(visit, async (trace) => {
    trace.detail = { source };
    const { grants } = visit.caller;
    const isGranted = grants.role === 'department' && grants.deliver.includes(source);
    if (!isGranted) {
      // A name that was never granted may be anything.
      trace.detail = {};
      throw accessErrors.deliveryNotGranted({ source });
    }
    return work((detail) => Object.assign(trace.detail, detail));
  });
}
