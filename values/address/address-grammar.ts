/**
 * The usual texts of addresses, as patterns that JavaScript and RE2 run alike: front (province, city, district, street, community), then
 * one of two forms. All other texts are for the parser.
 */
import { HAN } from '../fold.ts';
import type { ValueContext } from '../value-type.ts';

const HANS = `[${HAN}]`;

export const LONGEST = 200;
/** `339901/朝阳路12号/3幢/1单元/502室`, '-' for what is unknown, an empty district when it is not known. */
export const NORMAL = '(?:[0-9]{6})?/[^/]+/(?:-|[^/]+幢)/(?:-|[^/]+单元)/(?:-|[^/]+室)';

/**
 * The two usual forms behind the front: road, number and building, or estate and building. A name holds neither 号, 弄 nor 期; one without a
 * number has no character of a road. Groups: place, building, unit, room.
 */
const NAME = '[\u4e00-\u53f6\u53f8-\u5f03\u5f05-\u671e\u6720-\u9fff]+';
const NO_ROAD = '[\u4e00-\u53f6\u53f8-\u540b\u540d-\u5df6\u5df8-\u5f03\u5f05-\u671e\u6720-\u8856\u8858-\u8dee\u8df0-\u9052\u9054-\u9fff]+';
const COUNT = '[1-9][0-9]*';
export const QUICK = `^(${NAME}[路街道巷]${COUNT}号|${NO_ROAD})(${COUNT})[幢栋](?:([1-9][0-9]?)单元)?(?:(${COUNT})室)?$`;

export interface Front {
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
