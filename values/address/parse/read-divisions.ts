/** The divisions before an address: 浙江省宁波市鄞州区首南街道, with names missing, written short, or no longer in force. */
import { CLOSE, HAN, kindOf, oneOf, unitOf } from './characters.ts';
import type { Gazetteer } from './gazetteer.ts';
import { type NamedDivision, nextDivision } from './next-division.ts';
import { CITY, codesWithin, DISTRICT, type DivisionName, FULL, type Place, PROVINCE, STREET } from './place.ts';
import { addFinding, hasWord, type Reading, skipMarks } from './reading.ts';
import type { Matches } from './trie.ts';

/** Reads names of divisions as long as each lies in the one before. */
export function readDivisions(reading: Reading, at: number): NamedDivision[] {
  const named: NamedDivision[] = [];
  let place = at;
  for (;;) {
    const before = named.at(-1);
    const from = divisionOfCorps(reading, skipMarks(reading, place), before);
    const next = nextDivision(reading, from, before) ?? (before && furtherOn(reading, from, before));
    // 兵团第一师阿拉尔市
    if (next !== undefined && from > skipMarks(reading, place)) next.gap ??= { start: skipMarks(reading, place), end: from };
    if (next === undefined) {
      const again = before && saidAgain(reading, from, named);
      if (before === undefined || again === undefined) break;
      extendTo(before, again.end);
      named.push(...again.further);
      place = named.at(-1)!.end;
      continue;
    }
    place = next.end;
    if (next.isBesideCity) {
      const { start, end } = named.pop()!;
      addFinding(reading, 'divisionConflict', reading.text.slice(start, end));
      next.gap = { start, end };
    }
    // 丛台区丛台区: said twice.
    if (before !== undefined && next.level === before.level && next.places[0]?.code === before.places[0]?.code) extendTo(before, next.end);
    else named.push(next);
  }
  narrow(reading, named);
  return named;
}

function extendTo(named: NamedDivision, end: number): void {
  named.nameEnd ??= named.end;
  named.end = end;
}

/** A division that does not begin where the one before ends. */
function furtherOn(reading: Reading, at: number, before: NamedDivision): NamedDivision | undefined {
  return behindSlip(reading, at, before) ?? asTableWord(reading, at, before) ?? behindZone(reading, at, before);
}

/** 上海是杨浦区: a district in full that lies in the city, behind a character that slipped in. */
function behindSlip(reading: Reading, at: number, before: NamedDivision): NamedDivision | undefined {
  if (!before.isShort || before.level > CITY || at + 4 > reading.end) return undefined;
  const next = reading.units[at] === MISTAKEN_CITY ? nextDivision(reading, at + 1, before) : undefined;
  return next !== undefined && !next.isShort && next.level === DISTRICT ? next : undefined;
}

const MISTAKEN_CITY = unitOf('是');

const mayBeTableWord = oneOf('市县省自');
const STRAIGHT_UNDER = /^(?:省|自治区)直辖县级行政(?:区划|单位)/u;

/** 市辖区, 县 and 省直辖县级行政区划: what GB/T 2260 has where there is no city, or for a city's own districts as a whole (淮安市市辖区). */
function asTableWord(reading: Reading, at: number, before: NamedDivision): NamedDivision | undefined {
  const above = before.places[0];
  if (above === undefined || above.level > CITY || !mayBeTableWord(reading.units[at])) return undefined;
  const { gazetteer, folded } = reading;
  const itself = (length: number, place: Place): NamedDivision => ({
    start: at,
    end: at + length,
    places: [place],
    level: place.level,
    isShort: false,
  });
  if (hasWord(reading, at, '市辖区')) {
    const own = gazetteer.withCode(`${above.code}01`).find(({ name }) => name === '市辖区');
    if (above.level === PROVINCE) return own && itself(3, own);
    const next = nextDivision(reading, skipMarks(reading, at + 3), before);
    if (next?.level === DISTRICT && !next.isShort) return { ...next, gap: { start: at, end: at + 3 } };
    const code = `${above.code}01`;
    return itself(3, own ?? { ...above, id: -1, code, name: '市辖区', level: DISTRICT, successors: [], ...codesWithin(code) });
  }
  if (above.level !== PROVINCE) return undefined;
  const [word] = STRAIGHT_UNDER.exec(folded.slice(at, at + 12)) ?? [];
  const straight = word && gazetteer.withCode(`${above.code}90`)[0];
  if (straight) return itself(word.length, straight);
  const county = folded[at] === '县' ? gazetteer.withCode(`${above.code}02`)[0] : undefined;
  return county?.name === '县' && nextDivision(reading, at + 1, before)?.level === DISTRICT ? itself(1, county) : undefined;
}

const LONGEST_ZONE = 16;
const mayEndZone = oneOf('区');
const isOfHouse = oneOf('路街巷弄号楼幢栋村镇乡室市县');
const FREE_TRADE = /^\)?(?:自由贸易|自贸)/u;

/** 苏州工业园区娄葑街道: a zone is no division, but a street or district that lies in the city may follow it. */
function behindZone(reading: Reading, at: number, before: NamedDivision): NamedDivision | undefined {
  if (before.level > DISTRICT || at + 6 > reading.end) return undefined;
  const { units, end, folded } = reading;
  const isBehindBracket = units[at] === CLOSE;
  if (isBehindBracket && !FREE_TRADE.test(folded.slice(at, at + 5))) return undefined;
  const start = at + (isBehindBracket ? 1 : 0);
  for (let i = start; i < Math.min(end, start + LONGEST_ZONE); i++) {
    if ((kindOf(units[i]!) & HAN) === 0 || (isOfHouse(units[i]) && i > start)) return undefined;
    if (!mayEndZone(units[i]) || i < start + 2) continue;
    const next = nextDivision(reading, skipMarks(reading, i + 1), before);
    const isNamed = next !== undefined && !next.isShort && next.level > before.level && next.end - next.start > 2;
    if (isNamed && (next.places.length > 0 || folded.startsWith('街道', next.end - 2) || folded.startsWith('街道办', next.end - 3)))
      return { ...next, gap: { start, end: i + 1 } };
  }
  return undefined;
}

interface SaidAgain {
  /** Where it ends what was said before. */
  end: number;
  /** What it says beyond that. */
  further: NamedDivision[];
}

const isRoadWord = oneOf('路街');

/** 浙江省宁波市海曙区浙江省宁波市海曙区: fronts put together from two columns. The second may go on. */
function saidAgain(reading: Reading, at: number, named: readonly NamedDivision[]): SaidAgain | undefined {
  const last = named.at(-1)!;
  const name = reading.folded.slice(last.start, last.nameEnd ?? last.end);
  if (last.level === STREET && name.length > 2 && hasWord(reading, at, name)) return { end: at + name.length, further: [] };
  // 转塘街道转塘镇: a town that is a street today.
  const stem = last.level === STREET ? /^(.{2,})街道$/u.exec(name)?.[1] : undefined;
  if (
    stem !== undefined &&
    (hasWord(reading, at, `${stem}镇`) || hasWord(reading, at, `${stem}乡`)) &&
    !isRoadWord(reading.units[at + stem.length + 1])
  )
    return { end: at + stem.length + 1, further: [] };
  if (!startsFull(reading, at)) return undefined;
  const again = readDivisions(reading, at);
  const [first] = again;
  if (first === undefined || first.isShort) return undefined;
  const same = again.filter(({ level }) => level <= last.level);
  const isSame = (one: NamedDivision): boolean =>
    named.every((other) => other.level !== one.level || shareCode(one, other)) && (one.level !== last.level || shareCode(one, last));
  if (same.length === 0 || !same.every(isSame) || !same.some((one) => named.some((other) => shareCode(one, other)))) return undefined;
  const further = again.slice(same.length);
  if (further[0] !== undefined && !fitsIn(reading.gazetteer, further[0], last)) return undefined;
  return { end: same.at(-1)!.end, further };
}

const matches: Matches<DivisionName> = { ends: [], found: [] };

/** Whether a province, city or district in full begins there. */
export function startsFull(reading: Reading, at: number): boolean {
  const { folded } = reading;
  const { ends, found } = matches;
  for (let i = reading.gazetteer.trie.match(reading, at, matches) - 1; i >= 0; i--) {
    const to = ends[i]!;
    if (to - at > 2 && found[i]!.forms[FULL].some(isDistrictOrAbove) && folded[to] !== '路' && folded[to] !== '场') return true;
  }
  return false;
}

function isDistrictOrAbove({ level }: Place): boolean {
  return level <= DISTRICT;
}

function shareCode(one: NamedDivision, other: NamedDivision): boolean {
  return one.places.some(({ code }) => other.places.some((place) => place.code === code));
}

function fitsIn(gazetteer: Gazetteer, one: NamedDivision, above: NamedDivision): boolean {
  return one.places.length === 0 || one.places.some((place) => above.places.some((other) => gazetteer.liesIn(place, other)));
}

/** Behind 新疆生产建设兵团第八师 the city follows. */
function divisionOfCorps({ folded }: Reading, at: number, before: NamedDivision | undefined): number {
  if (before?.places[0]?.code !== '65') return at;
  return at + (/^第?[一二三四五六七八九十\d]{1,3}师/u.exec(folded.slice(at, at + 6))?.[0].length ?? 0);
}

/** What each may be, given what follows it. */
function narrow({ gazetteer }: Reading, named: NamedDivision[]): void {
  for (let i = named.length - 2; i >= 0; i--) {
    const below = named[i + 1]!.places;
    if (below.length === 0) continue;
    const places = named[i]!.places.filter((place) => below.some((one) => one.level > place.level && gazetteer.liesIn(one, place)));
    if (places.length > 0) named[i]!.places = places;
    // A town that no table has, has no places.
    named[i]!.level = named[i]!.places[0]?.level ?? named[i]!.level;
  }
}
