/**
 * A district of the size of Haishu in Ningbo, which its police published: 6,800 buildings, 150,000 rooms, 1.27 million population records, 27,000 firms. Not a city that lives, as the
 * sample is: the registers alone, in their own forms, from a seed. Nearly nine people have been registered, insured or staying in each room over the years.
 */
import { compactDate, dayOf, isoDate } from '../../samples/days.ts';
import { commerceCompanies } from '../../samples/departments/commerce-companies.ts';
import { type Department, pad, type Row, type View } from '../../samples/departments/department.ts';
import { policeDwellings } from '../../samples/departments/police-dwellings.ts';
import { policeFloatingPopulation } from '../../samples/departments/police-floating-population.ts';
import { policeResidents } from '../../samples/departments/police-residents.ts';
import { socialSecurityInsured } from '../../samples/departments/social-security-insured.ts';
import { mix, Random } from '../../samples/random.ts';
import { givePersonName } from '../../samples/world/names.ts';
import { CITY_NAME, DISTRICTS, estateName, MIGRANT_AREAS, STREETS } from '../../samples/world/places.ts';
import { FeedFile } from '../../samples/writers/feed-file.ts';
import { creditCodeCheckCharacter, residentIdCheckCharacter } from '../../values/index.ts';

export const HAISHU = { buildings: 6_820, rooms: 150_040, residents: 760_000, insured: 390_000, floating: 120_000, firms: 27_000 };
const ROOMS_PER_BUILDING = HAISHU.rooms / HAISHU.buildings;
const BUILDINGS_PER_ESTATE = 4;
const ROOMS_PER_FLOOR = 2;
const AS_OF = dayOf(2026, 10, 1);
const FIRST_BIRTH = dayOf(1936, 1, 1);
/** Days of birth before a second person has the same: so many that no two get one number. */
const BIRTHS = 25_000;
const SEED = 17;

/** Writes `folder`/police/residents.2026-10-01.csv and the others. @returns rows of each source */
export async function writeHaishu(folder: string): Promise<Record<string, number>> {
  const names = namesOf(HAISHU.residents + HAISHU.floating);
  const feeds: [Department, Iterable<string[]>][] = [
    [policeDwellings, rows(HAISHU.rooms, dwelling)],
    [policeResidents, rows(HAISHU.residents, (person) => resident(person, names))],
    [socialSecurityInsured, rows(HAISHU.insured, (person) => insured(person, names))],
    [policeFloatingPopulation, rows(HAISHU.floating, (person) => migrant(HAISHU.residents + person, names))],
    [commerceCompanies, rows(HAISHU.firms, (firm) => company(firm, names))],
  ];
  const written: Record<string, number> = {};
  for (const [department, lines] of feeds) written[department.source] = await write(folder, department, lines);
  return written;
}

function* rows(count: number, row: (index: number) => string[]): Generator<string[]> {
  for (let index = 0; index < count; index++) yield row(index);
}

async function write(folder: string, department: Department, lines: Iterable<string[]>): Promise<number> {
  const file = new FeedFile({ asOf: AS_OF } as View, department, folder);
  for (const cells of lines) {
    const row: Row = { record: cells[0]!, cells, mentions: [] };
    const pause = file.row(row.record, cells);
    if (pause) await pause;
  }
  await file.close();
  return file.rows;
}

function namesOf(count: number): string[] {
  const random = new Random(SEED);
  return Array.from({ length: count }, (_, person) => givePersonName(random, sexOf(person)));
}

const sexOf = (person: number) => 1 + (mix(SEED, person) & 1);
const birthOf = (person: number) => FIRST_BIRTH + (person % BIRTHS);

function numberOf(person: number, area: string): string {
  const sequence = Math.floor(person / BIRTHS) * 2 + (sexOf(person) === 1 ? 1 : 2);
  const first17 = `${area}${compactDate(birthOf(person))}${pad(sequence, 3)}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** Road or estate and building, without unit and room. */
function front(building: number, byEstate: boolean): string {
  const estate = Math.floor(building / BUILDINGS_PER_ESTATE);
  const street = estate % STREETS.length;
  const { district, name, roads } = STREETS[street]!;
  const order = Math.floor(estate / STREETS.length);
  const place = byEstate ? estateName(street, order, false) : `${roads[order % roads.length]}${Math.floor(order / roads.length) * 2 + 1}号`;
  return `${CITY_NAME}${DISTRICTS[district]!.name}${name}${place}${(building % BUILDINGS_PER_ESTATE) + 1}幢`;
}

/** Every twelfth leaves the unit out, every third is written by estate. */
function addressOf(room: number, { byEstate, wholly }: { byEstate: boolean; wholly: boolean }): string {
  const [building, at] = [Math.floor(room / ROOMS_PER_BUILDING), room % ROOMS_PER_BUILDING];
  const floor = Math.floor(at / ROOMS_PER_FLOOR) + 1;
  return `${front(building, byEstate)}${wholly ? '1单元' : ''}${floor}${pad((at % ROOMS_PER_FLOOR) + 1, 2)}室`;
}

const roomOf = (person: number) => mix(SEED + 1, person) % HAISHU.rooms;
const written = (person: number) => ({ byEstate: person % 3 === 0, wholly: person % 12 !== 0 });
const since = (person: number) => birthOf(person) + (mix(SEED + 2, person) % 3_000);
const dwellingCode = (room: number) => `339900${pad(room + 1, 8)}`;

function dwelling(room: number): string[] {
  const whole = (byEstate: boolean) => addressOf(room, { byEstate, wholly: true });
  return [dwellingCode(room), whole(false), room % 25 === 0 ? '' : whole(true), '10', (50 + (room % 90)).toFixed(2), '11', '3'];
}

function resident(person: number, names: readonly string[]): string[] {
  const left = person % 5 === 0 ? compactDate(since(person) + 3_000) : '';
  const who = [
    `339900${pad(person + 1, 8)}`,
    numberOf(person, '339901'),
    names[person]!,
    '',
    String(sexOf(person)),
    compactDate(birthOf(person)),
  ];
  const where = [addressOf(roomOf(person), written(person)), compactDate(since(person)), left, left === '' ? '1' : '2'];
  return [...who, '01', '60', '20', '', ...where];
}

function insured(registration: number, names: readonly string[]): string[] {
  // Every second of the residents, so that the registers meet in one person.
  const person = (registration * 2) % HAISHU.residents;
  const who = [
    pad(registration + 1, 10),
    numberOf(person, '339901'),
    names[person]!,
    sexOf(person) === 1 ? 'M' : 'F',
    isoDate(birthOf(person)),
  ];
  const home = registration % 20 === 0 ? ['', ''] : [addressOf(roomOf(person), written(registration)), isoDate(since(person))];
  return [...who, '', '', '1', isoDate(since(person)), '', '', ...home, ''];
}

function migrant(person: number, names: readonly string[]): string[] {
  const room = roomOf(person);
  const who = [
    `LD3399${pad(person + 1, 8)}`,
    names[person]!,
    '居民身份证',
    numberOf(person, MIGRANT_AREAS[0]!),
    sexOf(person) === 1 ? '男' : '女',
  ];
  const where = [
    addressOf(room, { byEstate: false, wholly: true }),
    person % 10 === 0 ? '' : dwellingCode(room),
    '租赁住房',
    isoDate(since(person)),
  ];
  return [...who, isoDate(birthOf(person)), '', ...where, '', '', ''];
}

function company(firm: number, names: readonly string[]): string[] {
  const first17 = `9133990${pad(firm % 10, 1)}MA${pad(firm + 1, 7)}`;
  const name = `${CITY_NAME}${names[firm]}${pad(firm, 5)}商贸有限公司`;
  const where = [addressOf(roomOf(firm), written(firm)), '2015-01-01', names[firm]!, '1000000', '', '1. 百货零售'];
  return [`M3399${pad(firm + 1, 8)}`, first17 + creditCodeCheckCharacter(first17), '', name, '1100', '2015-01-01', '', '存续', ...where];
}
