/** Wrongs of people: benefits beside wages, assistance beside wealth, two marriages, living where they are not registered. */
import { firstDayOfMonth, monthOf } from '../days.ts';
import { Clerk } from '../departments/clerk.ts';
import { isOnRegister } from '../departments/commerce-companies.ts';
import type { View } from '../departments/department.ts';
import { isInsuredOnFile, statedHome } from '../departments/late.ts';
import { isOnFile } from '../departments/police-residents.ts';
import { firstRegistrations, idIsRight } from '../departments/social-security.ts';
import { FIRST_PAID_MONTH } from '../departments/social-security-pension-payments.ts';
import { reportedBenefit } from '../departments/social-security-unemployment-benefits.ts';
import { isReported, reportedWage } from '../departments/tax-wages.ts';
import { mix } from '../random.ts';
import { idNumberOf, isHere, oldNumberOf, personId } from '../world/people.ts';
import { inOrder, isPlain, type Wrong } from './wrong.ts';

type Shared = ReadonlySet<number>;

/** A wage above so many times the benefit of the same month. */
const WAGE_OVER_BENEFIT = 1.5;

export function benefitBesideWagesWrongs(view: View, shared: Shared): Wrong[] {
  const { people, benefits, seed } = view.world;
  const clerk = new Clerk(seed, 'social-security.unemployment-benefits', { zeroed: 0.02 });
  const found = new Map<number, Wrong>();
  const { person: whose, from, until } = benefits.columns;
  for (let benefit = 0; benefit < benefits.count; benefit++) {
    const person = whose[benefit]!;
    const last = Math.min(until[benefit]!, monthOf(view.asOf) - 1);
    for (let month = Math.max(from[benefit]!, FIRST_PAID_MONTH); month <= last; month++) {
      const limit = reportedBenefit(view, benefit, month) * WAGE_OVER_BENEFIT;
      const wages = wagesOf(view, person, month);
      if (wages.all <= limit) continue;
      const byNumber =
        wages.underRightNumber > limit && clerk.idNumberRight(oldNumberOf(people, person), benefit) && isPlain(people, person, shared);
      const before = found.get(person);
      const first = before?.from ?? firstDayOfMonth(month);
      const wrong = { comparison: 'benefit-beside-wages', type: 'person' as const, entity: personId(person) };
      found.set(person, { ...wrong, from: first, until: firstDayOfMonth(month), byNumber: byNumber || (before?.byNumber ?? false) });
    }
  }
  return inOrder([...found.values()]);
}

/** Of all employers together, in 0.01 yuan; and of those alone who hold the right number. */
function wagesOf(view: View, person: number, month: number): { all: number; underRightNumber: number } {
  const { world } = view;
  const { jobs, people } = world;
  const { from, until, before } = jobs.columns;
  const clerk = new Clerk(world.seed, 'tax.wages');
  const wages = { all: 0, underRightNumber: 0 };
  for (let job = people.job[person]!; job >= 0; job = before[job]!) {
    const isPaid = monthOf(from[job]!) <= month && (until[job] === 0 || month <= monthOf(until[job]!));
    if (!isPaid || !isReported(world, job)) continue;
    const wage = reportedWage(view, { person, job, month });
    wages.all += wage;
    if (clerk.idNumberRight(idNumberOf(people, person), job)) wages.underRightNumber += wage;
  }
  return wages;
}

/** Registered capital in 10,000 yuan from which a firm counts as wealth. */
const RICH_FIRM = 50;
/** Homes from which they count as wealth. */
const RICH_IN_HOMES = 2;

/** Two homes, or a part in a company of size, while assistance is given. */
export function assistanceBesideWealthWrongs(view: View, shared: Shared): Wrong[] {
  const { people, houses, seed } = view.world;
  const table = new Clerk(seed, 'housing.building-table');
  const assistance = new Clerk(seed, 'civil-affairs.assistance');
  const homes = new Map<number, number>();
  const homesByNumber = new Map<number, number>();
  const count = (counts: Map<number, number>, person: number) => counts.set(person, (counts.get(person) ?? 0) + 1);
  for (let room = 0; room < houses.rooms; room++) {
    const owner = houses.owner[room]!;
    if (owner < 0 || people.assistedSince[owner] === 0) continue;
    count(homes, owner);
    if (table.idNumberRight(oldNumberOf(people, owner), room)) count(homesByNumber, owner);
  }
  const partners = partnersOfRichFirms(view);
  const wrongs: Wrong[] = [];
  for (let person = 0; person < people.count; person++) {
    const from = people.assistedSince[person]!;
    if (from === 0 || ((homes.get(person) ?? 0) < RICH_IN_HOMES && !partners.has(person))) continue;
    const seen = (homesByNumber.get(person) ?? 0) >= RICH_IN_HOMES || partners.get(person) === true;
    const byNumber = seen && assistance.idNumberRight(idNumberOf(people, person), person) && isPlain(people, person, shared);
    wrongs.push({ comparison: 'assistance-beside-wealth', type: 'person', entity: personId(person), from, byNumber });
  }
  return wrongs;
}

/** Whoever represents or holds a part of an active company of size; true: the right numbers of both say so. */
function partnersOfRichFirms({ world }: View): Map<number, boolean> {
  const { people, firms, seed } = world;
  const officers = new Clerk(seed, 'commerce.officers');
  const companies = new Clerk(seed, 'commerce.companies');
  const partners = new Map<number, boolean>();
  firms.forEach((firm, index) => {
    if (firm.kind !== 'company' || firm.closed !== 0 || firm.capital < RICH_FIRM || !isOnRegister(firm)) return;
    const isFirmRight = officers.creditCodeRight(index) && companies.creditCodeRight(index);
    for (const person of [firm.representative, ...firm.shareholders]) {
      if (people.assistedSince[person] === 0) continue;
      const isRight = isFirmRight && officers.idNumberRight(oldNumberOf(people, person), mix(index, person));
      partners.set(person, isRight || partners.get(person) === true);
    }
  });
  return partners;
}

/** Two marriages that both stand on the day. */
export function marriedTwiceWrongs({ world, asOf }: View, shared: Shared): Wrong[] {
  const { people, weddings, seed } = world;
  const { husband, wife, day, divorced } = weddings.columns;
  const clerk = new Clerk(seed, 'civil-affairs.marriages');
  const first = new Map<number, number>();
  const wrongs: Wrong[] = [];
  const isRight = (person: number, wedding: number) =>
    clerk.idNumberRight(idNumberOf(people, person), wedding * 2 + (person === wife[wedding] ? 1 : 0));
  for (let wedding = 0; wedding < weddings.count; wedding++) {
    const couple = [husband[wedding]!, wife[wedding]!];
    if (divorced[wedding] !== 0 || day[wedding]! > asOf || couple.some((person) => people.death[person] !== 0)) continue;
    for (const person of couple) {
      const other = first.get(person);
      if (other === undefined) {
        first.set(person, wedding);
        continue;
      }
      const byNumber = isRight(person, other) && isRight(person, wedding) && isPlain(people, person, shared);
      const from = Math.max(day[other]!, day[wedding]!);
      wrongs.push({ comparison: 'married-twice', type: 'person', entity: personId(person), from, byNumber });
    }
  }
  return inOrder(wrongs);
}

/** Registered in one dwelling of the city, living in another. One of seven or so: in the order of the people, nothing kept. */
export function* registeredElsewhereWrongs(view: View, shared: Shared): Generator<Wrong> {
  const { people, seed } = view.world;
  const residents = new Clerk(seed, 'police.residents');
  const insured = new Clerk(seed, 'social-security.insured');
  const registrations = firstRegistrations(view.world);
  for (let person = 0; person < people.count; person++) {
    if (!isHere(people, person) || people.hukou[person] === people.home[person] || !isOnFile(view, person)) continue;
    const registration = registrations[person]!;
    const isListed = registration >= 0 && isInsuredOnFile(view.world, registration) && insured.share('no-address', registration) >= 0.05;
    const byNumber =
      isListed &&
      idIsRight(view.world, registration, insured) &&
      residents.idNumberRight(idNumberOf(people, person), person) &&
      !statedHome(view, person).former &&
      isPlain(people, person, shared);
    const from = Math.max(people.homeSince[person]!, people.hukouSince[person]!);
    yield { comparison: 'registered-elsewhere', type: 'person', entity: personId(person), from, byNumber };
  }
}
