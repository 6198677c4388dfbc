/** Births, marriages, divorces and deaths of a step. */
import { ageOn } from '../days.ts';
import { districtOf } from './houses.ts';
import { surnameOf } from './names.ts';
import { isHere } from './people.ts';
import { addHousehold, addPerson, areaOf, emptyHome, joinHousehold, leaveHousehold, moveHome, newRoom, register } from './persons.ts';
import { takeHome } from './property.ts';
import { endWork } from './work.ts';
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
  endWork(world, person, day);
  people.assistedSince[person] = 0;
  emptyHome(world, person);
  leaveHousehold(world, person);
  const spouse = people.spouse[person]!;
  if (spouse >= 0) people.spouse[spouse] = -1;
}

/** Weddings to somebody who is married already, as a share of weddings. */
const MARRIED_TWICE = 0.004;
const DIVORCED = 0.006;

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
  const couples = Math.min(men.length, women.length);
  for (let i = 0; i < couples; i++) {
    if (random.chance(MARRIED_TWICE)) marryTwice(world, women[i]!, dayIn(world, step));
    else marry(world, { husband: men[i]!, wife: women[i]!, day: dayIn(world, step) }, step);
  }
}

interface Couple {
  husband: number;
  wife: number;
  day: number;
}

function enterWedding({ people, weddings }: World, { husband, wife, day }: Couple): void {
  const wedding = weddings.add({ husband, wife, day, divorced: 0 });
  for (const person of [husband, wife]) {
    people.wedding[person] = wedding;
    people.married[person] = 1;
  }
}

/** To a man who has a wife already. The register does not see the other marriage, and nobody moves. */
function marryTwice(world: World, wife: number, day: number): void {
  const { people, random, present } = world;
  for (let i = 0; i < 40; i++) {
    const husband = random.pick(present);
    const wedding = people.wedding[husband]!;
    if (people.sex[husband] !== 1 || people.spouse[husband]! < 0 || wedding < 0 || !isHere(people, husband)) continue;
    world.weddings.add({ husband, wife, day: Math.max(day, world.weddings.columns.day[wedding]! + 1), divorced: 0 });
    return;
  }
}

function marry(world: World, { husband, wife, day }: Couple, step: Step): void {
  const { people, random } = world;
  people.spouse[husband] = wife;
  people.spouse[wife] = husband;
  enterWedding(world, { husband, wife, day });
  const room = random.chance(0.65) ? newRoom(world, day) : people.home[husband]!;
  if (room !== people.home[husband]) {
    leaveHousehold(world, husband);
    leaveHousehold(world, wife);
    addHousehold(world, [husband, wife]);
    takeHome(world, { person: husband, room, day }, step);
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

/** The husband moves out; the registration stays. Couples of before 1996 stay together. */
export function divorces(world: World, step: Step): void {
  const { people, random, weddings } = world;
  for (const husband of world.present) {
    const wife = people.spouse[husband]!;
    const wedding = people.wedding[husband]!;
    if (people.sex[husband] !== 1 || wife < 0 || wedding !== people.wedding[wife] || wedding < 0) continue;
    if (!random.chance(DIVORCED * step.years) || !isHere(people, husband)) continue;
    const day = Math.max(dayIn(world, step), weddings.columns.day[wedding]! + 1);
    if (day > step.to) continue;
    weddings.columns.divorced[wedding] = day;
    for (const person of [husband, wife]) {
      people.spouse[person] = -1;
      people.married[person] = 2;
    }
    leaveHousehold(world, husband);
    addHousehold(world, [husband]);
    const room = newRoom(world, day);
    moveHome(world, husband, { room, day: Math.max(day, people.homeSince[husband]!) });
    takeHome(world, { person: husband, room, day: people.homeSince[husband]! }, step);
  }
}
