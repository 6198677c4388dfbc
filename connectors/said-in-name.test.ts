import { describe, expect, test } from '@jest/globals';
import { dayInName, partInName, stemOf, wholeName } from './said-in-name.ts';

describe('the name of a file', () => {
  test.each([
    ['residents.csv', null, null, 'residents'],
    ['residents.2026-10-01.csv', '2026-10-01', null, 'residents'],
    ['residents_2026-10-01.csv.gz', '2026-10-01', null, 'residents'],
    ['常住人口-2026-10-01.xlsx', '2026-10-01', null, '常住人口'],
    ['residents.2026-10-01.2-of-3.csv', '2026-10-01', { part: 2, total: 3 }, 'residents'],
    ['residents.02-of-11.csv.gz', null, { part: 2, total: 11 }, 'residents'],
    ['residents.2026-10-01_final.csv', '2026-10-01', null, 'residents_final'],
    // Neither a day nor a part: something else is written close to it.
    ['residents2026-10-01.csv', null, null, 'residents2026-10-01'],
    ['residents.2026-10-011.csv', null, null, 'residents.2026-10-011'],
    ['residents.1-of-3', null, null, null],
    ['residents', null, null, null],
  ])('%s says its day, part and what it holds', (name, day, part, stem) => {
    expect([dayInName(name), partInName(name), stemOf(name)]).toEqual([day, part, stem]);
  });

  test('is one for all parts of a delivery', () => {
    expect(wholeName('residents.2026-10-01.02-of-03.csv')).toBe('residents.2026-10-01.*-of-3.csv');
    expect(wholeName('residents.csv')).toBe('residents.csv');
  });
});
