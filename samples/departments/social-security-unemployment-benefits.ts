import { compactMonth, firstDayOfMonth, isoDate, monthOf } from '../days.ts';
import { mix } from '../random.ts';
import { oldNumberOf, personId } from '../world/people.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';
import { firstReported } from './late.ts';
import { firstRegistrations, socialSecurityNo } from './social-security.ts';
import { FIRST_PAID_MONTH } from './social-security-pension-payments.ts';

/** Share of amounts that are wrong in the first list of a month and right in the next one. */
const CORRECTED = 0.01;

export const socialSecurityUnemploymentBenefits: Department = {
  source: 'social-security.unemployment-benefits',
  columns: ['发放编号', '发放月份', '社会保障号', '姓名', '身份证号', '发放金额', '发放日期'],
  form: { kind: 'xlsx', sheet: '失业保险金', dateColumns: ['发放日期'], numberColumns: ['身份证号'] },
  *rows(view) {
    const { benefits, people, seed } = view.world;
    const clerk = new Clerk(seed, 'social-security.unemployment-benefits', { zeroed: 0.02 });
    const registrations = firstRegistrations(view.world);
    const { person: whose, from, until } = benefits.columns;
    for (let benefit = 0; benefit < benefits.count; benefit++) {
      const last = Math.min(until[benefit]!, monthOf(view.asOf) - 1);
      if (last < FIRST_PAID_MONTH) continue;
      const person = whose[benefit]!;
      const no = socialSecurityNo(registrations[person]!);
      const who = [no, clerk.personName(people.name[person]!, benefit), clerk.idNumber(oldNumberOf(people, person), benefit)];
      for (let month = Math.max(from[benefit]!, FIRST_PAID_MONTH); month <= last; month++) yield rowOf(view, { benefit, month, who });
    }
  },
};

/** In 0.01 yuan, as it stands in the file now. */
export function reportedBenefit({ world, asOf }: View, benefit: number, month: number): number {
  const isWrong = month === monthOf(asOf) - 1 && mix(benefit, month) / 2 ** 32 < CORRECTED;
  return world.benefits.columns.amount[benefit]! + (isWrong ? 10_000 : 0);
}

function rowOf(view: View, { benefit, month, who }: { benefit: number; month: number; who: string[] }): Row {
  const { columns } = view.world.benefits;
  const payMonth = compactMonth(month);
  const record = `SY${pad(benefit + 1, 8)}${payMonth}`;
  const mentions: Row['mentions'] = [{ role: 'recipient', type: 'person', entity: personId(columns.person[benefit]!) }];
  if (month < firstReported(view)) return { record, mentions };
  const amount = reportedBenefit(view, benefit, month);
  const paidOn = isoDate(firstDayOfMonth(month) + 14);
  return { record, cells: [record, payMonth, ...who, (amount / 100).toFixed(2), paidOn], mentions };
}
