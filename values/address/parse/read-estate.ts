/** Estates, named buildings and points of interest behind a road or in its place. */
import { oneOf } from './characters.ts';
import { extend, type House, isLow, setBeside, take } from './house.ts';
import { endsAsEstate, estateWord, extensionEnd, isInterest, isNamedBuilding, isOfHomes, nearAtEnd, nearAtStart } from './name-words.ts';
import { addFinding, type Chunk, type Reading, type Span } from './reading.ts';
import * as words from './unit-words.ts';

export function readEstate(reading: Reading, house: House, { start, end, next }: Chunk): void {
  const left = { start, end, next };
  while (left.start < end) {
    const to = readBeside(reading, house, left) || readFirstPart(reading, house, left);
    if (to === 0) break;
    left.start = to;
  }
  if (left.start < end) readWhole(reading, house, left);
}

/** What stands beside the ladder at the head of a name: gives where it ends, 0 where nothing is. */
function readBeside(reading: Reading, house: House, chunk: Chunk): number {
  const { start, end } = chunk;
  const name = reading.folded.slice(start, end);
  const note = (length: number): number => {
    setBeside(reading, house, { start, end: start + length, level: 'note' });
    return start + length;
  };
  // 苏州工业园区晋合广场: the zone, then the estate.
  if (name.startsWith(PARK) && name.length > PARK.length + 2 && !reading.parts.some(isOfHouse)) {
    setBeside(reading, house, { start, end: start + PARK.length, level: 'zone', confidence: 0.9 });
    return start + PARK.length;
  }
  // 吴兴大厦对面棉布城: what is near, then the place.
  const beside = house.estate === undefined && mayBeNear(reading, chunk) ? BESIDE.exec(name)?.[0] : undefined;
  if (beside !== undefined) return note(beside.length);
  if (house.estate !== undefined && NEAR.test(name) && house.last === house.estate && end < reading.end) {
    // 友好商场 旁 新西兰公寓
    house.estate.level = 'note';
    extend(reading, house.estate, { end, value: reading.folded.slice(house.estate.start!, end) });
    house.estate = undefined;
    return end;
  }
  if (isAside(house, name)) return note(name.length);
  const near = nearAtStart(name);
  if (near > 0) return note(near);
  if (chunk.next !== words.AT_BREAK || nearAtEnd(name) === 0 || name.length < 2) return 0;
  addFinding(reading, 'notLocated', reading.text.slice(start, end));
  return note(name.length);
}

/** A part of the house that is told in words at the head of a name: gives where it ends, 0 where none is. */
function readFirstPart(reading: Reading, house: House, { start, end }: Chunk): number {
  const name = reading.folded.slice(start, end);
  // 36号 院 2栋
  if (name === '院' && house.number !== undefined && house.last === house.number && /号$/u.test(house.number.value)) {
    extend(reading, house.number, { end, value: `${house.number.value}院` });
    return end;
  }
  if (isInLane(house) && OLD_ROOM.test(name) && take(reading, house, { start, end, level: 'room', value: name, confidence: 0.8 }))
    return end;
  if (name === '地下室' && take(reading, house, { start, end, level: 'room', value: name, confidence: 0.8 })) return end;
  const side = maySide(name.charCodeAt(0)) ? SIDE.exec(name) : null;
  if (side !== null && (isLow(house) || house.estate !== undefined || (house.number !== undefined && side[1] === '单元'))) {
    const level = side[1] === '单元' || side[2] !== undefined ? 'unit' : 'room';
    const to = start + side[0].length;
    if (take(reading, house, { start, end: to, level, value: side[0], confidence: 0.9 })) return to;
  }
  // 首层之三卡
  const first =
    mayStoreyFirst(name.charCodeAt(0)) && (isLow(house) || hasPlot(house)) && house.floor === undefined
      ? STOREY_FIRST.exec(name)?.[0]
      : undefined;
  if (first === undefined) return 0;
  take(reading, house, { start, end: start + first.length, level: 'floor', value: first === '首层' ? '1层' : first, confidence: 0.9 });
  return start + first.length;
}

/** 8号后楼, 12号亭子间: how rooms of old houses in lanes are called. */
const OLD_ROOM = /^(?:[底二三四]层)?(?:前楼|后楼|[前后]?客堂间?|亭子间|三层阁|阁楼|灶披?间|[东西前后统]?厢房|统楼)$/u;

function isInLane({ road, number, room, building }: House): boolean {
  return number !== undefined && room === undefined && building === undefined && road !== undefined && /[弄巷里坊村]$/u.test(road.value);
}

/** An estate or a place, with a storey or a building that is told in words at its end. */
function readWhole(reading: Reading, house: House, chunk: Chunk): void {
  const name = reading.folded.slice(chunk.start, chunk.end);
  const last = name.charCodeAt(name.length - 1);
  const storey = mayStorey(last) ? STOREY.exec(name) : null;
  if (storey !== null && house.floor === undefined && house.room === undefined) {
    if (storey.index > 0) readPlace(reading, house, { ...chunk, end: chunk.start + storey.index });
    take(reading, house, {
      start: chunk.start + storey.index,
      end: chunk.end,
      level: 'floor',
      value: storey[0] === '首层' ? '1层' : storey[0],
      confidence: 0.9,
    });
    return;
  }
  const tail = mayBuilding(last) ? BUILDING_TAIL.exec(name) : null;
  if (tail !== null && (tail.index > 1 || (tail.index === 0 && hasPlot(house))) && house.building === undefined && !isLow(house)) {
    if (tail.index > 0) readPlace(reading, house, { ...chunk, end: chunk.start + tail.index });
    take(reading, house, { start: chunk.start + tail.index, end: chunk.end, level: 'building', value: tail[0], confidence: 0.85 });
    return;
  }
  readPlace(reading, house, chunk);
}

/** 12号东楼 */
function hasPlot({ number, estate, last }: House): boolean {
  return last !== undefined && (last === number || last === estate);
}

/** A part of the building, 3号楼B区, and the word alone where there is no number: 8栋/单元. */
function isAside(house: House, name: string): boolean {
  return (isLow(house) && /^[A-Z\d东西南北]{1,2}区$/u.test(name)) || /^(?:单元|[东西南北]首|[路街][东西南北])$/u.test(name);
}

const endsNear = oneOf('面旁边壁近侧');

function mayBeNear({ units }: Reading, { start, end }: Span): boolean {
  for (let i = start + 2; i < end - 1; i++) if (endsNear(units[i])) return true;
  return false;
}

const BESIDE = /^.{2,12}?(?:(?:斜?对面|旁边?|隔壁|附近)(?=.{2})|[东西南北]{1,2}侧(?=[^\d]{3}))/u;
const NEAR = /^(?:旁边?|斜?对面|隔壁|附近)$/u;
const PARK = '工业园区';

function isOfHouse({ level }: { level: string }): boolean {
  return level === 'road' || level === 'number' || level === 'estate' || level === 'community' || level === 'zone';
}

const maySide = oneOf('东西南北中左右甲乙丙丁');
const mayStorey = oneOf('层楼库');
const mayBuilding = oneOf('楼塔座翼房');
/** Units and rooms by their side of the house: 东单元, 西户. */
const SIDE = /^[东西南北中左右甲乙丙丁]{1,2}(单元|户|室)|^[甲乙丙丁](门)/u;
const HAN_INSIDE = /[㐀-鿿]/u;
const STOREY = /(?:首层|顶层|底层|夹层|架空层|首楼|地库)$/u;
const mayStoreyFirst = oneOf('首底顶夹架');
const STOREY_FIRST = /^(?:首层|底层|顶层|夹层|架空层)(?=.)/u;
/** Buildings that have no number but a name within their estate. */
const BUILDING_TAIL =
  /(?:[东西南北主副裙前后中左右]楼|[东西南北主副双]塔|[东西南北]座|[东西南北]翼|综合楼|办公楼|科研楼|研发楼|教学楼|实验楼|宿舍楼|附楼|辅楼|配楼|裙房)$/u;

function readPlace(reading: Reading, house: House, chunk: Chunk): void {
  const { folded } = reading;
  const isNumbered = chunk.next !== words.AT_BREAK;
  const named = folded.slice(chunk.start, chunk.end);
  // 6组陈家宅88号
  if (isPlot(chunk.next) && isGroupAlone(house) && named.length < 6 && (named.length < 4 || isOpenPlace(named))) {
    extend(reading, house.road!, { end: chunk.end, value: house.road!.value + named });
    return;
  }
  // 号 behind a name that is no estate: a place whose houses are numbered.
  if (
    isPlot(chunk.next) &&
    house.number === undefined &&
    house.road === undefined &&
    !isLow(house) &&
    house.estate === undefined &&
    (isOpenPlace(named) || isHamlet(house, named))
  ) {
    if (house.community === undefined || !takeTail(reading, house, chunk))
      take(reading, house, { ...chunk, level: 'road', value: named, confidence: 0.8 });
    return;
  }
  const inner = innerEnd(folded, chunk);
  if (inner < chunk.end) {
    setEstate(reading, house, { start: chunk.start, end: inner }, true);
    readTail(reading, house, { ...chunk, start: inner });
    return;
  }
  setEstate(reading, house, chunk, isNumbered);
}

function isPlot(next: number): boolean {
  return next === words.HAO || next === words.COURT;
}

function isOpenPlace(name: string): boolean {
  return !endsAsEstate(name) || /[^新一二三四五六七八九十][村庄里]$/u.test(name);
}

function isGroupAlone({ road, last, number, estate }: House): boolean {
  return road !== undefined && last === road && number === undefined && estate === undefined && /[组队社]$/u.test(road.value);
}

/** 新义村俞汇4085号: of a village, whatever it ends in. */
function isHamlet({ community, last }: House, name: string): boolean {
  return (
    community !== undefined &&
    last === community &&
    /村(?:委会)?$/u.test(community.value) &&
    name.length < 4 &&
    estateWord(name, 0, name.length) === 0
  );
}

function takeTail(reading: Reading, house: House, chunk: Span): boolean {
  return take(reading, house, { ...chunk, level: 'road', value: reading.folded.slice(chunk.start, chunk.end), confidence: 0.75 });
}

/** Where the first name ends in a chunk of two: 明珠广场|小雨木屋. The last word inside counts, with 二期 and the like behind it. */
function innerEnd(folded: string, { start, end }: Span): number {
  for (let i = end; i > start + 1; i--) {
    const word = estateWord(folded, start, i);
    if (word === 0 || i - word < start || (i - word === start && i < end && word < 3)) continue;
    return extensionEnd(folded, i, end);
  }
  return end;
}

/** What follows an estate's name in the same chunk: a named building, or a point of interest. */
function readTail(reading: Reading, house: House, chunk: Chunk): void {
  const name = reading.folded.slice(chunk.start, chunk.end);
  if (isNamedBuilding(name) && house.building === undefined && !isLow(house)) {
    take(reading, house, { ...chunk, level: 'building', value: name, confidence: 0.75 });
    return;
  }
  // 泛海国际SOHO城
  const isItsEnd = name === '城' && house.estate?.end === chunk.start;
  const inside = /^(?:院?内|里面?|楼内|[东西南北]?门)$/u.test(name);
  if (
    chunk.next !== words.AT_BREAK &&
    !inside &&
    (name.length > 1 || isItsEnd) &&
    house.estate !== undefined &&
    house.estate.end === chunk.start &&
    !isInterest(name)
  ) {
    extend(reading, house.estate, { end: chunk.end, value: reading.folded.slice(house.estate.start!, chunk.end) });
    house.last = house.estate;
    return;
  }
  setBeside(reading, house, { ...chunk, level: inside ? 'note' : 'poi' });
}

function setEstate(reading: Reading, house: House, span: Span, isNumbered: boolean): void {
  const name = reading.folded.slice(span.start, span.end);
  if (house.estate !== undefined) {
    secondName(reading, house, span, name);
    return;
  }
  const isEstate = endsAsEstate(name) && !(isInterest(name) && !isNumbered);
  if (!isEstate && !(isNumbered && name.length > 1)) {
    setBeside(reading, house, { ...span, level: name.length > 1 && HAN_INSIDE.test(name) ? 'poi' : 'unknown' });
    return;
  }
  // 5号楼 裙楼: a part of the building, no estate.
  if (isLow(house) && isNamedBuilding(name) && name.length < 4) {
    setBeside(reading, house, { ...span, level: 'note' });
    return;
  }
  house.isOfHomes = isOfHomes(name);
  take(reading, house, { ...span, level: 'estate', value: name, confidence: isEstate ? 0.9 : 0.75 });
}

function secondName(reading: Reading, house: House, span: Span, name: string): void {
  if (isNamedBuilding(name) && house.building === undefined && !isLow(house)) {
    take(reading, house, { ...span, level: 'building', value: name, confidence: 0.75 });
    return;
  }
  const goesOn = house.last === house.estate && endsAsEstate(name) && !isInterest(name);
  if (!goesOn) {
    setBeside(reading, house, { ...span, level: 'poi' });
    return;
  }
  extend(reading, house.estate!, { end: span.end, value: reading.folded.slice(house.estate!.start!, span.end) });
  house.isOfHomes = isOfHomes(name);
}
