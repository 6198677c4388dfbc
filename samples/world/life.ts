/** Births, marriages and deaths of a step. */
import { ageOn } from '../days.ts';
import { districtOf } from './houses.ts';
import { surnameOf } from './names.ts';
import { isHere } from './people.ts';
import { addHousehold, addPerson, areaOf, emptyHome, joinHousehold, leaveHousehold, moveHome, newRoom, register } from './persons.ts';
import { dayIn, type Step, type World } from './world.ts';

export function deaths(world: World, step: Step): void {
  const { people, random } = world;
  for (const person of world.present) {
    const age = ageOn(people.birth[person]!, step.to);
    // Gompertz: the risk doubles every eight years; men die earlier.
    const risk = 0.00004 * Math.exp(age * 0.087) * (people.sex[person] === 1 ? 1.25 : 0.85) + (age < 1 ? 0.004 : 0);
    if (!random.chance(Math.min(0.6, risk) * step.years)) continue;
    die(world, person, Math.max(people.birth[person]!, dayIn(world, step)));
  }
}

function die(world: World, person: number, day: number): void {
  const { people } = world;
  people.death[person] = day;
  people.employer[person] = -1;
  emptyHome(world, person);
  leaveHousehold(world, person);
  const spouse = people.spouse[person]!;
  if (spouse >= 0) people.spouse[spouse] = -1;
}

const FERTILITY: [age: number, share: number][] = [
  [20, 0.02],
  [23, 0.11],
  [31, 0.07],
  [37, 0.02],
  [43, 0],
];

export function births(world: World, step: Step): void {
  const { people, random } = world;
  const before = world.present.length;
  for (let i = 0; i < before; i++) {
    const mother = world.present[i]!;
    if (people.sex[mother] !== 2 || people.spouse[mother]! < 0 || !isHere(people, mother)) continue;
    const age = ageOn(people.birth[mother]!, step.to);
    if (age < 20 || age >= 43) continue;
    const share = FERTILITY.findLast(([from]) => age >= from)![1];
    if (random.chance(share * step.years)) giveBirth(world, mother, dayIn(world, step));
  }
}

function giveBirth(world: World, mother: number, day: number): void {
  const { people, houses, random } = world;
  const father = people.spouse[mother]!;
  const registered = people.hukou[mother]! >= 0 ? mother : father;
  const room = people.hukou[registered]!;
  const area = room >= 0 ? areaOf(districtOf(houses, room), day) : people.idArea[mother]!;
  const sex = random.chance(0.52) ? 1 : 2;
  const child = addPerson(world, { birth: day, sex, area, surname: surnameOf(people.name[father]!), nation: people.nation[father]! });
  joinHousehold(world, child, people.household[mother]!);
  moveHome(world, child, { room: people.home[mother]!, day: Math.max(day, people.homeSince[mother]!) });
  if (room >= 0) register(world, child, { room, day: Math.max(day, people.hukouSince[registered]!) });
}

export function marriages(world: World, step: Step): void {
  const { people, random } = world;
  const men: number[] = [];
  const women: number[] = [];
  for (const person of world.present) {
    if (people.spouse[person]! >= 0 || !isHere(people, person)) continue;
    const age = ageOn(people.birth[person]!, step.to);
    if (age < 22 || age > 60 || !random.chance((age < 34 ? 0.16 : 0.03) * step.years)) continue;
    (people.sex[person] === 1 ? men : women).push(person);
  }
  // By age, so that couples are of about the same; the index settles ties.
  const byAge = (a: number, b: number) => people.birth[a]! - people.birth[b]! || a - b;
  men.sort(byAge);
  women.sort(byAge);
  for (let i = 0; i < Math.min(men.length, women.length); i++) marry(world, men[i]!, { wife: women[i]!, day: dayIn(world, step) });
}

function marry(world: World, husband: number, { wife, day }: { wife: number; day: number }): void {
  const { people, random } = world;
  people.spouse[husband] = wife;
  people.spouse[wife] = husband;
  people.married[husband] = 1;
  people.married[wife] = 1;
  const room = random.chance(0.65) ? newRoom(world, day) : people.home[husband]!;
  if (room !== people.home[husband]) {
    leaveHousehold(world, husband);
    leaveHousehold(world, wife);
    addHousehold(world, [husband, wife]);
  } else {
    joinHousehold(world, wife, people.household[husband]!);
  }
  const registers = random.chance(0.6);
  for (const person of [husband, wife]) {
    moveHome(world, person, { room, day: Math.max(day, people.homeSince[person]!) });
    if (registers && people.hukou[person]! >= 0 && people.hukou[person] !== room)
      register(world, person, { room, day: Math.max(day, people.hukouSince[person]!) });
  }
}
