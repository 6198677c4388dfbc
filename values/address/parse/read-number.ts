/** Numbers with the word behind them: 12号, 3幢, 1单元, 502室, and those without: 3-2-501. */
import { DASH, DIGIT, HAN, kindOf, LETTER, NUMERAL, STEM } from './characters.ts';
import { extend, type House, isLow, take } from './house.ts';
import { numberEnd, plainNumber } from './numbers.ts';
import { readBare, readDashed } from './read-dashed.ts';
import type { AddressPart } from './parsed-address.ts';
import { addFinding, addPart, hasWord, isBreak, type Reading, type Span } from './reading.ts';
import * as words from './unit-words.ts';

const RANGE = /\d[、,/&]|(?:^|[^A-Z\d])\d+[-~至]\d/u;

/** Reads a number at a place; gives where it ends, or `at` where none is or where it belongs to a name. */
export function readNumber(reading: Reading, house: House, at: number): number {
  const { units, end } = reading;
  const below = belowGround(reading, at);
  const to = numberEnd(units, at + below, end);
  if (to === at + below) return at;
  const { kind, length } = words.unitAt(reading, to);
  const number = { start: at, end: to + length, digitsEnd: to };
  if (kind === words.NONE) return below > 0 ? at : readBare(reading, house, { start: at, end: to });
  if (!isPlausible(reading, kind, number)) return at;
  if (below > 0 && reading.folded[at] !== '自' && kind !== words.STOREY && kind !== words.STOREY_OR_BUILDING) return at;
  return READERS[kind]!(reading, house, number);
}

/** Length of 负 and 地下 before a storey, or 自编 before a number that a village gave. */
export function belowGround({ folded }: Reading, at: number): number {
  if (folded[at] === '负') return 1;
  return folded.startsWith('地下', at) || folded.startsWith('自编', at) ? 2 : 0;
}

export interface Numbered extends Span {
  /** Where the number itself ends and its word begins. */
  digitsEnd: number;
}

/** Chinese numerals are parts of names as well: 三门, 一社. */
export function isPlausible(reading: Reading, kind: number, { start, end, digitsEnd }: Numbered): boolean {
  const { units, folded } = reading;
  const isNumeral = (kindOf(units[digitsEnd - 1]!) & NUMERAL) !== 0;
  const next = folded[end];
  if (kind === words.DOOR && isNumeral) return isBreak(reading, end) || (kindOf(units[end]!) & (DIGIT | NUMERAL)) !== 0;
  if (kind === words.LANE || kind === words.GROUP) return next !== '路' && next !== '街' && next !== '桥';
  if (kind === words.UNIT && folded[digitsEnd] === '梯') return isBreak(reading, end) || (kindOf(units[end]!) & HAN) === 0 || isNumeral;
  if (kind === words.REGIMENT || kind === words.COMPANY) return reading.divisionCode.startsWith('65') || folded.includes('兵团');
  if (kind === words.STOREY_OR_BUILDING && isNumeral) return next !== '村' && next !== '乡' && next !== '镇';
  return end > start;
}

type Reader = (reading: Reading, house: House, number: Numbered) => number;

function valueOf(reading: Reading, { start, digitsEnd }: Numbered, suffix: string): string {
  return plainNumber(reading.folded.slice(start, digitsEnd)).replace('自编', '') + suffix;
}

function noteRange(reading: Reading, { start, end, digitsEnd }: Numbered): void {
  if (RANGE.test(reading.folded.slice(start, digitsEnd))) addFinding(reading, 'rangeOfHouses', reading.text.slice(start, end));
}

function asHao(reading: Reading, house: House, number: Numbered): number {
  if (house.room !== undefined) return number.start;
  if (isLow(house)) return asRoom(reading, house, number);
  const count = Number.parseInt(valueOf(reading, number, ''), 10);
  const isInEstate = house.estate !== undefined && (house.isOfHomes === true || (house.road !== undefined && count < 100));
  if (house.number !== undefined || isInEstate) {
    take(reading, house, { ...number, level: 'building', value: valueOf(reading, number, '幢'), confidence: 0.8 });
    return number.end;
  }
  return asPlot(reading, house, number);
}

/** With what stands behind 号: 之二, 附3号, -2号, 甲. */
function asPlot(reading: Reading, house: House, number: Numbered): number {
  const { folded } = reading;
  const end = subNumberEnd(reading, number.end);
  const sub = plainNumber(folded.slice(number.end, end)).replaceAll(/号/g, '');
  const word = folded.slice(number.digitsEnd, number.end) === '号院' || folded.slice(number.digitsEnd, number.end) === '号大院' ? '号院' : '号';
  take(reading, house, { ...number, end, level: 'number', value: `${valueOf(reading, number, '')}${sub}${word}`, confidence: 0.98 });
  return end;
}

/** End of a sub-number behind 号, or `at`. */
function subNumberEnd(reading: Reading, at: number): number {
  const { folded, units, end } = reading;
  const first = folded[at];
  if (at + 1 >= end) return at + (at < end && (kindOf(units[at]!) & STEM) !== 0 ? 1 : 0);
  if (first === '之' || first === '附') {
    let to = numberEnd(units, at + 1, end);
    // 之一五楼: sub-number one, fifth storey.
    const isStorey = folded[to] === '楼' || folded[to] === '层';
    if (to > at + 2 && isStorey && (kindOf(units[at + 1]!) & NUMERAL) !== 0 && !folded.slice(at + 1, to).includes('十')) to = at + 2;
    if (to === at + 1) return at;
    return folded[to] === '号' && !hasWord(reading, to, '号楼') ? to + 1 : to;
  }
  if ((kindOf(units[at]!) & DASH) !== 0) {
    const to = numberEnd(units, at + 1, end);
    if (to === at + 1 || to > at + 3) return at;
    if (folded[to] === '号' && !hasWord(reading, to, '号楼')) return to + 1;
    return isBreak(reading, to) ? to : at;
  }
  const isStem = (kindOf(units[at]!) & STEM) !== 0 && (kindOf(units[at + 1]!) & (DIGIT | NUMERAL)) === 0 && words.unitAt(reading, at + 1).kind === words.NONE;
  return isStem ? at + 1 : at;
}

function asCourt(reading: Reading, house: House, number: Numbered): number {
  if (house.number === undefined && !isLow(house)) return asPlot(reading, house, number);
  return asHao(reading, house, number);
}

function asBuilding(reading: Reading, house: House, number: Numbered): number {
  const { folded } = reading;
  const word = folded[number.digitsEnd] === '排' ? '排' : '幢';
  noteRange(reading, number);
  // 2栋B座: a tower on it.
  if (house.building !== undefined && house.room === undefined && house.last === house.building) {
    extend(reading, house.building, { end: number.end, value: house.building.value + valueOf(reading, number, '座') });
    return number.end;
  }
  take(reading, house, { ...number, level: 'building', value: valueOf(reading, number, word), confidence: 0.98 });
  return number.end;
}

const HIGHEST = 70;

function asStoreyOrBuilding(reading: Reading, house: House, number: Numbered): number {
  const { units, end } = reading;
  const next = numberEnd(units, number.end, end);
  const { kind } = words.unitAt(reading, next);
  const isBuilding = next > number.end && (kind === words.UNIT || kind === words.DOOR) && house.building === undefined && house.unit === undefined && next - number.end < 3;
  const count = Number(valueOf(reading, number, ''));
  const isLettered = (kindOf(units[number.start]!) & LETTER) !== 0 && !/-/.test(reading.folded.slice(number.start, number.digitsEnd));
  if (isLettered && house.building === undefined && house.floor === undefined) return asBuilding(reading, house, number);
  if (isBuilding || (count > HIGHEST && house.building === undefined)) return asBuilding(reading, house, number);
  return asStorey(reading, house, number);
}

function asStorey(reading: Reading, house: House, number: Numbered): number {
  const { folded } = reading;
  const written = folded.slice(number.start, number.digitsEnd);
  const dash = written.indexOf('-');
  // D6-15楼: building and storey.
  if (dash > 0 && /[A-Z]/.test(written.slice(0, dash)) && house.building === undefined) {
    const middle = number.start + dash;
    take(reading, house, { start: number.start, end: middle, level: 'building', value: `${plainNumber(written.slice(0, dash))}幢`, confidence: 0.7 });
    return asStorey(reading, house, { ...number, start: middle + 1 });
  }
  const below = reading.folded[number.start] === '自' ? 0 : belowGround(reading, number.start);
  const value = `${below > 0 ? '-' : ''}${plainNumber(written.slice(below))}层`;
  noteRange(reading, { ...number, start: number.start + below });
  if (house.floor !== undefined || house.room !== undefined) return number.start;
  const count = Number.parseInt(value, 10);
  if (count > 130) addFinding(reading, 'numberUnlikely', reading.text.slice(number.start, number.end));
  take(reading, house, { ...number, level: 'floor', value, confidence: count > 130 ? 0.3 : 0.97 });
  return number.end;
}

function asUnit(reading: Reading, house: House, number: Numbered): number {
  const digits = valueOf(reading, number, '');
  // In the south 单元 is what others call a room.
  const isRoom = /\d{3}/.test(digits) || house.floor !== undefined || house.unit !== undefined;
  if (isRoom) return asRoom(reading, house, number);
  noteRange(reading, number);
  const dash = digits.indexOf('-');
  if (dash > 0 && house.building === undefined && !/~|至/.test(reading.folded.slice(number.start, number.digitsEnd))) {
    take(reading, house, { start: number.start, end: number.start + dash, level: 'building', value: `${digits.slice(0, dash)}幢`, confidence: 0.75 });
    return asUnit(reading, house, { ...number, start: number.start + dash + 1 });
  }
  take(reading, house, { ...number, level: 'unit', value: `${digits}单元`, confidence: 0.97 });
  return number.end;
}

function asDoor(reading: Reading, house: House, number: Numbered): number {
  return house.floor !== undefined || house.unit !== undefined ? asRoom(reading, house, number) : asUnit(reading, house, number);
}

function asRoom(reading: Reading, house: House, number: Numbered): number {
  if (house.room !== undefined) {
    if (house.last !== house.room) return number.start;
    extend(reading, house.room, { end: number.end, value: `${house.room.value.slice(0, -1)},${valueOf(reading, number, '室')}` });
    addFinding(reading, 'rangeOfHouses', house.room.text);
    return number.end;
  }
  const end = readDashed(reading, house, { ...number, isSaid: true });
  return house.room === undefined ? end : splitRoomEnd(reading, house.room, end);
}

/** 1301室-2: a room that was divided. */
function splitRoomEnd(reading: Reading, room: AddressPart, at: number): number {
  const [more] = /^-\d{1,2}(?!\d)/.exec(reading.folded.slice(at, at + 4)) ?? [];
  if (more === undefined || !isBreak(reading, at + more.length)) return at;
  extend(reading, room, { end: at + more.length, value: `${room.value.slice(0, -1)}${more}室` });
  return at + more.length;
}

/** A lane off a road, and lanes off lanes: all of them are the road. */
function asLane(reading: Reading, house: House, number: Numbered): number {
  const name = reading.folded.slice(number.start, number.end);
  if (house.road !== undefined && house.road !== house.last && house.estate !== undefined && house.last === house.estate && house.number === undefined) {
    // 固戍一路沙边村三巷: the lane is the village's.
    house.road.level = 'note';
    house.road = house.estate;
    house.road.level = 'road';
    delete house.estate;
  }
  if (house.road !== undefined && house.last === house.road) {
    extend(reading, house.road, { end: number.end, value: house.road.value + name });
    return number.end;
  }
  return take(reading, house, { ...number, level: 'road', value: name, confidence: 0.9 }) ? number.end : number.start;
}

function asGroup(reading: Reading, house: House, number: Numbered): number {
  const name = reading.folded.slice(number.start, number.end);
  if (house.road !== undefined && house.last === house.road && house.number === undefined) {
    extend(reading, house.road, { end: number.end, value: house.road.value + name });
    return number.end;
  }
  return take(reading, house, { ...number, level: 'road', value: name, confidence: 0.85 }) ? number.end : number.start;
}

function asRegiment(reading: Reading, house: House, number: Numbered): number {
  const hasStreet = reading.parts.some(({ level }) => level === 'street');
  if (hasStreet) return asCompany(reading, house, number);
  house.last = addPart(reading, 'street', { ...number, value: valueOf(reading, number, '团'), confidence: 0.85 });
  return number.end;
}

function asCompany(reading: Reading, house: House, number: Numbered): number {
  const word = reading.folded[number.digitsEnd]!;
  return take(reading, house, { ...number, level: 'community', value: valueOf(reading, number, word), confidence: 0.85 }) ? number.end : number.start;
}

function asGrid(reading: Reading, house: House, number: Numbered): number {
  house.last = addPart(reading, 'grid', { ...number, value: valueOf(reading, number, '网格'), confidence: 0.95 });
  return number.end;
}

function asHash(reading: Reading, house: House, number: Numbered): number {
  if (house.road !== undefined && house.number === undefined && house.estate === undefined && !isLow(house)) return asPlot(reading, house, number);
  if (house.building === undefined && !isLow(house)) return asBuilding(reading, house, number);
  return asRoom(reading, house, number);
}

const READERS: Record<number, Reader> = {
  [words.HAO]: asHao,
  [words.COURT]: asCourt,
  [words.BUILDING]: asBuilding,
  [words.STOREY]: asStorey,
  [words.STOREY_OR_BUILDING]: asStoreyOrBuilding,
  [words.UNIT]: asUnit,
  [words.DOOR]: asDoor,
  [words.ROOM]: asRoom,
  [words.LANE]: asLane,
  [words.GROUP]: asGroup,
  [words.REGIMENT]: asRegiment,
  [words.COMPANY]: asCompany,
  [words.HASH]: asHash,
  [words.GRID]: asGrid,
};

/** Whether the text at a place begins with what a number may begin with. */
export function startsNumber({ units }: Reading, at: number): boolean {
  return (kindOf(units[at]!) & (DIGIT | LETTER | NUMERAL | STEM)) !== 0 || units[at] === FIRST || units[at] === SPECIAL;
}

const FIRST = '第'.charCodeAt(0);
const SPECIAL = '特'.charCodeAt(0);
