import { isoDate, isoDateOrEmpty, isoMonth } from '../days.ts';
import { chanceOf, keyOf } from '../random.ts';
import { firmId } from '../world/firms.ts';
import { personId } from '../world/people.ts';
import { Clerk, phoneOf } from './clerk.ts';
import type { Department, Row, TrueMention, View } from './department.ts';
import { insuranceClosedOn, isInsuredOnFile, statedHome } from './late.ts';
import { socialSecurityNo, writtenId, writtenName } from './social-security.ts';

/** Share of employers named without their code. */
const BY_NAME = 0.25;

export const socialSecurityInsured: Department = {
  source: 'social-security.insured',
  columns: [
    'socialSecurityNo',
    'idNumber',
    'fullName',
    'gender',
    'birthDate',
    'employerCreditCode',
    'employerName',
    'insuranceStatus',
    'insuredFrom',
    'insuredUntil',
    'owedSince',
    'livingAddress',
    'livingSince',
    'mobile',
  ],
  form: { kind: 'text', ending: 'csv', encoding: 'utf8', delimiter: ',', byteOrderMark: true },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'social-security.insured');
    const phoneKey = keyOf(view.world.seed, 'phone');
    for (let registration = 0; registration < view.world.registrations.length; registration++) {
      if (isInsuredOnFile(view.world, registration)) yield rowOf(view, registration, { clerk, phoneKey });
    }
  },
};

/** The firm whose employee a registration makes somebody, as the list says; -1 none. */
export function listedEmployer(view: View, registration: number): number {
  const { people, registrations, workingOn } = view.world;
  const person = registrations[registration]!;
  const closed = insuranceClosedOn(view.world, registration);
  const isPaid = people.pensionFrom[person] !== 0 && !workingOn.has(registration);
  return isPaid || (closed !== 0 && closed <= view.asOf) ? -1 : statedEmployer(view, person);
}

/** Whether the list names the employer by its credit code, and rightly. */
export function employerIsByCode(clerk: Clerk, registration: number): boolean {
  return clerk.share('by-name', registration) >= BY_NAME && clerk.creditCodeRight(registration);
}

/** The firm that the insurance believes employs them; -1 none. A tenth of the changes come in late. */
function statedEmployer({ world, asOf }: View, person: number): number {
  const { people, seed } = world;
  const since = people.employerSince[person]!;
  const late = chanceOf(keyOf(seed, 'employer-late'), person ^ since);
  const known = since + (late < 0.9 ? 3 : 30 + Math.floor((late - 0.9) * 1500));
  return known > asOf ? people.employerBefore[person]! : people.employer[person]!;
}

function rowOf(view: View, registration: number, { clerk, phoneKey }: { clerk: Clerk; phoneKey: number }): Row {
  const { world, asOf, month } = view;
  const { people, houses, registrations, firms } = world;
  const person = registrations[registration]!;
  const record = socialSecurityNo(registration);
  const closed = insuranceClosedOn(world, registration);
  const isClosed = closed !== 0 && closed <= asOf;
  const isPaid = people.pensionFrom[person] !== 0 && !world.workingOn.has(registration);
  const employer = listedEmployer(view, registration);
  const status = isClosed ? '4' : isPaid ? '3' : employer >= 0 || registration % 3 > 0 ? '1' : '2';
  const home = statedHome(view, person);
  const address = clerk.share('no-address', registration) < 0.05 ? undefined : clerk.address(houses, home.room, registration);
  const firm = firms[employer];
  const code = firm && clerk.share('by-name', registration) >= BY_NAME ? clerk.creditCode(firm.creditCode, registration) : '';
  const mentions: TrueMention[] = [];
  if (firm) mentions.push({ role: 'employer', type: 'company', entity: firmId(employer) });
  if (address) mentions.push({ role: 'home', type: 'house', entity: address.house });
  mentions.push({ role: 'insured', type: 'person', entity: personId(person) });
  return {
    record,
    cells: [
      record,
      writtenId(world, registration, clerk),
      writtenName(world, registration, clerk),
      people.sex[person] === 1 ? 'M' : 'F',
      isoDate(people.birth[person]!),
      code,
      firm ? clerk.companyName(firm, registration) : '',
      status,
      isoDateOrEmpty(people.insuredSince[person]!),
      isClosed ? isoDate(closed) : '',
      firm && firm.owesSince !== 0 ? isoMonth(firm.owesSince) : '',
      address?.text ?? '',
      address ? isoDateOrEmpty(home.since) : '',
      clerk.share('phone', registration) < 0.7 ? phoneOf(phoneKey, person, month) : '',
    ],
    mentions,
  };
}
