/**
 * Two kinds of chance. `Random` is the run of the world: one stream, drawn in order. `chanceOf` is the habit of a
 * department: a share drawn from what it is about, so that a wrong value stays the same wrong value in every month.
 */

import { createRandom, type NextRandom } from '../core/random.ts';

export class Random {
  /** 0 <= x < 1 */
  readonly next: NextRandom;

  constructor(seed: number) {
    this.next = createRandom(mix(seed | 0, 0x9e3779b9));
  }

  /** Integer from 0 to `below` - 1. */
  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(from.length)]!;
  }
}

/** Mixes two 32-bit integers into one (murmur3's finaliser). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x2c1b3c6d, 0x85ebca6b) ^ Math.imul(b ^ 0x297a2d39, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A share 0 <= x < 1 that depends on the key and the subject alone. */
export function chanceOf(key: number, subject: number): number {
  return mix(key, subject) / 4294967296;
}

/** The number of a word, to be used as a key: `keyOf(seed, 'tax.taxpayers:name')`. */
export function keyOf(seed: number, word: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) h = Math.imul(h ^ word.charCodeAt(i), 0x01000193);
  return mix(seed | 0, h);
}
