/** Names: communities and villages, zones, roads, estates, points of interest. What stands behind a name helps to tell them apart. */
import { chunkAt } from './chunk.ts';
import { type House, isLow, setBeside } from './house.ts';
import { isInterest } from './name-words.ts';
import { readEstate } from './read-estate.ts';
import { readRoads } from './read-roads.ts';
import type { Reading } from './reading.ts';

/** Reads the name that begins at a place and gives where it ends. */
export function readName(reading: Reading, house: House, at: number): number {
  const chunk = chunkAt(reading, at);
  if (reading.folded[chunk.end] === ':' && chunk.end - at <= 12) {
    setBeside(reading, house, { start: at, end: chunk.end, level: 'note' });
    return chunk.end;
  }
  if (house.room !== undefined) {
    setBeside(reading, house, { start: at, end: chunk.end, level: isInterest(reading.folded.slice(at, chunk.end)) ? 'poi' : 'unknown' });
    return chunk.end;
  }
  const from = house.number === undefined && !isLow(house) ? readRoads(reading, house, chunk) : at;
  if (from < chunk.end) readEstate(reading, house, { ...chunk, start: from });
  return chunk.end;
}
