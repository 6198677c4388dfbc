/** The story of the simulated city's years. */
import { dayOf } from '../days.ts';
import { Random } from '../random.ts';
import { Counter } from './counter.ts';
import { firmsLive } from './firm-life.ts';
import { foundCity } from './founding.ts';
import { Households } from './households.ts';
import { createHouses } from './houses.ts';
import { births, deaths, divorces, marriages } from './life.ts';
import { arrivals, departures, moveOutOfParents, moves } from './moves.ts';
import { createPeople } from './people.ts';
import { assist, VISITS_BEGIN, visit } from './services.ts';
import { jobs, retirements } from './work.ts';
import { emptyLogs, FIRST_DAY, type Step, type World } from './world.ts';

/** A city as it stands on the first as-of date, after thirty years. */
export function makeWorld(people: number, seed: number): World {
  const most = Math.round(people * 1.7) + 10_000;
  const world: World = {
    seed,
    random: new Random(seed),
    target: people,
    people: createPeople(most),
    households: new Households(most),
    present: [],
    houses: createHouses(Math.round(people * 0.9) + 20_000),
    firms: [],
    activeFirms: [],
    firmNames: new Set(),
    registrations: [],
    misspelled: new Set(),
    secondScheme: new Set(),
    workingOn: new Set(),
    developers: [],
    nominees: [],
    crowds: 0,
    taxNumbersOfOwner: new Map(),
    permits: new Set(),
    ...emptyLogs(),
    sequences: new Counter(),
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
  divorces(world, step);
  moveOutOfParents(world, step);
  moves(world, step);
  const left = departures(world, step);
  keepPresent(world);
  arrivals(world, step, wanted === undefined ? left : Math.max(0, wanted - world.present.length));
  firmsLive(world, step);
  jobs(world, step);
  retirements(world, step);
  assist(world, step);
  if (to > VISITS_BEGIN) visit(world, step);
  world.today = to;
}

function keepPresent(world: World): void {
  const { death, gone } = world.people;
  world.present = world.present.filter((person) => death[person] === 0 && gone[person] === 0);
}
