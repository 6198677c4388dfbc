/** Moving house inside the city, coming to it and leaving it. */
import { ageOn } from '../days.ts';
import { surnameOf } from './names.ts';
import { isHere } from './people.ts';
import { addHousehold, addPerson, emptyHome, leaveHousehold, migrantArea, moveHome, newRoom, register } from './persons.ts';
import { dayIn, type Step, type World } from './world.ts';

const YEAR = 365;

/** Single grown-up children take a room of their own. */
export function moveOutOfParents(world: World, step: Step): void {
  const { people, random, households } = world;
  for (const person of world.present) {
    if (people.spouse[person]! >= 0 || !isHere(people, person)) continue;
    const age = ageOn(people.birth[person]!, step.to);
    if (age < 21 || age > 35 || households[people.household[person]!]!.length < 2 || !random.chance(0.09 * step.years)) continue;
    const day = dayIn(world, step);
    leaveHousehold(world, person);
    addHousehold(world, [person]);
    moveHome(world, person, { room: newRoom(world, day), day: Math.max(day, people.homeSince[person]!) });
  }
}

/** Whole households move; the registration follows for most, for some it stays behind. */
export function moves(world: World, step: Step): void {
  const { random, households } = world;
  for (const members of households) {
    if (members.length === 0 || !random.chance(0.05 * step.years)) continue;
    const day = dayIn(world, step);
    const room = newRoom(world, day);
    const registers = random.chance(0.6);
    for (const person of members) moveOne(world, person, { room, day, registers });
  }
}

function moveOne(world: World, person: number, { room, day, registers }: { room: number; day: number; registers: boolean }): void {
  const { people } = world;
  const moved = Math.max(day, people.homeSince[person]!);
  moveHome(world, person, { room, day: moved });
  if (registers && people.hukou[person]! >= 0) register(world, person, { room, day: Math.max(moved, people.hukouSince[person]!) });
}

/** @returns how many left. */
export function departures(world: World, step: Step): number {
  const { people, random, households } = world;
  let left = 0;
  for (const members of households) {
    if (members.length === 0 || !random.chance(0.006 * step.years)) continue;
    const day = dayIn(world, step);
    for (const person of [...members]) {
      people.gone[person] = Math.max(day, people.homeSince[person]!, people.hukouSince[person]!, people.birth[person]!);
      people.employer[person] = -1;
      emptyHome(world, person);
      leaveHousehold(world, person);
      left++;
    }
  }
  return left;
}

export function arrivals(world: World, step: Step, wanted: number): void {
  const until = world.present.length + wanted;
  while (world.present.length < until) arrive(world, { day: dayIn(world, step), most: until - world.present.length });
  settle(world, step);
}

function arrive(world: World, { day, most }: { day: number; most: number }): void {
  const { people, random } = world;
  const area = migrantArea(world);
  const birthAt = (age: number) => day - age * YEAR - random.int(YEAR) - 1;
  const age = 18 + Math.floor(random.next() ** 1.6 * 32);
  const sex = 1 + random.int(2);
  const first = addPerson(world, { birth: birthAt(age), sex, area });
  const members = [first];
  if (most >= 2 && age > 22 && random.chance(0.55)) {
    const other = addPerson(world, { birth: birthAt(Math.max(20, age - 2 + random.int(4))), sex: 3 - sex, area: migrantArea(world) });
    people.spouse[first] = other;
    people.spouse[other] = first;
    people.married[first] = 1;
    people.married[other] = 1;
    members.push(other);
    if (most >= 3 && random.chance(0.5)) {
      const father = sex === 1 ? first : other;
      const surname = surnameOf(people.name[father]!);
      members.push(
        addPerson(world, {
          birth: birthAt(random.int(Math.max(1, age - 21))),
          sex: 1 + random.int(2),
          area,
          surname,
          nation: people.nation[father]!,
        }),
      );
    }
  }
  addHousehold(world, members);
  const room = newRoom(world, day);
  for (const person of members) moveHome(world, person, { room, day });
  if (random.chance(0.25)) for (const person of members) register(world, person, { room, day });
}

/** Migrants who have been here long are registered in the city at last. */
function settle(world: World, step: Step): void {
  const { people, random } = world;
  for (const person of world.present) {
    if (people.hukou[person]! >= 0 || !random.chance(0.03 * step.years)) continue;
    register(world, person, { room: people.home[person]!, day: Math.max(dayIn(world, step), people.homeSince[person]!) });
  }
}
