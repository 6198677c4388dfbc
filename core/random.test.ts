import { describe, expect, test } from '@jest/globals';
import { createRandom } from './random.ts';

describe('random numbers', () => {
  test('are the same for the same seed, for ever: sample cities and frozen models rest on them', () => {
    const next = createRandom(1);
    expect([next(), next(), next()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  test('take a seed written with or without a sign', () => {
    expect(createRandom(-1)()).toBe(createRandom(0xffffffff)());
  });
});
