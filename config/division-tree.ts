/** The table of divisions as a tree with a history: what a code was on a day, what lay under it, and what became of it. */
import type { Division } from './types.ts';

/** A division of today that holds all or part of what another was. */
export interface Heir {
  code: string;
  /** Of the people of the division asked for, 0..1; null where the table does not say. */
  share: number | null;
}

export interface DivisionTree {
  /** All that a code ever was, in the order of time. */
  rows(code: string): readonly Division[];
  /** What a code was on a day; undefined where it was nothing then. */
  on(code: string, day: string): Division | undefined;
  /** From the province down to the division itself, as on the day. */
  path(code: string, day: string): Division[];
  /** What lay directly under it on the day, in the order of codes. */
  children(code: string, day: string): Division[];
  /** The divisions in force on `today` that hold what `code` was on `day`; itself while it is in force. Empty where nobody knows. */
  heirs(code: string, day?: string): Heir[];
  /** Rows of other codes, all or a part of which went into this one. */
  predecessors(code: string): readonly Division[];
  /** Rows that bore this name, in the order of codes. */
  named(name: string): readonly Division[];
}

const trees = new WeakMap<readonly Division[], Map<string, DivisionTree>>();

/** The same for the same table and day: it is built once. `today`: `YYYY-MM-DD`. */
export function divisionTree(divisions: readonly Division[], today: string): DivisionTree {
  const known = trees.get(divisions) ?? new Map<string, DivisionTree>();
  trees.set(divisions, known);
  const tree = known.get(today) ?? createTree(divisions, today);
  known.set(today, tree);
  return tree;
}

export function holdsOn({ validFrom, validTo }: Division, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || validTo > day);
}

/** What became of a division: where all of it went, or the parts of a split. Nothing while it is in force. */
export function successorsOf({ successor, parts = [] }: Division): { code: string; share: number | null }[] {
  if (successor !== null) return [{ code: successor, share: 1 }];
  return parts.filter(({ on }) => on === null).map(({ code, share }) => ({ code, share }));
}

function createTree(divisions: readonly Division[], today: string): DivisionTree {
  const byCode = grouped(divisions, ({ code }) => [code]);
  for (const rows of byCode.values()) rows.sort((a, b) => compare(a.validFrom ?? '', b.validFrom ?? ''));
  const byParent = grouped(divisions, ({ parent }) => (parent === null ? [] : [parent]));
  const byHeir = grouped(divisions, (row) => {
    const heirs = [...successorsOf(row), ...(row.parts ?? [])].map(({ code }) => code);
    return [...new Set(heirs)].filter((code) => code !== row.code);
  });
  const byName = grouped(divisions, ({ name }) => [name]);
  const rows = (code: string): readonly Division[] => byCode.get(code) ?? [];
  const on = (code: string, day: string) => rows(code).find((row) => holdsOn(row, day));
  const inOrder = (found: readonly Division[] = []) => [...found].sort((a, b) => compare(a.code, b.code));

  return {
    rows,
    on,
    children: (code, day) => inOrder(byParent.get(code)).filter((row) => holdsOn(row, day)),
    predecessors: (code) => inOrder(byHeir.get(code)),
    named: (name) => inOrder(byName.get(name)),
    path(code, day) {
      const found: Division[] = [];
      // A parent that had ended by then is still the place it lay in.
      for (let at = on(code, day); at !== undefined && !found.includes(at); ) {
        found.unshift(at);
        at = at.parent === null ? undefined : (on(at.parent, day) ?? rows(at.parent).at(-1));
      }
      return found;
    },
    heirs: (code, day = today) => heirsAfter({ rows, today }, rowAt(rows(code), day)),
  };
}

/** The row in force on a day; else the last that had begun by then, else the first of all. */
function rowAt(rows: readonly Division[], day: string): Division | undefined {
  return rows.find((row) => holdsOn(row, day)) ?? rows.findLast(({ validFrom }) => validFrom === null || validFrom <= day) ?? rows[0];
}

interface Walk {
  rows(code: string): readonly Division[];
  today: string;
}

/** Follows successors to today. Time goes forward with each step, so it ends. */
function heirsAfter({ rows, today }: Walk, start: Division | undefined): Heir[] {
  const shares = new Map<string, number | null>();
  const walk = (row: Division | undefined, share: number | null, seen: readonly Division[]): void => {
    if (row === undefined || seen.includes(row)) return;
    if (row.validTo === null || row.validTo > today) {
      const before = shares.get(row.code);
      shares.set(row.code, before === undefined ? share : before === null || share === null ? null : before + share);
      return;
    }
    const ended = row.validTo;
    const path = [...seen, row];
    const heirs = successorsOf(row);
    // Renamed under its own code: the row that follows is the same place.
    const renamed = rows(row.code).find(({ validFrom }) => validFrom !== null && validFrom >= ended);
    if (heirs.length === 0) walk(renamed, share, path);
    for (const heir of heirs) {
      const next = rows(heir.code).find(({ validTo }) => validTo === null || validTo > ended);
      walk(next, share === null || heir.share === null ? null : share * heir.share, path);
    }
  };
  walk(start, 1, []);
  return [...shares]
    .map(([code, share]) => ({ code, share: share === null ? null : rounded(share) }))
    .sort((a, b) => compare(a.code, b.code));
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

function grouped(divisions: readonly Division[], keys: (row: Division) => string[]): Map<string, Division[]> {
  const groups = new Map<string, Division[]>();
  for (const row of divisions) {
    for (const key of keys(row)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
  }
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
