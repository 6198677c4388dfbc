/** The whole simulated city, and time in it. `make-world.ts` tells the story of its years. */
import { dayOf, yearOf } from '../days.ts';
import type { Random } from '../random.ts';
import type { Counter } from './counter.ts';
import type { Firm } from './firms.ts';
import type { Households } from './households.ts';
import type { Houses } from './houses.ts';
import { Log } from './log.ts';
import type { People } from './people.ts';

export const FIRST_DAY = dayOf(1996, 10, 1);
export const MONTH_1 = dayOf(2026, 10, 1);

export interface World {
  seed: number;
  random: Random;
  /** Living residents wanted on the first as-of date. */
  target: number;
  people: People;
  households: Households;
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
  /** Registrations, by index, of a second scheme under the right number, which is paid too. */
  secondScheme: Set<number>;
  /** Registrations, by index, of pensioners who go on working as employees; nothing is paid on them. */
  workingOn: Set<number>;
  /** Firms that build and sell; they outlive the thirty years. */
  developers: number[];
  /** People who lend their name to a handful of firms at one address. */
  nominees: number[];
  /** Rooms into which more than eight single migrants moved together. */
  crowds: number;
  /** How many firms an owner has under their own number with the tax office. */
  taxNumbersOfOwner: Map<number, number>;
  /** Numbers that have no sequence to tell two people of one birthday apart. */
  permits: Set<string>;
  jobs: Jobs;
  benefits: Benefits;
  weddings: Weddings;
  deals: Deals;
  mortgages: Mortgages;
  visits: Visits;
  /** How many ID numbers were given for an area, birthday and sex. */
  sequences: Counter;
  /** Day up to which the world has run. */
  today: number;
}

/** Days; `until` 0 while it lasts. `before`: the person's job before this one, -1 none. */
export type Jobs = Log<'person' | 'firm' | 'from' | 'until' | 'before'>;
/** Months, the first and the last paid; `amount` in 0.01 yuan a month. */
export type Benefits = Log<'person' | 'from' | 'until' | 'amount'>;
/** `divorced`: day, 0 not. */
export type Weddings = Log<'husband' | 'wife' | 'day' | 'divorced'>;
/** Sales; `price` in yuan; `seller` a person, `DEVELOPER` or `HEIRS`; `cancelled`: day on which it was undone, 0 not. */
export type Deals = Log<'room' | 'seller' | 'buyer' | 'day' | 'price' | 'cancelled'>;
/** `amount` in yuan; `released`: day, it may lie ahead; `before`: the one before on the same room. */
export type Mortgages = Log<'room' | 'owner' | 'bank' | 'day' | 'amount' | 'released' | 'before'>;
/** Visits of the grid: at a room, to a person or a firm (the other is -1); `seen` 1 or 0. */
export type Visits = Log<'day' | 'room' | 'person' | 'firm' | 'seen'>;

export function emptyLogs(): Pick<World, 'jobs' | 'benefits' | 'weddings' | 'deals' | 'mortgages' | 'visits'> {
  return {
    jobs: new Log(['person', 'firm', 'from', 'until', 'before']),
    benefits: new Log(['person', 'from', 'until', 'amount']),
    weddings: new Log(['husband', 'wife', 'day', 'divorced']),
    deals: new Log(['room', 'seller', 'buyer', 'day', 'price', 'cancelled']),
    mortgages: new Log(['room', 'owner', 'bank', 'day', 'amount', 'released', 'before']),
    visits: new Log(['day', 'room', 'person', 'firm', 'seen']),
  };
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
