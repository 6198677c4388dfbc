import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeClusters } from './merge-clusters.ts';

interface Given {
  size: number;
  /** By comparison: [left, right, weight]; pairs not named have no value. */
  weights: [number, number, number][][];
  /** The same for what is said for relatives. */
  related?: [number, number, number][][];
  apart?: [number, number][];
  prior?: number;
}

/** The clusters, each by its members, ascending. */
function merged({ size, weights, related, apart = [], prior = -6 }: Given): number[][] {
  const group = Array.from({ length: size }, (_, i) => i);
  const tell = (pairs: [number, number, number][]) => {
    const own = new Float64Array(size * size).fill(Number.NaN);
    for (const [left, right, weight] of pairs) own[Math.min(left, right) * size + Math.max(left, right)] = weight;
    return own;
  };
  const inGroup = (one: number, of: number) => group[one] === group[of];
  mergeClusters({
    ...{ size, prior, weights: weights.map(tell), join: 0, ...(related && { related: [{ prior: -6, weights: related.map(tell) }] }) },
    mayJoin: (left, right) => !apart.some(([a, b]) => (inGroup(a, left) && inGroup(b, right)) || (inGroup(a, right) && inGroup(b, left))),
    onMerge: (left, right) => {
      const [into, from] = [group[left]!, group[right]!];
      for (const [i, own] of group.entries()) if (own === from) group[i] = into;
    },
  });
  const clusters = new Map<number, number[]>();
  for (const [i, own] of group.entries()) clusters.set(own, [...(clusters.get(own) ?? []), i]);
  return [...clusters.values()].sort((a, b) => a[0]! - b[0]!);
}

const within = (members: number[], weight: number): [number, number, number][] =>
  members.flatMap((left, i) => members.slice(i + 1).map((right): [number, number, number] => [left, right, weight]));
const between = (some: number[], others: number[], weight: number): [number, number, number][] =>
  some.flatMap((left) => others.map((right): [number, number, number] => [left, right, weight]));

describe('clusters merged as clusters', () => {
  const [brothers, others] = [
    [0, 1, 2],
    [3, 4, 5],
  ];

  test('one pair that agrees by chance is no bridge between two groups that differ', () => {
    // 2 and 3 share a surname and have no given name on one side; all others of the two groups have given names that differ.
    const surnames = within([...brothers, ...others], 8);
    const givenNames = [...within([0, 1], 7), ...within(others, 7), ...between([0, 1], others, -4)];
    expect(merged({ size: 6, weights: [surnames, givenNames] })).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test('what relatives share joins nobody, though each record of a household tells another part of it', () => {
    // 0 and 1 are one, 2 and 3 another; the surname is known of 1 and 3, the address of 0 and 2.
    const names = [...within([0, 1], 12), ...within([2, 3], 12)];
    const [surnames, addresses] = [between([1], [3], 8), between([0], [2], 8)];
    expect(merged({ size: 4, weights: [names, surnames, addresses] })).toEqual([[0, 1, 2, 3]]);
    expect(merged({ size: 4, weights: [names, surnames, addresses], related: [surnames, addresses] })).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('a record with few values joins a cluster that knows more than any of its records', () => {
    // 2 shares one value with 0 and another with 1: too little for either.
    expect(merged({ size: 3, weights: [[[0, 1, 9]], [[0, 2, 4]], [[1, 2, 4]]] })).toEqual([[0, 1, 2]]);
    expect(merged({ size: 3, weights: [[], [[0, 2, 4]], [[1, 2, 4]]] })).toEqual([[0], [1], [2]]);
  });

  test('what may not be one stays apart, and so does what was merged with it', () => {
    expect(
      merged({
        size: 3,
        weights: [
          [
            [0, 1, 20],
            [1, 2, 15],
            [0, 2, 15],
          ],
        ],
        apart: [[0, 2]],
      }),
    ).toEqual([[0, 1], [2]]);
  });

  test('nothing is merged below the line', () => {
    expect(merged({ size: 3, weights: [within([0, 1, 2], 5.9)] })).toEqual([[0], [1], [2]]);
    expect(merged({ size: 3, weights: [within([0, 1, 2], 6)] })).toEqual([[0, 1, 2]]);
  });

  test('the order of the members does not matter', () => {
    const weight = fc.double({ min: -10, max: 20, noNaN: true, noDefaultInfinity: true });
    const component = fc.integer({ min: 2, max: 7 }).chain((size) => {
      const pairs = (size * (size - 1)) / 2;
      const comparison = fc.array(fc.option(weight, { nil: undefined }), { minLength: pairs, maxLength: pairs });
      return fc.record({
        size: fc.constant(size),
        weights: fc.array(comparison, { minLength: 1, maxLength: 3 }),
        order: fc.shuffledSubarray(
          Array.from({ length: size }, (_, i) => i),
          { minLength: size, maxLength: size },
        ),
      });
    });
    fc.assert(
      fc.property(component, ({ size, weights, order }) => {
        const all = within(
          Array.from({ length: size }, (_, i) => i),
          0,
        );
        const given = weights.map((own) =>
          all.flatMap(([l, r], at): [number, number, number][] => (own[at] === undefined ? [] : [[l, r, own[at]]])),
        );
        const moved = given.map((own) => own.map(([l, r, w]): [number, number, number] => [order[l]!, order[r]!, w]));
        const back = merged({ size, weights: moved }).map((cluster) => cluster.map((one) => order.indexOf(one)).sort((a, b) => a - b));
        expect(back.sort((a, b) => a[0]! - b[0]!)).toEqual(merged({ size, weights: given }));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
