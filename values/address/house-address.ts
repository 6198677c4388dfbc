import { foldCode } from '../fold.ts';
import { plainNumber } from './parse/numbers.ts';
import type { AddressPart, ParsedAddress } from './parse/parsed-address.ts';
import { dashed, plainName } from './parse/plain-names.ts';

/**
 * The normal form of a parsed address: `339901/朝阳路12号/3幢/1单元/502室`, '-' for what is not said, an empty district when it is not known.
 *
 * Two houses must never get one form: whatever the text says below the district and no rung takes up (a village, a zone, words that were not
 * understood) stays in the place, in the order of the text, though the same house written without it is then another form. Left out are
 * only streets and towns of the table, communities, floors that the room's number tells, marks, telephone numbers and notes in brackets.
 */
export function houseAddress(parsed: ParsedAddress): string {
  const said = parsed.parts.filter(({ start }) => start !== null);
  const hasRoom = said.some(({ level }) => level === 'room');
  const behind = said.findLastIndex(({ level }) => DIVISIONS.has(level));
  const house = new Map<string, string>();
  const places: Said[] = [];
  for (const [i, part] of said.entries()) {
    const value = plainValue(part);
    if (HOUSE.has(part.level) && !house.has(part.level)) house.set(part.level, value);
    else if (house.has('room') && isPartOfRoom(part, value)) house.set('room', house.get('room')!.replace(/室?$/u, value));
    // What stands before the divisions is no part of the place: 邮编：315000.
    else if ((part.level !== 'note' || i > behind) && staysInPlace(part, said))
      places.push({ level: part.level, value: hasRoom ? value : onFloor(value, house, places) });
  }
  const { name, plot } = placeOf(places, house.has('building'));
  let building = house.get('building') ?? plot;
  // 12楼A座 without a room is a part of the storey, and no tower.
  if (isPartOfStorey(said) && !house.has('room')) {
    house.set('room', building);
    building = '';
  }
  const rungs = [name, ended(building, '幢'), ended(house.get('unit') ?? '', '单元'), ended(roomOf(house), '室')];
  return foldCode([districtOf(parsed), ...rungs.map((rung) => rung || '-')].join('/'));
}

/** 502室(南), 502室(2) and 502室(A) are parts of it: rooms of their own. */
function isPartOfRoom({ level }: AddressPart, value: string): boolean {
  return level === 'note' && /^\((?:[东西南北中前后左右上下内外]|[A-Z]|[甲乙丙丁戊]|\d{1,2})\)$/u.test(value);
}

function isPartOfStorey(said: readonly AddressPart[]): boolean {
  const floor = said.findIndex(({ level }) => level === 'floor');
  return floor >= 0 && said.findIndex(({ level }) => level === 'building') > floor;
}

/** Without a room 5层东侧 is not 6层东侧. The first word behind the storey tells so for all of them. */
function onFloor(value: string, house: ReadonlyMap<string, string>, places: readonly Said[]): string {
  const floor = house.get('floor');
  return floor === undefined || places.some((place) => place.value.startsWith(floor)) ? value : floor + value;
}

const DIVISIONS: ReadonlySet<string> = new Set(['province', 'city', 'district']);
const HOUSE: ReadonlySet<string> = new Set(['building', 'unit', 'floor', 'room']);
const ABOVE: ReadonlySet<string> = new Set(['province', 'city', 'district', 'grid', 'mark', 'phone', 'second']);

interface Said {
  level: AddressPart['level'];
  value: string;
}

function staysInPlace({ level, text, code, value }: AddressPart, said: readonly AddressPart[]): boolean {
  if (ABOVE.has(level)) return false;
  if (level === 'street') return (code ?? null) === null && !value.endsWith('街道');
  if (level === 'community') return !/(?:社区|居委会|居民委员会)$/u.test(value);
  if (level !== 'note') return true;
  if (/^(?:\d{6}|.+(?:社区|居委会|居民委员会))$/u.test(value)) return false;
  return (
    !/^[([【（［]/u.test(text) ||
    PART_OF_HOUSE.test(value) ||
    (hasNoPlace(said) && !/^[(（]?(?:.*[旁近面侧内]|.*电话.*)[)）]?$/u.test(value))
  );
}

function hasNoPlace(said: readonly AddressPart[]): boolean {
  return !said.some(({ level }) => level === 'road' || level === 'estate');
}

/** What a note in brackets tells of the house itself; all else there is for the one who looks for it. */
const PART_OF_HOUSE =
  /^\((?:[东西南北中前后左右上下内外][区苑院楼座栋幢期段]?|(?:[A-Z]\d{0,2}|[甲乙丙丁戊]|\d{1,3}|[一二三四五六七八九十]{1,3})(?:[区期栋幢座苑]|号楼)?|车库|车位|车棚|储藏室|地下室|阁楼)\)$/u;

const UNPLAIN = /[/\s,，½]/u;

/** The rungs of the normal form are told apart by '/'. */
function plainValue({ level, value }: AddressPart): string {
  const plain = UNPLAIN.test(value) ? value.replaceAll(/[/\s]/gu, '-').replaceAll(/[,，]/gu, '、').replace('½', '.5') : value;
  if (level === 'estate' && plain.includes('期'))
    return plain.replaceAll(/第?([一二三四五六七八九十]+)(?=期)/gu, (_, numeral: string) => plainNumber(numeral));
  if (level === 'road') return plainName(plain);
  return level === 'number' ? numberOf(plain) : plain;
}

/** Houses are told apart within a district; a whole city or province does not do. */
function districtOf({ divisionCode }: ParsedAddress): string {
  return divisionCode === null || divisionCode.endsWith('00') ? '' : divisionCode;
}

interface Place {
  name: string;
  /** The building, where the number names it: 12弄3号, 阳光花园3号. */
  plot: string;
}

/** A road's number does without the estate behind it, and an estate without the road before it; nothing else is left out. */
function placeOf(said: readonly Said[], hasBuilding: boolean): Place {
  const at = (level: string): number => said.findIndex((part) => part.level === level);
  const [road, number, estate] = [at('road'), at('number'), at('estate')];
  const isLane = said[road]?.value.endsWith('弄') === true;
  const namesPlot = number >= 0 && !hasBuilding && (road < 0 ? estate >= 0 : isLane && number === road + 1);
  const isLeftOut = (_: Said, i: number): boolean => {
    if (namesPlot && i === number) return true;
    if (i === estate) return road >= 0 && number > road && estate === number + 1;
    // Of a lane of homes (朝阳路幸福里12号) there may be one off every road.
    return i === road && number < 0 && estate === road + 1 && !isLane && !said[estate]!.value.endsWith('里');
  };
  // Of an estate that is left out its part stays: building 3 of 东区 is not building 3 of 西区.
  const name = said.map((part, i) => (!isLeftOut(part, i) ? part.value : i === estate ? partOfEstate(part.value) : ''));
  return { name: name.join(''), plot: namesPlot ? said[number]!.value.replace(/号$/u, '') : '' };
}

/** 二期 of 阳光花园二期, 月湖苑 of 阳光花园月湖苑. */
function partOfEstate(name: string): string {
  return (
    /^.{2,}?(?:小区|花园|家园|嘉园|新村|山庄|花城|新城|名城|国际城|广场)(.{2,}[园苑庭轩阁居邸府湾郡里坊])$/u.exec(name)?.[1] ??
    PART_OF_ESTATE.exec(name)?.[0] ??
    ''
  );
}

const PART_OF_ESTATE = /(?:(?:[东西南北]|(?<!集)中)[区苑院园]|[A-Z\d一二三四五六七八九十]{1,2}[区期])$/u;

/** 502室 tells its floor; 2室 of floor 5 is not 2室 of floor 6. */
function roomOf(house: ReadonlyMap<string, string>): string {
  const [floor = '', room = ''] = [house.get('floor'), house.get('room')];
  return room === '' || floor === '' || tellsFloor(room, floor) ? room : floor + room;
}

function tellsFloor(room: string, floor: string): boolean {
  const storey = /^(\d+)层$/u.exec(floor)?.[1];
  const number = /^[东西南北中]?(\d+)\d\d(?:\(.+\))?室?$/u.exec(room)?.[1];
  return storey !== undefined && number !== undefined && Number(storey) === Number(number);
}

/** 12附3号, 12之3号 and 12-3号 are one; 12号院 is 12号. */
function numberOf(number: string): string {
  return dashed(number).replace(/号院$/u, '号');
}

/** A word without its number says nothing. */
function ended(part: string, word: string): string {
  if (part === '' || part === word) return '';
  return part.endsWith(word) ? part : part + word;
}
