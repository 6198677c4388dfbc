/** Days as they are called where the hub is. */
export const CHINA_TIME = 'Asia/Shanghai';

/** Making one takes longer than all else that is done with a day. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day at an instant: `YYYY-MM-DD`. */
export function dayIn(timeZone: string, instant: Date): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/** Today, to be asked as often as one likes: it is worked out once a minute. */
export function createToday(timeZone: string, clock: () => Date): () => string {
  let minute = Number.NaN;
  let day = '';
  return () => {
    const now = clock();
    if (Math.floor(now.getTime() / 60_000) !== minute) {
      minute = Math.floor(now.getTime() / 60_000);
      day = dayIn(timeZone, now);
    }
    return day;
  };
}
