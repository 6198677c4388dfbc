/** Where a road's name ends. */
import { ALNUM, HAN, kindOf, oneOf, unitOf } from './characters.ts';
import type { Reading } from './reading.ts';

const LONGEST_NAME = 12;

/** Where the suffix of the first road from `at` on begins; undefined where none is near. */
export function roadAhead({ units, end }: Reading, at: number): number | undefined {
  for (let i = at; i < Math.min(end, at + LONGEST_NAME); i++) {
    if ((kindOf(units[i]!) & (HAN | ALNUM)) === 0) return undefined;
    if (roadSuffix(units, i, end) > 0) return i;
  }
  return undefined;
}

const [BIG, PUBLIC, HU, TONG, WAY, ROAD, STREET, LANE, LANE_OF_SHANGHAI, BUREAU] = [...'大公胡同道路街巷弄局'].map(unitOf) as [
  ...[number, number, number, number, number, number, number, number, number, number],
];
const mayEnd = oneOf('大公胡国省县乡路街巷弄');
const isNoStreet = oneOf('道坊心区');

/** How many characters the suffix of a road has that begins at `at`; 0 where none does. */
export function roadSuffix(units: Uint16Array, at: number, end: number): number {
  const one = units[at]!;
  if (!mayEnd(one)) return 0;
  const next = at + 1 < end ? units[at + 1]! : 0;
  switch (one) {
    case BIG:
      return next === WAY || next === STREET || next === ROAD ? 2 : 0;
    case PUBLIC:
      return next === ROAD && units[at + 2] !== BUREAU ? 2 : 0;
    case HU:
      return next === TONG ? 2 : 0;
    case ROAD:
    case LANE:
    case LANE_OF_SHANGHAI:
      return 1;
    case STREET:
      return isNoStreet(next) ? 0 : 1;
    default:
      return next === WAY ? 2 : 0;
  }
}
