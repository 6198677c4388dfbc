/** Where a road's name ends. */
import { ALNUM, HAN, kindOf } from './characters.ts';
import type { Reading } from './reading.ts';

const LONGEST_NAME = 12;

/** Where the suffix of the first road from `at` on begins; undefined where none is near. */
export function roadAhead({ units, end, folded }: Reading, at: number): number | undefined {
  for (let i = at; i < Math.min(end, at + LONGEST_NAME); i++) {
    if ((kindOf(units[i]!) & (HAN | ALNUM)) === 0) return undefined;
    if (roadSuffix(folded, i, end) > 0) return i;
  }
  return undefined;
}

/** How many characters the suffix of a road has that begins at `at`; 0 where none does. */
export function roadSuffix(folded: string, at: number, end: number): number {
  const one = folded[at]!;
  const next = at + 1 < end ? folded[at + 1]! : '';
  switch (one) {
    case '大':
      return next === '道' || next === '街' || next === '路' ? 2 : 0;
    case '公':
      return next === '路' && folded[at + 2] !== '局' ? 2 : 0;
    case '胡':
      return next === '同' ? 2 : 0;
    case '国':
    case '省':
    case '县':
    case '乡':
      return next === '道' ? 2 : 0;
    case '路':
      return 1;
    case '街':
      return next === '道' || next === '坊' || next === '心' || next === '区' ? 0 : 1;
    case '巷':
    case '弄':
      return 1;
    default:
      return 0;
  }
}
