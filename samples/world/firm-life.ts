/** Firms: founded, moved, handed on, closed. */
import { ageOn, dayOf, monthOf } from '../days.ts';
import { chanceOf } from '../random.ts';
import { type Firm, type FirmKind, firmName, firmNumbers, TRADES } from './firms.ts';
import { buildCompound, districtOf } from './houses.ts';
import { isHere } from './people.ts';
import { areaOf } from './persons.ts';
import { CITY_NAME, DISTRICTS } from './places.ts';
import { dayIn, FIRST_DAY, type Step, type World, yearIn } from './world.ts';

/** The unified code came in October 2015; older firms were given theirs from the organisation code they had. */
const UNIFIED_CODE_DAY = dayOf(2015, 10, 1);
/** Kinds of new firms; their shares added up. */
const SHARES: [FirmKind, number][] = [
  ['company', 0.5],
  ['sole-trader', 0.91],
  ['branch', 0.97],
  ['cooperative', 1],
];
/** Firms that never register with the tax office though they must. */
const NOT_REGISTERED = 0.035;
/** Sole traders who trade without standing in the business register. */
const UNLICENSED = 0.03;
/** Since when names are lent for whole handfuls of firms; so many people of the city a lender. */
const NOMINEES_SINCE = 2019;
const PEOPLE_PER_NOMINEE = 5000;

export function firmsLive(world: World, step: Step): void {
  const { random, firms } = world;
  for (const index of world.activeFirms) {
    const firm = firms[index]!;
    if (!firm.isDeveloper && random.chance((firm.nominal ? 0.02 : 0.055) * step.years)) close(world, firm, dayIn(world, step));
    else if (!firm.nominal && random.chance(0.05 * step.years)) moveFirm(world, firm, dayIn(world, step));
    else if (isHandedOn(world, index, step)) handOn(world, firm);
    owe(world, firm, step);
  }
  world.activeFirms = world.activeFirms.filter((index) => firms[index]!.closed === 0);
  const wanted = Math.round(world.present.length * 0.095);
  const missing = Math.max(0, wanted - world.activeFirms.length);
  // In a full year the city catches up by a fifth; a month brings its part of it, and what was closed comes again.
  const founded = Math.round(Math.min(missing, (missing * 0.2 + wanted * 0.06) * step.years));
  for (let i = 0; i < founded; i++) openFirm(world, dayIn(world, step));
  if (yearIn(step) >= NOMINEES_SINCE) lendNames(world, step);
}

/** Somebody founds a handful of firms at one address, for others who stay unnamed. */
function lendNames(world: World, step: Step): void {
  const { random, nominees } = world;
  const wanted = Math.max(1, Math.round(world.target / PEOPLE_PER_NOMINEE));
  for (let left = Math.ceil(wanted / 4); left > 0 && nominees.length < wanted; left--) {
    const representative = someAdult(world, step.to);
    nominees.push(representative);
    const room = random.pick(world.houses.offices);
    for (let firms = 7 + random.int(5); firms > 0; firms--) openFirm(world, dayIn(world, step), { representative, room });
  }
}

/** A quarter of the firms whose representative died go on in the dead one's name. */
function isHandedOn({ firms, people, random, seed }: World, index: number, step: Step): boolean {
  const { kind, nominal, representative } = firms[index]!;
  if (kind === 'sole-trader') return false;
  if (people.death[representative] !== 0) return chanceOf(seed ^ 0x51, index) >= 0.25;
  return !nominal && (people.gone[representative] !== 0 || random.chance(0.08 * step.years));
}

function owe(world: World, firm: Firm, step: Step): void {
  const { random } = world;
  if (firm.owesSince === 0) {
    if (random.chance(0.02 * step.years)) firm.owesSince = monthOf(dayIn(world, step));
  } else if (random.chance(0.6 * step.years)) firm.owesSince = 0;
}

function close(world: World, firm: Firm, day: number): void {
  firm.closed = Math.max(day, firm.founded, firm.roomSince);
  firm.revoked = world.random.chance(0.12);
}

function moveFirm(world: World, firm: Firm, day: number): void {
  firm.roomBefore = firm.room;
  firm.roomBeforeSince = firm.roomSince;
  firm.roomSince = Math.max(day, firm.founded);
  firm.room = takeOffice(world, firm.kind);
}

function handOn(world: World, firm: Firm): void {
  firm.representative = someAdult(world, world.today);
  const others = firm.shareholders.slice(1).filter((person) => person !== firm.representative);
  if (firm.shareholders.length > 0) firm.shareholders = [firm.representative, ...others];
}

function takeOffice(world: World, kind: FirmKind): number {
  const { houses, random, people } = world;
  const wanted = 40 + world.firms.length * 0.35;
  while (houses.offices.length < wanted)
    buildCompound(houses, random, { year: yearIn({ from: 0, to: world.today, years: 0 }), office: true });
  // Small trades are registered at somebody's home.
  if (random.chance(kind === 'sole-trader' ? 0.4 : 0.1)) return people.home[random.pick(world.present)]!;
  return random.pick(houses.offices);
}

/** `nominal`: who stands for it, and where, when it is not its own choice. */
export function openFirm(world: World, day: number, nominal?: { representative: number; room: number }): void {
  const { random, firms, people } = world;
  const kind = nominal ? 'company' : drawKind(world);
  const representative = nominal?.representative ?? someAdult(world, day);
  const room = nominal?.room ?? takeOffice(world, kind);
  const parent = kind === 'branch' ? pickCompany(world) : undefined;
  const trade = parent?.trade ?? random.int(TRADES.length);
  const district = districtOf(world.houses, room);
  const [name, shortName] = parent
    ? branchName(world, parent, district)
    : freshName(world, { kind, trade, district, owner: people.name[representative]! });
  const division = String(areaOf(district, day));
  const numbers = firmNumbers(random, { kind, division, serial: firms.length + 1, newStyle: day >= UNIFIED_CODE_DAY });
  world.activeFirms.push(firms.length);
  firms.push({
    ...numbers,
    ...taxSide(world, { kind, representative, day }),
    ...places(world, kind),
    kind,
    name,
    shortName,
    founded: day,
    closed: 0,
    revoked: false,
    room,
    roomSince: day,
    roomBefore: -1,
    roomBeforeSince: 0,
    representative,
    shareholders: drawHolders(world, { kind, representative, day }),
    capital: kind === 'sole-trader' ? 1 + random.int(20) : random.pick([10, 50, 100, 200, 500, 1000, 3000]),
    trade,
    owesSince: 0,
    nominal: nominal !== undefined,
    isDeveloper: false,
  });
}

interface Founding {
  kind: FirmKind;
  representative: number;
  day: number;
}

function drawHolders(world: World, { kind, representative, day }: Founding): number[] {
  const partners = kind === 'company' ? world.random.int(3) : kind === 'cooperative' ? 4 : 0;
  const holders = new Set(kind === 'company' || kind === 'cooperative' ? [representative] : []);
  for (let i = 0; i < partners; i++) holders.add(someAdult(world, day));
  return [...holders];
}

/** How it stands with the tax office. Numbers under an owner's own are counted 00, 01 …, so that no two are the same. */
function taxSide(world: World, { kind, representative, day }: Founding): Pick<Firm, 'taxDay' | 'taxForm' | 'taxOrder' | 'unlicensed'> {
  const { random, taxNumbersOfOwner } = world;
  const unlicensed = kind === 'sole-trader' && random.chance(UNLICENSED);
  const isLeftOut = !unlicensed && ((kind === 'branch' && random.chance(0.3)) || random.chance(NOT_REGISTERED));
  const taxDay = isLeftOut ? 0 : day + 3 + Math.floor(random.next() ** 3 * 50);
  const taxForm = unlicensed ? 'owner' : drawTaxForm(world, kind, day);
  if (taxForm !== 'owner') return { taxDay, taxForm, taxOrder: 0, unlicensed };
  const taxOrder = taxNumbersOfOwner.get(representative) ?? 0;
  taxNumbersOfOwner.set(representative, taxOrder + 1);
  return { taxDay, taxForm, taxOrder, unlicensed };
}

function places(world: World, kind: FirmKind): Pick<Firm, 'taxRoom' | 'operatingRoom'> {
  const { random } = world;
  const operatingRoom = random.chance(0.08) ? takeOffice(world, kind) : -1;
  const taxRoom = random.chance(operatingRoom >= 0 ? 0.3 : 0.02) ? takeOffice(world, kind) : -1;
  return { taxRoom, operatingRoom };
}

/** The city's builders: they are there before its first year and outlive the thirty. */
export function openDevelopers(world: World): void {
  const wanted = 3 + Math.round(world.target / 25_000);
  for (let i = 0; i < wanted; i++) {
    world.developers.push(world.firms.length);
    openFirm(world, FIRST_DAY - 4000 - i, { representative: someAdult(world, world.today), room: takeOffice(world, 'company') });
    Object.assign(world.firms.at(-1)!, { isDeveloper: true, nominal: false, taxForm: 'credit-code', taxDay: FIRST_DAY - 3900 });
  }
}

function drawTaxForm({ random }: World, kind: FirmKind, day: number): Firm['taxForm'] {
  const old = day < UNIFIED_CODE_DAY;
  if (kind === 'sole-trader' && old && random.chance(0.3)) return 'owner';
  if (kind !== 'sole-trader' && old && random.chance(0.12)) return 'old';
  return random.chance(0.006) ? 'temporary' : 'credit-code';
}

function drawKind({ random }: World): FirmKind {
  const at = random.next();
  return SHARES.find(([, upTo]) => at < upTo)![0];
}

function pickCompany(world: World): Firm | undefined {
  for (let i = 0; i < 20 && world.firms.length > 0; i++) {
    const firm = world.random.pick(world.firms);
    if (firm.kind === 'company' && firm.closed === 0) return firm;
  }
  return undefined;
}

function branchName(world: World, parent: Firm, district: number): [string, string] {
  const place = DISTRICTS[district]!.name.slice(0, 2);
  for (let n = 1; ; n++) {
    const tail = `${place}${n === 1 ? '' : `第${n}`}分公司`;
    if (world.firmNames.has(parent.name + tail)) continue;
    world.firmNames.add(parent.name + tail);
    return [parent.name + tail, parent.shortName + tail];
  }
}

function freshName(
  world: World,
  { kind, trade, district, owner }: { kind: FirmKind; trade: number; district: number; owner: string },
): [string, string] {
  const place = kind === 'sole-trader' || kind === 'cooperative' ? CITY_NAME + DISTRICTS[district]!.name : CITY_NAME;
  for (;;) {
    const names = firmName(world.random, { kind, trade, place, owner });
    if (world.firmNames.has(names[0])) continue;
    world.firmNames.add(names[0]);
    return names;
  }
}

/** Someone of working age, who may found a firm or hold a part of it. */
function someAdult(world: World, day: number): number {
  const { people, random, present } = world;
  for (;;) {
    const person = random.pick(present);
    const age = ageOn(people.birth[person]!, Math.max(day, world.today));
    if (age >= 20 && age < 75 && isHere(people, person)) return person;
  }
}
