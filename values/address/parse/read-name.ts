/** Names: communities and villages, zones, roads, estates, points of interest. What stands behind a name helps to tell them apart. */
import { BLANK, DASH, kindOf } from './characters.ts';
import { chunkAt } from './chunk.ts';
import { type House, isLow, setBeside, take } from './house.ts';
import { estateWord, isInterest } from './name-words.ts';
import { numberEnd } from './numbers.ts';
import { readEstate } from './read-estate.ts';
import { readRoads } from './read-roads.ts';
import { type Chunk, isAt, type Reading, type Span } from './reading.ts';
import * as words from './unit-words.ts';

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
  chunk.next = numberBehindBlank(reading, chunk);
  const from = house.number === undefined && !isLow(house) ? readRoads(reading, house, chunk) : at;
  if (from < chunk.end && isLaneOrGroup(reading, house, { ...chunk, start: from })) return whole.end;
  if (from < chunk.end) readEstate(reading, house, { start: from, end: chunk.end, next: chunk.next });
  return whole.end;
}

/** 天一豪景 2幢: the building behind a blank is the name's. */
function numberBehindBlank({ units, folded, end }: Reading, { end: to, next }: Chunk): number {
  if (next !== words.AT_BREAK || to >= end || (kindOf(units[to]!) & BLANK) === 0) return next;
  let at = to;
  while (at < end && (kindOf(units[at]!) & BLANK) !== 0) at++;
  const behind = numberEnd(units, at, end);
  const { kind } = words.unitAt({ units, folded, end }, behind);
  return behind > at && (kind === words.BUILDING || kind === words.UNIT) ? kind : next;
}

/** 前七屯, 南六巷, 田心庄一巷: the name belongs to the number's word. */
function isLaneOrGroup(reading: Reading, house: House, { start, end, next }: Chunk): boolean {
  if (next !== words.LANE && next !== words.GROUP) return false;
  if (house.road !== undefined || house.number !== undefined || house.estate !== undefined || isLow(house)) return false;
  const name = reading.folded.slice(start, end);
  const isSide = /^[东西南北中上下前后内外左右大小老新]$/u.test(name);
  const isPlace = house.community !== undefined && name.length < 5 && estateWord(name, 0, name.length) === 0;
  if (!(isSide || isPlace)) return false;
  return take(reading, house, { start, end, level: 'road', value: name, confidence: 0.75 });
}

/** 文三路-259号: the dash parts, and belongs to neither. */
function withoutDashes({ units }: Reading, { start, end }: Span): number {
  let to = end;
  while (to > start && (kindOf(units[to - 1]!) & DASH) !== 0) to--;
  return to;
}
