import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { descending, sortKeys, sortRows } from './sort-numbers.ts';

/** Few different ones and many, small ones and any. */
const numbers = fc.oneof(fc.nat(2), fc.nat(400), fc.integer({ min: 0, max: 0xffffffff }));
const lists = fc.oneof(fc.array(numbers, { maxLength: 300 }), fc.array(fc.nat(3), { minLength: 100, maxLength: 400 }));

describe('ordering numbers in typed arrays', () => {
  test('puts the greatest first, equal ones in the order of places', () => {
    const doubles = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1.5, -1.5)), { maxLength: 200 });
    fc.assert(
      fc.property(doubles, (all) => {
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

  test('orders keys with the places they come from, and leaves out what is no key', () => {
    fc.assert(
      fc.property(lists, (all) => {
        const { keys, places } = sortKeys(Uint32Array.from(all));
        const expected = [...all.keys()].filter((i) => all[i] !== 0).sort((a, b) => all[a]! - all[b]! || a - b);
        expect([...places]).toEqual(expected);
        expect([...keys]).toEqual(expected.map((i) => all[i]));
      }),
    );
  });

  test('orders keys of one bucket by the thousand', () => {
    const all = Uint32Array.from({ length: 3000 }, (_, i) => (i === 0 ? 0xffffffff : 1 + ((i * 7919) % 8_000_000)));
    const { keys, places } = sortKeys(all);
    expect([...places]).toEqual([...all.keys()].sort((a, b) => all[a]! - all[b]! || a - b));
    expect([...keys]).toEqual([...all].sort((a, b) => a - b));
  });

  test('orders rows by their first column, then the second, and so on', () => {
    fc.assert(
      fc.property(lists, lists, lists, (...columns) => {
        const rows = Math.min(...columns.map(({ length }) => length));
        const order = sortRows(
          columns.map((column) => Uint32Array.from(column)),
          rows,
        );
        const compare = (a: number, b: number) => columns.reduce((sum, column) => sum || column[a]! - column[b]!, 0) || a - b;
        expect([...order]).toEqual([...Array(rows).keys()].sort(compare));
      }),
    );
  });
});
