/** Every wrong that is true in the city, as the two comparisons mean it. `by_number`: exact identifiers suffice to see it. */
import { firstDayOfMonth, isoDate, monthOf } from '../days.ts';
import { Clerk } from '../departments/clerk.ts';
import type { View } from '../departments/department.ts';
import { deathReportedOn, inTaxRoll, lastPensionMonth } from '../departments/late.ts';
import { idIsRight } from '../departments/social-security.ts';
import { FIRST_PAID_MONTH } from '../departments/social-security-pension-payments.ts';
import { firmId } from '../world/firms.ts';
import { idNumberOf, personId } from '../world/people.ts';

/** Days in which a new firm has to register with the tax office. */
const GRACE_DAYS = 30;

export function* findWrongs(view: View): Generator<string[]> {
  yield* firmsNotInTaxRoll(view);
  yield* pensionsAfterDeath(view);
}

function* firmsNotInTaxRoll({ world, asOf }: View): Generator<string[]> {
  const commerce = new Clerk(world.seed, 'commerce.companies');
  for (let index = 0; index < world.firms.length; index++) {
    const firm = world.firms[index]!;
    if (firm.closed !== 0 || firm.kind === 'branch' || firm.founded + GRACE_DAYS > asOf || inTaxRoll(firm, asOf)) continue;
    const byNumber = commerce.creditCodeRight(index);
    yield ['firm-not-in-tax-roll', 'company', firmId(index), '', '', isoDate(firm.founded + GRACE_DAYS), '', String(byNumber)];
  }
}

interface Overpaid {
  person: number;
  from: number;
  until: number;
  byNumber: boolean;
}

function* pensionsAfterDeath(view: View): Generator<string[]> {
  const { world } = view;
  const insured = new Clerk(world.seed, 'social-security.insured');
  const payments = new Clerk(world.seed, 'social-security.pension-payments');
  const shared = sharedNumbers(view);
  const found = new Map<number, Overpaid>();
  for (let registration = 0; registration < world.registrations.length; registration++) {
    const person = world.registrations[registration]!;
    const months = overpaidMonths(view, registration);
    if (!months) continue;
    const known = idIsRight(world, registration, insured) || idIsRight(world, registration, payments);
    const before = found.get(person);
    found.set(person, {
      person,
      from: Math.min(months.from, before?.from ?? months.from),
      until: Math.max(months.until, before?.until ?? months.until),
      byNumber: known && (before?.byNumber ?? deathIsByNumber(view, person, shared)),
    });
  }
  for (const { person, from, until, byNumber } of [...found.values()].sort((a, b) => a.person - b.person)) {
    const dates = [isoDate(firstDayOfMonth(from)), isoDate(firstDayOfMonth(until))];
    yield ['pension-after-death', 'person', personId(person), '', '', ...dates, String(byNumber)];
  }
}

/** Delivered months after the month of death for which this registration was paid. */
function overpaidMonths({ world, asOf }: View, registration: number): { from: number; until: number } | undefined {
  const { people, registrations } = world;
  const person = registrations[registration]!;
  const death = people.death[person]!;
  if (death === 0 || people.pensionFrom[person] === 0) return undefined;
  const from = Math.max(monthOf(death) + 1, people.pensionFrom[person]!, FIRST_PAID_MONTH);
  const until = Math.min(lastPensionMonth(world, registration), monthOf(asOf) - 1);
  return from <= until ? { from, until } : undefined;
}

/** The death is on file under the right number, and nobody else has that number or another name for the person. */
function deathIsByNumber({ world, asOf }: View, person: number, shared: Set<string>): boolean {
  const reported = deathReportedOn(world, person);
  if (reported === 0 || reported > asOf) return false;
  const number = idNumberOf(world.people, person);
  const right = new Clerk(world.seed, 'civil-affairs.deaths').idNumberRight(number, person);
  return right && !shared.has(number) && !world.people.formerName.has(person);
}

function sharedNumbers({ world }: View): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (let person = 0; person < world.people.count; person++) {
    const number = idNumberOf(world.people, person);
    if (seen.has(number)) shared.add(number);
    seen.add(number);
  }
  return shared;
}
