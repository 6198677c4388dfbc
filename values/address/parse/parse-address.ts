/** Raw text → the ladder of an address. START HERE: divisions first, then the house, then what is left. */
import { isPlaceholder } from '../../fold.ts';
import type { DivisionRow } from '../../value-type.ts';
import { BLANK, CLOSE, DASH, HAN, HASH, kindOf, LETTER, MARK, OPEN } from './characters.ts';
import { Gazetteer } from './gazetteer.ts';
import { type LearnedGazetteer, LearnedNames } from './learned-names.ts';
import { obeyDecisions } from './obey-decisions.ts';
import { type AddressFinding, type AddressPart, LADDER, makePart, type ParsedAddress } from './parsed-address.ts';
import { startsFull } from './read-divisions.ts';
import { readFront } from './read-front.ts';
import { readHouse } from './read-house.ts';
import { addFinding, type Reading, startReading } from './reading.ts';
import { type Resolved, resolveDivisions } from './resolve-divisions.ts';
import { spaced, unspaced } from './unspaced.ts';

export interface AddressParserOptions {
  /** The city's own divisions; those of China that ship with the hub are always there as well. */
  divisions: readonly DivisionRow[];
  /** `YYYY-MM-DD`: divisions are given as they are on this day, unless asked otherwise. */
  today: string;
  /** Names that earlier deliveries taught. */
  learned?: LearnedGazetteer | undefined;
  /** Codes of the divisions in which a name that fits several places is looked for: `11` where 朝阳区 means that of Beijing. Default: none. */
  home?: string | readonly string[] | undefined;
}

export interface AddressParser {
  /** Never throws, whatever the text. `on` (`YYYY-MM-DD`): divisions as they are or were on that day. */
  parse(text: string, on?: string): ParsedAddress;
}

const LONGEST = 400;
const MOST_ADDRESSES = 4;

/** The table of divisions takes some tenths of a second to learn and 40 MB: parsers of one table share it. */
const gazetteers = new WeakMap<readonly DivisionRow[], Gazetteer>();

function gazetteerOf(divisions: readonly DivisionRow[]): Gazetteer {
  const known = gazetteers.get(divisions) ?? new Gazetteer(divisions);
  gazetteers.set(divisions, known);
  return known;
}

/** Make it once, the table takes its time. A parser is not to be used while it parses. */
export function createAddressParser({ divisions, today, learned, home = [] }: AddressParserOptions): AddressParser {
  const shared = { gazetteer: gazetteerOf(divisions), learned: learned && new LearnedNames(learned), home: new Set([home].flat()) };
  const parse = (text: string, day: string, depth: number): ParsedAddress => {
    const reading = startReading(shared, { text: text.length > LONGEST ? text.slice(0, LONGEST) : text, day, depth });
    return text.length > LONGEST
      ? lengthen(
          parseReading(reading, (rest) => parse(rest, day, depth + 1), depth),
          text,
        )
      : parseReading(reading, (rest) => parse(rest, day, depth + 1), depth);
  };
  return {
    parse(text, on = today) {
      const plain = unspaced(text);
      return plain === undefined ? parse(text, on, 0) : spaced(parse(plain.text, on, 0), text, plain.places);
    },
  };
}

function lengthen(parsed: ParsedAddress, text: string): ParsedAddress {
  const cut = text.slice(LONGEST);
  const rest = makePart('unknown', { start: LONGEST, end: text.length, text: cut, value: cut, confidence: 0 });
  const at = parsed.parts.findIndex(({ start }) => start === null);
  parsed.parts.splice(at < 0 ? parsed.parts.length : at, 0, rest);
  parsed.findings.push({ code: 'tooLong', about: '' });
  return { ...parsed, text };
}

function parseReading(reading: Reading, parseRest: (text: string) => ParsedAddress, depth: number): ParsedAddress {
  const nothing = nothingIn(reading);
  if (nothing !== undefined) return emptyAddress(reading, nothing);
  const { start, named } = readFront(reading);
  const resolved = resolveDivisions(reading, named);
  reading.divisionCode = resolved.code;
  const isSecond = (at: number): boolean => depth < MOST_ADDRESSES - 1 && startsFull(reading, at) && reading.parts.some(isHousePart);
  readHouse(reading, named.at(-1)?.end ?? start, isSecond);
  const rest = reading.parts.find(({ level }) => level === 'second');
  const others = rest === undefined ? [] : [parseRest(rest.text)];
  return finish(
    reading,
    resolved,
    others.flatMap((other) => [{ ...other, others: [] }, ...other.others]),
  );
}

function isHousePart({ level }: AddressPart): boolean {
  return level !== 'mark' && level !== 'note' && level !== 'unknown' && level !== 'province' && level !== 'city';
}

/** Why nothing is to be parsed. */
function nothingIn({ units, end, folded }: Reading): AddressFinding['code'] | undefined {
  let letters = 0;
  let others = 0;
  for (let i = 0; i < end; i++) {
    const kind = kindOf(units[i]!);
    if ((kind & HAN) !== 0 && (units[i]! < 0xd800 || units[i]! > 0xdfff))
      return end <= 12 && isPlaceholder(folded.trim()) ? 'placeholder' : undefined;
    if ((kind & LETTER) !== 0) letters++;
    else if ((kind & BLANK) === 0) others++;
  }
  if (letters + others === 0) return 'empty';
  if (isPlaceholder(folded.trim())) return 'placeholder';
  return letters > 5 ? 'foreign' : undefined;
}

function emptyAddress({ text }: Reading, code: AddressFinding['code']): ParsedAddress {
  const whole: AddressPart[] =
    text === ''
      ? []
      : [{ level: code === 'empty' ? 'mark' : 'unknown', start: 0, end: text.length, text, value: text.trim(), confidence: 0 }];
  return {
    text,
    parts: whole,
    divisionCode: null,
    localCode: null,
    confidence: 0,
    findings: [{ code, about: '' }],
    alternatives: [],
    others: [],
  };
}

const RUNGS: ReadonlySet<string> = new Set(LADDER);

/** Fills the gaps between the parts, and tells how sure the whole is. */
function finish(reading: Reading, resolved: Resolved, others: ParsedAddress[]): ParsedAddress {
  settleAreas(reading);
  if (reading.learned?.hasDecisions) obeyDecisions(reading, reading.learned);
  const parts = tile(reading);
  const { code, local } = resolved;
  const isEmpty = !parts.some(({ level }) => RUNGS.has(level));
  if (code === '' && resolved.alternatives.length === 0) addFinding(reading, 'divisionMissing', '');
  if (isEmpty) addFinding(reading, parts.some(({ level }) => level === 'poi') ? 'onlyPlace' : 'nothingParsed', '');
  let confidence = isEmpty ? 0 : code === '' ? 0.5 : resolved.confidence;
  for (const part of parts) {
    if (part.level === 'unknown') confidence = Math.min(confidence, 0.7);
    else if (part.start !== null && RUNGS.has(part.level)) confidence = Math.min(confidence, part.confidence);
  }
  return {
    text: reading.text,
    parts,
    divisionCode: code === '' ? null : code.padEnd(6, '0'),
    localCode: local === '' ? null : local,
    confidence,
    findings: reading.findings,
    alternatives: resolved.alternatives,
    others,
  };
}

/** A park before the road is the estate where no other one is named. */
function settleAreas({ parts }: Reading): void {
  if (parts.some(({ level }) => level === 'estate')) return;
  const area = parts.findLast(({ level, confidence }) => level === 'zone' && confidence < 0.9);
  if (area !== undefined) area.level = 'estate';
}

function tile(reading: Reading): AddressPart[] {
  const written = inOrder(reading.parts);
  const tiled: AddressPart[] = [];
  let at = 0;
  for (const part of written) {
    if (part.start === null) continue;
    if (part.start > at) tiled.push(gap(reading, at, part.start));
    tiled.push(part);
    at = part.end!;
  }
  if (at < reading.text.length) tiled.push(gap(reading, at, reading.text.length));
  for (const part of reading.parts) if (part.start === null) tiled.push(part);
  return tiled;
}

/** Nearly always they are; filled ones stand behind. */
function inOrder(parts: AddressPart[]): AddressPart[] {
  let before = 0;
  for (const { start } of parts) {
    if (start === null) continue;
    if (start < before) return parts.toSorted((a, b) => (a.start ?? Number.MAX_SAFE_INTEGER) - (b.start ?? Number.MAX_SAFE_INTEGER));
    before = start;
  }
  return parts;
}

function gap(reading: Reading, start: number, end: number): AddressPart {
  let isMark = true;
  for (let i = start; i < end; i++) {
    const unit = reading.units[i]!;
    if ((kindOf(unit) & (BLANK | MARK | DASH)) === 0 && unit !== OPEN && unit !== CLOSE && unit !== HASH) isMark = false;
  }
  const text = reading.text.slice(start, end);
  if (!isMark) addFinding(reading, 'leftOver', text);
  return makePart(isMark ? 'mark' : 'unknown', { start, end, text, value: reading.folded.slice(start, end), confidence: isMark ? 1 : 0 });
}
