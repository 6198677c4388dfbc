/** Plain dates as whole days since 1970-01-01, and months as `year * 12 + month - 1`. No time zone is involved. */

const MS_PER_DAY = 86_400_000;

export function dayOf(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / MS_PER_DAY);
}

const compactCache = new Map<number, string>();

/** `20261001` */
export function compactDate(day: number): string {
  let text = compactCache.get(day);
  if (text === undefined) {
    const date = new Date(day * MS_PER_DAY);
    text = String(date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate());
    compactCache.set(day, text);
  }
  return text;
}

/** `2026-10-01` */
export function isoDate(day: number): string {
  const text = compactDate(day);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** The same, and '' for 0, which stands for "not happened". */
export function isoDateOrEmpty(day: number): string {
  return day === 0 ? '' : isoDate(day);
}

const FIRST_DAY = dayOf(1880, 1, 1);
const LAST_DAY = dayOf(2060, 1, 1);
const months = new Int32Array(LAST_DAY - FIRST_DAY);
for (let month = 1880 * 12; month < 2060 * 12; month++) months.fill(month, firstDayOfMonth(month) - FIRST_DAY);

/** Of a day from 1880 to 2059. */
export function monthOf(day: number): number {
  return months[day - FIRST_DAY]!;
}

export function yearOf(day: number): number {
  return Math.floor(monthOf(day) / 12);
}

export function firstDayOfMonth(month: number): number {
  return dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
}

/** `202610` */
export function compactMonth(month: number): string {
  return String(Math.floor(month / 12) * 100 + (month % 12) + 1);
}

/** `2026-10` */
export function isoMonth(month: number): string {
  const text = compactMonth(month);
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** Full years lived on a day; years of 365.2425 days are exact enough for a life's events. */
export function ageOn(birth: number, day: number): number {
  return Math.floor((day - birth) / 365.2425);
}
