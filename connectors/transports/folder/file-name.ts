import path from 'node:path';
import { dayInName, partInName, stemOf, wholeName } from '../../said-in-name.ts';

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

/** Endings of files that are still being written. */
export const unfinishedEndings: readonly string[] = ['.part', '.tmp'];

/**
 * Reads `<department>/<feed>.<date>.<part>-of-<total>.<ext>`; date and part may be missing, and the date may follow `-` or `_`.
 *
 * @returns null when the file fits no known source, or its date or part cannot be.
 */
export function readFileName(file: string, sources: ReadonlySet<string>): FileName | null {
  const [department, base] = [path.dirname(file), path.basename(file)];
  if (unfinishedEndings.includes(path.extname(base).toLowerCase())) return null;
  const source = `${department}.${stemOf(base)}`;
  const asOf = dayInName(base);
  const { part, total } = partInName(base) ?? { part: 1, total: 1 };
  if (!sources.has(source) || part < 1 || part > total || (asOf !== null && !isDate(asOf))) return null;
  return { source, asOf, part, total, name: `${department}/${wholeName(base)}` };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
