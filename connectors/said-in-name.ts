/** What the name of a file says of it, as in `residents.2026-10-01.2-of-3.csv.gz`; the same wherever a file comes from. */

const DAY = /[._-](\d{4}-\d{2}-\d{2})(?=[._])/;
const PART = /\.(\d{1,4})-of-(\d{1,4})(?=\.[A-Za-z0-9]+(?:\.gz)?$)/;
const ENDING = /\.[A-Za-z0-9]+(?:\.gz)?$/;

/** The day for which a file is true, after a dot, hyphen or underscore: `YYYY-MM-DD`. Whether there is such a day is not asked. */
export function dayInName(name: string): string | null {
  return DAY.exec(name)?.[1] ?? null;
}

/** Which of how many parts of a delivery a file is; null when it is the whole. */
export function partInName(name: string): { part: number; total: number } | null {
  const found = PART.exec(name);
  return found === null ? null : { part: Number(found[1]), total: Number(found[2]) };
}

/** The name without its day, part and ending: what the file holds; null when it has no ending. */
export function stemOf(name: string): string | null {
  return ENDING.test(name) ? name.replace(PART, '').replace(DAY, '').replace(ENDING, '') : null;
}

/** One name for all parts of a delivery. */
export function wholeName(name: string): string {
  return name.replace(PART, (_, __, total: string) => `.*-of-${Number(total)}`);
}
