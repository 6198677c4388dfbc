/** Wrongs of firms: taxes, contributions, addresses, and who stands for them. */
import { firstDayOfMonth, monthOf } from '../days.ts';
import { Clerk } from '../departments/clerk.ts';
import { isOnRegister } from '../departments/commerce-companies.ts';
import type { View } from '../departments/department.ts';
import { inTaxRoll, isInsuredOnFile, statedTaxRoom, taxKnowsClosedOn } from '../departments/late.ts';
import { employerIsByCode, listedEmployer } from '../departments/social-security-insured.ts';
import { isTaxed } from '../departments/tax-taxpayers.ts';
import { mix } from '../random.ts';
import { type Firm, firmId } from '../world/firms.ts';
import { placeOf, roomId } from '../world/houses.ts';
import { oldNumberOf, personId } from '../world/people.ts';
import { deathIsByNumber } from './pensions.ts';
import { inOrder, isPlain, type Wrong } from './wrong.ts';

type Shared = ReadonlySet<number>;

/** Days in which a new firm has to register with the tax office, and in which a closed one has to leave it. */
const GRACE_DAYS = 30;
/** Months after which contributions are overdue. */
const OVERDUE_MONTHS = 3;
const MANY_FIRMS = 5;

function* active({ world }: View): Generator<[number, Firm]> {
  for (const [index, firm] of world.firms.entries()) if (firm.closed === 0) yield [index, firm];
}

function ofFirm(comparison: string, index: number): Pick<Wrong, 'comparison' | 'type' | 'entity'> {
  return { comparison, type: 'company', entity: firmId(index) };
}

export function firmNotInTaxRollWrongs(view: View): Wrong[] {
  const { world, asOf } = view;
  const commerce = new Clerk(world.seed, 'commerce.companies');
  const wrongs: Wrong[] = [];
  for (const [index, firm] of active(view)) {
    if (firm.unlicensed || firm.kind === 'branch' || firm.founded + GRACE_DAYS > asOf || inTaxRoll(firm, asOf)) continue;
    wrongs.push({ ...ofFirm('firm-not-in-tax-roll', index), from: firm.founded + GRACE_DAYS, byNumber: commerce.creditCodeRight(index) });
  }
  return wrongs;
}

/** It stands in the tax roll as active; the business register never had it, or struck it off. */
export function taxpayerNotInCommerceWrongs(view: View): Wrong[] {
  const { world, asOf } = view;
  const commerce = new Clerk(world.seed, 'commerce.companies');
  const tax = new Clerk(world.seed, 'tax.taxpayers');
  const wrongs: Wrong[] = [];
  world.firms.forEach((firm, index) => {
    const known = taxKnowsClosedOn(world, index);
    if (!isTaxed(view, index) || (known !== 0 && known <= asOf)) return;
    const isStruckOff = firm.closed !== 0 && firm.closed + GRACE_DAYS <= asOf;
    if (!firm.unlicensed && !isStruckOff) return;
    const isCode = firm.taxForm === 'credit-code' && tax.creditCodeRight(index) && commerce.creditCodeRight(index);
    const from = firm.unlicensed ? firm.taxDay : firm.closed + GRACE_DAYS;
    wrongs.push({ ...ofFirm('taxpayer-not-in-commerce', index), from, byNumber: firm.unlicensed || isCode });
  });
  return wrongs;
}

/** It owes contributions for three months or more for somebody whom the insurance lists as its employee. */
export function contributionsOverdueWrongs(view: View): Wrong[] {
  const { world, asOf } = view;
  const clerk = new Clerk(world.seed, 'social-security.insured');
  const byCode = new Map<number, boolean>();
  for (let registration = 0; registration < world.registrations.length; registration++) {
    const index = isInsuredOnFile(world, registration) ? listedEmployer(view, registration) : -1;
    if (index < 0) continue;
    const { owesSince } = world.firms[index]!;
    if (owesSince === 0 || owesSince > monthOf(asOf) - OVERDUE_MONTHS) continue;
    byCode.set(index, byCode.get(index) === true || employerIsByCode(clerk, registration));
  }
  return inOrder(
    [...byCode].map(([index, byNumber]) => {
      return { ...ofFirm('contributions-overdue', index), from: firstDayOfMonth(world.firms[index]!.owesSince), byNumber };
    }),
  );
}

/** The registers name the firm and its representative by the right numbers. */
class Officers {
  private readonly view: View;
  private readonly officers: Clerk;
  private readonly companies: Clerk;

  constructor(view: View) {
    this.view = view;
    this.officers = new Clerk(view.world.seed, 'commerce.officers');
    this.companies = new Clerk(view.world.seed, 'commerce.companies');
  }

  isRight(index: number): boolean {
    const { people, firms } = this.view.world;
    const person = firms[index]!.representative;
    if (!this.officers.creditCodeRight(index) || !this.companies.creditCodeRight(index)) return false;
    return this.officers.idNumberRight(oldNumberOf(people, person), mix(index, person));
  }
}

export function deadRepresentativeWrongs(view: View, shared: Shared): Wrong[] {
  const { people } = view.world;
  const officers = new Officers(view);
  const wrongs: Wrong[] = [];
  for (const [index, firm] of active(view)) {
    const person = firm.representative;
    if (people.death[person] === 0 || !isOnRegister(firm)) continue;
    const byNumber = officers.isRight(index) && deathIsByNumber(view, person) && isPlain(people, person, shared);
    const other = { otherType: 'person', other: personId(person) } as const;
    wrongs.push({ ...ofFirm('dead-representative', index), ...other, from: people.death[person]!, byNumber });
  }
  return wrongs;
}

/** Where it is registered, where it is taxed and where it really sits are three places. */
export function threeAddressesWrongs(view: View): Wrong[] {
  const { world, asOf } = view;
  const commerce = new Clerk(world.seed, 'commerce.companies');
  const tax = new Clerk(world.seed, 'tax.taxpayers');
  const grid = new Clerk(world.seed, 'grid.visits');
  const seen = new Set<number>();
  const { firm: visited, room, seen: found } = world.visits.columns;
  for (let visit = 0; visit < world.visits.count; visit++) {
    const index = visited[visit]!;
    if (index < 0 || found[visit] === 0 || room[visit] !== world.firms[index]!.operatingRoom) continue;
    if (grid.creditCodeRight(visit)) seen.add(index);
  }
  const wrongs: Wrong[] = [];
  for (const [index, firm] of active(view)) {
    if (firm.operatingRoom < 0 || !isOnRegister(firm) || !inTaxRoll(firm, asOf)) continue;
    if (new Set([firm.room, statedTaxRoom(view, index).room, firm.operatingRoom]).size < 3) continue;
    const isCode = firm.taxForm === 'credit-code' && tax.creditCodeRight(index) && commerce.creditCodeRight(index);
    wrongs.push({ ...ofFirm('three-addresses', index), from: firm.roomSince, byNumber: isCode && seen.has(index) });
  }
  return wrongs;
}

/** One person stands for more than five active firms registered in one room. */
export function manyFirmsOnePersonWrongs(view: View, shared: Shared): Wrong[] {
  const { people, houses } = view.world;
  const officers = new Officers(view);
  const groups = new Map<string, [number, Firm][]>();
  for (const [index, firm] of active(view)) {
    if (!isOnRegister(firm)) continue;
    const at = `${firm.representative} ${firm.room}`;
    groups.set(at, [...(groups.get(at) ?? []), [index, firm]]);
  }
  const wrongs: Wrong[] = [];
  for (const firms of groups.values()) {
    if (firms.length <= MANY_FIRMS) continue;
    const { representative, room } = firms[0]![1];
    const from = firms.map(([, firm]) => Math.max(firm.founded, firm.roomSince)).sort((a, b) => a - b)[MANY_FIRMS]!;
    const byNumber = firms.filter(([index]) => officers.isRight(index)).length > MANY_FIRMS && isPlain(people, representative, shared);
    const place = { otherType: 'house', other: roomId(placeOf(houses, room)) } as const;
    wrongs.push({ comparison: 'many-firms-one-person', type: 'person', entity: personId(representative), ...place, from, byNumber });
  }
  return inOrder(wrongs);
}
