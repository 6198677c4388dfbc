/** Roads, estates and communities as the deliveries themselves name them: learned once, then frozen with a version. */
import type { ParsedAddress, Rung } from './parsed-address.ts';
import { Trie } from './trie.ts';

export const LEARNED_KINDS = ['community', 'road', 'estate'] as const;
export type LearnedKind = (typeof LEARNED_KINDS)[number];

export interface LearnedName {
  kind: LearnedKind;
  name: string;
  /** Six digits of the district it lies in. */
  division: string;
  /** Addresses in which it stood. */
  count: number;
}

/** As it is kept: JSON, names in a fixed order. */
export interface LearnedGazetteer {
  version: string;
  names: LearnedName[];
}

const ORDER = (a: LearnedName, b: LearnedName): number => {
  const [left, right] = [`${a.division}/${a.kind}/${a.name}`, `${b.division}/${b.kind}/${b.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** Counts names while addresses go by. What is counted does not depend on their order. */
export class NameCounter {
  private readonly counts = new Map<string, number>();

  /** @param times how often the same text stands in the delivery */
  add(parsed: ParsedAddress, times = 1): void {
    const code = parsed.divisionCode;
    if (code === null || code.endsWith('00')) return;
    for (const part of parsed.parts) {
      // What was understood by halves teaches nothing.
      if (part.start === null || part.confidence < 0.8 || !isLearned(part.level) || part.value.length < 2) continue;
      const key = `${code}/${part.level}/${part.value}`;
      this.counts.set(key, (this.counts.get(key) ?? 0) + times);
    }
  }

  /** Names that stood in at least so many addresses. */
  learned({ version, atLeast = 3 }: { version: string; atLeast?: number }): LearnedGazetteer {
    const names: LearnedName[] = [];
    for (const [key, count] of this.counts) {
      const [division, kind, ...name] = key.split('/') as [string, LearnedKind, ...string[]];
      if (count >= atLeast) names.push({ kind, name: name.join('/'), division, count });
    }
    return { version, names: names.sort(ORDER) };
  }
}

function isLearned(level: string): level is LearnedKind & Rung {
  return (LEARNED_KINDS as readonly string[]).includes(level);
}

/** Learned names, found from any place of a text. */
export class LearnedNames {
  private readonly trie = new Trie();
  private readonly names: LearnedName[];
  private readonly ends: number[] = [];
  private readonly found: number[][] = [];

  constructor({ names }: LearnedGazetteer) {
    this.names = [...names].sort(ORDER);
    for (const [i, { name }] of this.names.entries()) this.trie.add(name, i);
  }

  /** The longest name that begins there and is known in the division, or anywhere where no division is known. */
  at(units: Uint16Array, { at, end }: { at: number; end: number }, division: string): { end: number; names: LearnedName[] } | undefined {
    const count = this.trie.match({ units, at, end }, this.ends, this.found);
    for (let i = count - 1; i >= 0; i--) {
      const names = this.found[i]!.map((index) => this.names[index]!).filter((name) => name.division.startsWith(division));
      if (names.length > 0) return { end: this.ends[i]!, names };
    }
    return undefined;
  }
}
