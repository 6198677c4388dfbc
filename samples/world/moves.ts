/** Moving house inside the city, coming to it and leaving it. */
import { ageOn } from '../days.ts';
import { surnameOf } from './names.ts';
import { isHere } from './people.ts';
import { addHousehold, addPerson, emptyHome, foreignArrival, leaveHousehold, migrantArea, moveHome, newRoom, register } from './persons.ts';
import { takeHome } from './property.ts';
import { endWork } from './work.ts';
import { dayIn, type Step, type World, yearIn } from './world.ts';

const YEAR = 365;
/** Rooms with more than eight people in them came with the last years; so many people of the city a room. */
const CROWDS_SINCE = 2022;
const PEOPLE_PER_CROWD = 2500;

/** Single grown-up children take a room of their own. */
export function moveOutOfParents(world: World, step: Step): void {
  const { people, random, households } = world;
  for (const person of world.present) {
    if (people.spouse[person]! >= 0 || !isHere(people, person)) continue;
    const age = ageOn(people.birth[person]!, step.to);
    if (age < 21 || age > 35 || households.members(people.household[person]!).length < 2 || !random.chance(0.09 * step.years)) continue;
    const day = dayIn(world, step);
    leaveHousehold(world, person);
    addHousehold(world, [person]);
    const room = newRoom(world, day);
    moveHome(world, person, { room, day: Math.max(day, people.homeSince[person]!) });
    if (age >= 25) takeHome(world, { person, room, day: people.homeSince[person]! }, step);
  }
}

/** Whole households move; the registration follows for most, for some it stays behind. */
export function moves(world: World, step: Step): void {
  const { random, households } = world;
  for (let household = 0; household < households.count; household++) {
    if (households.isEmpty(household) || !random.chance(0.05 * step.years)) continue;
    const day = dayIn(world, step);
    const room = newRoom(world, day);
    const registers = random.chance(0.6);
    const members = households.members(household);
    for (const person of members) moveOne(world, person, { room, day, registers });
    takeHome(world, { person: members[0]!, room, day: world.people.homeSince[members[0]!]! }, step);
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
  for (let household = 0; household < households.count; household++) {
    if (households.isEmpty(household) || !random.chance(0.006 * step.years)) continue;
    const day = dayIn(world, step);
    for (const person of households.members(household)) {
      people.gone[person] = Math.max(day, people.homeSince[person]!, people.hukouSince[person]!, people.birth[person]!);
      endWork(world, person, people.gone[person]!);
      people.assistedSince[person] = 0;
      emptyHome(world, person);
      leaveHousehold(world, person);
      left++;
    }
  }
  return left;
}

export function arrivals(world: World, step: Step, wanted: number): void {
  const until = world.present.length + wanted;
  if (yearIn(step) >= CROWDS_SINCE) crowd(world, step, until);
  while (world.present.length < until) arrive(world, { day: dayIn(world, step), most: until - world.present.length }, step);
  settle(world, step);
}

/** Beds let in one room to single migrants, more than eight. */
function crowd(world: World, step: Step, until: number): void {
  const { random } = world;
  const wanted = Math.max(1, Math.round(world.target / PEOPLE_PER_CROWD));
  for (let left = Math.max(1, Math.ceil(wanted / 4)); left > 0 && world.crowds < wanted; left--) {
    const beds = 9 + random.int(6);
    if (world.present.length + beds > until) return;
    world.crowds++;
    const day = dayIn(world, step);
    const room = newRoom(world, day);
    for (let i = 0; i < beds; i++) {
      const birth = day - (18 + random.int(30)) * YEAR - random.int(YEAR);
      const person = addPerson(world, { birth, sex: 1, area: migrantArea(world) });
      addHousehold(world, [person]);
      moveHome(world, person, { room, day });
    }
  }
}

function arrive(world: World, { day, most }: { day: number; most: number }, step: Step): void {
  const { people, random } = world;
  const birthAt = (age: number) => day - age * YEAR - random.int(YEAR) - 1;
  const age = 18 + Math.floor(random.next() ** 1.6 * 32);
  const sex = 1 + random.int(2);
  const foreign = foreignArrival(world, sex);
  const area = foreign?.area ?? migrantArea(world);
  const first = addPerson(world, { birth: birthAt(age), sex, area, name: foreign?.name });
  const members = [first];
  if (!foreign && most >= 2 && age > 22 && random.chance(0.55)) {
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
  takeHome(world, { person: first, room, day }, step);
  if (!foreign && random.chance(0.25)) for (const person of members) register(world, person, { room, day });
}

/** Migrants who have been here long are registered in the city at last. */
function settle(world: World, step: Step): void {
  const { people, random } = world;
  for (const person of world.present) {
    if (people.hukou[person]! >= 0 || people.idSequence[person] === 0 || !random.chance(0.03 * step.years)) continue;
    register(world, person, { room: people.home[person]!, day: Math.max(dayIn(world, step), people.homeSince[person]!) });
  }
}
