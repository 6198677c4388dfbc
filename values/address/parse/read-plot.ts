/** Plots, the lanes and village groups in which they are numbered, and grids. */
import { DASH, DIGIT, HAN, kindOf, NUMERAL, oneOf, STEM, unitOf } from './characters.ts';
import { extend, type House, setBeside, take } from './house.ts';
import { type Numbered, plainOf } from './numbered.ts';
import { numberEnd, plainNumber } from './numbers.ts';
import { addPart, hasWord, isBreak, type Reading } from './reading.ts';
import * as words from './unit-words.ts';

/** With what stands behind 号: 之二, 附3号, -2号, 甲. */
export function asPlot(reading: Reading, house: House, number: Numbered): number {
  const { folded, units } = reading;
  const end = subNumberEnd(reading, number.end);
  const sub = end === number.end ? '' : plainNumber(folded.slice(number.end, end)).replaceAll('号', '');
  const word = units[number.end - 1] === COURT ? '号院' : '号';
  take(reading, house, { ...number, end, level: 'number', value: `${plainOf(reading, number, '')}${sub}${word}`, confidence: 0.98 });
  return end;
}

const COURT = unitOf('院');
const startsSub = oneOf('之附副增');

/** End of a sub-number behind 号, or `at`. */
function subNumberEnd(reading: Reading, at: number): number {
  const { folded, units, end } = reading;
  if (at + 1 >= end) return at + (at < end && (kindOf(units[at]!) & STEM) !== 0 ? 1 : 0);
  if (startsSub(units[at])) {
    let to = numberEnd(units, at + 1, end);
    // 之一五楼: sub-number one, fifth storey.
    const isStorey = folded[to] === '楼' || folded[to] === '层';
    if (to > at + 2 && isStorey && (kindOf(units[at + 1]!) & NUMERAL) !== 0 && !folded.slice(at + 1, to).includes('十')) to = at + 2;
    if (to === at + 1 || hasWord(reading, to, '号楼')) return at;
    return folded[to] === '号' && !hasWord(reading, to, '号楼') ? to + 1 : to;
  }
  if ((kindOf(units[at]!) & DASH) !== 0) {
    const to = numberEnd(units, at + 1, end);
    if (to === at + 1 || to > at + 3) return at;
    if (folded[to] === '号' && !hasWord(reading, to, '号楼')) return to + 1;
    const isAlone = isBreak(reading, to) || ((kindOf(units[to]!) & HAN) !== 0 && words.unitAt(reading, to).kind === words.NONE);
    return isAlone ? to : at;
  }
  if ((kindOf(units[at]!) & STEM) === 0) return at;
  const isStem = (kindOf(units[at + 1]!) & (DIGIT | NUMERAL)) === 0 && words.unitAt(reading, at + 1).kind === words.NONE;
  return isStem || isBeforeRoomOrStorey(reading, at + 1) ? at + 1 : at;
}

/** 3号甲202室, 668号甲4-6楼: 甲 belongs to the plot. */
function isBeforeRoomOrStorey(reading: Reading, at: number): boolean {
  const to = numberEnd(reading.units, at, reading.end);
  const { kind } = words.unitAt(reading, to);
  if (kind === words.STOREY || kind === words.STOREY_OR_BUILDING) return to > at;
  return to - at > 2 && (isBreak(reading, to) || kind === words.ROOM);
}

/** A lane off a road, and lanes off lanes: all of them are the road. */
export function asLane(reading: Reading, house: House, number: Numbered): number {
  const name = reading.folded.slice(number.start, number.end);
  const { estate, last } = house;
  const isPlaceOfLane = estate !== undefined && last === estate && house.number === undefined && house.road !== last;
  if (isPlaceOfLane && (house.road !== undefined || estate.confidence < 0.8)) {
    // 固戍一路沙边村三巷: the lane is the village's.
    if (house.road !== undefined) house.road.level = 'note';
    house.road = estate;
    house.road.level = 'road';
    house.estate = undefined;
  }
  if (house.road !== undefined && house.last === house.road) {
    extend(reading, house.road, { end: number.end, value: house.road.value + name });
    return number.end;
  }
  return take(reading, house, { ...number, level: 'road', value: name, confidence: 0.9 }) ? number.end : number.start;
}

export function asGroup(reading: Reading, house: House, number: Numbered): number {
  const name = reading.folded.slice(number.start, number.end).replace(')', '');
  if (house.road !== undefined && house.last === house.road && house.number === undefined) {
    extend(reading, house.road, { end: number.end, value: house.road.value + name });
    return number.end;
  }
  const { estate } = house;
  // 荡湾村油车桥18组: a hamlet, whatever it is called.
  if (
    estate !== undefined &&
    house.last === estate &&
    house.community !== undefined &&
    house.road === undefined &&
    estate.confidence < 0.8
  ) {
    house.road = estate;
    house.road.level = 'road';
    house.estate = undefined;
    extend(reading, house.road, { end: number.end, value: house.road.value + name });
    return number.end;
  }
  return take(reading, house, { ...number, level: 'road', value: name, confidence: 0.85 }) ? number.end : number.start;
}

export function asRegiment(reading: Reading, house: House, number: Numbered): number {
  const hasStreet = reading.parts.some(({ level }) => level === 'street');
  if (hasStreet) return asCompany(reading, house, number);
  house.last = addPart(reading, 'street', { ...number, value: plainOf(reading, number, '团'), confidence: 0.85 });
  return number.end;
}

export function asCompany(reading: Reading, house: House, number: Numbered): number {
  const word = reading.folded[number.digitsEnd]!;
  return take(reading, house, { ...number, level: 'community', value: plainOf(reading, number, word), confidence: 0.85 })
    ? number.end
    : number.start;
}

/** 3委 */
export function asCommittee(reading: Reading, house: House, number: Numbered): number {
  const value = reading.folded.slice(number.start, number.end);
  // 德胜门社区7委: a committee of older times beside the community of today.
  if (!take(reading, house, { ...number, level: 'community', value, confidence: 0.85 }))
    setBeside(reading, house, { ...number, level: 'note' });
  return number.end;
}

export function asGrid(reading: Reading, house: House, number: Numbered): number {
  house.last = addPart(reading, 'grid', { ...number, value: plainOf(reading, number, '网格'), confidence: 0.95 });
  return number.end;
}
