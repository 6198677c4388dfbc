import { describe, expect, test } from '@jest/globals';
import { findOverlaps } from './overlap.ts';
import { takenBack } from './taken-back.ts';

const M = [Float64Array.of(0, 0.9, 0.1), Float64Array.of(0, 0.9, 0.1), Float64Array.of(0, 0.9, 0.1)];
const U = [Float64Array.of(0, 0.01, 0.99), Float64Array.of(0, 0.01, 0.99), Float64Array.of(0, 0.001, 0.999)];
const weights = M.map((m, c) => m.map((share, level) => (level === 0 ? 0 : Math.log2(share / U[c]![level]!))));
const find = (counted: [levels: number[], pairs: number][]) =>
  findOverlaps({
    patterns: { levels: counted.map(([levels]) => Uint8Array.from(levels)), counts: counted.map(([, pairs]) => new Map([[1, pairs]])) },
    ...{ m: M, u: U, weights, filled: [1, 1, 1], grain: 1, allPairs: 1_000_000 },
  });

describe('evidence that comes twice', () => {
  test('is found where strangers agree on both more often than chance has it', () => {
    // Independent, 100 of a million would agree on the first two.
    const [overlap, ...more] = find([
      [[1, 1, 2], 1600],
      [[1, 1, 1], 50],
    ]);
    expect(more).toEqual([]);
    expect(overlap).toMatchObject({ left: 0, right: 1 });
    expect(overlap!.bits).toBeGreaterThan(3.5);
    expect(overlap!.bits).toBeLessThan(4);
  });

  test('is not found where those who agree on both are matches', () => {
    expect(
      find([
        [[1, 1, 1], 1600],
        [[1, 1, 2], 150],
      ]),
    ).toEqual([]);
  });

  test('is taken back only where both agree', () => {
    const overlaps = [{ left: 0, right: 1, bits: 3 }];
    const back = (...levels: number[]) => takenBack({ overlaps, related: [] }, weights, { levelOf: (c) => levels[c]! });
    expect([back(1, 1, 2), back(1, 2, 1), back(0, 1, 1), back(2, 2, 2)]).toEqual([3, 0, 0, 0]);
  });
});
