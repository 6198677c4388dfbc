/** Who owns which flat: sales, and the mortgages on them. Titles are not inherited: the dead stay owners until their flat is sold. */
import { chanceOf, mix } from '../random.ts';
import type { Firm } from './firms.ts';
import { isHere } from './people.ts';
import type { Step, World } from './world.ts';

export const BANKS = [
  '示范商业银行股份有限公司',
  '望江农村商业银行股份有限公司',
  '滨江城市建设银行股份有限公司',
  '南屏村镇银行股份有限公司',
  '示范市邮政储蓄银行',
];

/** Shares of new homes that are bought by the city's own and by migrants; others are rented. */
const BUYERS = { own: 0.62, migrant: 0.14 };
/** Shares of sales: a deal with another buyer fell through before; the flat is sold once more; a mortgage is kept silent about. */
const SALES = { fellThrough: 0.03, soldTwice: 0.004, silent: 0.02 };
const MORTGAGES = { share: 0.45, again: 0.006, moreOfTheSame: 0.01 };
const YEAR = 365;

export interface Taking {
  person: number;
  room: number;
  day: number;
}

/** Somebody moves in for a household: as the buyer, or as a tenant of whoever owns the room. */
export function takeHome(world: World, { person, room, day }: Taking, step: Step): void {
  const { houses, people, random } = world;
  const owner = houses.owner[room]!;
  const share = people.hukou[person]! >= 0 ? BUYERS.own : BUYERS.migrant;
  if (owner === person || !random.chance(share)) return;
  // Not before the last owner had it, nor before the last mortgage was entered.
  const earliest = Math.max(houses.ownerSince[room]!, lastMortgageDay(world, room)) + 1;
  if (earliest > step.to) return;
  // Who died sells nothing; the heirs do, and the register does not say who they are.
  const seller = owner >= 0 && people.death[owner] !== 0 ? HEIRS : owner;
  sell(world, { room, seller, buyer: person, day: Math.max(day, earliest) }, step);
}

/** Owners that are no person: the developer of a flat never sold, and heirs. */
export const DEVELOPER = -1;
export const HEIRS = -2;

interface Sale {
  room: number;
  seller: number;
  buyer: number;
  day: number;
}

function sell(world: World, sale: Sale, step: Step): void {
  const { houses, random, deals } = world;
  const { room, seller, buyer, day } = sale;
  const price = priceOf(world, room, day);
  const before = day - 5 - random.int(20);
  if (seller !== HEIRS && before > step.from && before > houses.ownerSince[room]! && random.chance(SALES.fellThrough)) {
    deals.add({ room, seller, buyer: otherThan(world, buyer), day: before, price, cancelled: before + 1 + random.int(day - before) });
  }
  deals.add({ room, seller, buyer, day, price, cancelled: 0 });
  if (seller !== HEIRS && day < step.to && random.chance(SALES.soldTwice)) {
    const again = Math.min(step.to, day + 1 + random.int(40));
    // Some of them are found out, and the second deal is undone.
    const cancelled = random.chance(0.3) ? Math.min(step.to, again + random.int(60)) : 0;
    deals.add({ room, seller, buyer: otherThan(world, buyer), day: again, price, cancelled });
  }
  release(world, room, day);
  houses.owner[room] = buyer;
  houses.ownerSince[room] = day;
  if (random.chance(MORTGAGES.share)) mortgage(world, { room, day: Math.min(step.to, day + 10), price }, step);
}

/** The seller pays the mortgage off on the day of the sale, or says nothing of it. */
function release({ houses, mortgages, random }: World, room: number, day: number): void {
  const { released } = mortgages.columns;
  for (let at = houses.mortgage[room]!; at >= 0; at = mortgages.columns.before[at]!) {
    if (released[at]! > day && !random.chance(SALES.silent)) released[at] = day;
  }
}

function lastMortgageDay({ houses, mortgages }: World, room: number): number {
  const last = houses.mortgage[room]!;
  return last < 0 ? 0 : mortgages.columns.day[last]!;
}

function mortgage(world: World, { room, day, price }: { room: number; day: number; price: number }, step: Step): void {
  const { houses, mortgages, random } = world;
  const owner = houses.owner[room]!;
  const bank = random.int(BANKS.length);
  const amount = Math.round((price * (0.3 + random.next() * 0.35)) / 10_000) * 10_000;
  const add = (since: number, lender: number) => {
    const released = since + (4 + random.int(21)) * YEAR + random.int(YEAR);
    const before = houses.mortgage[room]!;
    houses.mortgage[room] = mortgages.add({ room, owner, bank: lender, day: since, amount, released, before });
  };
  add(day, bank);
  const later = Math.min(step.to, day + 20 + random.int(200));
  if (random.chance(MORTGAGES.again)) add(later, (bank + 1) % BANKS.length);
  else if (random.chance(MORTGAGES.moreOfTheSame)) add(later, bank);
}

/** In yuan: by floor area and by year. */
function priceOf({ seed }: World, room: number, day: number): number {
  const squareMetres = 60 + (mix(seed, room) % 80);
  const perSquareMetre = 1500 * 1.075 ** ((day - 9770) / 365.25);
  return Math.round((squareMetres * perSquareMetre * (0.85 + chanceOf(seed, room) * 0.3)) / 1000) * 1000;
}

function otherThan(world: World, buyer: number): number {
  for (;;) {
    const person = world.random.pick(world.present);
    if (person !== buyer && isHere(world.people, person) && world.people.birth[person]! < world.today - 20 * YEAR) return person;
  }
}

/** The firm that built the compound; undefined in a city without any. */
export function developerOf({ houses, developers, firms }: World, room: number): { index: number; firm: Firm } | undefined {
  if (developers.length === 0) return undefined;
  const index = developers[houses.buildings[houses.roomBuilding[room]!]!.compound % developers.length]!;
  return { index, firm: firms[index]! };
}
