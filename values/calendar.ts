/** Dates as texts, without a time zone. */

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether `YYYYMMDD` is a day of the calendar. */
export function isDay(compact: string): boolean {
  const year = Number(compact.slice(0, 4));
  const month = Number(compact.slice(4, 6));
  const day = Number(compact.slice(6, 8));
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= DAYS[month - 1]! + (leap ? 1 : 0);
}

/** The same in SQL, for an expression of eight digits. */
export function isDaySql(compact: string): string {
  return `try_strptime(${compact}, '%Y%m%d') IS NOT NULL`;
}
