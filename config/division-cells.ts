/** How divisions stand in CSV: the header, and what the cell `successor` says. */
import { csvLine } from '../core/csv-blocks.ts';
import type { Division, DivisionPart } from './types.ts';

export const DIVISION_HEADER = ['code', 'name', 'level', 'parent', 'valid_from', 'valid_to', 'successor'] as const;

const PART = /^(\d+)(?:=(0?\.\d+|1(?:\.0+)?))?(?:\[(\d{4}-\d{2}-\d{2})\])?$/;

/**
 * `339902`: all of it went there. `330206;330211`: it was split. `330206=0.8;330211=0.2`: with the shares of its people.
 * `330203[2016-10-01]`: a part that left on a day, while the rest lived on or went elsewhere.
 *
 * @returns undefined where the cell is none of these
 */
export function readSuccessors(cell: string): Pick<Division, 'successor' | 'parts'> | undefined {
  if (cell === '') return { successor: null };
  const parts: DivisionPart[] = [];
  for (const item of cell.split(/[;；]/)) {
    const found = PART.exec(item.trim());
    if (found === null) return undefined;
    parts.push({ code: found[1]!, share: found[2] === undefined ? null : Number(found[2]), on: found[3] ?? null });
  }
  const atTheEnd = parts.filter(({ on }) => on === null);
  if (atTheEnd.reduce((sum, { share }) => sum + (share ?? 0), 0) > 1.0001) return undefined;
  if (new Set(parts.map(({ code, on }) => `${code}${on}`)).size < parts.length) return undefined;
  const [heir] = atTheEnd;
  if (atTheEnd.length !== 1 || (heir!.share ?? 1) < 1) return { successor: null, parts };
  const earlier = parts.filter(({ on }) => on !== null);
  return { successor: heir!.code, ...(earlier.length === 0 ? {} : { parts: earlier }) };
}

function writeSuccessors({ successor, parts = [] }: Division): string {
  const written = parts.map(({ code, share, on }) => `${code}${share === null ? '' : `=${share}`}${on === null ? '' : `[${on}]`}`);
  return [...(successor === null ? [] : [successor]), ...written].join(';');
}

/** The table as CSV, rows in the order of code and first day: the same table, the same bytes. */
export function divisionsCsv(divisions: readonly Division[]): string {
  const key = ({ code, validFrom }: Division) => `${code} ${validFrom ?? ''}`;
  const rows = divisions
    .map((division) => ({ division, place: key(division) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ division }) => {
      const { code, name, level, parent, validFrom, validTo } = division;
      return csvLine([code, name, level, parent ?? '', validFrom ?? '', validTo ?? '', writeSuccessors(division)]);
    });
  return csvLine(DIVISION_HEADER) + rows.join('');
}
