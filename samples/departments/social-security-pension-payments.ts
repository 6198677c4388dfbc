import { compactMonth, firstDayOfMonth, isoDate, monthOf } from '../days.ts';
import { personId } from '../world/people.ts';
import { MONTH_1, type World } from '../world/world.ts';
import { Clerk } from './clerk.ts';
import type { Department, Row, View } from './department.ts';
import { lastPensionMonth } from './late.ts';
import { socialSecurityNo, writtenId, writtenName } from './social-security.ts';

/** The first delivery holds the last 24 months. */
export const FIRST_PAID_MONTH = monthOf(MONTH_1) - 24;

/** Pensions rise by 4 % every January; `pension` is that of 2026. */
const RISE = 1.04;

export const socialSecurityPensionPayments: Department = {
  source: 'social-security.pension-payments',
  columns: ['paymentNo', 'socialSecurityNo', 'idNumber', 'fullName', 'payMonth', 'paidOn', 'amount'],
  form: { kind: 'text', ending: 'csv', encoding: 'utf8', delimiter: ',', byteOrderMark: false },
  *rows(view) {
    const { world } = view;
    const { people, registrations, seed } = world;
    const clerk = new Clerk(seed, 'social-security.pension-payments');
    for (let registration = 0; registration < registrations.length; registration++) {
      const from = people.pensionFrom[registrations[registration]!]!;
      const until = Math.min(lastPensionMonth(world, registration), monthOf(view.asOf) - 1);
      if (from !== 0 && until >= FIRST_PAID_MONTH)
        yield* rowsOf(view, { registration, from: Math.max(from, FIRST_PAID_MONTH), until }, clerk);
    }
  },
};

function* rowsOf(
  view: View,
  { registration, from, until }: { registration: number; from: number; until: number },
  clerk: Clerk,
): Generator<Row> {
  const { world, month: delivery, asOfBefore } = view;
  const no = socialSecurityNo(registration);
  const who = [no, writtenId(world, registration, clerk), writtenName(world, registration, clerk)];
  const mentions: Row['mentions'] = [{ role: 'pensioner', type: 'person', entity: personId(world.registrations[registration]!) }];
  const firstNew = delivery === 1 ? 0 : monthOf(asOfBefore);
  const pension = pensionOf(world, registration);
  for (let month = from; month <= until; month++) {
    const payMonth = compactMonth(month);
    const record = no + payMonth;
    if (month < firstNew) {
      yield { record, mentions };
      continue;
    }
    const amount = (Math.round(pension * RISE ** (Math.floor(month / 12) - 2026)) / 100).toFixed(2);
    yield { record, cells: [record, ...who, payMonth, isoDate(firstDayOfMonth(month) + 9), amount], mentions };
  }
}

/** In 0.01 yuan. A second registration is paid less: it was made for the basic pension only. */
function pensionOf({ people, registrations, misspelled, secondScheme }: World, registration: number): number {
  const whole = people.pension[registrations[registration]!]!;
  return misspelled.has(registration) || secondScheme.has(registration) ? Math.round(whole * 0.4) : whole;
}
