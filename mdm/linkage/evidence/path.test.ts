import { describe, expect, test } from '@jest/globals';
import { strongestPath } from './path.ts';

describe('the way between two records', () => {
  const edges = [
    { left: 1, right: 2, weight: 9 },
    { left: 3, right: 2, weight: 8 },
    { left: 5, right: 6, weight: 7 },
    { left: 1, right: 3, weight: 2 },
    { left: 4, right: 3, weight: 1 },
  ];

  test('is the one whose weakest step is the strongest, told from the first to the second', () => {
    expect(strongestPath(edges, 1, 3)).toEqual([
      { left: 1, right: 2, weight: 9 },
      { left: 2, right: 3, weight: 8 },
    ]);
    expect(strongestPath(edges, 4, 1).map(({ left, right }) => [left, right])).toEqual([
      [4, 3],
      [3, 2],
      [2, 1],
    ]);
  });

  test('is empty where none leads there', () => {
    expect(strongestPath(edges, 1, 6)).toEqual([]);
    expect(strongestPath([], 1, 2)).toEqual([]);
  });
});
