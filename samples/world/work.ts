/** Jobs, social insurance and pensions. */
import { ageOn, monthOf } from '../days.ts';
import { isHere } from './people.ts';
import { dayIn, type Step, type World } from './world.ts';

/** Share of pensioners whom the insurance also holds under a second, misspelled registration. */
const SECOND_REGISTRATION = 0.01;

export function jobs(world: World, step: Step): void {
  const { people, random, firms } = world;
  for (const person of world.present) {
    const age = ageOn(people.birth[person]!, step.to);
    if (age < 18 || age > 60 || people.pensionFrom[person] !== 0) continue;
    const employer = people.employer[person]!;
    const lost = employer >= 0 && firms[employer]!.closed !== 0;
    const share = people.insuredSince[person] === 0 ? 0.45 : 0.1;
    if (!lost && !random.chance(share * step.years)) continue;
    const day = Math.max(dayIn(world, step), people.homeSince[person]!);
    if (people.insuredSince[person] === 0) {
      people.insuredSince[person] = day;
      world.registrations.push(person);
    }
    people.employerBefore[person] = employer;
    people.employerSince[person] = day;
    // The rest works for itself and insures itself.
    people.employer[person] = random.chance(0.8) ? random.pick(world.activeFirms) : -1;
  }
}

export function retirements(world: World, step: Step): void {
  const { people, random } = world;
  for (const person of world.present) {
    if (people.pensionFrom[person] !== 0 || !isHere(people, person)) continue;
    const age = ageOn(people.birth[person]!, step.to);
    const limit = people.sex[person] === 1 ? 60 : 52;
    if (age < limit || (age > limit + 3 && !random.chance(0.25 * step.years))) continue;
    retire(world, person, dayIn(world, step));
  }
}

function retire(world: World, person: number, day: number): void {
  const { people, random } = world;
  if (people.insuredSince[person] === 0) {
    people.insuredSince[person] = day;
    world.registrations.push(person);
  }
  people.employerBefore[person] = people.employer[person]!;
  people.employer[person] = -1;
  people.employerSince[person] = day;
  people.pensionFrom[person] = monthOf(day) + 1;
  people.pension[person] = 120_000 + random.int(480_000);
  if (!random.chance(SECOND_REGISTRATION)) return;
  world.misspelled.add(world.registrations.length);
  world.registrations.push(person);
}
