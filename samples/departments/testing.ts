/** What the tests of feeds share: one city, what its departments export in two months, and small tools. */
import { dayOf } from '../days.ts';
import { live, makeWorld } from '../world/make-world.ts';
import { MONTH_1 } from '../world/world.ts';
import { findWrongs } from '../wrongs/index.ts';
import type { Row, View } from './department.ts';
import { DEPARTMENTS } from './index.ts';

export interface Exports {
  /** The city of the first month. After two months it has lived on: only what does not move may be asked of it. */
  view: View;
  /** Rows by source. */
  first: Record<string, Row[]>;
  /** Rows of wrongs.csv in the first month. */
  wrongs: string[][];
}

export function exportOneMonth(people: number, seed: number): Exports {
  const view = { world: makeWorld(people, seed), month: 1, asOf: MONTH_1, asOfBefore: 0 };
  return { view, first: rowsOf(view), wrongs: [...findWrongs(view)] };
}

export function exportTwoMonths(people: number, seed: number): Exports & { second: Record<string, Row[]> } {
  const exported = exportOneMonth(people, seed);
  const { world } = exported.view;
  const next = dayOf(2026, 11, 1);
  live(world, next);
  return { ...exported, second: rowsOf({ world, month: 2, asOf: next, asOfBefore: MONTH_1 }) };
}

function rowsOf(view: View): Record<string, Row[]> {
  return Object.fromEntries(DEPARTMENTS.map(({ source, rows }) => [source, [...rows(view)]]));
}

/** The values of one column, rows delivered earlier left out. */
export function column(rows: readonly Row[], source: string, name: string): string[] {
  const at = columnsOf(source).indexOf(name);
  if (at < 0) throw new Error(`${source} has no column ${name}`);
  return rows.flatMap(({ cells }) => (cells ? [cells[at]!] : []));
}

/** Rows as objects by column, with the entities they truly speak of by role. */
export function records(
  rows: readonly Row[],
  source: string,
): { is: Record<string, string>; [column: string]: string | Record<string, string> }[] {
  const columns = columnsOf(source);
  return rows.map(({ cells, mentions }) => ({
    ...Object.fromEntries(columns.map((name, i) => [name, cells?.[i] ?? ''])),
    is: Object.fromEntries(mentions.map(({ role, entity }) => [role, entity])),
  }));
}

export function columnsOf(source: string): string[] {
  return DEPARTMENTS.find((department) => department.source === source)!.columns;
}

export const shareOf = (values: readonly string[], holds: (value: string) => boolean) => values.filter(holds).length / values.length;
/** A number as a careful reader takes it: narrow, in capitals, without blanks and hyphens. */
export const plainNumber = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
