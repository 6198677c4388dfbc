/** Numbers with the word behind them: 12号, 3幢, 1单元, 502室, and those without: 3-2-501. */
import { BLANK, HAN, kindOf, LETTER, MARK, unitOf } from './characters.ts';
import { chunkAt } from './chunk.ts';
import { extend, type House, isLow, take } from './house.ts';
import { endsAsEstate } from './name-words.ts';
import { belowGround, isPlausible, type Numbered, noteRange, plainOf, type Reader } from './numbered.ts';
import { numberEnd, plainNumber } from './numbers.ts';
import type { AddressPart } from './parsed-address.ts';
import { readBare } from './read-dashed.ts';
import { asCommittee, asCompany, asGrid, asGroup, asLane, asPlot, asRegiment } from './read-plot.ts';
import { asRoom, isRoadAlone, roomBelow } from './read-room.ts';
import { addFinding, isAt, type Reading } from './reading.ts';
import * as words from './unit-words.ts';

/** Reads a number at a place; gives where it ends, or `at` where none is or where it belongs to a name. */
export function readNumber(reading: Reading, house: House, at: number): number {
  const { units, end, folded } = reading;
  const below = belowGround(reading, at);
  const to = numberEnd(units, at + below, end);
  if (to === at + below) return at;
  const word = wordBehind(reading, to);
  const { kind, length } = words.unitAt(reading, word);
  const number = { start: at, end: word + length, digitsEnd: to };
  const storey = units[at + 1] === F || units[at + 2] === F ? STOREY_AND_ROOM.exec(folded.slice(at, to)) : null;
  if (storey !== null) return asStorey(reading, house, { start: at, end: at + storey[0].length, digitsEnd: at + storey[0].length - 1 });
  if (kind === words.NONE && below > 0)
    return isAt(reading, at, '自') && house.number !== undefined ? asBuilding(reading, house, number) : at;
  if (kind === words.NONE) return readBare(reading, house, { start: at, end: to });
  if (!isPlausible(reading, kind, number)) return at;
  if (below > 0 && !isAt(reading, at, '自') && kind !== words.STOREY && kind !== words.STOREY_OR_BUILDING)
    return isLow(house) && (kind === words.HAO || kind === words.ROOM) ? roomBelow(reading, house, number) : at;
  return READERS[kind]!(reading, house, number);
}

const F = unitOf('F');
/** 12F1203 */
const STOREY_AND_ROOM = /^\d{1,2}F(?=\d{3,4}$)/;

/** 17 幢: blanks may stand before the word. */
function wordBehind(reading: Reading, at: number): number {
  // (15)组
  if (isAt(reading, at, ')') && words.unitAt(reading, at + 1).kind !== words.NONE) return at + 1;
  let word = at;
  while (word < reading.end && (kindOf(reading.units[word]!) & BLANK) !== 0) word++;
  return word > at && words.unitAt(reading, word).kind === words.NONE ? at : word;
}

function asHao(reading: Reading, house: House, number: Numbered): number {
  if (house.room !== undefined) return number.start;
  if (isLow(house)) return isDoor(reading, house, number) ? asUnit(reading, house, number) : asRoom(reading, house, number);
  if (house.estate !== undefined && house.last === house.estate) {
    if (isOfName(reading, house, number)) {
      extend(reading, house.estate, { end: number.end, value: house.estate.value + reading.folded.slice(number.start, number.end) });
      return number.end;
    }
    if (isBesideEstate(reading, house, number)) return asPlotOfEstate(reading, house, number);
  }
  if (house.estate === undefined && house.number === undefined) return asPlot(reading, house, number);
  const count = Number.parseInt(plainOf(reading, number, ''), 10);
  const isInEstate =
    house.estate !== undefined &&
    house.last !== house.road &&
    (house.isOfHomes === true || (house.road !== undefined && count < 100 && endsAsEstate(house.estate.value)));
  if (house.number !== undefined && house.last !== house.number && count > 199)
    return house.last === house.estate && house.isOfHomes !== true && endsAsEstate(house.estate?.value ?? '')
      ? asRoom(reading, house, number)
      : number.start;
  if (house.number !== undefined || isInEstate) {
    take(reading, house, { ...number, level: 'building', value: plainOf(reading, number, '幢'), confidence: 0.8 });
    return number.end;
  }
  return asPlot(reading, house, number);
}

/** 2幢58号1204室: the building's door, before its room. */
function isDoor({ units, end, folded }: Reading, { building, unit, floor, last }: House, number: Numbered): boolean {
  if (building === undefined || last !== building || unit !== undefined || floor !== undefined) return false;
  if (!/^\d{1,3}$/.test(folded.slice(number.start, number.digitsEnd))) return false;
  const to = numberEnd(units, number.end, end);
  const { kind } = words.unitAt({ folded, units, end }, to);
  return to > number.end && (kind === words.ROOM || (kind === words.NONE && to >= number.end + 3 && to >= end));
}

/** 晶科一号 behind the plot's own number: a name. */
function isOfName({ folded }: Reading, { number, estate }: House, { start, digitsEnd }: Numbered): boolean {
  return number !== undefined && estate!.confidence < 0.8 && digitsEnd - start === 1 && folded[start] === '一';
}

/** 建国门外大街永安里8号华彬中心: the plot is that of 永安里, for the estate has a name of its own. */
function isBesideEstate(reading: Reading, { road, number, estate }: House, { end }: Numbered): boolean {
  if (road === undefined || number !== undefined || !/[里坊庄胡同]$/u.test(estate!.value)) return false;
  if (end >= reading.end || (kindOf(reading.units[end]!) & HAN) === 0) return false;
  // 中山路霞溪里3号之二
  if (/^[之附][一二三四五六七八九十\d]/u.test(reading.folded.slice(end, end + 2))) return true;
  const { start, end: to } = chunkAt(reading, end);
  const name = reading.folded.slice(start, to);
  return name.length > 2 && endsAsEstate(name);
}

function asPlotOfEstate(reading: Reading, house: House, number: Numbered): number {
  house.road!.level = 'note';
  house.road = house.estate!;
  house.road.level = 'road';
  house.estate = undefined;
  return asPlot(reading, house, number);
}

function asCourt(reading: Reading, house: House, number: Numbered): number {
  const isPlaced = house.number === undefined && !isLow(house);
  if (isPlaced && house.estate !== undefined && house.last === house.estate && isBesideEstate(reading, house, number))
    return asPlotOfEstate(reading, house, number);
  if (isPlaced) return asPlot(reading, house, number);
  return asHao(reading, house, number);
}

function asBuilding(reading: Reading, house: House, number: Numbered): number {
  const { folded } = reading;
  const word = isAt(reading, number.digitsEnd, '排') ? '排' : isAt(reading, number.digitsEnd, '塔') ? '塔' : '幢';
  // 人民路21号厂房: the plot, and a building on it.
  if (isRoadAlone(house) && isNamedOnPlot(reading, number)) return asNamedOnPlot(reading, house, number);
  noteRange(reading, number);
  if (isAt(reading, number.end, '之') && house.building === undefined) {
    // 33幢之二
    const end = numberEnd(reading.units, number.end + 1, reading.end);
    const sub = plainNumber(folded.slice(number.end, end));
    if (end > number.end + 1 && words.unitAt(reading, end).kind === words.NONE) {
      take(reading, house, { ...number, end, level: 'building', value: `${plainOf(reading, number, '')}${sub}${word}`, confidence: 0.9 });
      return end;
    }
  }
  // 4幢5幢: both of them.
  if (house.building !== undefined && house.last === house.building && isSameWord(reading, house.building, number)) {
    extend(reading, house.building, { end: number.end, value: `${house.building.value.slice(0, -1)},${plainOf(reading, number, word)}` });
    addFinding(reading, 'rangeOfHouses', house.building.text);
    return number.end;
  }
  // 科技园办公楼16号楼: the number names it, what it is for does not.
  if (house.building !== undefined && house.last === house.building && PURPOSE.test(house.building.value)) {
    house.building.level = 'note';
    house.building = undefined;
  }
  // 2栋B座: a tower on it.
  if (house.building !== undefined && house.room === undefined && house.last === house.building) {
    extend(reading, house.building, { end: number.end, value: house.building.value + plainOf(reading, number, '座') });
    return number.end;
  }
  take(reading, house, { ...number, level: 'building', value: plainOf(reading, number, word), confidence: 0.98 });
  return number.end;
}

/** 号厂房, 号办公楼 and the like, which number no building. */
function isNamedOnPlot({ folded }: Reading, { start, digitsEnd, end }: Numbered): boolean {
  return end - digitsEnd > 2 && NAMED_ON_PLOT.test(folded.slice(digitsEnd, end)) && /^[\d甲乙-]+$/u.test(folded.slice(start, digitsEnd));
}

const NAMED_ON_PLOT = /^号(?:厂房|车间|仓库|库房|办公楼|教学楼|宿舍楼|综合楼|科研楼|研发楼|实验楼|主楼|裙楼|附楼|标准厂房)$/u;

function asNamedOnPlot(reading: Reading, house: House, number: Numbered): number {
  const start = asPlot(reading, house, { ...number, end: number.digitsEnd + 1 });
  take(reading, house, { start, end: number.end, level: 'building', value: reading.folded.slice(start, number.end), confidence: 0.85 });
  return number.end;
}

const PURPOSE = /^(?:综合|办公|科研|研发|教学|实验|宿舍)楼$/u;

function isSameWord({ folded }: Reading, building: AddressPart, { start, end, digitsEnd }: Numbered): boolean {
  const written = folded.slice(building.start!, building.end!);
  return (
    /^\d+$/.test(folded.slice(start, digitsEnd)) && /^\d+(?:幢|栋|号楼)$/u.test(written) && written.endsWith(folded.slice(digitsEnd, end))
  );
}

const HAO = unitOf('号');
const HIGHEST = 70;

function asStoreyOrBuilding(reading: Reading, house: House, number: Numbered): number {
  const { units, end } = reading;
  const next = numberEnd(units, number.end, end);
  const { kind } = words.unitAt(reading, next);
  const isBuilding =
    next > number.end &&
    (kind === words.UNIT || kind === words.STOREY || (kind === words.DOOR && units[next] !== HAO)) &&
    house.building === undefined &&
    house.unit === undefined &&
    next - number.end < 3;
  const count = Number(plainOf(reading, number, ''));
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
    take(reading, house, {
      start: number.start,
      end: middle,
      level: 'building',
      value: `${plainNumber(written.slice(0, dash))}幢`,
      confidence: 0.7,
    });
    return asStorey(reading, house, { ...number, start: middle + 1 });
  }
  const below = isAt(reading, number.start, '自') ? 0 : belowGround(reading, number.start);
  const isCellar = below === 0 && /^B[1-9]$/.test(written) && !isAt(reading, number.digitsEnd, '楼');
  const value = `${below > 0 || isCellar ? '-' : ''}${plainNumber(written.slice(isCellar ? 1 : below))}层`;
  noteRange(reading, { ...number, start: number.start + below });
  if (house.floor !== undefined) {
    if (house.last !== house.floor || !isNext(reading, house.floor.end!, number.start) || below > 0) return number.start;
    // 16楼17楼, 三楼、四楼
    extend(reading, house.floor, { end: number.end, value: `${house.floor.value.slice(0, -1)},${value}` });
    addFinding(reading, 'rangeOfHouses', house.floor.text);
    return number.end;
  }
  const count = Number.parseInt(value, 10);
  if (count > 130) addFinding(reading, 'numberUnlikely', reading.text.slice(number.start, number.end));
  take(reading, house, { ...number, level: 'floor', value, confidence: count > 130 ? 0.3 : 0.97 });
  return number.end;
}

function isNext({ units }: Reading, end: number, start: number): boolean {
  return end === start || (end + 1 === start && (kindOf(units[end]!) & MARK) !== 0);
}

function asUnit(reading: Reading, house: House, number: Numbered): number {
  const digits = plainOf(reading, number, '');
  // In the south 单元 is what others call a room.
  const isRoom = /\d{3}/.test(digits) || house.floor !== undefined || house.unit !== undefined;
  if (isRoom) return asRoom(reading, house, number);
  noteRange(reading, number);
  const dash = digits.indexOf('-');
  if (dash > 0 && house.building === undefined && !/~|至/.test(reading.folded.slice(number.start, number.digitsEnd))) {
    take(reading, house, {
      start: number.start,
      end: number.start + dash,
      level: 'building',
      value: `${digits.slice(0, dash)}幢`,
      confidence: 0.75,
    });
    return asUnit(reading, house, { ...number, start: number.start + dash + 1 });
  }
  take(reading, house, { ...number, level: 'unit', value: `${digits}单元`, confidence: 0.97 });
  return number.end;
}

function asDoor(reading: Reading, house: House, number: Numbered): number {
  return house.floor !== undefined || house.unit !== undefined ? asRoom(reading, house, number) : asUnit(reading, house, number);
}

function asHash(reading: Reading, house: House, number: Numbered): number {
  // 融恒时代广场15-6#: storey and room, as 重庆 writes them.
  if (house.estate !== undefined && isDashedInChongqing(reading, number)) return asRoom(reading, house, number);
  if (house.road !== undefined && house.number === undefined && house.estate === undefined && !isLow(house))
    return asPlot(reading, house, number);
  if (house.building === undefined && !isLow(house)) return asBuilding(reading, house, number);
  return asRoom(reading, house, number);
}

function isDashedInChongqing({ divisionCode, folded }: Reading, { start, digitsEnd }: Numbered): boolean {
  return divisionCode.startsWith('50') && /^\d{1,2}-\d{1,2}$/.test(folded.slice(start, digitsEnd));
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
  [words.COMMITTEE]: asCommittee,
};
