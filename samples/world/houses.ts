/** Compounds (road number and estate name), their buildings, and the rooms in them: building → unit → floor → room. */
import type { Random } from '../random.ts';
import { CITY_NAME, DISTRICTS, estateName, STREETS } from './places.ts';

export interface Compound {
  street: number;
  road: string;
  number: number;
  estate: string;
  office: boolean;
}

export interface Building {
  compound: number;
  /** 幢 */
  number: number;
  /** 0: rooms are counted over the whole building (offices). */
  units: number;
  floors: number;
  perFloor: number;
  firstRoom: number;
  rooms: number;
  /** Year in which it was finished. */
  built: number;
}

export interface RoomPlace {
  building: number;
  /** 0 in a building without units. */
  unit: number;
  floor: number;
  /** `502` */
  room: string;
}

export interface Houses {
  compounds: Compound[];
  buildings: Building[];
  rooms: number;
  roomBuilding: Int32Array;
  /** People whose home is there. */
  roomPeople: Int32Array;
  /** Person who owns it; `DEVELOPER` while it was never sold. */
  owner: Int32Array;
  ownerSince: Int32Array;
  /** The last mortgage on it, as an index in `mortgages`; -1 none. */
  mortgage: Int32Array;
  /** Rooms to be had. */
  vacant: number[];
  offices: number[];
  estatesOfStreet: Int32Array;
}

export function createHouses(maxRooms: number): Houses {
  return {
    compounds: [],
    buildings: [],
    rooms: 0,
    roomBuilding: new Int32Array(maxRooms),
    roomPeople: new Int32Array(maxRooms),
    owner: new Int32Array(maxRooms).fill(-1),
    ownerSince: new Int32Array(maxRooms),
    mortgage: new Int32Array(maxRooms).fill(-1),
    vacant: [],
    offices: [],
    estatesOfStreet: new Int32Array(STREETS.length),
  };
}

/** A new compound somewhere in the city; its rooms are to be had at once. */
export function buildCompound(houses: Houses, random: Random, { year, office }: { year: number; office: boolean }): void {
  const street = random.int(STREETS.length);
  const n = houses.estatesOfStreet[street]!++;
  const { roads } = STREETS[street]!;
  const compound: Compound = {
    street,
    road: roads[n % roads.length]!,
    // Each has a stretch of numbers of its own, so no two of a road are the same.
    number: Math.floor(n / roads.length) * 12 + 1 + random.int(12),
    estate: estateName(street, n, office),
    office,
  };
  houses.compounds.push(compound);
  const buildings = office ? 1 : 2 + random.int(4);
  for (let i = 1; i <= buildings; i++) addBuilding(houses, random, { number: i, year, office });
}

function addBuilding(houses: Houses, random: Random, { number, year, office }: { number: number; year: number; office: boolean }): void {
  const units = office ? 0 : 1 + random.int(3);
  const floors = office ? 4 + random.int(8) : 4 + random.int(4);
  const perFloor = office ? 4 + random.int(5) : 2 + random.int(2);
  const rooms = Math.max(1, units) * floors * perFloor;
  const building = houses.buildings.length;
  houses.buildings.push({
    compound: houses.compounds.length - 1,
    number,
    units,
    floors,
    perFloor,
    firstRoom: houses.rooms,
    rooms,
    built: year,
  });
  for (let i = 0; i < rooms; i++) {
    const room = houses.rooms++;
    houses.roomBuilding[room] = building;
    (office ? houses.offices : houses.vacant).push(room);
  }
}

/** Share of rooms that stand empty. */
const VACANT = 0.05;

/** A home to move into; the city builds when few are left. */
export function takeRoom(houses: Houses, random: Random, year: number): number {
  while (houses.vacant.length < 40 + houses.rooms * VACANT) buildCompound(houses, random, { year, office: false });
  const at = random.int(houses.vacant.length);
  const room = houses.vacant[at]!;
  houses.vacant[at] = houses.vacant.at(-1)!;
  houses.vacant.pop();
  return room;
}

export function placeOf(houses: Houses, room: number): RoomPlace {
  const building = houses.roomBuilding[room]!;
  const { units, floors, perFloor, firstRoom } = houses.buildings[building]!;
  const at = room - firstRoom;
  const floor = (Math.floor(at / perFloor) % floors) + 1;
  const unit = units === 0 ? 0 : Math.floor(at / (perFloor * floors)) + 1;
  return { building, unit, floor, room: `${floor}${String((at % perFloor) + 1).padStart(2, '0')}` };
}

/** Truth's names of houses: each begins with its parent's, so that sorting keeps a building together. */
export function buildingId(building: number): string {
  return `H${String(building).padStart(6, '0')}`;
}

export function unitId(building: number, unit: number): string {
  return `${buildingId(building)}-${unit}`;
}

export function floorId(building: number, unit: number, floor: number): string {
  return `${unitId(building, unit)}-${String(floor).padStart(2, '0')}`;
}

export function roomId({ building, unit, floor, room }: RoomPlace): string {
  return `${floorId(building, unit, floor)}-${room.padStart(4, '0')}`;
}

/** City, district and street of a building: the front of its address. `old` takes the district's former name. */
export function divisionText(houses: Houses, building: number, old = false): string {
  const street = STREETS[houses.compounds[houses.buildings[building]!.compound]!.street]!;
  const district = DISTRICTS[street.district]!;
  return CITY_NAME + ((old && district.oldName) || district.name) + street.name;
}

/** `朝阳路12号3幢` or `阳光花园3幢`. */
export function buildingText(houses: Houses, building: number, estate: boolean): string {
  const { compound, number } = houses.buildings[building]!;
  const at = houses.compounds[compound]!;
  return `${estate ? at.estate : `${at.road}${at.number}号`}${number}幢`;
}

export function districtOf(houses: Houses, room: number): number {
  return STREETS[houses.compounds[houses.buildings[houses.roomBuilding[room]!]!.compound]!.street]!.district;
}
