import { compactMonth, monthOf } from '../days.ts';
import { mix } from '../random.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { wageOf } from '../world/work.ts';
import type { World } from '../world/world.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';
import { firstReported } from './late.ts';
import { FIRST_PAID_MONTH } from './social-security-pension-payments.ts';

/** Shares of rows that a month's first list leaves out or states wrongly; the next list brings that month whole and right. */
const LEFT_OUT = 0.005;
const CORRECTED = 0.01;
/** Monthly income in 0.01 yuan up to which nothing is withheld. */
const FREE = 500_000;

export const taxWages: Department = {
  source: 'tax.wages',
  columns: ['recordNo', 'taxMonth', 'withholderTaxId', 'withholderName', 'personName', 'personIdNumber', 'income', 'taxWithheld'],
  form: { kind: 'ndjson', numbers: ['income', 'taxWithheld'], gzip: true },
  *rows(view) {
    const { world } = view;
    const clerk = new Clerk(world.seed, 'tax.wages');
    const { from, until } = world.jobs.columns;
    const latest = monthOf(view.asOf) - 1;
    for (let job = 0; job < world.jobs.count; job++) {
      const last = until[job] === 0 ? latest : Math.min(latest, monthOf(until[job]!));
      if (last < FIRST_PAID_MONTH || !isReported(world, job)) continue;
      const first = Math.max(FIRST_PAID_MONTH, monthOf(from[job]!));
      yield* rowsOf(view, { job, first, last }, clerk);
    }
  },
};

/** Small traders report nobody's wages. */
export function isReported({ firms, jobs }: World, job: number): boolean {
  return firms[jobs.columns.firm[job]!]!.kind !== 'sole-trader';
}

/** In 0.01 yuan, as it stands in the file now: the newest month's list leaves some out (0) and is wrong about others. */
export function reportedWage({ world, asOf }: View, { person, job, month }: { person: number; job: number; month: number }): number {
  const wage = wageOf(world, { person, job, month });
  if (month !== monthOf(asOf) - 1) return wage;
  const slip = mix(job, month) / 2 ** 32;
  if (slip < LEFT_OUT) return 0;
  return slip < LEFT_OUT + CORRECTED ? Math.round(wage * 0.9) : wage;
}

function* rowsOf(view: View, { job, first, last }: { job: number; first: number; last: number }, clerk: Clerk): Generator<Row> {
  const { world } = view;
  const { people, firms, jobs } = world;
  const [person, firm] = [jobs.columns.person[job]!, jobs.columns.firm[job]!];
  const code = clerk.creditCode(firms[firm]!.creditCode, job);
  const name = clerk.companyName(firms[firm]!, job);
  const personName = clerk.personName(people.name[person]!, job);
  const number = clerk.idNumber(idNumberOf(people, person), job);
  const mentions: Row['mentions'] = [{ role: 'employee', type: 'person', entity: personId(person) }];
  const prefix = `GZ${pad(job + 1, 9)}`;
  const firstNew = firstReported(view);
  for (let month = first; month <= last; month++) {
    const taxMonth = compactMonth(month);
    const record = prefix + taxMonth;
    const income = reportedWage(view, { person, job, month });
    if (income === 0) continue;
    if (month < firstNew) {
      yield { record, mentions };
      continue;
    }
    const tax = Math.max(0, Math.round((income - FREE) * 0.03));
    yield { record, cells: [record, taxMonth, code, name, personName, number, String(income / 100), String(tax / 100)], mentions };
  }
}
