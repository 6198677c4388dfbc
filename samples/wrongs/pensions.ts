/** Wrongs of pensions: paid after death, twice, or beside a job. */
import { firstDayOfMonth, monthOf } from '../days.ts';
import { Clerk } from '../departments/clerk.ts';
import type { View } from '../departments/department.ts';
import { deathReportedOn, isInsuredOnFile, lastPensionMonth } from '../departments/late.ts';
import { firstRegistrations, idIsRight } from '../departments/social-security.ts';
import { FIRST_PAID_MONTH } from '../departments/social-security-pension-payments.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { inOrder, isPlain, type Wrong } from './wrong.ts';

type Shared = ReadonlySet<number>;

interface Months {
  from: number;
  until: number;
}

/** Whether the insurance holds the right number under a registration, in its list or with its payments. */
class RightNumbers {
  private readonly insured: Clerk;
  private readonly payments: Clerk;
  private readonly view: View;

  constructor(view: View) {
    this.view = view;
    this.insured = new Clerk(view.world.seed, 'social-security.insured');
    this.payments = new Clerk(view.world.seed, 'social-security.pension-payments');
  }

  inList(registration: number): boolean {
    return idIsRight(this.view.world, registration, this.insured) && isInsuredOnFile(this.view.world, registration);
  }

  anywhere(registration: number): boolean {
    return this.inList(registration) || idIsRight(this.view.world, registration, this.payments);
  }
}

export function pensionAfterDeathWrongs(view: View, shared: Shared): Wrong[] {
  const { people, registrations } = view.world;
  const right = new RightNumbers(view);
  const found = new Map<number, Months & { byNumber: boolean }>();
  registrations.forEach((person, registration) => {
    const months = overpaidMonths(view, registration);
    if (!months) return;
    const before = found.get(person);
    const byNumber = right.anywhere(registration) && (before?.byNumber ?? deathIsByNumber(view, person));
    const from = Math.min(months.from, before?.from ?? months.from);
    found.set(person, { from, until: Math.max(months.until, before?.until ?? months.until), byNumber });
  });
  return inOrder(
    [...found].map(([person, { from, until, byNumber }]) => ({
      ...ofPerson('pension-after-death', person),
      from: firstDayOfMonth(from),
      until: firstDayOfMonth(until),
      byNumber: byNumber && isPlain(people, person, shared),
    })),
  );
}

/** Delivered months after the month of death for which this registration was paid. */
function overpaidMonths({ world, asOf }: View, registration: number): Months | undefined {
  const { people, registrations } = world;
  const person = registrations[registration]!;
  const death = people.death[person]!;
  if (death === 0 || people.pensionFrom[person] === 0) return undefined;
  const from = Math.max(monthOf(death) + 1, people.pensionFrom[person]!, FIRST_PAID_MONTH);
  const until = Math.min(lastPensionMonth(world, registration), monthOf(asOf) - 1);
  return from <= until ? { from, until } : undefined;
}

/** The death is on file under the right number. */
export function deathIsByNumber({ world, asOf }: View, person: number): boolean {
  const reported = deathReportedOn(world, person);
  if (reported === 0 || reported > asOf) return false;
  return new Clerk(world.seed, 'civil-affairs.deaths').idNumberRight(idNumberOf(world.people, person), person);
}

/** Two registrations paid for the same month. */
export function twoPensionsWrongs(view: View, shared: Shared): Wrong[] {
  const { world, asOf } = view;
  const { people, registrations, misspelled, secondScheme } = world;
  const right = new RightNumbers(view);
  const firstOf = firstRegistrations(world);
  return inOrder(
    [...misspelled, ...secondScheme].flatMap((second) => {
      const person = registrations[second]!;
      const one = firstOf[person]!;
      const from = Math.max(people.pensionFrom[person]!, FIRST_PAID_MONTH);
      const until = Math.min(lastPensionMonth(world, one), lastPensionMonth(world, second), monthOf(asOf) - 1);
      if (from > until) return [];
      const byNumber = right.anywhere(one) && right.anywhere(second) && isPlain(people, person, shared);
      return { ...ofPerson('two-pensions', person), from: firstDayOfMonth(from), until: firstDayOfMonth(until), byNumber };
    }),
  );
}

/** A pensioner in the list of the insured as somebody's employee, today. */
export function pensionWhileInsuredWrongs(view: View, shared: Shared): Wrong[] {
  const { world, asOf } = view;
  const { people, registrations, workingOn } = world;
  const right = new RightNumbers(view);
  const firstOf = firstRegistrations(world);
  const wrongs: Wrong[] = [];
  for (const working of workingOn) {
    const person = registrations[working]!;
    if (people.employer[person]! < 0 || people.pensionFrom[person]! >= monthOf(asOf)) continue;
    const paid = firstOf[person]!;
    const byNumber = right.inList(working) && right.anywhere(paid) && isPlain(people, person, shared);
    wrongs.push({ ...ofPerson('pension-while-insured', person), from: firstDayOfMonth(people.pensionFrom[person]!), byNumber });
  }
  return inOrder(wrongs);
}

function ofPerson(comparison: string, person: number): Pick<Wrong, 'comparison' | 'type' | 'entity'> {
  return { comparison, type: 'person', entity: personId(person) };
}
