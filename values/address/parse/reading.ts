/** One address being read. */
import { BLANK, CLOSE, DASH, foldInto, HAN, kindOf, MARK, OPEN } from './characters.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { LearnedNames } from './learned-names.ts';
import { type AddressFinding, type AddressPart, type Beside, makePart, type Rung } from './parsed-address.ts';

export interface Reading {
  text: string;
  /** The text folded, unit for unit. */
  folded: string;
  units: Uint16Array;
  /** Where reading ends. */
  end: number;
  gazetteer: Gazetteer;
  learned: LearnedNames | undefined;
  /** `YYYY-MM-DD`: divisions are given as they are on it. */
  day: string;
  /** Codes of the divisions in which names that fit several places are looked for. */
  home: ReadonlySet<string>;
  parts: AddressPart[];
  findings: AddressFinding[];
  /** Of the district or what is known above it; set once the divisions are read. */
  divisionCode: string;
}

/** Reused: one address is read at a time, from its first unit to its last. */
const buffers: Uint16Array[] = [];

/** What all readings of a parser share. */
export type Known = Pick<Reading, 'gazetteer' | 'learned' | 'home'>;

/** Written out, and not spread: readings of one shape are read many times as fast. */
export function startReading(
  { gazetteer, learned, home }: Known,
  { text, day, depth }: { text: string; day: string; depth: number },
): Reading {
  buffers[depth] ??= new Uint16Array(512);
  const units = buffers[depth];
  return {
    text,
    folded: foldInto(text, units),
    units,
    end: text.length,
    gazetteer,
    learned,
    day,
    home,
    parts: [],
    findings: [],
    divisionCode: '',
  };
}

export interface Span {
  start: number;
  end: number;
}

/** A name, and what follows it: one of unit-words. */
export interface Chunk extends Span {
  next: number;
}

/** Adds a part; what stands between the spans is filled in afterwards. */
export function addPart(reading: Reading, level: Rung | Beside, part: Span & { value: string; confidence: number }): AddressPart {
  const { start, end, value, confidence } = part;
  const added = makePart(level, { start, end, text: reading.text.slice(start, end), value, confidence });
  reading.parts.push(added);
  return added;
}

export function addFinding(reading: Reading, code: AddressFinding['code'], about: string): void {
  if (!reading.findings.some((finding) => finding.code === code && finding.about === about)) reading.findings.push({ code, about });
}

/** First place from `at` on that is no blank and no mark. */
export function skipMarks({ units, end }: Reading, at: number): number {
  let i = at;
  while (i < end && (kindOf(units[i]!) & (BLANK | MARK | DASH)) !== 0) i++;
  return i;
}

/** Whether a character stands at a place. Asking the text itself would make a new string of it. */
export function isAt({ units, end }: Pick<Reading, 'units' | 'end'>, at: number, character: string): boolean {
  return at < end && units[at] === character.charCodeAt(0);
}

export function isHan(unit: number): boolean {
  return (kindOf(unit) & HAN) !== 0;
}

/** Whether the text at a place begins with a word. */
export function hasWord({ folded, end }: Reading, at: number, word: string): boolean {
  return at + word.length <= end && folded.startsWith(word, at);
}

/** Whether a name cannot go on there: the end, a blank, a mark, a bracket. */
export function isBreak({ units, end }: Reading, at: number): boolean {
  return at >= end || (kindOf(units[at]!) & (BLANK | MARK)) !== 0 || units[at] === OPEN || units[at] === CLOSE;
}
