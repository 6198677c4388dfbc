import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bestPoint, sweepThresholds, thinned } from './sweep-thresholds.ts';
import { ClusterTally, JudgedTally } from './tally.ts';

interface Edge {
  left: number;
  right: number;
  weight: number;
}

function columnsOf(edges: readonly Edge[]) {
  const sorted = [...edges].sort((a, b) => b.weight - a.weight);
  return { left: sorted.map(({ left }) => left), right: sorted.map(({ right }) => right), weight: sorted.map(({ weight }) => weight) };
}

/** Clusters at one threshold by spreading the smallest label until nothing changes, and every pair counted. */
function byHand(truth: readonly number[], edges: readonly Edge[], threshold: number) {
  const label = truth.map((_, record) => record);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { left, right, weight } of edges) {
      if (weight < threshold || label[left] === label[right]) continue;
      label[left] = label[right] = Math.min(label[left]!, label[right]!);
      changed = true;
    }
  }
  const counts = { pairs: 0, right: 0, true: 0 };
  for (let a = 0; a < truth.length; a++)
    for (let b = a + 1; b < truth.length; b++) {
      if (truth[a]! < 0 || truth[b]! < 0) continue;
      const [together, same] = [label[a] === label[b], truth[a] === truth[b]];
      counts.pairs += Number(together);
      counts.right += Number(together && same);
      counts.true += Number(same);
    }
  return counts;
}

const sweepClusters = (truth: readonly number[], edges: readonly Edge[]) =>
  sweepThresholds({ records: truth.length, tally: new ClusterTally(Int32Array.from(truth)), edges: columnsOf(edges) });

describe('sweeping thresholds', () => {
  test('tells precision and recall at each weight, from the strongest', () => {
    const points = sweepClusters(
      [7, 7, 8, 8],
      [
        { left: 0, right: 1, weight: 9 },
        { left: 2, right: 3, weight: 5 },
        { left: 1, right: 2, weight: 5 },
      ],
    );
    expect(points).toEqual([
      { threshold: 9, pairs: 1, precision: 1, recall: 0.5, f1: 0.666667 },
      { threshold: 5, pairs: 6, precision: 0.333333, recall: 1, f1: 0.5 },
    ]);
    expect(bestPoint(points)?.threshold).toBe(9);
  });

  test('leaves out records that the truth does not know, but lets them hold others together', () => {
    const edges = [
      { left: 0, right: 1, weight: 3 },
      { left: 1, right: 2, weight: 3 },
    ];
    expect(sweepClusters([4, -1, 4], edges)).toEqual([{ threshold: 3, pairs: 1, precision: 1, recall: 1, f1: 1 }]);
  });

  test('counts only pairs that were judged, where the truth judges pairs', () => {
    const edges = columnsOf([
      { left: 0, right: 1, weight: 8 },
      { left: 1, right: 2, weight: 6 },
      { left: 2, right: 3, weight: 4 },
    ]);
    const tally = new JudgedTally({ left: [0, 0, 1], right: [2, 3, 3], match: [true, true, false] });
    expect(sweepThresholds({ records: 4, tally, edges })).toEqual([
      { threshold: 8, pairs: 0, precision: 1, recall: 0, f1: 0 },
      { threshold: 6, pairs: 1, precision: 1, recall: 0.5, f1: 0.666667 },
      { threshold: 4, pairs: 3, precision: 0.666667, recall: 1, f1: 0.8 },
    ]);
  });

  test('agrees with counting every pair, for true clusters and for the same truth as judged pairs', () => {
    const edge = fc.record({ left: fc.nat(9), right: fc.nat(9), weight: fc.integer({ min: -3, max: 3 }) });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 10, maxLength: 10 }), fc.array(edge), (truth, edges) => {
        const points = sweepClusters(truth, edges);
        for (const point of points) {
          const counted = byHand(truth, edges, point.threshold);
          expect(point.pairs).toBe(counted.pairs);
          expect(point.precision).toBeCloseTo(counted.pairs === 0 ? 1 : counted.right / counted.pairs, 5);
          expect(point.recall).toBeCloseTo(counted.true === 0 ? 1 : counted.right / counted.true, 5);
        }
        const pairs = truth.flatMap((a, i) => truth.flatMap((b, j) => (i < j && a >= 0 && b >= 0 ? [{ i, j, match: a === b }] : [])));
        const tally = new JudgedTally({
          left: pairs.map(({ i }) => i),
          right: pairs.map(({ j }) => j),
          match: pairs.map(({ match }) => match),
        });
        expect(sweepThresholds({ records: truth.length, tally, edges: columnsOf(edges) })).toEqual(points);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('thins a long curve without losing its best point and its ends', () => {
    const points = Array.from({ length: 1000 }, (_, i) => ({ threshold: -i, pairs: i, precision: 1, recall: 1, f1: i === 333 ? 1 : 0.5 }));
    const few = thinned(points, 50);
    expect(few.length).toBeLessThanOrEqual(50);
    expect(few).toEqual(expect.arrayContaining([points[0], points[333], points[999]]));
  });
});
