/** Gives the next number: 0 <= x < 1. */
export type NextRandom = () => number;

/** The same numbers for the same seed, an integer of 32 bits, on every machine (mulberry32: small and fast; not for secrets). */
export function createRandom(seed: number): NextRandom {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
