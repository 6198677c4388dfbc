import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { descending, sortRows } from './integers.ts';

describe('ordering numbers in typed arrays', () => {
  test('puts the greatest first, equal ones in the order of places', () => {
    const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1.5, -1.5)), { maxLength: 50 });
    fc.assert(
      fc.property(numbers, (all) => {
        const places = [
          ...sortRows(
            descending(all.length, (i) => all[i]!),
            all.length,
          ),
        ];
        expect(places).toEqual([...all.keys()].sort((a, b) => (all[a] === all[b] ? a - b : all[a]! < all[b]! ? 1 : -1)));
      }),
    );
  });
});
