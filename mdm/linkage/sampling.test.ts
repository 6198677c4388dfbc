import { describe, expect, test } from '@jest/globals';
import { PatternCounter } from './patterns.ts';
import { sampleShares, shareOf } from './sampling.ts';

describe('pairs to learn from', () => {
  test('are all, where there are not many', () => {
    expect(sampleShares([100, 200_000])).toEqual([1, 1]);
  });

  test('are those of narrow rules all, and as many of each wide one', () => {
    const pairs = [1_000, 9_000, 700_000, 2_800_000];
    const shares = sampleShares(pairs);
    expect(shares.slice(0, 2)).toEqual([1, 1]);
    expect(shares[2]! * pairs[2]!).toBeCloseTo(70_000, 6);
    expect(shares[3]! * pairs[3]!).toBeCloseTo(70_000, 6);
  });

  test('were drawn by the share of the first rule they agree with', () => {
    const shares = [1, 0.5, 0.1];
    expect([0b001, 0b110, 0b100, 0b111, 0].map((rules) => shareOf(rules, shares))).toEqual([1, 0.5, 0.1, 1, 1]);
  });

  test('stand for as many as were not drawn with them', () => {
    const counter = new PatternCounter([3]);
    const [left, right] = [Uint32Array.of(0, 0, 1), Uint32Array.of(1, 2, 2)];
    const levels = [Uint8Array.of(1, 1, 2)];
    counter.add(
      { size: 3, left, right, rules: Uint32Array.of(0b01, 0b10, 0b10), levels, weight: new Float64Array(3) },
      Uint32Array.of(1, 1, 1),
    );
    const { counts } = counter.patterns([1, 0.25]);
    expect(counts.map((own) => [...own])).toEqual([
      [
        [1, 1],
        [2, 4],
      ],
      [[2, 4]],
    ]);
  });
});
