import { describe, expect, test } from '@jest/globals';
import { ownComparisons } from './own-comparisons.ts';

const column = (own: boolean, organisation = false) => ({ own, organisation });
const [personName, birthDate, address, companyName, creditCode] = [column(true), column(true), column(false), column(false, true), column(true, true)];

describe('what belongs to one alone', () => {
  test('is said by the kinds of the columns', () => {
    expect(ownComparisons([personName, birthDate, address], [12, 14, 16])).toEqual([true, true, false]);
  });

  test('is no person in a list of organisations: one may represent several', () => {
    expect(ownComparisons([companyName, personName, creditCode], [14, 9, 12])).toEqual([false, false, true]);
    expect(ownComparisons([companyName, personName, address], [14, 9, 16])).toEqual([false, false, false]);
  });

  test('is a person in a list of persons that names their employers', () => {
    expect(ownComparisons([personName, companyName, address], [12, 5, 16])).toEqual([true, false, false]);
  });
});
