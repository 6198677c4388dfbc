import { describe, expect, test } from '@jest/globals';
import { filesWithoutDuplicates } from './clean-files.ts';
import type { Profiles } from './profiles.ts';

/** Two lists of fifty, each record its own profile. */
const profiles = {
  file: Uint32Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1)),
  records: new Uint32Array(100).fill(1),
} as unknown as Profiles;
const across = (pairs: number) => Array.from({ length: pairs }, (_, i) => [i, i + 50, 12] as const);
const judge = (all: readonly (readonly [number, number, number])[]) =>
  filesWithoutDuplicates({
    profiles,
    files: 2,
    edges: {
      left: Uint32Array.from(all, ([l]) => l),
      right: Uint32Array.from(all, ([, r]) => r),
      weight: Float64Array.from(all, ([, , w]) => w),
    },
  });

describe('files that hold nobody twice', () => {
  test('are those whose certain pairs are with other files', () => {
    expect(judge(across(40))).toEqual([true, true]);
  });

  test('a file with pairs of its own is not one', () => {
    expect(judge([...across(40), [0, 1, 12], [2, 3, 12]])).toEqual([false, true]);
  });

  test('pairs that are only likely say nothing', () => {
    expect(judge([...across(40), [0, 1, 3], [2, 3, 3]])).toEqual([true, true]);
  });

  test('relatives of whom a list has many, less sure than the surest, say nothing', () => {
    expect(judge([...across(40), [0, 1, 9], [2, 3, 9], [50, 51, 9]])).toEqual([true, true]);
  });

  test('nothing is concluded from few', () => {
    expect(judge(across(10))).toEqual([false, false]);
  });
});
