import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bestPoint, sweepThresholds } from './sweep-thresholds.ts';

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

describe('sweeping thresholds', () => {
  test('tells precision and recall at each weight, from the strongest', () => {
    const edges = columnsOf([
      { left: 0, right: 1, weight: 9 },
      { left: 2, right: 3, weight: 5 },
      { left: 1, right: 2, weight: 5 },
    ]);
    const points = sweepThresholds({ truth: Int32Array.from([7, 7, 8, 8]), edges });
    expect(points).toEqual([
      { threshold: 9, pairs: 1, precision: 1, recall: 0.5, f1: 0.666667 },
      { threshold: 5, pairs: 6, precision: 0.333333, recall: 1, f1: 0.5 },
    ]);
    expect(bestPoint(points)?.threshold).toBe(9);
  });

  test('leaves out records that the truth does not know, but lets them hold others together', () => {
    const edges = columnsOf([
      { left: 0, right: 1, weight: 3 },
      { left: 1, right: 2, weight: 3 },
    ]);
    expect(sweepThresholds({ truth: Int32Array.from([4, -1, 4]), edges })).toEqual([
      { threshold: 3, pairs: 1, precision: 1, recall: 1, f1: 1 },
    ]);
  });

  test('counts records that are one from the start without a point of their own', () => {
    const edges = columnsOf([
      { left: 0, right: 1, weight: Infinity },
      { left: 1, right: 2, weight: 2 },
    ]);
    expect(sweepThresholds({ truth: Int32Array.from([1, 1, 2]), edges })).toEqual([
      { threshold: 2, pairs: 3, precision: 0.333333, recall: 1, f1: 0.5 },
    ]);
  });

  test('agrees with counting every pair', () => {
    const edge = fc.record({ left: fc.nat(9), right: fc.nat(9), weight: fc.integer({ min: -3, max: 3 }) });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 10, maxLength: 10 }), fc.array(edge), (truth, edges) => {
        for (const point of sweepThresholds({ truth: Int32Array.from(truth), edges: columnsOf(edges) })) {
          const counted = byHand(truth, edges, point.threshold);
          expect(point.pairs).toBe(counted.pairs);
          expect(point.precision).toBeCloseTo(counted.pairs === 0 ? 1 : counted.right / counted.pairs, 5);
          expect(point.recall).toBeCloseTo(counted.true === 0 ? 1 : counted.right / counted.true, 5);
        }
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
