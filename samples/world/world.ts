/** The whole simulated city and the story of its years: see `makeWorld`. */
import { dayOf, yearOf } from '../days.ts';
import { Random } from '../random.ts';
import { firmsLive } from './firm-life.ts';
import type { Firm } from './firms.ts';
import { foundCity } from './founding.ts';
import { createHouses, type Houses } from './houses.ts';
import { births, deaths, marriages } from './life.ts';
import { arrivals, departures, moveOutOfParents, moves } from './moves.ts';
import { createPeople, type People } from './people.ts';
import { jobs, retirements } from './work.ts';

export const FIRST_DAY = dayOf(1996, 10, 1);
export const MONTH_1 = dayOf(2026, 10, 1);

export interface World {
  seed: number;
  random: Random;
  /** Living residents wanted on the first as-of date. */
  target: number;
  people: People;
  /** Members of each household. */
  households: number[][];
  /** People here, dead and gone ones taken out once a step. */
  present: number[];
  houses: Houses;
  firms: Firm[];
  activeFirms: number[];
  firmNames: Set<string>;
  /** Person of each social-security registration, in the order of registering. A person can have two. */
  registrations: number[];
  /** Whether the registration of that index is a second, misspelled one. */
  misspelled: Set<number>;
  /** How many ID numbers were given for an area, birthday and sex. */
  sequences: Map<number, number>;
  /** Day up to which the world has run. */
  today: number;
}

/** Events fall on the days after `from`, up to and including `to`; `years` is that time's length. */
export interface Step {
  from: number;
  to: number;
  years: number;
}

/** A city as it stands on the first as-of date, after thirty years. */
export function makeWorld(people: number, seed: number): World {
  const world: World = {
    seed,
    random: new Random(seed),
    target: people,
    people: createPeople(people * 3 + 10_000),
    households: [],
    present: [],
    houses: createHouses(people * 2 + 20_000),
    firms: [],
    activeFirms: [],
    firmNames: new Set(),
    registrations: [],
    misspelled: new Set(),
    sequences: new Map(),
    today: FIRST_DAY,
  };
  foundCity(world, Math.round(people * 0.78));
  for (let year = 1997; year <= 2026; year++) {
    const wanted = Math.round(people * (0.78 + (0.22 * (year - 1996)) / 30));
    live(world, dayOf(year, 10, 1), wanted);
  }
  return world;
}

/** Lets the world run to a day. `wanted`: residents that the arrivals bring it to; absent: as many come as go. */
export function live(world: World, to: number, wanted?: number): void {
  const step: Step = { from: world.today, to, years: (to - world.today) / 365.2425 };
  deaths(world, step);
  births(world, step);
  marriages(world, step);
  moveOutOfParents(world, step);
  moves(world, step);
  const left = departures(world, step);
  keepPresent(world);
  arrivals(world, step, wanted === undefined ? left : Math.max(0, wanted - world.present.length));
  firmsLive(world, step);
  jobs(world, step);
  retirements(world, step);
  world.today = to;
}

/** A day of the step, drawn evenly. */
export function dayIn(world: World, { from, to }: Step): number {
  return from + 1 + world.random.int(to - from);
}

export function yearIn({ to }: Step): number {
  return yearOf(to);
}

function keepPresent(world: World): void {
  const { death, gone } = world.people;
  world.present = world.present.filter((person) => death[person] === 0 && gone[person] === 0);
}
