/** Numbers that say nothing of themselves: their count, their length and what stands before tell what they number. */
import { ALNUM, BLANK, DIGIT, kindOf } from './characters.ts';
import { extend, type House, isLow, setBeside, take } from './house.ts';
import { numberEnd, plainNumber } from './numbers.ts';
import { addFinding, isBreak, type Reading, type Span } from './reading.ts';
import { BUILDING, unitAt } from './unit-words.ts';

interface Written extends Span {
  /** Where the last digit ends; behind it 室 or nothing. */
  digitsEnd: number;
  /** Whether 室 or the like stands behind. */
  isSaid: boolean;
}

interface Piece extends Span {
  text: string;
}

const LIST = /[、,/.&~至]/u;

/** A number without a word behind it. Gives its end, or its start where it is part of a name. */
export function readBare(reading: Reading, house: House, { start, end }: Span): number {
  const { units, folded } = reading;
  const isAscii = (kindOf(units[start]!) & ALNUM) !== 0;
  if (end - start === 6 && isPostcode(reading, start)) {
    setBeside(reading, house, { start, end, level: 'note' });
    return end;
  }
  if (isOfEstate(reading, house, { start, end })) {
    extend(reading, house.estate!, { end, value: house.estate!.value + folded.slice(start, end) });
    return end;
  }
  const isBehindRoad = house.road !== undefined && house.last === house.road && house.road.end === start && house.number === undefined;
  if (!isBreak(reading, end) && units[end] !== DASH) {
    const hasSub = isBehindRoad && folded.slice(start, end).includes('之');
    if (!isAscii && !hasSub) return start;
    if (hasSub || (isBehindRoad && (kindOf(units[start]!) & DIGIT) !== 0 && !/^[路街道弄巷期区年届]/u.test(folded.slice(end))))
      return asPlot(reading, house, { start, end });
    // 广场1503某某公司: a room, then a name.
    const isRoomLike = /^[A-Z]?\d{3,5}[A-Z]?$/.test(folded.slice(start, end)) && !/^[路街道弄巷期区年届厂医中所]/u.test(folded.slice(end));
    if (!isRoomLike || (house.estate === undefined && !isLow(house))) return start;
    return readDashed(reading, house, { start, end, digitsEnd: end, isSaid: false });
  }
  // 一单元五〇二
  if (!isAscii && isLow(house) && house.room === undefined && /^[〇零一二三四五六七八九]{3,4}$/u.test(folded.slice(start, end)))
    return readDashed(reading, house, { start, end, digitsEnd: end, isSaid: false });
  const isWord = end - start > (isLow(house) ? 2 : 1) && /^[A-Z]+$/.test(folded.slice(start, end));
  if (!isAscii || isWord) return start;
  if (isBehindRoad) return behindRoad(reading, house, { start, end });
  const hasPlace = house.estate !== undefined || house.number !== undefined || house.community !== undefined || isLow(house);
  if (!hasPlace || house.room !== undefined) return start;
  return readDashed(reading, house, { start, end, digitsEnd: end, isSaid: false });
}

/** Six digits by themselves. */
function isPostcode(reading: Reading, at: number): boolean {
  return at > 0 && isBreak(reading, at - 1) && isBreak(reading, at + 6) && /^\d{6}$/.test(reading.folded.slice(at, at + 6));
}

/** 阳光100 2号楼: the number is the estate's, for the building follows. */
function isOfEstate({ units, folded, end }: Reading, { estate, last }: House, number: Span): boolean {
  if (estate === undefined || last !== estate || estate.end !== number.start || estate.confidence > 0.8) return false;
  let at = number.end;
  while (at < end && (kindOf(units[at]!) & BLANK) !== 0) at++;
  const to = at > number.end ? numberEnd(units, at, end) : at;
  return to > at && unitAt({ units, folded, end }, to).kind === BUILDING;
}

const DASH = '-'.charCodeAt(0);

function asPlot(reading: Reading, house: House, { start, end }: Span): number {
  take(reading, house, { start, end, level: 'number', value: `${plainNumber(reading.folded.slice(start, end))}号`, confidence: 0.8 });
  return end;
}

/** 朝阳路12, 朝阳路12-3, 朝阳路12-3-502 */
function behindRoad(reading: Reading, house: House, { start, end }: Span): number {
  const pieces = piecesOf(reading, { start, end });
  if (pieces.length < 3) return asPlot(reading, house, { start, end });
  asPlot(reading, house, pieces[0]!);
  return readDashed(reading, house, { start: pieces[1]!.start, end, digitsEnd: end, isSaid: false });
}

function piecesOf({ folded }: Reading, { start, end }: Span): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  for (let i = start; i <= end; i++) {
    if (i < end && folded[i] !== '-') continue;
    pieces.push({ start: from, end: i, text: folded.slice(from, i) });
    from = i + 1;
  }
  return pieces;
}

/** Room, building and room, building, unit and room, or all with the storey, as the dashes part them. */
export function readDashed(reading: Reading, house: House, written: Written): number {
  const { start, end, digitsEnd, isSaid } = written;
  const text = reading.folded.slice(start, digitsEnd);
  const storeys = isSaid ? null : /^(\d{1,2})F?[-~至](\d{1,2})F$/.exec(text);
  if (storeys !== null && house.floor === undefined) {
    addFinding(reading, 'rangeOfHouses', reading.text.slice(start, end));
    take(reading, house, { start, end, level: 'floor', value: `${Number(storeys[1])}-${Number(storeys[2])}层`, confidence: 0.95 });
    return end;
  }
  const storey = isSaid ? null : /^(\d{1,2})F(?:-|$|(?=\d{1,2}$))/.exec(text);
  if (storey !== null && house.floor === undefined) {
    take(reading, house, {
      start,
      end: start + storey[1]!.length + 1,
      level: 'floor',
      value: `${plainNumber(storey[1]!)}层`,
      confidence: 0.95,
    });
    if (storey[0].length === text.length) return end;
    return readDashed(reading, house, { ...written, start: start + storey[0].length });
  }
  const pieces = LIST.test(text) ? [{ start, end: digitsEnd, text }] : piecesOf(reading, { start, end: digitsEnd });
  const levels = levelsOf(reading, house, pieces);
  const confidence = isSaid && pieces.length === 1 ? 0.97 : pieces.length === 1 ? 0.85 : 0.75;
  // 保利时代K18: no room has so short a number.
  if (levels.length === 1 && !isSaid && isTower(house, text)) {
    addFinding(reading, 'guessedForm', reading.text.slice(start, end));
    take(reading, house, { start, end, level: 'building', value: `${text}幢`, confidence: 0.7 });
    return end;
  }
  if (levels.length === 1) {
    const isRange = LIST.test(text) || (pieces.length === 2 && /^[A-Z]?\d{3,}$/.test(pieces[0]!.text) && /^\d+$/.test(pieces[1]!.text));
    if (isRange) addFinding(reading, 'rangeOfHouses', reading.text.slice(start, end));
    take(reading, house, { start, end, level: 'room', value: `${plainNumber(text)}室`, confidence });
    return end;
  }
  if (levels[1] === levels[2] && levels.length === 3)
    pieces.splice(1, 2, { start: pieces[1]!.start, end: pieces[2]!.end, text: `${pieces[1]!.text}-${pieces[2]!.text}` });
  for (const [i, piece] of pieces.entries()) {
    const isLast = i === pieces.length - 1;
    const level = levels[i]!;
    take(reading, house, {
      start: piece.start,
      end: isLast ? end : piece.end,
      level,
      value: plainNumber(piece.text) + WORDS[level],
      confidence,
    });
  }
  addFinding(reading, 'guessedForm', reading.text.slice(start, end));
  return end;
}

function isTower(house: House, text: string): boolean {
  return (
    house.estate !== undefined &&
    house.last === house.estate &&
    house.isOfHomes !== undefined &&
    !isLow(house) &&
    /^[A-Z][1-9]\d?$/.test(text)
  );
}

const WORDS = { building: '幢', unit: '单元', floor: '层', room: '室' } as const;
type Level = keyof typeof WORDS;
const ROOM: Level[] = ['room'];

function isRoomRange(pieces: readonly Piece[]): boolean {
  const [unit, from, to] = pieces.map(({ text }) => text) as [string, string, string];
  return /^\d$/.test(unit) && /^\d{3,4}$/.test(from) && from.length === to.length && Number(from) < Number(to);
}

/** 三好街84号2-5-1: the north-east counts unit, storey and door of the plot's one building. */
function isByStorey({ divisionCode }: Reading, house: House, pieces: readonly Piece[]): boolean {
  if (!/^2[123]/.test(divisionCode) || house.number === undefined || house.estate !== undefined || isLow(house)) return false;
  return pieces.length === 3 && pieces.every(({ text }, i) => (i === 1 ? /^[1-9]\d?$/ : /^\d$/).test(text));
}

const CHONGQING = '50';

function levelsOf(reading: Reading, house: House, pieces: Piece[]): Level[] {
  const hasBuilding = house.building !== undefined;
  // 2-807-810: rooms of a unit.
  if (pieces.length === 3 && hasBuilding && house.unit === undefined && house.floor === undefined && isRoomRange(pieces))
    return ['unit', 'room', 'room'];
  if (isByStorey(reading, house, pieces)) return ['unit', 'floor', 'room'];
  if (pieces.length === 3 && !hasBuilding && house.unit === undefined && house.floor === undefined) return ['building', 'unit', 'room'];
  if (pieces.length === 4 && !isLow(house)) return ['building', 'unit', 'floor', 'room'];
  if (pieces.length !== 2 || house.unit !== undefined || house.floor !== undefined) return ROOM;
  const [first, second] = pieces as [Piece, Piece];
  const isRoomSecond = /^\d{3,5}[A-Z]?$/.test(second.text);
  const isSmallFirst = /^(?:\d{1,2}|[A-Z]{1,2}\d{0,2}|\d{1,2}[A-Z])$/.test(first.text);
  if (!isSmallFirst) return ROOM;
  if (hasBuilding) return isRoomSecond && /^\d{1,2}$/.test(first.text) ? ['unit', 'room'] : ROOM;
  if (isRoomSecond) return ['building', 'room'];
  // 白马大厦17-E: the storey, and which of its rooms.
  if (/^[A-Z]$/.test(second.text) && /^\d+$/.test(first.text) && house.isOfHomes === false) return ROOM;
  // 重庆 writes the storey before the room's own number: 22-8.
  if (reading.divisionCode.startsWith(CHONGQING)) return ROOM;
  return house.estate !== undefined || house.number !== undefined ? ['building', 'room'] : ROOM;
}
