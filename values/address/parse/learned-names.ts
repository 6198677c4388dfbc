/** Roads, estates and communities as the deliveries themselves name them: counted, then frozen with a version, and what stewards decided of them. */
import type { ParsedAddress } from './parsed-address.ts';
import { type Matches, Trie } from './trie.ts';

export const LEARNED_KINDS = ['community', 'road', 'estate'] as const;
export type LearnedKind = (typeof LEARNED_KINDS)[number];

/** A name where it lies. */
export interface PlacedName {
  kind: LearnedKind;
  name: string;
  /** Six digits of the district it lies in. */
  division: string;
}

export interface LearnedName extends PlacedName {
  /** What a steward renamed it to: found by its old name, given by its new one. */
  to?: string;
}

export interface CountedName extends PlacedName {
  /** Records in which it stood. */
  count: number;
  /** How sure the parser was where it was surest, 0 to 1. */
  confidence: number;
  /** `YYYY-MM-DD`: the earliest day on which it was stated. */
  since: string;
}

/** As it is kept: JSON, names in a fixed order. */
export interface LearnedGazetteer {
  version: string;
  names: LearnedName[];
  /** Names that a steward rejected: no part of an address is one of them. */
  rejected?: PlacedName[];
}

/** The order in which names are kept and listed: by division, kind and name. */
export function byPlace(a: PlacedName, b: PlacedName): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function keyOf({ division, kind, name }: PlacedName): string {
  return `${division}/${kind}/${name}`;
}

/** Surer than this, or a name teaches nothing: what was understood by halves. */
const LEAST_CONFIDENCE = 0.7;
const LANES = /[\d〇一二三四五六七八九十百-]+(?:号?支?弄|[横支]?巷|条)(?:.*)$/u;

/** The road that lanes lie off: 光华路 of 光华路299弄. Lanes are numbered, not named. */
export function withoutLanes(road: string): string {
  const [lanes] = LANES.exec(road) ?? [''];
  return lanes.length === 0 || road.length - lanes.length < 2 ? road : road.slice(0, -lanes.length);
}

/** Counts names while addresses go by. What is counted does not depend on their order. */
export class NameCounter {
  private readonly names = new Map<string, CountedName>();

  /** @param stated how many records state the text, and the first day on which one did */
  add(parsed: ParsedAddress, { times = 1, since = '' }: { times?: number; since?: string } = {}): void {
    const division = parsed.divisionCode;
    if (division === null || division.endsWith('00')) return;
    for (const { level, start, value, confidence } of parsed.parts) {
      if (start === null || confidence < LEAST_CONFIDENCE || !isLearned(level)) continue;
      const name = level === 'road' ? withoutLanes(value) : value;
      if (name.length < 2 || !/^[\u4e00-\u9fff]/u.test(name)) continue;
      const counted: CountedName = { kind: level, division, name, count: times, confidence, since };
      const key = keyOf(counted);
      const before = this.names.get(key);
      if (before === undefined) this.names.set(key, counted);
      else {
        before.count += times;
        before.confidence = Math.max(before.confidence, confidence);
        if (since < before.since) before.since = since;
      }
    }
  }

  counted(): CountedName[] {
    return [...this.names.values()].sort(byPlace);
  }
}

function isLearned(level: string): level is LearnedKind {
  return (LEARNED_KINDS as readonly string[]).includes(level);
}

/** Learned names, found from any place of a text; and what a steward decided of a name, however it was found. */
export class LearnedNames {
  private readonly trie = new Trie<LearnedName[]>();
  private readonly matches: Matches<LearnedName[]> = { ends: [], found: [] };
  /** What renamed names are called, and null for rejected ones. */
  private readonly decided = new Map<string, string | null>();

  constructor({ names, rejected = [] }: LearnedGazetteer) {
    for (const name of [...names].sort(byPlace)) this.trie.entry(name.name, () => []).push(name);
    for (const name of names) if (name.to !== undefined) this.decided.set(keyOf(name), name.to);
    for (const name of rejected) this.decided.set(keyOf(name), null);
  }

  /** The longest name that begins there and is known in the division, or anywhere where no division is known. */
  at(units: Uint16Array, { at, end }: { at: number; end: number }, division: string): { end: number; names: LearnedName[] } | undefined {
    const { ends, found } = this.matches;
    const count = this.trie.match({ units, end }, at, this.matches);
    for (let i = count - 1; i >= 0; i--) {
      const names = found[i]!.filter((name) => name.division.startsWith(division));
      if (names.length > 0) return { end: ends[i]!, names };
    }
    return undefined;
  }

  get hasDecisions(): boolean {
    return this.decided.size > 0;
  }

  /** The name that a steward gave, null where he rejected it, undefined where nobody decided. */
  decision(name: PlacedName): string | null | undefined {
    return this.decided.get(keyOf(name));
  }
}
