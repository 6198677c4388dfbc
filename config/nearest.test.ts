import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advise, editDistance, nearest } from './nearest.ts';

const KNOWN = ['id-number', 'credit-code', 'person-name', 'date', 'idNumber'];

describe('the nearest known word', () => {
  test.each([
    ['idnumber', 'id-number'],
    ['ID_NUMBER', 'id-number'],
    ['credti-code', 'credit-code'],
    ['persn-name', 'person-name'],
    ['dat', 'date'],
  ])('%s most likely means %s', (word, meant) => expect(nearest(word, KNOWN)).toBe(meant));

  test.each(['', 'x', 'telephone', 'XM'])('%j is near to none', (word) => expect(nearest(word, [...KNOWN, 'XB'])).toBeUndefined());

  test('is the word itself when it is known', () => {
    fc.assert(fc.property(fc.constantFrom(...KNOWN.slice(0, 4)), (word) => nearest(word, KNOWN) === word));
  });

  test('has a distance that is the same both ways and nought only for equals', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });

  test('is proposed, or all known words are listed', () => {
    expect(advise('dte', KNOWN).advice).toBe('Did you mean date?');
    expect(advise('colour', KNOWN)).toEqual({
      advice: 'Known are: id-number, credit-code, person-name, date, idNumber.',
      adviceZh: '可用的有：id-number, credit-code, person-name, date, idNumber。',
    });
  });
});
