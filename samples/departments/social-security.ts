/** What both feeds of the social insurance share: the registration and how it is written. */

import { mishear } from '../world/names.ts';
import { oldNumberOf } from '../world/people.ts';
import type { World } from '../world/world.ts';
import type { Clerk } from './clerk.ts';
import { pad } from './department.ts';
import { wrongDigit } from './slips.ts';

export function socialSecurityNo(registration: number): string {
  return `3399${pad(registration + 1, 8)}`;
}

/** A second registration exists because its clerk mistyped a digit and misheard the name. */
export function writtenId(world: World, registration: number, clerk: Clerk): string {
  const number = oldNumberOf(world.people, world.registrations[registration]!);
  return world.misspelled.has(registration) ? wrongDigit(number, registration * 7) : clerk.idNumber(number, registration);
}

export function idIsRight(world: World, registration: number, clerk: Clerk): boolean {
  const number = oldNumberOf(world.people, world.registrations[registration]!);
  return !world.misspelled.has(registration) && clerk.idNumberRight(number, registration);
}

export function writtenName(world: World, registration: number, clerk: Clerk): string {
  const person = world.registrations[registration]!;
  const { name, formerName } = world.people;
  if (world.misspelled.has(registration)) return mishear(name[person]!, registration);
  // Who took another name told the police; the insurance hears of it from half of them.
  return clerk.personName((registration % 2 === 1 && formerName.get(person)) || name[person]!, registration);
}

/** The first registration of each person, by person; -1 none. */
export function firstRegistrations({ people, registrations }: World): Int32Array {
  const first = new Int32Array(people.count).fill(-1);
  for (let registration = registrations.length - 1; registration >= 0; registration--) first[registrations[registration]!] = registration;
  return first;
}
