/** From names of divisions to codes: which place each name means, what it is called on the day, and what the names leave out. */
import { oneOf } from './characters.ts';
import type { NamedDivision } from './next-division.ts';
import { type DivisionChoice, makePart } from './parsed-address.ts';
import { CITY, DISTRICT, isInForce, type Place, STREET } from './place.ts';
import { addFinding, addPart, type Reading, type Span } from './reading.ts';

export interface Resolved {
  /** 2, 4 or 6 digits; '' when nothing is certain. */
  code: string;
  /** 9 or 12 digits, or ''. */
  local: string;
  alternatives: DivisionChoice[];
  /** 0 to 1 */
  confidence: number;
}

const RUNGS = ['province', 'city', 'district', 'street', 'community'] as const;
const MOST_CHOICES = 8;
/** Of the codes of each rung. */
const DIGITS = [2, 4, 6, 9, 12] as const;

/** Adds the parts of the names and of what was filled. */
export function resolveDivisions(reading: Reading, named: NamedDivision[]): Resolved {
  const resolved = resolve(reading, named);
  for (const one of named) addNamed(reading, one, resolved);
  fillMissing(reading, resolved);
  if (named.some(({ isShort }) => isShort)) addFinding(reading, 'divisionShort', named.find(({ isShort }) => isShort)!.places[0]!.name);
  return resolved;
}

function resolve(reading: Reading, named: NamedDivision[]): Resolved {
  const lowest = named.findLast(({ places }) => places.length > 0);
  if (lowest === undefined) return { code: '', local: '', alternatives: [], confidence: 0 };
  const [only] = lowest.places;
  if (lowest.places.length === 1 && (only!.level >= STREET || isInForce(only!, reading.day))) {
    const { code } = only!;
    return { code: districtOf(reading, code), local: code.length > 6 ? code : '', alternatives: [], confidence: confidenceOf(named) };
  }
  const inForce = lowest.places.filter((place) => isInForce(place, reading.day));
  if (inForce.length > 0) lowest.places = inForce;
  const codes = new Map<string, Place>();
  for (const place of lowest.places) for (const code of todaysCodes(reading, place)) codes.set(code, place);
  const wanted = choose(reading, [...codes.keys()].sort());
  const confidence = confidenceOf(named);
  if (wanted.length === 1) {
    const [code] = wanted as [string];
    if (codes.size > 1) addFinding(reading, 'divisionAmbiguous', about(reading, lowest));
    return {
      code: districtOf(reading, code),
      local: code.length > 6 ? code : '',
      alternatives: [],
      confidence: codes.size > 1 ? 0.8 : confidence,
    };
  }
  const isOne = lowest.places.length === 1;
  if (wanted.length > 0) addFinding(reading, isOne ? 'divisionDivided' : 'divisionAmbiguous', about(reading, lowest));
  const alternatives = wanted
    .slice(0, MOST_CHOICES)
    .map((code) => ({ code: sixDigits(code), name: reading.gazetteer.fullName(code.slice(0, 6), reading.day) }));
  return { code: known(reading, named, wanted), local: '', alternatives, confidence: wanted.length === 0 ? 0.3 : 0.5 };
}

/** What all that remain have in common: their city, or their province. */
function known(reading: Reading, named: NamedDivision[], codes: string[]): string {
  for (const digits of [6, 4, 2]) {
    const above = new Set(codes.map((code) => code.slice(0, digits)));
    if (above.size === 1) return districtOf(reading, [...above][0]!);
  }
  if (codes.length > 0) return '';
  // The table does not tell what became of it: as far as what stands above is in force.
  const { gazetteer, day } = reading;
  const certain = named.findLast(({ places }) => places.length === 1 && isInForce(places[0]!, day));
  return certain === undefined ? '' : districtOf(reading, gazetteer.heirsOn(certain.places[0]!, day)[0] ?? '');
}

function todaysCodes({ gazetteer, day }: Reading, place: Place): string[] {
  if (place.level < STREET) return gazetteer.heirsOn(place, day);
  return [place.code];
}

/** Where several fit, those at home, if there is one only. */
function choose({ home }: Reading, codes: string[]): string[] {
  if (home.size === 0 || codes.length < 2) return codes;
  const here = codes.filter((code) => DIGITS.some((digits) => home.has(code.slice(0, digits))));
  return here.length === 1 ? here : codes;
}

function districtOf({ gazetteer }: Reading, code: string): string {
  return code.length < 6 ? code : gazetteer.districtOf(code);
}

function sixDigits(code: string): string {
  return code.slice(0, 6).padEnd(6, '0');
}

function confidenceOf(named: NamedDivision[]): number {
  const [first] = named;
  if (first === undefined) return 0;
  const isTownAlone = first.level >= STREET;
  const isShort = named.some((one) => one.isShort);
  if (isTownAlone) return 0.85;
  return isShort ? 0.92 : first.level >= DISTRICT ? 0.95 : 0.99;
}

function about(reading: Reading, { start, end }: NamedDivision): string {
  return reading.text.slice(start, end);
}

function addNamed(reading: Reading, one: NamedDivision, resolved: Resolved): void {
  const { gazetteer, day } = reading;
  const place = one.places[0];
  if (one.gap !== undefined) addGap(reading, one.gap);
  if (place === undefined) {
    addFinding(reading, 'streetUnknown', about(reading, one));
    addPart(reading, 'street', { ...one, value: written(reading, one).replace(/办(?:事处)?$/u, ''), confidence: 0.8 });
    return;
  }
  const code = codeOf(place, resolved);
  const isHigh = place.level <= DISTRICT;
  const today = (isHigh && code !== null ? gazetteer.namesOf(resolved.code, day)[place.level] : undefined) ?? place.name;
  const value = place.level === STREET ? streetName(reading, one, today) : today;
  const confidence = one.places.length > 1 && code === null ? 0.5 : one.isShort ? 0.9 : 0.98;
  const part = addPart(reading, RUNGS[place.level]!, { ...one, value, confidence });
  part.code = code;
  if (code === null || place.level >= STREET || (place.code === code && place.name === value)) return;
  part.former = { code: place.code, name: place.name };
  addFinding(reading, 'divisionFormer', about(reading, one));
}

function addGap(reading: Reading, gap: Span): void {
  const value = reading.folded.slice(gap.start, gap.end);
  addPart(reading, value === '市辖区' ? 'note' : 'zone', { ...gap, value, confidence: 0.9 });
}

/** The code of a named place today; null where it is not known. */
function codeOf({ level, code }: Place, resolved: Resolved): string | null {
  if (level > DISTRICT) return resolved.local.startsWith(code) ? code : null;
  const digits = level * 2 + 2;
  return resolved.code.length >= digits ? resolved.code.slice(0, digits) : null;
}

/** 松陵镇 stays a town where the table has 松陵街道 today; 新华街 and 公明办事处 are streets written short. */
function streetName(reading: Reading, one: NamedDivision, today: string): string {
  const name = written(reading, one);
  return endsTown(name.charCodeAt(name.length - 1)) && TOWN.test(name) ? name : today;
}

const endsTown = oneOf('镇乡道木区');
const TOWN = /(?:镇|乡|街道|苏木|地区)$/u;

function written({ folded }: Reading, { start, end, nameEnd }: NamedDivision): string {
  return folded.slice(start, nameEnd ?? end);
}

/** The levels above what is known. Their names come from the table, and have no place in the text. */
function fillMissing(reading: Reading, { code, confidence }: Resolved): void {
  if (code === '') return;
  const names = reading.gazetteer.namesOf(code, reading.day);
  for (let level = 0; level < names.length; level++) {
    const name = names[level];
    if (name === undefined || reading.parts.some((part) => part.level === RUNGS[level])) continue;
    const own = code.slice(0, level * 2 + 2);
    reading.parts.push(makePart(RUNGS[level]!, { start: null, end: null, text: '', value: name, confidence }, own));
    if (level !== CITY || !/直辖|^市辖区$|^县$/u.test(name)) addFinding(reading, 'divisionFilled', name);
  }
}
