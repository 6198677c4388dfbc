/** The whole simulated city, and time in it. `make-world.ts` tells the story of its years. */
import { dayOf, yearOf } from '../days.ts';
import type { Random } from '../random.ts';
import type { Firm } from './firms.ts';
import type { Houses } from './houses.ts';
import type { People } from './people.ts';

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

/** A day of the step, drawn evenly. */
export function dayIn(world: World, { from, to }: Step): number {
  return from + 1 + world.random.int(to - from);
}

export function yearIn({ to }: Step): number {
  return yearOf(to);
}
