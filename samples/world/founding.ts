/** The city as it stood in 1996, before its thirty years. */
import { openDevelopers, openFirm } from './firm-life.ts';
import { buildCompound, districtOf, takeRoom } from './houses.ts';
import { surnameOf } from './names.ts';
import { addHousehold, addPerson, areaOf, moveHome, register } from './persons.ts';
import { FIRST_DAY, type World } from './world.ts';

const YEAR = 365;
/** Firms as a share of people. */
const FIRM_SHARE = 0.055;
/** Households that own their flat. */
const OWNERS = 0.8;

export function foundCity(world: World, people: number): void {
  const { random, houses } = world;
  for (let i = 0; i < 6; i++) buildCompound(houses, random, { year: 1985 + i, office: true });
  while (world.present.length < people) foundHousehold(world);
  openDevelopers(world);
  const firms = Math.round(people * FIRM_SHARE);
  for (let i = 0; i < firms; i++) openFirm(world, FIRST_DAY - 30 - random.int(11 * YEAR));
}

function foundHousehold(world: World): void {
  const { random, people, houses } = world;
  const year = 1978 + random.int(18);
  const room = takeRoom(houses, random, year);
  const district = districtOf(houses, room);
  const birthAt = (age: number) => FIRST_DAY - age * YEAR - random.int(YEAR) - 1;
  const add = (sex: number, age: number, surname?: string, nation?: number) => {
    const birth = birthAt(age);
    return addPerson(world, { birth, sex, area: areaOf(district, birth), surname, nation });
  };
  const age = 22 + Math.floor(random.next() ** 1.9 * 58);
  const head = add(1, age);
  const members = [head];
  if (random.chance(age > 65 ? 0.6 : 0.88)) members.push(marryAtFounding(world, head, add(2, Math.max(20, age - 2 + random.int(4) - 1))));
  const surname = surnameOf(people.name[head]!);
  const children = members.length === 2 && age < 52 ? (random.chance(0.8) ? 1 : random.int(3)) : 0;
  for (let i = 0; i < children; i++)
    members.push(add(1 + random.int(2), random.int(Math.max(1, Math.min(22, age - 22))), surname, people.nation[head]!));
  if (age < 50 && random.chance(0.15)) members.push(add(2, age + 22 + random.int(8)));
  addHousehold(world, members);
  const youngest = Math.max(...members.map((person) => people.birth[person]!));
  const day = Math.max(youngest + 20, FIRST_DAY - random.int(15 * YEAR) - 1);
  if (random.chance(OWNERS)) {
    houses.owner[room] = head;
    houses.ownerSince[room] = day;
  }
  for (const person of members) {
    moveHome(world, person, { room, day: Math.max(day, people.birth[person]!) });
    register(world, person, { room, day: people.homeSince[person]! });
  }
}

function marryAtFounding({ people }: World, husband: number, wife: number): number {
  people.spouse[husband] = wife;
  people.spouse[wife] = husband;
  people.married[husband] = 1;
  people.married[wife] = 1;
  return wife;
}
