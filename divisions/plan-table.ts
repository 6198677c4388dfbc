import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Division, divisionsCsv } from '../config/index.ts';
import { compareTables, type DivisionChange } from './compare-tables.ts';
import { divisionErrors } from './errors.ts';
import { readTable } from './read-table.ts';
import { shippedDivisions } from './shipped-table.ts';

/** What a file is laid over: nothing (it is the whole table), the table in force, or the one of China that ships with the program. */
export type Base = 'nothing' | 'present' | 'shipped';

export interface PlanRequest {
  /** CSV; absent: the base alone. */
  file?: string | undefined;
  onto: Base;
  /** Of the shipped table: the cities (2 or 4 digits) whose streets are taken besides those of the cities that the file writes of. */
  streets: readonly string[];
  present: readonly Division[];
  /** `YYYY-MM-DD` */
  today: string;
}

export interface TablePlan {
  divisions: Division[];
  /** The same as CSV, in fixed order. */
  content: string;
  hash: string;
  title: string;
  changes: DivisionChange[];
}

/** The table that would come into force, and what would be different. @throws divisionsNothingNamed, divisionFileUnreadable, divisionsUnusable */
export async function planTable({ file, onto, streets, present, today }: PlanRequest): Promise<TablePlan> {
  if (file === undefined && onto !== 'shipped') throw divisionErrors.divisionsNothingNamed();
  const base = { nothing: () => [], present: () => present, shipped: shippedDivisions }[onto]();
  const written = file === undefined ? base : await readTable(file, base);
  const divisions = onto === 'shipped' ? withStreetsOf(written, { streets, base }) : written;
  const content = divisionsCsv(divisions);
  const title = [onto === 'shipped' ? 'shipped table' : '', file === undefined ? '' : path.basename(file)].filter(Boolean).join(' + ');
  return {
    divisions: [...divisions],
    content,
    hash: createHash('sha256').update(content).digest('hex'),
    title,
    changes: compareTables(present, divisions, today),
  };
}

/** Forty thousand streets of other cities would only make every command slower. */
function withStreetsOf(
  divisions: readonly Division[],
  { streets, base }: { streets: readonly string[]; base: readonly Division[] },
): readonly Division[] {
  const shipped = new Set(base);
  const own = divisions.filter((division) => !shipped.has(division)).map(({ code }) => code.slice(0, 4));
  const cities = [...new Set([...own.filter((code) => code.length === 4), ...streets])];
  return divisions.filter(
    (division) => division.code.length <= 6 || !shipped.has(division) || cities.some((city) => division.code.startsWith(city)),
  );
}
