import { describe, expect, test } from '@jest/globals';
import { CHINA_TIME, createToday, dayIn } from './day.ts';

describe('the day', () => {
  test('is that of the place, not of the machine', () => {
    const instant = new Date('2026-09-30T16:00:00Z');
    expect(dayIn(CHINA_TIME, instant)).toBe('2026-10-01');
    expect(dayIn('UTC', instant)).toBe('2026-09-30');
    expect(dayIn('Asia/Urumqi', instant)).toBe('2026-09-30');
  });

  test('changes with the minute in which it begins, forth and back', () => {
    let now = new Date('2026-09-30T15:59:59.999Z');
    const today = createToday(CHINA_TIME, () => now);
    expect(today()).toBe('2026-09-30');
    now = new Date('2026-09-30T16:00:00Z');
    expect(today()).toBe('2026-10-01');
    now = new Date('2026-09-30T15:00:00Z');
    expect(today()).toBe('2026-09-30');
  });
});
