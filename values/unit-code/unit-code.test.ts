import { expect, test } from '@jest/globals';
import { sampleDivisions } from '../example-divisions.ts';
import { makeType } from './index.ts';

const type = makeType({ divisions: sampleDivisions, today: '2026-10-01' });
const REST = '001001GB00012F00030502';

test('a unit of a county that was renamed is found and joins under the code of today', () => {
  expect(type.joinKeys!(`339912${REST}`)).toEqual(type.joinKeys!(`339902${REST}`));
  expect(type.searchForm!(`339912${REST}`)).toBe(`339902${REST}`);
  expect(type.clean(`339912${REST}`).value).toBe(`339912${REST}`);
});

test('counties that were put together keep their codes apart: the same digits may be two units', () => {
  const merged = sampleDivisions.map((row) => (row.code === '339903' ? { ...row, validTo: '2016-07-01', successor: '339902' } : row));
  const counties = makeType({ divisions: merged, today: '2026-10-01' });
  expect(counties.joinKeys!(`339903${REST}`)).not.toEqual(counties.joinKeys!(`339902${REST}`));
  expect(counties.joinKeys!(`339912${REST}`)).not.toEqual(counties.joinKeys!(`339902${REST}`));
});

test('what has not the form of one joins nothing', () => {
  expect(type.joinKeys!('339901001001GB00012')).toEqual([]);
  expect(type.clean('339901001001GB00012')).toEqual({ value: '339901001001GB00012', findings: ['formWrong'] });
});
