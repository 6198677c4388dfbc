import path from 'node:path';

/** What the place and name of a file say. */
export interface FileName {
  source: string;
  /** `YYYY-MM-DD` */
  asOf: string | null;
  /** 1-based; 1 of 1 when the delivery is one file. */
  part: number;
  total: number;
  /** The same for all parts of one delivery. */
  name: string;
}

const pattern =
  /^(?<feed>[^.].*?)(?:\.(?<date>\d{4}-\d{2}-\d{2}))?(?:\.(?<part>\d{1,4})-of-(?<total>\d{1,4}))?\.(?<ending>[A-Za-z0-9]+(?:\.gz)?)$/;

/** Endings of files that are still being written. */
export const unfinishedEndings: readonly string[] = ['.part', '.tmp'];

/**
 * Reads `<department>/<feed>.<date>.<part>-of-<total>.<ext>`; date and part may be missing.
 *
 * @returns null when the file fits no known source, or its date or part cannot be.
 */
export function readFileName(file: string, sources: ReadonlySet<string>): FileName | null {
  const department = path.dirname(file);
  const found = pattern.exec(path.basename(file))?.groups;
  if (found === undefined || unfinishedEndings.includes(path.extname(file).toLowerCase())) return null;
  const source = `${department}.${found['feed']}`;
  const part = Number(found['part'] ?? 1);
  const total = Number(found['total'] ?? 1);
  const asOf = found['date'] ?? null;
  if (!sources.has(source) || part < 1 || part > total || (asOf !== null && !isDate(asOf))) return null;
  const parts = found['total'] === undefined ? '' : `.*-of-${total}`;
  const name = `${department}/${found['feed']}${asOf === null ? '' : `.${asOf}`}${parts}.${found['ending']}`;
  return { source, asOf, part, total, name };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
