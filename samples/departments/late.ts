/** What departments learn late: deaths, departures and moves. All of it follows from the world and the seed. */
import { firstDayOfMonth, monthOf } from '../days.ts';
import { chanceOf, keyOf } from '../random.ts';
import type { Firm } from '../world/firms.ts';
import type { World } from '../world/world.ts';
import { FILES_BEGIN, type View } from './department.ts';

/** Day on which the crematorium's report comes in; 0 when nobody was cremated in the city. */
export function deathReportedOn(world: World, person: number): number {
  const death = world.people.death[person]!;
  if (death === 0 || chanceOf(keyOf(world.seed, 'cremated'), person) >= 0.975) return 0;
  const late = chanceOf(keyOf(world.seed, 'death-report'), person);
  return death + (late < 0.88 ? 2 + Math.floor(late * 9) : 15 + Math.floor((late - 0.88) * 400));
}

/** Months after the month of death in which the pension still goes out. */
export function pensionOverrun(world: World, registration: number): number {
  const key = keyOf(world.seed, world.misspelled.has(registration) ? 'overrun-second' : 'overrun');
  const at = chanceOf(key, registration);
  // Of a second, misspelled registration no report of death is ever found: only an audit ends it.
  if (world.misspelled.has(registration)) return 6 + Math.floor(at * 66);
  if (at < 0.86) return 0;
  if (at < 0.95) return 1 + Math.floor((at - 0.86) * 22);
  if (at < 0.985) return 3 + Math.floor((at - 0.95) * 600);
  return 24 + Math.floor((at - 0.985) * 3200);
}

/** Last month for which a registration is paid; Infinity while it runs, 0 where nothing is paid on it. */
export function lastPensionMonth(world: World, registration: number): number {
  const { people, registrations, workingOn } = world;
  if (workingOn.has(registration)) return 0;
  const person = registrations[registration]!;
  if (people.death[person] !== 0) return monthOf(people.death[person]!) + pensionOverrun(world, registration);
  return people.gone[person] !== 0 ? monthOf(people.gone[person]!) : Number.POSITIVE_INFINITY;
}

/** Day on which the insurance closes the registration; 0 while it is open. */
export function insuranceClosedOn(world: World, registration: number): number {
  if (world.workingOn.has(registration)) return stoppedWorkingOn(world, registration);
  const last = lastPensionMonth(world, registration);
  return last === Number.POSITIVE_INFINITY ? 0 : firstDayOfMonth(last + 1);
}

function stoppedWorkingOn({ people, registrations }: World, registration: number): number {
  const person = registrations[registration]!;
  return people.employer[person]! >= 0 ? 0 : people.employerSince[person]! || people.death[person]! || people.gone[person]!;
}

/** Whether the registration stands in the insurance's file: it is open, or was closed after the files begin. */
export function isInsuredOnFile(world: World, registration: number): boolean {
  const closed = insuranceClosedOn(world, registration);
  return closed === 0 || closed >= FILES_BEGIN;
}

/** First month of what a delivery of kind period holds: all that the files hold, later the month before the newest, corrected, and the newest. */
export function firstReported({ month, asOfBefore }: View): number {
  return month === 1 ? 0 : monthOf(asOfBefore) - 1;
}

export function policeKnowsOn(world: World, person: number): number {
  const { death, gone } = world.people;
  const day = death[person]! || gone[person]!;
  if (day === 0) return 0;
  const late = chanceOf(keyOf(world.seed, 'police-late'), person);
  return day + (late < 0.8 ? 3 + Math.floor(late * 20) : 30 + Math.floor((late - 0.8) * 1500));
}

export interface StatedHome {
  room: number;
  /** Day since which they lived there. */
  since: number;
  /** They have moved on since; the file does not know yet. */
  former: boolean;
}

/** The home that the insurance believes in: a quarter of the moves reach it months late. */
export function statedHome({ world, asOf }: View, person: number): StatedHome {
  const { people, seed } = world;
  const since = people.homeSince[person]!;
  const late = chanceOf(keyOf(seed, 'home-late'), person ^ since);
  const known = since + (late < 0.75 ? 5 : 30 + Math.floor((late - 0.75) * 1400));
  const former = people.homeBefore[person]! >= 0 && known > asOf;
  return former
    ? { room: people.homeBefore[person]!, since: people.homeBeforeSince[person]!, former }
    : { room: people.home[person]!, since, former };
}

/** The address that the tax office believes in: another one for a few; a third of the firms' moves reach it months late. */
export function statedTaxRoom({ world, asOf }: View, firm: number): { room: number; former: boolean } {
  const { roomSince, roomBefore, room, taxDay, taxRoom } = world.firms[firm]!;
  if (taxRoom >= 0) return { room: taxRoom, former: false };
  const late = chanceOf(keyOf(world.seed, 'tax-late'), firm ^ roomSince);
  const known = roomSince + (late < 0.67 ? 10 : 30 + Math.floor((late - 0.67) * 1500));
  const former = roomBefore >= 0 && taxDay < roomSince && known > asOf;
  return former ? { room: roomBefore, former } : { room, former };
}

/** Day on which the tax office learns that a firm closed: soon of most, months later of some, never of a few; 0 not yet or never. */
export function taxKnowsClosedOn({ firms, seed }: World, firm: number): number {
  const { closed } = firms[firm]!;
  const late = chanceOf(keyOf(seed, 'tax-closed'), firm);
  if (closed === 0 || late >= 0.96) return 0;
  return closed + (late < 0.85 ? 3 + Math.floor(late * 18) : 25 + Math.floor((late - 0.85) * 2500));
}

export function inTaxRoll({ taxDay, closed }: Firm, asOf: number): boolean {
  return taxDay !== 0 && taxDay <= asOf && (closed === 0 || taxDay < closed);
}
