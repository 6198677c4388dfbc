/** The name of one division at a place of a text: in full, short, or a street's with its word. */
import { HAN, kindOf, NUMERAL, oneOf, unitOf } from './characters.ts';
import {
  BELONGS,
  CITYS_OWN,
  COMMON,
  DIRECTIONS,
  DIVISIONS_OF_ROAD,
  EVERYWHERE,
  OWN_ZONE,
  PANYU,
  STREET_WORDS,
  WITHOUT_DISTRICTS,
  ZONE,
} from './division-words.ts';
import {
  CITY,
  COMMUNITY,
  DISTRICT,
  type DivisionName,
  type Form,
  FULL,
  inForceFirst,
  isInForce,
  type Place,
  PROVINCE,
  SHORT,
  STEM_OF_STREET,
  STREET,
} from './place.ts';
import { addFinding, hasWord, isBreak, type Reading, type Span, skipMarks } from './reading.ts';
import { roadAhead } from './road-ahead.ts';
import type { Matches } from './trie.ts';

export interface NamedDivision extends Span {
  /** What it may be; empty for a street that is in no table. */
  places: readonly Place[];
  level: number;
  isShort: boolean;
  /** Where the name itself ends, where it is said again behind. */
  nameEnd?: number;
  /** What stands between the one before and this: a zone, or a word of the table. */
  gap?: Span;
  /** It lies straight under its province, not in the city named before it. */
  isBesideCity?: boolean;
}

interface Match extends Span {
  name: DivisionName;
  before: NamedDivision | undefined;
}

const matches: Matches<DivisionName> = { ends: [], found: [] };

/** The division whose name begins there and that lies in the one before. */
export function nextDivision(reading: Reading, at: number, before: NamedDivision | undefined): NamedDivision | undefined {
  if (at >= reading.end || (before !== undefined && before.level >= COMMUNITY)) return undefined;
  const { ends, found } = matches;
  for (let i = reading.gazetteer.trie.match(reading, at, matches) - 1; i >= 0; i--) {
    const match = { start: at, end: ends[i]!, name: found[i]!, before };
    const named = asFull(reading, match) ?? asStreet(reading, match) ?? asShort(reading, match);
    if (named !== undefined) return named;
  }
  return asUnknownStreet(reading, at, before);
}

/** The places of a match in one form that lie in what was named before, those in force first. */
function fitting({ gazetteer, day }: Reading, { name, before }: Match, form: Form): readonly Place[] {
  const above = before?.places;
  if (above === undefined || above.length === 1) return gazetteer.lyingIn(name, form, { above: above?.[0], day });
  const fits = (place: Place): boolean =>
    above.length === 0 ? place.level > before!.level : above.some((one) => gazetteer.mayFollow(place, one));
  return inForceFirst(name.forms[form].filter(fits), day);
}

function asFull(reading: Reading, match: Match): NamedDivision | undefined {
  const { start, end, before } = match;
  if (!hasForm(match, FULL) || goesOn(reading, match)) return undefined;
  const places = fitting(reading, match, FULL);
  // 城区, 郊区 and 矿区 alone are anywhere; 郫县 and 萧县 are not.
  if (end - start < 3 && before === undefined && reading.units[end - 1] !== COUNTY) return undefined;
  if (places.length > 0) {
    const isCut = places[0]!.level === CITY && cutsDistrict(reading, end, places[0]!);
    return { start, end: isCut ? end - 1 : end, places, level: places[0]!.level, isShort: isCut };
  }
  const straight = before?.level === CITY ? straightUnderProvince(reading, match) : [];
  if (straight.length > 0) return { start, end, places: straight, level: DISTRICT, isShort: false, isBesideCity: true };
  // Further down there may be anything: 上海市 in a name behind a street is no division.
  const named = match.name.forms[FULL][0]!;
  if (before !== undefined && before.level < DISTRICT && named.level > before.level && named.level <= DISTRICT && end - start > 2)
    addFinding(reading, 'divisionConflict', reading.text.slice(start, end));
  return undefined;
}

const mayBeCut = oneOf('南北中');

/** 青岛市南区: 市 is of the district's name. */
function cutsDistrict({ units, gazetteer, day }: Reading, end: number, city: Place): boolean {
  if (units[end - 1] !== TOWN || !mayBeCut(units[end]) || units[end + 1] !== DISTRICT_END) return false;
  const lies = (at: number): boolean => {
    const count = gazetteer.trie.match({ units, end: end + 2 } as Reading, at, below);
    return (
      count > 0 &&
      below.ends[count - 1] === end + 2 &&
      below.found[count - 1]!.forms[FULL].some((one) => isInForce(one, day) && gazetteer.liesIn(one, city))
    );
  };
  return lies(end - 1) && !lies(end);
}

/** 荆州市仙桃市, 阿克苏地区阿拉尔市: cities of the province itself are often written behind the one that lies around them. */
function straightUnderProvince({ day }: Reading, { name, before }: Match): Place[] {
  const isThere = (place: Place): boolean => before!.places.some(({ code }) => place.code.startsWith(`${code.slice(0, 2)}90`));
  return name.forms[FULL].filter((place) => place.level === DISTRICT && isInForce(place, day) && isThere(place));
}

function hasForm({ name }: Match, form: Form): boolean {
  return name.forms[form].length > 0;
}

const [ROAD, ALLEY, TOWN, DISTRICT_END, REGION, COUNTY, WALL] = [...'路街市区域县城'].map(unitOf) as [
  ...[number, number, number, number, number, number, number],
];

const isCitysOwn = oneOf('场民');
const isStreetWord = oneOf('街办地苏镇乡');

/** Whether the characters behind a division's name make another name of it: 海曙区域, 鄞县城, 广州市场. */
function goesOn(reading: Reading, { start, end }: Match): boolean {
  const { units, folded } = reading;
  const last = units[end - 1];
  const next = end < reading.end ? units[end] : 0;
  if (next === ALLEY) return true;
  if (next === ROAD) return !DIVISIONS_OF_ROAD.test(folded.slice(end, end + 3));
  if (last === TOWN) return (isCitysOwn(next) && CITYS_OWN.test(folded.slice(end, end + 3))) || hasWord(reading, start, PANYU);
  if (last === DISTRICT_END) return next === REGION;
  return last === COUNTY && next === WALL && folded[end + 1] !== '关';
}

/** 首南 with 街道, 镇, 乡 or what else streets and towns were and are called. */
function asStreet(reading: Reading, match: Match): NamedDivision | undefined {
  const { start, end, before } = match;
  if (!hasForm(match, STEM_OF_STREET)) return undefined;
  if (before !== undefined && before.level >= STREET) return undefined;
  let word = isStreetWord(reading.units[end]) ? STREET_WORDS.find((one) => hasWord(reading, end, one)) : undefined;
  const isInCity = before?.places.some(({ code }) => WITHOUT_DISTRICTS.has(code)) === true;
  const isInDistrict = isInCity || before?.places.some(({ level }) => level === DISTRICT) === true;
  // 东莞市南城区: its streets are called districts.
  if (word === undefined && isInCity && hasWord(reading, end, '区')) word = '区';
  // 东环街 in the south is 东环街道; with a number behind it, it is a street of houses.
  if (word === undefined && isInDistrict && hasWord(reading, end, '街') && startsName(reading, end + 1)) word = '街';
  if (word === undefined && isInDistrict && end - start > 1 && leadsToRoad(reading, end)) return asBareStreet(reading, match);
  if (word === undefined || (end - start < 2 && before === undefined)) return undefined;
  const next = reading.folded[end + word.length];
  if ((word === '镇' || word === '乡') && (next === '路' || next === '街' || next === '政')) return undefined;
  const places = fitting(reading, match, STEM_OF_STREET);
  if (places.length === 0) return undefined;
  const own = places.filter((place) => place.name.slice(end - start, end - start + 1) === word[0]);
  // Without any division before it, a street of another kind is another street.
  if (before === undefined && own.length === 0 && (places.length > 1 || (word !== '镇' && word !== '街道'))) return undefined;
  return { start, end: end + word.length, places: own.length > 0 ? own : places, level: STREET, isShort: false };
}

/** 坂田贝尔路: the street without its word, where a road with a name of its own follows. */
function asBareStreet(reading: Reading, match: Match): NamedDivision | undefined {
  // 保定市满城: the district, not the town of its name.
  if (match.before!.level < DISTRICT && fitting(reading, match, SHORT).length > 0) return undefined;
  const places = fitting(reading, match, STEM_OF_STREET);
  if (places.length !== 1) return undefined;
  return { start: match.start, end: match.end, places, level: STREET, isShort: true };
}

function leadsToRoad(reading: Reading, at: number): boolean {
  const road = roadAhead(reading, at);
  if (road === undefined || road - at < 2 || road - at > 5 || '路街道巷弄桥'.includes(reading.folded[at - 1]!)) return false;
  if ((kindOf(reading.units[at]!) & HAN) === 0) return false;
  return !'门外内桥站寺山里村湖河江港园小大新区镇乡城'.includes(reading.folded[at]!) && !DIRECTIONS.test(reading.folded.slice(at, road));
}

function startsName(reading: Reading, at: number): boolean {
  return at >= reading.end || ((kindOf(reading.units[at]!) & HAN) !== 0 && (kindOf(reading.units[at]!) & NUMERAL) === 0);
}

function asShort(reading: Reading, match: Match): NamedDivision | undefined {
  const { start, end, before } = match;
  if (!hasForm(match, SHORT)) return undefined;
  const fit = fitting(reading, match, SHORT);
  // 西安 with nothing before it is the city, not one of the districts of that name.
  const places = before === undefined && fit.some((place) => place.level < DISTRICT) ? fit.filter((place) => place.level < DISTRICT) : fit;
  if (places.length === 0) return undefined;
  const level = places[0]!.level;
  if (reading.folded[end - 1] === '团') return short(match, places);
  // 龙华新区 was a district in all but name before it was one.
  if (level === DISTRICT && before !== undefined && hasWord(reading, end, '新区'))
    return { ...short(match, places), end: end + 2, isShort: false };
  const holds = places.filter((place) => leadsOn(reading, place, end));
  if (holds.length > 0) return { start, end, places: holds, level: holds[0]!.level, isShort: true };
  // 京 for 北京 only where one of its places follows.
  if (end - start < 2) return undefined;
  // 余杭区余杭塘路, 嘉定区嘉定工业区: said again it belongs to what follows.
  if (before?.places[0] === places[0]) return isBreak(reading, skipMarks(reading, end)) ? short(match, places) : undefined;
  if (level === DISTRICT && before === undefined) return isAlone(reading, match, places) ? short(match, places) : undefined;
  const isCommon = before === undefined && COMMON.has(reading.folded.slice(start, end));
  if (isCommon && level !== PROVINCE) return OWN_ZONE.test(reading.folded.slice(end, end + 16)) ? short(match, places) : undefined;
  if (isBreak(reading, skipMarks(reading, end)))
    return end - start >= 2 && level < DISTRICT ? short(match, places) : before && short(match, places);
  const rest = reading.folded.slice(end, Math.min(end + 14, reading.end));
  if (isCommon || BELONGS.test(rest)) return undefined;
  const road = roadAhead(reading, end);
  if (road !== undefined) return DIRECTIONS.test(reading.folded.slice(end, road)) ? undefined : short(match, places);
  const isArea = /^.{0,8}(?:开发区|高新区|工业区|园区|新区|保税区|度假区|产业园|科技园|工业园|新城|自贸|自由贸易|[镇乡村])/u.test(rest);
  return isArea || level === CITY || /^(?:11|12|31|50|71|81|82)$/.test(places[0]!.code) ? short(match, places) : undefined;
}

/** A district in short, with nothing above it: only before a zone of its own, or a road with a name of its own: 普陀丹巴路. */
function isAlone(reading: Reading, match: Match, places: readonly Place[]): boolean {
  if (isZoneOf(reading, match, places)) return true;
  return !EVERYWHERE.has(reading.folded.slice(match.start, match.end)) && leadsToRoad(reading, match.end);
}

/** 吴江经济技术开发区: the district is told, unless the name is one that any place could bear. */
function isZoneOf({ folded }: Reading, { start, end }: Match, places: readonly Place[]): boolean {
  if (new Set(places.map(({ name }) => name.slice(0, -1))).size > 1 || /[东西南北中城新滨港江河湖海华高和临]/u.test(folded[start]!))
    return false;
  return ZONE.test(folded.slice(end, end + 12));
}

function short({ start, end }: Match, places: readonly Place[]): NamedDivision {
  return { start, end, places, level: places[0]!.level, isShort: true };
}

const below: Matches<DivisionName> = { ends: [], found: [] };

/** Whether behind a short name another division follows that lies in it. */
function leadsOn(reading: Reading, above: Place, at: number): boolean {
  const { gazetteer } = reading;
  const next = skipMarks(reading, at);
  const lies = (place: Place): boolean => place.level > above.level && gazetteer.liesIn(place, above);
  const count = gazetteer.trie.match(reading, next, below);
  for (let i = 0; i < count; i++) {
    const to = below.ends[i]!;
    const { forms } = below.found[i]!;
    if (to - next > 2 && forms[FULL].some(lies)) return true;
    if (
      forms[STEM_OF_STREET].length > 0 &&
      ((isStreetWord(reading.units[to]) && STREET_WORDS.some((word) => hasWord(reading, to, word))) ||
        (above.level === DISTRICT && to - next > 1)) &&
      forms[STEM_OF_STREET].some(lies)
    )
      return true;
    if (above.level <= CITY && forms[SHORT].some(lies) && !BELONGS.test(reading.folded.slice(to, to + 4)) && !isDirectionRoad(reading, to))
      return true;
  }
  return false;
}

function isDirectionRoad(reading: Reading, at: number): boolean {
  const road = roadAhead(reading, at);
  return road !== undefined && DIRECTIONS.test(reading.folded.slice(at, road));
}

/** A street or town of a name that no table has: 公明街道, 新华镇. */
function asUnknownStreet(reading: Reading, at: number, before: NamedDivision | undefined): NamedDivision | undefined {
  if (before === undefined || before.level < CITY || before.level >= STREET) return undefined;
  const { units, end, folded } = reading;
  const longest = LONG_NAMES.test(before.places[0]?.code ?? '') ? 10 : 5;
  for (let i = at; i < Math.min(end, at + longest + 2); i++) {
    if ((kindOf(units[i]!) & HAN) === 0) return undefined;
    if (!mayEndStreet(units[i])) continue;
    const one = folded[i]!;
    if (i > at && one === '街' && folded[i + 1] === '道')
      return unknown(at, i + (hasWord(reading, i, '街道办事处') ? 5 : hasWord(reading, i, '街道办') ? 3 : 2));
    // 古美路街道
    if ('路街巷弄号区园村城'.includes(one) && i > at && !hasWord(reading, i + 1, '街道')) return undefined;
    // 侨乡开发区 is in no town.
    if (i <= at || i >= at + longest || !(one === '镇' || (one === '乡' && i > at + 1))) continue;
    if ('小古城市'.includes(folded[i - 1]!) || '路街政中村医工'.includes(folded[i + 1] ?? '-')) return undefined;
    return unknown(at, i + 1);
  }
  return undefined;
}

/** Where names come from other tongues. */
const LONG_NAMES = /^(?:15|54|63|65)/;
const mayEndStreet = oneOf('街路巷弄号区园村城镇乡');

function unknown(start: number, end: number): NamedDivision {
  return { start, end, places: [], level: STREET, isShort: false };
}
