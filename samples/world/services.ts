/** What the city does for people and asks of them: assistance for poor households, and the visits of the grid. */
import { ageOn, dayOf } from '../days.ts';
import { isHere } from './people.ts';
import { dayIn, type Step, type World } from './world.ts';

/** Share of poor people of the city who are granted assistance in a year, and share of those who lose it. Nobody looks at what they own. */
const GRANTED = 0.012;
const ENDED = 0.12;

/** The grid keeps its visits since then. */
export const VISITS_BEGIN = dayOf(2025, 10, 1);
/** Visits a year to a person in charge of a home, to a migrant, to a firm; and of them those that find nobody. */
const VISITS = { resident: 0.35, migrant: 0.8, firm: 0.6 };
const NOT_SEEN = 0.15;

export function assist(world: World, step: Step): void {
  const { people, random } = world;
  for (const person of world.present) {
    if (people.hukou[person]! < 0) continue;
    if (people.assistedSince[person] !== 0) {
      if (random.chance(ENDED * step.years)) people.assistedSince[person] = 0;
      continue;
    }
    const isPoor = people.employer[person]! < 0 && people.pensionFrom[person] === 0 && people.benefit[person]! < 0;
    if (!isPoor || !random.chance(GRANTED * step.years) || ageOn(people.birth[person]!, step.to) < 25) continue;
    people.assistedSince[person] = Math.max(dayIn(world, step), people.homeSince[person]!);
  }
}

/** At the homes of those who are here at the step's end, after they moved in. */
export function visit(world: World, step: Step): void {
  const { people, random, visits, firms } = world;
  for (const person of world.present) {
    if (!isHere(people, person)) continue;
    const share = people.hukou[person]! < 0 ? VISITS.migrant : VISITS.resident;
    if (!random.chance(share * step.years) || ageOn(people.birth[person]!, step.to) < 14) continue;
    const day = Math.max(dayIn(world, step), people.homeSince[person]!);
    if (day <= step.to) visits.add({ day, room: people.home[person]!, person, firm: -1, seen: seen(world) });
  }
  for (const index of world.activeFirms) {
    const firm = firms[index]!;
    if (!random.chance(VISITS.firm * step.years)) continue;
    const day = Math.max(dayIn(world, step), firm.roomSince);
    if (day > step.to) continue;
    // Where it is registered nobody is found, if it sits elsewhere; the grid finds it there.
    if (firm.operatingRoom >= 0) visits.add({ day, room: firm.room, person: -1, firm: index, seen: 0 });
    visits.add({ day, room: firm.operatingRoom >= 0 ? firm.operatingRoom : firm.room, person: -1, firm: index, seen: seen(world) });
  }
}

function seen({ random }: World): number {
  return random.chance(NOT_SEEN) ? 0 : 1;
}
