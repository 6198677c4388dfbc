/** Truth: what the simulation knows and no department does. Every file is sorted by its columns. */
import { join } from 'node:path';
import { isoDate, isoDateOrEmpty } from '../days.ts';
import { Clerk } from '../departments/clerk.ts';
import { isOnRegister } from '../departments/commerce-companies.ts';
import type { TrueMention, View } from '../departments/department.ts';
import { isInsuredOnFile, statedHome, statedTaxRoom } from '../departments/late.ts';
import { isFloating } from '../departments/police-floating-population.ts';
import { isOnFile } from '../departments/police-residents.ts';
import { isTaxed } from '../departments/tax-taxpayers.ts';
import { firmId } from '../world/firms.ts';
import { buildingId, floorId, type Houses, placeOf, roomId, unitId } from '../world/houses.ts';
import { inOrderOfDays } from '../world/log.ts';
import { personId } from '../world/people.ts';
import { findWrongs } from '../wrongs/index.ts';
import { OutputFile } from './file.ts';
import { openTextFile } from './text-writers.ts';

const FORM = { encoding: 'utf8', delimiter: ',', byteOrderMark: false, lineEnd: '\n' } as const;

/** records.csv, by far the longest file: its values need no quotes, and all lines of a row are written at once. */
export class TruthRecords {
  private readonly file: OutputFile;

  constructor(folder: string) {
    this.file = new OutputFile(join(folder, 'records.csv'));
    this.file.write('source,record,role,entity_type,entity\n');
  }

  add(source: string, record: string, mentions: readonly TrueMention[]): void {
    let lines = '';
    for (const { role, type, entity } of mentions) lines += `${source},${record},${role},${type},${entity}\n`;
    this.file.write(lines);
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** Everything but the records, which are written while the departments are. */
export async function writeTruth(folder: string, view: View): Promise<void> {
  await writeRows(folder, { file: 'houses', columns: ['house', 'parent', 'level'], rows: houseRows(view.world.houses) });
  const relations = ['relation', 'subject_type', 'subject', 'house', 'valid_from', 'valid_to'];
  await writeRows(folder, { file: 'relations', columns: relations, rows: relationRows(view) });
  const wrongs = ['comparison', 'entity_type', 'entity', 'other_type', 'other', 'valid_from', 'valid_to', 'by_number'];
  await writeRows(folder, { file: 'wrongs', columns: wrongs, rows: findWrongs(view) });
}

async function writeRows(
  folder: string,
  { file, columns, rows }: { file: string; columns: string[]; rows: Iterable<string[]> },
): Promise<void> {
  const writer = openTextFile(join(folder, `${file}.csv`), columns, FORM);
  for (const row of rows) writer.row(row);
  await writer.close();
}

/** Ids begin with their parent's, and rooms are numbered as they stand: the natural order is the sorted one. */
function* houseRows(houses: Houses): Generator<string[]> {
  for (let building = 0; building < houses.buildings.length; building++) {
    const { units, floors, perFloor, firstRoom } = houses.buildings[building]!;
    yield [buildingId(building), '', 'building'];
    let room = firstRoom;
    for (let unit = Math.min(1, units); unit <= units; unit++) {
      if (unit > 0) yield [unitId(building, unit), buildingId(building), 'unit'];
      for (let floor = 1; floor <= floors; floor++) {
        const id = floorId(building, unit, floor);
        yield [id, unit > 0 ? unitId(building, unit) : buildingId(building), 'floor'];
        for (let i = 0; i < perFloor; i++) yield [roomId(placeOf(houses, room++)), id, 'room'];
      }
    }
  }
}

/** What holds of those whom some delivered row speaks of, or held until their end; and what has ended but is still stated. */
function* relationRows(view: View): Generator<string[]> {
  yield* livingRows(view);
  yield* owningRows(view);
  yield* registeredRows(view);
  yield* registeredAddressRows(view);
  yield* taxAddressRows(view);
}

function* livingRows(view: View): Generator<string[]> {
  const { people, houses } = view.world;
  const isSpokenOf = whoseHomeIsStated(view);
  for (let person = 0; person < people.count; person++) {
    if (isSpokenOf[person] === 0) continue;
    const head = ['living', 'person', personId(person)];
    const since = people.homeSince[person]!;
    const until = people.death[person]! || people.gone[person]!;
    const rows = [[...head, roomId(placeOf(houses, people.home[person]!)), isoDate(since), isoDateOrEmpty(until)]];
    const stated = statedHome(view, person);
    if (stated.former) rows.push([...head, roomId(placeOf(houses, stated.room)), isoDate(stated.since), isoDate(since)]);
    yield* rows.sort(byColumns);
  }
}

/** Insured, migrants and assisted people: 1 by person. */
function whoseHomeIsStated(view: View): Uint8Array {
  const { people, registrations, seed } = view.world;
  const isStated = new Uint8Array(people.count);
  registrations.forEach((person, registration) => {
    if (isInsuredOnFile(view.world, registration)) isStated[person] = 1;
  });
  const police = new Clerk(seed, 'police.floating-population');
  for (let person = 0; person < people.count; person++)
    if (people.assistedSince[person] !== 0 || isFloating(view, person, police)) isStated[person] = 1;
  return isStated;
}

/** Titles stand until the flat is sold, whatever becomes of the owner. */
function* owningRows({ world: { houses } }: View): Generator<string[]> {
  const rooms = inOrderOfDays(houses.owner, houses.rooms);
  for (const room of rooms) {
    const owner = houses.owner[room]!;
    if (owner >= 0) yield ['owning', 'person', personId(owner), roomId(placeOf(houses, room)), isoDate(houses.ownerSince[room]!), ''];
  }
}

function* registeredRows(view: View): Generator<string[]> {
  const { people, houses } = view.world;
  for (let person = 0; person < people.count; person++) {
    if (!isOnFile(view, person)) continue;
    const until = people.death[person]! || people.gone[person]!;
    const house = roomId(placeOf(houses, people.hukou[person]!));
    yield ['registered', 'person', personId(person), house, isoDate(people.hukouSince[person]!), isoDateOrEmpty(until)];
  }
}

function* registeredAddressRows({ world }: View): Generator<string[]> {
  for (let index = 0; index < world.firms.length; index++) {
    const firm = world.firms[index]!;
    if (!isOnRegister(firm)) continue;
    const house = roomId(placeOf(world.houses, firm.room));
    yield ['registeredAddress', 'company', firmId(index), house, isoDate(firm.roomSince), isoDateOrEmpty(firm.closed)];
  }
}

function* taxAddressRows(view: View): Generator<string[]> {
  const { firms, houses } = view.world;
  for (let index = 0; index < firms.length; index++) {
    if (!isTaxed(view, index)) continue;
    const firm = firms[index]!;
    const head = ['taxAddress', 'company', firmId(index)];
    const rows = [
      [
        ...head,
        roomId(placeOf(houses, firm.taxRoom >= 0 ? firm.taxRoom : firm.room)),
        isoDate(firm.taxRoom >= 0 ? firm.taxDay : Math.max(firm.roomSince, firm.taxDay)),
        isoDateOrEmpty(firm.closed),
      ],
    ];
    const { room, former } = statedTaxRoom(view, index);
    if (former)
      rows.push([...head, roomId(placeOf(houses, room)), isoDate(Math.max(firm.roomBeforeSince, firm.taxDay)), isoDate(firm.roomSince)]);
    yield* rows.sort(byColumns);
  }
}

function byColumns(a: string[], b: string[]): number {
  const at = a.findIndex((cell, i) => cell !== b[i]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}
