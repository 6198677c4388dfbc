/** The keys under which a parsed address is looked for in the tree of houses. */
import { plainNumber } from './numbers.ts';
import type { ParsedAddress, Rung } from './parsed-address.ts';

export interface HouseRung {
  level: 'place' | 'building' | 'unit' | 'floor' | 'room';
  /** Whole path from the district down: `330203|R|县学街|22|6|1||502`. Equal for two addresses of one house, however they are written. */
  key: string;
  /** What is missing between the building and here: not said, which is not the same as none. */
  unknown: ('building' | 'unit')[];
}

export interface AddressKeys {
  /** From the place down to the room, only the rungs that are said. Empty without a district. */
  byRoad: HouseRung[];
  /** The same house by its estate, where one is named: both must lead to one house. */
  byEstate: HouseRung[];
}

const LEVELS = ['building', 'unit', 'floor', 'room'] as const;

/**
 * Keys by road and number and keys by estate. `1`, `1A` and `1-1` differ; 之, 附 and - are the same, as are 号 and 号院, Chinese and ASCII
 * digits. A floor that the room's number implies is left out of the room's key, so that 5层502室 and 502室 are one.
 */
export function addressKeys(parsed: ParsedAddress): AddressKeys {
  const values = new Map<string, string>();
  for (const part of parsed.parts) if (!values.has(part.level)) values.set(part.level, part.value);
  const division = parsed.divisionCode;
  if (division === null) return { byRoad: [], byEstate: [] };
  const road = plainName(values.get('road') ?? values.get('community') ?? '');
  const number = bare(values.get('number'));
  const estate = plainName(values.get('estate') ?? '');
  return {
    byRoad: road === '' ? [] : byRoad(values, `${division}|R|${road}|`, number),
    byEstate: estate === '' ? [] : rungs(values, `${division}|E|${estate}|`),
  };
}

/** A road alone is no house. Houses in a lane bear numbers that others give as buildings: 12弄3号 is 12弄3幢. */
function byRoad(values: ReadonlyMap<string, string>, road: string, number: string): HouseRung[] {
  if (!/[弄巷]\|$/u.test(road)) return number === '' ? [] : rungs(values, road + number);
  if (number !== '') return values.has('building') ? rungs(values, road + number) : rungs(values, road, number);
  return values.has('building') ? rungs(values, road) : [];
}

function rungs(values: ReadonlyMap<string, string>, place: string, ownBuilding?: string): HouseRung[] {
  const said: HouseRung[] = [{ level: 'place', key: place, unknown: [] }];
  const path: Record<(typeof LEVELS)[number], string> = { building: ownBuilding ?? '', unit: '', floor: '', room: '' };
  for (const level of LEVELS) {
    const value = level === 'building' && ownBuilding !== undefined ? ownBuilding : bare(values.get(level));
    if (value === '') continue;
    path[level] = value;
    const floor = level === 'floor' ? value : '';
    const unknown = (['building', 'unit'] as const).filter((one) => path[one] === '' && LEVELS.indexOf(one) < LEVELS.indexOf(level));
    said.push({ level, key: [place, path.building, path.unit, floor, path.room].join('|'), unknown });
  }
  return said;
}

/** Without its word: 3幢 → 3, 12号院 → 12, 19之2号 → 19-2. */
function bare(value: string | undefined): string {
  if (value === undefined) return '';
  return dashed(value.replace(/(?:号院|[号幢室层排]|单元)$/u, ''));
}

/** 19之2 and 19附2 are 19-2. */
export function dashed(number: string): string {
  return number.replaceAll(/[之附]/gu, '-');
}

/** Numerals within names stay: 文一路 is not 文1路; those of lanes and groups count: 三组, 12弄. */
export function plainName(name: string): string {
  return name.replaceAll(/[〇一二两三四五六七八九十百]+(?=[弄巷组队社])/gu, (numeral) => plainNumber(numeral));
}

/** The lowest rung that is said of the house; undefined for an address that reaches no further than its street. */
export function lowestRung(parsed: ParsedAddress): Rung | undefined {
  const house = ['room', 'floor', 'unit', 'building', 'estate', 'number', 'road', 'community'] as const;
  return house.find((level) => parsed.parts.some((part) => part.level === level));
}
