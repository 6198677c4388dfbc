/** Bringing people into the world and moving them about in it: the few acts that all events are made of. */
import { compactDate, dayOf } from '../days.ts';
import { chanceOf, mix } from '../random.ts';
import { takeRoom } from './houses.ts';
import { giveLatinName, giveLongFamily, givePersonName, surnameOf } from './names.ts';
import { NATIONS, UYGUR } from './people.ts';
import { DISTRICTS, MIGRANT_AREAS } from './places.ts';
import type { World } from './world.ts';

const RENAMED_DAY = dayOf(2016, 7, 1);
/** Every so many people, one was given a number that another has already: 0.02 % of people share one. */
const SHARED_NUMBER_EVERY = 10_000;
/** Share of people who had another number before: some departments still hold that one. */
const TWO_NUMBERS = 0.0005;
/** Of arriving people: those with a residence permit (Hong Kong, Macao, Taiwan) and those with a foreigner's card. */
const PERMITS = 0.003;
const FOREIGNERS = 0.003;
const PERMIT_AREAS = [810000, 820000, 830000];
/** 9, the province where it was applied for, the country as in ISO 3166-1: Korea, Japan, Viet Nam, Russia, the United States, France. */
const CARD_AREAS = [933410, 933392, 933704, 933643, 933840, 933250];

export interface NewPerson {
  birth: number;
  sex: number;
  /** First six digits of the ID number. */
  area: number;
  /** Surname or family name; absent: drawn. */
  surname?: string;
  nation?: number;
  /** Absent: given by sex and surname. */
  name?: string;
}

/** @returns the new person's index; not yet in a household. */
export function addPerson(world: World, { birth, sex, area, surname, nation, name }: NewPerson): number {
  const { people, random } = world;
  const person = people.count++;
  people.birth[person] = birth;
  people.sex[person] = sex;
  people.nation[person] = nation ?? drawNation(world);
  people.education[person] = random.int(7);
  const family = surname ?? (people.nation[person] === UYGUR ? giveLongFamily(random) : undefined);
  people.name[person] = name ?? givePersonName(random, sex, family);
  if (name === undefined && random.chance(0.006))
    people.formerName.set(person, givePersonName(random, sex, surnameOf(people.name[person]!)));
  if (hasNoSequence(area)) givePermit(world, person, area);
  else if (person % SHARED_NUMBER_EVERY !== SHARED_NUMBER_EVERY / 2 || !shareNumber(world, person)) giveNumber(world, person, area);
  world.present.push(person);
  return person;
}

function drawNation({ random }: World): number {
  return random.chance(0.96) ? 0 : 1 + random.int(NATIONS.length - 1);
}

/** Area code of a district at the time of birth. */
export function areaOf(district: number, birth: number): number {
  const { code, oldCode } = DISTRICTS[district]!;
  return Number(oldCode && birth < RENAMED_DAY ? oldCode : code);
}

export function migrantArea(world: World): number {
  return Number(world.random.pick(MIGRANT_AREAS));
}

function giveNumber(world: World, person: number, area: number): void {
  const { people, seed } = world;
  people.idArea[person] = area;
  people.idSequence[person] = nextSequence(world, person);
  if (chanceOf(seed ^ 0x2b, person) < TWO_NUMBERS) people.idSequenceBefore[person] = nextSequence(world, person);
}

function nextSequence({ people, sequences }: World, person: number): number {
  const { idArea, birth, sex } = people;
  const key = idArea[person]! * 200_000 + (birth[person]! + 60_000) * 2 + (sex[person]! % 2);
  // 499 sequences a day and sex, odd for men, even and not 0 for women; 499 is a prime, so each comes once.
  const order = (mix(key | 0, 7) + sequences.count(key) * 37) % 499;
  return order * 2 + (sex[person] === 1 ? 1 : 2);
}

/** Someone from beyond the border; undefined for most arrivals. */
export function foreignArrival({ random }: World, sex: number): { area: number; name?: string } | undefined {
  const at = random.next();
  if (at < PERMITS) return { area: random.pick(PERMIT_AREAS) };
  return at < PERMITS + FOREIGNERS ? { area: random.pick(CARD_AREAS), name: giveLatinName(random, sex) } : undefined;
}

function hasNoSequence(area: number): boolean {
  return area >= 810_000 && !(area >= 840_000 && area < 900_000);
}

/** Sequence 000 is never issued, so nobody has this number; the birthday moves until nobody of the city has it either. */
function givePermit({ people, permits }: World, person: number, area: number): void {
  people.idArea[person] = area;
  while (permits.has(`${area} ${people.birth[person]}`)) people.birth[person]!--;
  permits.add(`${area} ${people.birth[person]}`);
}

/** The office gives the number of someone born about then a second time, birthday and all. */
function shareNumber({ people }: World, person: number): boolean {
  for (let other = person - 1; other >= 0 && other > person - 300; other--) {
    const olderBy = people.birth[person]! - people.birth[other]!;
    if (people.sex[other] !== people.sex[person] || olderBy < 0 || olderBy > 3000 || hasNoSequence(people.idArea[other]!)) continue;
    people.birth[person] = people.birth[other]!;
    people.idArea[person] = people.idArea[other]!;
    people.idSequence[person] = people.idSequence[other]!;
    return true;
  }
  return false;
}

export function addHousehold(world: World, members: number[]): number {
  const household = world.households.add(members);
  for (const person of members) world.people.household[person] = household;
  return household;
}

export function joinHousehold(world: World, person: number, household: number): void {
  leaveHousehold(world, person);
  world.households.join(household, person);
  world.people.household[person] = household;
}

export function leaveHousehold({ people, households }: World, person: number): void {
  const household = people.household[person]!;
  if (household >= 0) households.leave(household, person);
  people.household[person] = -1;
}

/** They live there from that day on. A room nobody lives in any more can be had again. */
export function moveHome(world: World, person: number, { room, day }: { room: number; day: number }): void {
  const { people } = world;
  const before = people.home[person]!;
  if (before === room) return;
  emptyHome(world, person);
  people.homeBefore[person] = before;
  people.homeBeforeSince[person] = people.homeSince[person]!;
  people.home[person] = room;
  people.homeSince[person] = day;
  world.houses.roomPeople[room]!++;
}

/** One fewer lives at their home; where they lived stays known. */
export function emptyHome({ people, houses }: World, person: number): void {
  const room = people.home[person]!;
  if (room < 0 || houses.roomPeople[room] === 0) return;
  if (--houses.roomPeople[room]! === 0) houses.vacant.push(room);
}

export function register(world: World, person: number, { room, day }: { room: number; day: number }): void {
  world.people.hukou[person] = room;
  world.people.hukouSince[person] = day;
}

export function newRoom(world: World, day: number): number {
  return takeRoom(world.houses, world.random, Number(compactDate(day).slice(0, 4)));
}
