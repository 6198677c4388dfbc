/** Where an address begins: what stands before its divisions, and the divisions. */
import { BLANK, DIGIT, HAN, kindOf, MARK, OPEN, oneOf } from './characters.ts';
import type { NamedDivision } from './next-division.ts';
import { DISTRICT, type DivisionName, isInForce } from './place.ts';
import { readDivisions, startsFull } from './read-divisions.ts';
import { addPart, isAt, type Reading, skipMarks } from './reading.ts';
import type { Matches } from './trie.ts';

const COUNTRY = ['中华人民共和国', '中国'];
const LABEL = /^(?:[^:]{1,14}[:]|.{0,8}?地址(?:是|为|在|:)|位于|坐落于|住址|现住|居住于|住在|住)/u;
/** Where this stands, no division need follow. */
const LABELLED = /地址(?:是|为|在|:)/u;
const mayLabel = oneOf(':址位坐住现居');
const POSTCODE = /^邮(?:编|政编码)[: ]*\d{6}(?!\d)/u;
const FURTHEST_FRONT = 16;

export interface Front {
  start: number;
  named: NamedDivision[];
}

/** The divisions, and what stands before them: 地址：, 中国, a postcode or a few words. */
export function readFront(reading: Reading): Front {
  const at = readLabel(reading, readBracket(reading, readPostcode(reading, skipMarks(reading, 0))));
  const from = readCountry(reading, at);
  const named = readDivisions(reading, from);
  return named.length > 0 ? { start: from, named } : laterFront(reading, from);
}

function readPostcode(reading: Reading, at: number): number {
  const { folded, units, end } = reading;
  const labelled = isAt(reading, at, '邮') ? POSTCODE.exec(folded.slice(at, end))?.[0] : undefined;
  if (labelled !== undefined) return note(reading, at, at + labelled.length);
  if (at >= end || (kindOf(units[at]!) & DIGIT) === 0 || !/^\d{6}(?!\d)/.test(folded.slice(at, at + 7))) return at;
  return startsFull(reading, skipMarks(reading, at + 6)) ? note(reading, at, at + 6) : at;
}

/** A note in brackets before the divisions, or the divisions in brackets: 【浙江省宁波市】县学街. */
function readBracket(reading: Reading, at: number): number {
  const { folded, units, end } = reading;
  if (units[at] !== OPEN) return at;
  const close = folded.indexOf(')', at);
  if (close < 0 || close >= end) return at;
  if (readDivisions(reading, skipMarks(reading, close + 1)).length > 0) return note(reading, at, close + 1);
  return readDivisions(reading, skipMarks(reading, at + 1)).length > 0 ? skipMarks(reading, at + 1) : at;
}

function readLabel(reading: Reading, at: number): number {
  const label = hasLabel(reading, at) ? LABEL.exec(reading.folded.slice(at, reading.end))?.[0] : undefined;
  if (label === undefined) return at;
  return LABELLED.test(label) || readDivisions(reading, skipMarks(reading, at + label.length)).length > 0
    ? note(reading, at, at + label.length)
    : at;
}

/** 中国, and the bracket of 中国（上海）自由贸易试验区. */
function readCountry(reading: Reading, at: number): number {
  const { folded, units } = reading;
  if (!isAt(reading, at, '中')) return at;
  const country = COUNTRY.find((one) => folded.startsWith(one, at));
  if (country === undefined) return at;
  const from = note(reading, at, at + country.length);
  return units[from] === OPEN && ZONE_OF_PROVINCE.test(folded.slice(from, from + 10)) ? from + 1 : from;
}

const ZONE_OF_PROVINCE = /^\([^()]{2,4}\)(?:自由贸易|自贸)/u;

function hasLabel({ units, end }: Reading, at: number): boolean {
  for (let i = at; i < Math.min(end, at + 15); i++) if (mayLabel(units[i])) return true;
  return false;
}

/** 我家的地址是江苏淮安: two divisions that fit each other are no chance. */
function laterFront(reading: Reading, at: number): Front {
  const { gazetteer, units, end } = reading;
  let isNear = true;
  let isLatin = true;
  for (let i = at + 1; i < end; i++) {
    isNear &&= i < at + FURTHEST_FRONT && (kindOf(units[i]!) & HAN) !== 0;
    isLatin &&= (kindOf(units[i - 1]!) & HAN) === 0;
    // Further on only behind a mark.
    if (!isNear && !isLatin && (kindOf(units[i - 1]!) & (BLANK | MARK)) === 0) continue;
    if (gazetteer.trie.match(reading, i, matches) === 0) continue;
    const named = readDivisions(reading, i);
    const isSlip = named.length > 0 && ((i < at + 3 && isDistrictAlone(reading, named[0]!)) || (isLatin && !named[0]!.isShort));
    if (!isSlip && (named.length < 2 || named[0]!.level >= DISTRICT)) continue;
    if (!isSlip && !isNear && named[0]!.isShort) continue;
    note(reading, at, i);
    return { start: i, named };
  }
  reading.findings.length = 0;
  return { start: at, named: [] };
}

/** 津河西区: a district in full that is the only one of its name, behind a character or two that slipped in. */
function isDistrictAlone({ day }: Reading, { places, isShort, level, start, end }: NamedDivision): boolean {
  return level === DISTRICT && !isShort && places.filter((place) => isInForce(place, day)).length === 1 && end - start > 2;
}

function note(reading: Reading, start: number, end: number): number {
  addPart(reading, 'note', { start, end, value: reading.folded.slice(start, end), confidence: 0.9 });
  return skipMarks(reading, end);
}

const matches: Matches<DivisionName> = { ends: [], found: [] };
