/** Names: communities and villages, zones, roads, estates, points of interest. What stands behind a name helps to tell them apart. */
import { DASH, kindOf } from './characters.ts';
import { chunkAt } from './chunk.ts';
import { type House, isLow, setBeside } from './house.ts';
import { isInterest } from './name-words.ts';
import { readEstate } from './read-estate.ts';
import { readRoads } from './read-roads.ts';
import { isAt, type Reading, type Span } from './reading.ts';

/** Reads the name that begins at a place and gives where it ends. */
export function readName(reading: Reading, house: House, at: number): number {
  const whole = chunkAt(reading, at);
  const chunk = { start: whole.start, end: withoutDashes(reading, whole), next: whole.next };
  if (chunk.end === at) return whole.end;
  if (isAt(reading, whole.end, ':') && whole.end - at <= 12) {
    setBeside(reading, house, { start: at, end: chunk.end, level: 'note' });
    return whole.end;
  }
  if (house.room !== undefined) {
    setBeside(reading, house, { start: at, end: chunk.end, level: isInterest(reading.folded.slice(at, chunk.end)) ? 'poi' : 'unknown' });
    return whole.end;
  }
  const from = house.number === undefined && !isLow(house) ? readRoads(reading, house, chunk) : at;
  if (from < chunk.end) readEstate(reading, house, { start: from, end: chunk.end, next: chunk.next });
  return whole.end;
}

/** 文三路-259号: the dash parts, and belongs to neither. */
function withoutDashes({ units }: Reading, { start, end }: Span): number {
  let to = end;
  while (to > start && (kindOf(units[to - 1]!) & DASH) !== 0) to--;
  return to;
}
