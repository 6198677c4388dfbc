/** Communities, zones and roads at the head of a name. */
import { ALNUM, kindOf, NUMERAL, oneOf, unitOf } from './characters.ts';
import { type House, setBeside, take } from './house.ts';
import { extensionEnd, parkWord, zoneWord } from './name-words.ts';
import { readCommunity } from './read-community.ts';
import { addFinding, addPart, type Chunk, type Reading, type Span } from './reading.ts';
import { roadSuffix } from './road-ahead.ts';
import * as words from './unit-words.ts';

/** Gives where the rest begins. */
export function readRoads(reading: Reading, house: House, chunk: Chunk): number {
  const lane = readSideLane(reading, house, chunk);
  if (lane > chunk.start) return lane;
  let from = readCommunity(reading, house, chunk);
  if (house.road === undefined) {
    const learned = readLearned(reading, house, { ...chunk, start: from });
    if (learned > from && house.road !== undefined) return crossingEnd(reading, house, { ...chunk, start: learned });
    from = learned;
    if (from >= chunk.end) return from;
  }
  const road = findRoad(reading, { ...chunk, start: from });
  if (road === undefined) return readZones(reading, house, { ...chunk, start: from }, chunk.end);
  from = readZones(reading, house, { ...chunk, start: from }, road.start);
  if (from === road.start) road.start = readStreetOffice(reading, road);
  else if (from < road.start) setArea(reading, house, { start: from, end: road.start });
  if (house.road !== undefined) {
    // A second road before any number: the one beside the number is the address.
    if (house.number === undefined && isNumbered(chunk.next) && road.end === chunk.end) {
      house.road.level = 'note';
      house.road = undefined;
    } else {
      setBeside(reading, house, { ...road, level: 'note' });
      return road.end;
    }
  }
  if (chunk.next === words.LANE && road.end < chunk.end && BEFORE_LANE.test(reading.folded.slice(road.end, chunk.end)))
    road.end = chunk.end;
  take(reading, house, { ...road, level: 'road', value: roadName(reading, road), confidence: 0.95 });
  return besideEnd(reading, house, { ...chunk, start: crossingEnd(reading, house, { ...chunk, start: road.end }) });
}

const SIDE_LANE = /^[甲乙丙丁戊东西南北中前后]?支?[弄巷]/u;

/** 533弄甲支弄: a lane off a lane that bears no number. */
function readSideLane({ folded, text }: Reading, { road, last, number }: House, { start, end }: Chunk): number {
  if (road === undefined || last !== road || number !== undefined || !/\d弄$/u.test(road.value)) return start;
  const [name] = SIDE_LANE.exec(folded.slice(start, end)) ?? [];
  if (name === undefined) return start;
  road.end = start + name.length;
  road.text = text.slice(road.start!, road.end);
  road.value += name;
  return road.end;
}

/** 延安西路定西路, 凤城五路未央路赛高街区: another road before the name is the one that is crossed or near. */
function besideEnd(reading: Reading, house: House, chunk: Chunk): number {
  if (chunk.start >= chunk.end || house.last !== house.road) return chunk.start;
  const road = findRoad(reading, chunk);
  if (road === undefined || road.start > chunk.start || road.end - road.start > LONGEST_BESIDE) return chunk.start;
  // 中兴路口, 濠头路段
  if (road.end < chunk.end && goesOn(reading.units[road.end])) return chunk.start;
  setBeside(reading, house, { ...road, level: 'note' });
  return road.end;
}

/** 东联大道横一巷: what stands before a lane's number and belongs to it. */
const BEFORE_LANE = /^[东西南北中上下内外前后左右横直老新]{1,2}$/u;
const LONGEST_BESIDE = 5;
const goesOn = oneOf('段口东西南北');

function isNumbered(next: number): boolean {
  return next === words.HAO || next === words.LANE || next === words.COURT || next === words.HASH || next === words.BARE;
}

const OFFICE = /^[^路街巷号]{2,5}街道(?:办事处)?(?=.{3})/u;

/** 三桥街道征和四路: a street that is in no table, behind a zone. */
function readStreetOffice(reading: Reading, { start, end }: Span): number {
  const [name] = OFFICE.exec(reading.folded.slice(start, end)) ?? [];
  if (name === undefined || reading.parts.some(({ level }) => level === 'street')) return start;
  addFinding(reading, 'streetUnknown', name);
  addPart(reading, 'street', { start, end: start + name.length, value: name.replace('办事处', ''), confidence: 0.75 });
  return start + name.length;
}

function roadName({ folded }: Reading, { start, end }: Span): string {
  return folded.slice(start, end);
}

/** A name that deliveries have taught, whatever its ending. */
function readLearned(reading: Reading, house: House, chunk: Chunk): number {
  const match = reading.learned?.at(reading.units, { at: chunk.start, end: chunk.end }, reading.divisionCode);
  if (match === undefined) return chunk.start;
  const kind = match.names[0]!.kind;
  if (match.names.some((name) => name.kind !== kind) || house[kind] !== undefined) return chunk.start;
  // 朝阳路 within 朝阳路小区 is no road of its own.
  if (kind === 'road' && match.end < chunk.end && isGeneric(reading, match.end)) return chunk.start;
  // 阳光花园北路 is no estate but the road beside it.
  if (kind !== 'road' && isNamedAfter(reading, match.end, chunk.end)) return chunk.start;
  take(reading, house, {
    start: chunk.start,
    end: match.end,
    level: kind,
    value: reading.folded.slice(chunk.start, match.end),
    confidence: 0.97,
  });
  return match.end;
}

function isNamedAfter({ units, folded }: Reading, from: number, to: number): boolean {
  for (let i = from; i < Math.min(to, from + 3); i++) {
    const length = roadSuffix(units, i, to);
    if (length > 0) return DIRECTIONS.test(folded.slice(from, i + length));
  }
  return false;
}

/** The road of a chunk: the last one where a number follows it at once, else the first. */
function findRoad(reading: Reading, chunk: Chunk): Span | undefined {
  const { units } = reading;
  let first: Span | undefined;
  let last: Span | undefined;
  let from = chunk.start;
  for (let i = chunk.start; i < chunk.end; i++) {
    if (first === undefined && i - from > 1 && isAnd(units[i]) && isRoadEnd(units[i - 1]))
      return { start: areaEnd(reading, { start: from, end: i }), end: i };
    const length =
      roadSuffix(units, i, chunk.end) ||
      singleSuffix(units, i, chunk) ||
      (units[i] === WAY ? wayInTianjin(reading, i, { start: from, end: chunk.end }) : 0);
    if (length === 0 || i === from || (isLaneEnd(units[i]) && i + 1 < chunk.end && isStreet(units[i + 1]))) continue;
    const end = roadEnd(reading, i + length, chunk);
    // 村委会南200米路西 tells what is near.
    if (units[i - 1] === METRE) continue;
    if (isGenericName(reading, { start: from, end }, chunk)) continue;
    last = { start: from, end };
    first ??= last;
    i = end - 1;
    from = end;
  }
  if (first === undefined) return undefined;
  const road = isNumbered(chunk.next) && last!.end === chunk.end ? last! : first;
  return { start: areaEnd(reading, road), end: road.end };
}

/** 道, 条 and 线 are words of their own only before a number. */
function singleSuffix(units: Uint16Array, at: number, { start, end, next }: Chunk): number {
  const one = units[at];
  if (!isSingle(one)) return 0;
  // 西十三道街
  if (one === WAY && at - start > 1 && (kindOf(units[at - 1]!) & NUMERAL) !== 0) return units[at + 1] === STREET && at + 1 < end ? 2 : 1;
  if (at + 1 !== end || at - start < 1 || !isNumbered(next)) return 0;
  return one === WAY && isNoWay(units[at - 1]) ? 0 : 1;
}

/** 睦南道: roads of Tianjin, Tangshan, Langfang and Hong Kong end so, with or without a number. */
function wayInTianjin({ units, divisionCode }: Reading, at: number, { start, end }: Span): number {
  if (at - start < 2 || at - start > 4 || !/^(?:12|81|1302|1310)/.test(divisionCode)) return 0;
  return !isNoWay(units[at - 1]) && (at + 1 === end || !isWayOn(units[at + 1])) ? 1 : 0;
}

const isWayOn = oneOf('路具观场理口');
const [WAY, METRE, STREET] = [unitOf('道'), unitOf('米'), unitOf('街')];
const isAnd = oneOf('与和及');
const isRoadEnd = oneOf('路街道巷');
const isSingle = oneOf('道条线');
/** 殷家弄路 */
const isStreet = oneOf('路街');
const isNoWay = oneOf('街河轨隧渠频管');

const isLaneEnd = oneOf('弄巷');
const mayBranch = oneOf('弄巷东西南北中上下一二三四五六七八九十0123456789延支辅');
const BRANCH =
  /^(?:[东西南北中一二三四五六七八九]路|(?:[东西南北中上下]|[一二三四五六七八九十\d]{1,2})段|延长线|延伸段|延长段|支路|辅路|[东西南北中]?支路)/u;

/** With 中段, 延长线; with 南 where the number follows: 江南大道南362号. */
function roadEnd({ folded, units }: Reading, at: number, { end, next }: Chunk): number {
  const branch = mayBranch(units[at]) ? BRANCH.exec(folded.slice(at, Math.min(at + 5, end)))?.[0] : undefined;
  if (branch !== undefined) return at + branch.length;
  // 上街弄18号
  if (at + 1 === end && isLaneEnd(units[at]) && isNumbered(next)) return end;
  if (end - at > 1 && end - at < 6 && folded[end - 1] === '段' && isNumbered(next)) return end;
  if (at + 1 === end && (isNumbered(next) || next === words.ROOM || next === words.AT_BREAK) && '东西南北中'.includes(folded[at]!))
    return end;
  return at;
}

/** 五一路小区 is an estate, 解放路派出所 a point of interest: the road is only in their names. */
function isGenericName(reading: Reading, { start, end }: Span, chunk: Chunk): boolean {
  if (end === chunk.end) return false;
  if (reading.folded.startsWith('铁路', end - 2)) return true;
  return start < end && (isGeneric(reading, end) || (chunk.end - end < 5 && HOMES_OF_ROAD.test(reading.folded.slice(end, chunk.end))));
}

/** 许巷新苑: no name but that of the road. */
const HOMES_OF_ROAD =
  /^(?:新苑|嘉苑|佳苑|花苑|名苑|雅苑|家苑|嘉园|家园|山庄|公馆|华庭|名邸|商厦)(?:[东西南北一二三四五六七八九\dA-Z][区期苑])?$/u;

const GENERIC =
  /^(?:小区|社区|家属|宿舍|中心(?!区|街|路|小)|派出所|支行|分行|店|商圈|小学|中学|步行街|商业街|市场|新村|花园|公寓|大院|桥|[东西南北]里|[一二三四五六七八九十]村|幼儿园|医院|卫生|街道|[东西南北]?区\d)/u;

function isGeneric({ folded }: Reading, at: number): boolean {
  return GENERIC.test(folded.slice(at, at + 4));
}

const DIRECTIONS =
  /^(?:[东西南北中前后内外上下环横支新老]|[一二三四五六七八九十\d])*(?:大?[路街道]|大道|巷|胡同|公路|环路)?(?:[东西南北中]|[一二三四五六七八九十\d]+段|[东西南北中]段)?$/u;

/** Where a road's own name begins behind the names of areas: 科技园南区|粤兴三道. */
function areaEnd({ folded }: Reading, { start, end }: Span): number {
  for (let i = end - 2; i > start + 1; i--) {
    const word = zoneWord(folded, start, i) || parkWord(folded, start, i) || districtWord(folded, start, i);
    if (word === 0 || i - word < start) continue;
    // 科园路四路 is one name.
    if (/^(?:路|大道|大街)/u.test(folded.slice(i, i + 2))) continue;
    const to = extensionEnd(folded, i, end);
    const isOwn = !DIRECTIONS.test(folded.slice(to, end)) || folded.slice(to, end).includes('环');
    if (isOwn) return to;
    if (to > i && !DIRECTIONS.test(folded.slice(i, end))) return i;
  }
  return start;
}

/** 官塘区|官塘大道: what people call a district. */
function districtWord(folded: string, start: number, to: number): number {
  if (folded[to - 1] !== '区') return 0;
  // 宝安N12区
  const [numbered] = /[A-Z]?\d{1,3}区$/u.exec(folded.slice(start, to)) ?? [];
  if (numbered !== undefined) return numbered.length;
  return (kindOf(folded.charCodeAt(to - 2)) & (ALNUM | NUMERAL)) === 0 && !'社小片园院'.includes(folded[to - 2]!) ? 1 : 0;
}

/** Zones and parks before a road, or alone. */
function readZones(reading: Reading, house: House, chunk: Chunk, to: number): number {
  const { folded } = reading;
  let from = chunk.start;
  for (let i = from + 1; i <= to; i++) {
    const word = zoneWord(folded, from, i);
    if (
      word === 0 ||
      zoneWord(folded, from, i + 1) > 0 ||
      /^[路街东西南北]?[路街大]/u.test(folded.slice(i, i + 2)) ||
      (to === chunk.end && i === to && (words.isOfHouse(chunk.next) || (chunk.next === words.LANE && house.community !== undefined))) ||
      // 南苑新城 without a road behind it is where people live.
      (to === chunk.end && folded[i - 1] === '城')
    )
      continue;
    setBeside(reading, house, { start: from, end: i, level: 'zone', confidence: 0.9 });
    from = i;
  }
  return from;
}

/** A park before a road is the estate unless another one follows. */
function setArea(reading: Reading, house: House, span: Span): void {
  const name = reading.folded.slice(span.start, span.end);
  if (/[路街道巷]$/u.test(name)) {
    setBeside(reading, house, { ...span, level: 'note' });
    return;
  }
  // 环城南路东湄工业园金源街: the road that is told beside a park's own.
  const road = /^.{2,5}?(?:路|大道|大街|公路)(?=.{2,}(?:园|园区|工业区|小区|市场)$)/u.exec(name)?.[0];
  if (road !== undefined) {
    setBeside(reading, house, { start: span.start, end: span.start + road.length, level: 'note' });
    setArea(reading, house, { start: span.start + road.length, end: span.end });
    return;
  }
  if (/^.{2,4}[镇乡]$/u.test(name) && !reading.parts.some(({ level }) => level === 'street' || level === 'community')) {
    addFinding(reading, 'streetUnknown', name);
    addPart(reading, 'street', { ...span, value: name, confidence: 0.75 });
    return;
  }
  if (name === '工业园区' || name === '科学城' || /^.{1,4}[^园社小业\dA-Z一二三四五六七八九十]区$/u.test(name)) {
    setBeside(reading, house, { ...span, level: 'zone', confidence: 0.9 });
    return;
  }
  setBeside(reading, house, { ...span, level: 'zone', confidence: 0.75 });
}

const mayCross = oneOf('与和、及-/靠近交路口十东西南北的');
const CROSSING =
  /^(?:[与和、及\-/]|靠近|近)?((?:[^路街道巷]{1,8}(?:[路街道巷]|大街|大道)[东西南北中]?(?:[一二三四五\d]?段)?)?|.{0,10}?)(?:的?(?:交汇处|交叉路口|交叉口|交界处|交叉处|交界口|交口|十字路口|十字|交汇|交叉|路口|交界|口)(?:[东西南北]{1,2}[角侧边]|[东西][南北])?(?:[以向往]?[东西南北]{0,2}(?:行|走)?(?:约)?\d{1,4}米(?:处|路[东西南北])?)?(?:处?以?[东西南北]{1,2}(?:侧|边|面)?(?:路[东西南北])?(?=\d|$))?)/u;

/** 宝源路与海城路交汇处: no number, but a place. */
function crossingEnd(reading: Reading, house: House, { start, end }: Chunk): number {
  if (start >= end) return start;
  const text = reading.folded.slice(start, end);
  if (!mayCross(reading.units[start]) && !text.includes('交') && !text.includes('路口')) return start;
  const [crossing] = CROSSING.exec(text) ?? [];
  if (crossing === undefined || !/^(?:[与和、及\-/近]|靠近|[东西南北]?(?:交|路?口)|.{1,7}[路街道巷].{0,2}(?:交|路口))/u.test(crossing))
    return start;
  addFinding(reading, 'crossing', reading.text.slice(start, start + crossing.length));
  setBeside(reading, house, { start, end: start + crossing.length, level: 'note' });
  return start + crossing.length;
}
