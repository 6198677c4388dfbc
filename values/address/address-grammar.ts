/**
 * The grammar of addresses, first form, as rules and patterns that JavaScript and RE2 run alike:
 * tidy → front (province, city, district, street, community) → tail (building, unit, floor, room) → head (road and number, or estate).
 */
import { HAN } from '../fold.ts';
import type { Rewrite } from '../rewrite.ts';
import type { ValueContext } from '../value-type.ts';

const HANS = `[${HAN}]`;
/** A number of a building, unit or room: digits and capitals, or Chinese numerals. */
const N = '[0-9A-Z]+|[〇零一二两三四五六七八九十]+';
const BUILDING = '幢|栋|号楼|号幢|号栋|座|#楼|#幢|#栋|#';
const ROAD = '路|街|大道|道|巷|弄|胡同';

export const LONGEST = 200;
/** `339901/朝阳路12号/3幢/1单元/502室`, '-' for what is unknown, an empty district when it is not known. */
export const NORMAL = '(?:[0-9]{6})?/[^/]+/(?:-|[^/]+幢)/(?:-|[^/]+单元)/(?:-|[^/]+室)';

/** Notes in brackets and marks go. */
export const TIDY: Rewrite[] = [
  { pattern: '\\([^()]*\\)|[()]', replacement: '' },
  { pattern: '[\\[\\]{}【】,;:。、_|~"\'“”‘’·.*?]+', replacement: '' },
  { pattern: '[/\\\\-]+', replacement: '-' },
];
/** What is written with dashes; without one, none of these does anything. */
export const DASHES: Rewrite[] = [
  { pattern: '^-|-$', replacement: '' },
  { pattern: '(幢|栋|座|楼|单元|号|弄|层|室|#)-', replacement: '\\1' },
  { pattern: `((?:${ROAD}))([0-9]+)-([0-9]+)$`, replacement: '\\1\\2-\\3号' },
  { pattern: `(${BUILDING})(${N})-(${N})(?:室|户|房|号)?$`, replacement: '\\1\\2单元\\3室' },
  { pattern: '([0-9A-Z]+)-([0-9A-Z]+)-([0-9A-Z]+)(?:室|户|房|号)?$', replacement: '\\1幢\\2单元\\3室' },
  { pattern: '([^-0-9A-Z])([0-9A-Z]+)-([0-9A-Z]+)(?:室|户|房)?$', replacement: '\\1\\2幢\\3室' },
];
/** A road's number without 号; a room written as 号 behind its building. */
export const ENDS: Rewrite[] = [
  { pattern: '号(?:附|之)([0-9]+)号?$', replacement: '号附\\1号' },
  { pattern: `((?:${ROAD}))([0-9]+)$`, replacement: '\\1\\2号' },
  { pattern: `(幢|栋|号楼|座|单元|#)(${N})号$`, replacement: '\\1\\2室' },
];
/** Chinese numerals up to 99 to one digit a place; `NUMERALS` then makes them ASCII. */
export const TENS: Rewrite[] = [
  { pattern: '^十', replacement: '一十' },
  { pattern: '十$', replacement: '〇' },
  { pattern: '十', replacement: '' },
];
export const NUMERALS = { from: '〇零一二两三四五六七八九', to: '001223456789' };

/** Groups: head, building, unit, room. */
export const TAIL = `^(.*?)(?:(${N})(?:${BUILDING}))?(?:(${N})(?:单元|号?梯|门))?(?:(?:${N})[层楼])?(?:(${N})(?:室|户|房间?|号房|号室)?)?$`;
/** Groups: name, number, 号 or 弄, sub-number, number inside a 弄, rest (an estate's name, dropped behind a road's number). */
export const HEAD = `^(.+?)((?:[0-9A-Z]+-)?(?:${N}))(号|弄)(?:(?:附|之|-)(${N})号?)?(?:(${N})号)?(.*)$`;
/** Names behind which 号 numbers a plot; behind others (an estate) it numbers a building. */
export const ROAD_LIKE = '(?:路|街|道|巷|弄|胡同|里|村|庄|组|队|社|湾|屯|坊|线|堤|桥|坝|港|浜|塘|段|镇|乡)$';
/** A road without a number before an estate. */
export const ROAD_BEFORE_ESTATE = `^${HANS}{2,5}?(?:${ROAD})([${HAN}A-Z]{2,}(?:花园|小区|新村|家园|公寓|苑|邸|城|园|大厦|广场|中心|商厦)(?:[0-9]+期)?)$`;

/**
 * The two usual forms behind the front: they give what TAIL and HEAD give, many times as fast. A name holds neither 号 nor 弄;
 * one without a number has no character of a road.
 * Groups: place, building, unit, room.
 */
const NAME = '[\u4e00-\u53f6\u53f8-\u5f03\u5f05-\u9fff]+';
const NO_ROAD = '[\u4e00-\u53f6\u53f8-\u540b\u540d-\u5df6\u5df8-\u5f03\u5f05-\u8856\u8858-\u8dee\u8df0-\u9052\u9054-\u9fff]+';
const COUNT = '[1-9][0-9]*';
export const QUICK = `^(${NAME}[路街道巷]${COUNT}号|${NO_ROAD})(${COUNT})[幢栋](?:(${COUNT})单元)?(?:(${COUNT})室)?$`;

export interface Front {
  /** Groups: city, district, rest. */
  pattern: string;
  /** What stands before the rest. Without groups RE2 finds it ten times as fast. */
  before: string;
  /** Groups: city, district. */
  place: string;
  /** `city + district`, and the district alone where one place only bears it → today's code. */
  codes: Map<string, string>;
}

/** How the given divisions stand before an address. Names no longer in force lead to the code that took their place. */
export function frontOf({ divisions, today }: ValueContext): Front {
  const named = (level: string): string => anyOf(divisions.filter((division) => division.level === level).map((division) => division.name));
  const street = `(?:${named('street')}|${HANS}{1,6}?街道)(?:办事处)?`;
  const community = `(?:${named('community')}|${HANS}{1,6}?(?:社区居民委员会|社区居委会|社区|居民委员会|居委会|村民委员会|村委会))(?:居委会|村委会)?`;
  const country = `^(?:中国|中华人民共和国)?(?:${named('province')})?`;
  const below = `(?:${street})?(?:${community})?`;
  const place = `${country}(${named('city')})?(${named('district')})?`;
  return {
    pattern: `${place}${below}(.*)$`,
    before: `${country}(?:${named('city')})?(?:${named('district')})?${below}`,
    place,
    codes: districtCodes(divisions, today),
  };
}

function anyOf(names: string[]): string {
  const plain = new RegExp(`^[${HAN}A-Z0-9]+$`, 'u');
  const distinct = [...new Set(names)].filter((name) => plain.test(name));
  // An impossible text where there is no name.
  return distinct.length === 0 ? '\\x01' : distinct.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');
}

function districtCodes(divisions: ValueContext['divisions'], today: string): Map<string, string> {
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const codes = new Map<string, string>();
  const alone = new Map<string, Set<string>>();
  for (const division of divisions.filter(({ level }) => level === 'district')) {
    const code = successorOf(division.code, byCode, today);
    if (code === null) continue;
    alone.set(division.name, (alone.get(division.name) ?? new Set()).add(code));
    const city = byCode.get(division.parent ?? division.code.slice(0, 4));
    const full = city && city.name + division.name;
    // Where two codes share a name, the one in force has it.
    if (full && (!codes.has(full) || code === division.code)) codes.set(full, code);
  }
  for (const [name, targets] of alone) if (targets.size === 1) codes.set(name, [...targets][0]!);
  return new Map([...codes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function successorOf(code: string, byCode: ReadonlyMap<string, ValueContext['divisions'][number]>, today: string): string | null {
  let at = byCode.get(code);
  for (let steps = 0; at && steps < 20; steps++) {
    if (at.successor === null) return at.validTo === null || at.validTo > today ? at.code : null;
    at = byCode.get(at.successor);
  }
  return null;
}
