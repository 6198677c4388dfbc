import { describe, expect, test } from '@jest/globals';
import { divisions, isTold, ownComparisons, tellingOf } from './own-comparisons.ts';

const column = (kind: string, own: boolean, organisation = false) => ({ kind, own, organisation });
const personName = column('person name', true);
const birthDate = column('date', true);
const address = column('address', false);
const companyName = column('company name', false, true);
const creditCode = column('credit code', true, true);

describe('what belongs to one alone', () => {
  test('is said by the kinds of the columns', () => {
    expect(ownComparisons([personName, birthDate, address], [12, 14, 16])).toEqual([true, true, false]);
  });

  test('is no person in a list of organisations: one may represent several', () => {
    expect(ownComparisons([companyName, personName, creditCode], [14, 9, 12])).toEqual([false, false, true]);
    expect(ownComparisons([companyName, personName, address], [14, 9, 16])).toEqual([false, false, false]);
  });

  test('is not the name of somebody else: a guardian is shared by brothers and sisters', () => {
    expect(ownComparisons([personName, personName, birthDate], [12, 11, 14])).toEqual([true, false, true]);
    expect(ownComparisons([personName, personName], [12, 12])).toEqual([true, false]);
  });

  test('is a person in a list of persons that names their employers', () => {
    expect(ownComparisons([personName, companyName, address], [12, 5, 16])).toEqual([true, false, false]);
  });
});

test('what belongs to one alone tells matches where it divides the records enough: a sex alone does not', () => {
  const bits = divisions([Float64Array.of(0, 0.5, 0.5), Float64Array.of(0, 1 / 64, 63 / 64)], [1, 1]);
  expect(bits).toEqual([1, 6]);
  expect(tellingOf([0], bits)).toEqual([]);
  expect(tellingOf([0, 1], bits)).toEqual([0, 1]);
});

test('a whole name alone does not tell relatives at all levels, and neither does the sex; a birth date does', () => {
  const bits = [13, 1, 15];
  expect(isTold([0, 1], [0], bits)).toBe(false);
  expect(isTold([0, 1, 2], [0], bits)).toBe(true);
});
