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
    const pensioners = listPensioners(view);
    const firstNew = view.month === 1 ? FIRST_PAID_MONTH : monthOf(view.asOfBefore);
    for (let month = FIRST_PAID_MONTH; month < monthOf(view.asOf); month++) {
      const rise = RISE ** (Math.floor(month / 12) - 2026);
      const paidOn = isoDate(firstDayOfMonth(month) + 9);
      for (const pensioner of pensioners) {
        if (month >= pensioner.from && month <= pensioner.until) yield rowOf(pensioner, { month, isNew: month >= firstNew, rise, paidOn });
      }
    }
  },
};

interface Pensioner {
  no: string;
  idNumber: string;
  name: string;
  entity: string;
  from: number;
  until: number;
  pension: number;
}

/** In the order of their numbers. */
function listPensioners({ world }: View): Pensioner[] {
  const clerk = new Clerk(world.seed, 'social-security.pension-payments');
  const { people, registrations } = world;
  const pensioners: Pensioner[] = [];
  for (let registration = 0; registration < registrations.length; registration++) {
    const person = registrations[registration]!;
    const until = lastPensionMonth(world, registration);
    if (people.pensionFrom[person] === 0 || until < FIRST_PAID_MONTH) continue;
    pensioners.push({
      no: socialSecurityNo(registration),
      idNumber: writtenId(world, registration, clerk),
      name: writtenName(world, registration, clerk),
      entity: personId(person),
      from: people.pensionFrom[person]!,
      until,
      pension: pensionOf(world, registration),
    });
  }
  return pensioners;
}

/** In 0.01 yuan. A second registration is paid less: it was made for the basic pension only. */
function pensionOf({ people, registrations, misspelled, secondScheme }: World, registration: number): number {
  const whole = people.pension[registrations[registration]!]!;
  return misspelled.has(registration) || secondScheme.has(registration) ? Math.round(whole * 0.4) : whole;
}

function rowOf(pensioner: Pensioner, { month, isNew, rise, paidOn }: { month: number; isNew: boolean; rise: number; paidOn: string }): Row {
  const payMonth = compactMonth(month);
  const record = `${payMonth}${pensioner.no}`;
  const mentions: Row['mentions'] = [{ role: 'pensioner', type: 'person', entity: pensioner.entity }];
  if (!isNew) return { record, mentions };
  const amount = (Math.round(pensioner.pension * rise) / 100).toFixed(2);
  return { record, cells: [record, pensioner.no, pensioner.idNumber, pensioner.name, payMonth, paidOn, amount], mentions };
}
