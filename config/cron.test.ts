import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cronMistake } from './cron.ts';

describe('a schedule', () => {
  test.each([
    '0 2 * * *',
    '*/5 * * * *',
    '0 0 1,15 * mon-fri',
    '30 4 1-7/2 jan,March sunday',
    '15 30 4 * * 7',
    '  0  2 * * * ',
    '59 23 31 12 0',
  ])('%j is one', (expression) => expect(cronMistake(expression)).toBeUndefined());

  test.each(['', '*', '* * * *', '0 24 * * *', '60 * * * *', '* * 0 * *', '* * * 13 *', '* * * * 8', '5-1 * * * *', '*/0 * * * *'])(
    '%j is none',
    (expression) => expect(cronMistake(expression)?.en).toBeTruthy(),
  );

  test.each(['a * * * *', '1- * * * *', '1,,2 * * * *', '1/2/3 * * * *', '5/2 * * * *', '* * * foo *', '1-2-3 * * * *', '@daily'])(
    '%j is none either',
    (expression) => expect(cronMistake(expression)?.zh).toBeTruthy(),
  );

  test('is judged whatever is written', () => {
    fc.assert(fc.property(fc.string(), (text) => ['undefined', 'object'].includes(typeof cronMistake(text))));
  });
});
