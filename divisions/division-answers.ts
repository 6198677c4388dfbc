/** What is told of divisions, over HTTP and by command: plain data, public. */
import { type Division, type DivisionTree, divisionTree, type Heir, holdsOn } from '../config/index.ts';

export interface PlaceItem {
  code: string;
  name: string;
  level: string;
}

export interface DivisionItem extends PlaceItem {
  parent?: string;
  validFrom?: string;
  validTo?: string;
}

/** A division of today, with the share of the people of the one asked for; left out where nobody knows. */
export interface HeirItem extends PlaceItem {
  share?: number;
}

export interface DivisionAnswer extends DivisionItem {
  /** Day that is asked about. */
  on: string;
  /** Whether it was in force then; if not, what it was last (or first) is told. */
  inForce: boolean;
  /** From the province down to it, as on that day. */
  path: PlaceItem[];
  /** Where it lies today: itself, its new code, or the heirs of a split. */
  today: HeirItem[];
}

export interface HistoryItem extends DivisionItem {
  /** Where it went when it ended, and what left it before. */
  successors: (HeirItem & { on?: string })[];
}

export interface DivisionHistory {
  code: string;
  /** All that the code ever was, oldest first. */
  items: HistoryItem[];
  /** What went into it, wholly or in part. */
  predecessors: HistoryItem[];
  today: HeirItem[];
}

/** Unknown codes give undefined. Days are `YYYY-MM-DD`; absent: today. */
export interface DivisionAnswers {
  division(code: string, on?: string): DivisionAnswer | undefined;
  children(code: string, on?: string): { items: DivisionItem[]; on: string } | undefined;
  history(code: string): DivisionHistory | undefined;
  /** Divisions that bear or bore the name. With a day: only those in force then. */
  named(name: string, on?: string): DivisionAnswer[];
  /** The provinces. */
  roots(on?: string): DivisionItem[];
}

export function createDivisionAnswers(divisions: readonly Division[], today: () => string): DivisionAnswers {
  const tree = () => divisionTree(divisions, today());
  const heirs = (found: readonly Heir[]): HeirItem[] => found.map((heir) => heirItem(tree(), heir));
  const answer = (row: Division, on: string): DivisionAnswer => ({
    ...divisionItem(row),
    on,
    inForce: holdsOn(row, on),
    path: tree()
      .path(row.code, holdsOn(row, on) ? on : (row.validFrom ?? on))
      .map(placeItem),
    today: heirs(tree().heirs(row.code, row.validFrom ?? on)),
  });
  const rowOn = (code: string, on: string) =>
    tree().on(code, on) ??
    tree()
      .rows(code)
      .findLast(({ validFrom }) => (validFrom ?? '') <= on) ??
    tree().rows(code)[0];

  return {
    division(code, on = today()) {
      const row = rowOn(code, on);
      return row && answer(row, on);
    },
    children(code, on = today()) {
      return tree().rows(code).length === 0 ? undefined : { items: tree().children(code, on).map(divisionItem), on };
    },
    history(code) {
      const rows = tree().rows(code);
      if (rows.length === 0) return undefined;
      const items = (list: readonly Division[]) => list.map((row) => historyItem(tree(), row));
      return {
        code,
        items: items(rows),
        predecessors: items(tree().predecessors(code)),
        today: heirs(tree().heirs(code, rows[0]!.validFrom ?? '')),
      };
    },
    named(name, on) {
      const rows = tree()
        .named(name)
        .filter((row) => on === undefined || holdsOn(row, on));
      return rows.map((row) => answer(row, on ?? (holdsOn(row, today()) ? today() : (row.validFrom ?? today()))));
    },
    roots: (on = today()) => divisions.filter((row) => row.parent === null && holdsOn(row, on)).map(divisionItem),
  };
}

function placeItem({ code, name, level }: Division): PlaceItem {
  return { code, name, level };
}

function divisionItem(row: Division): DivisionItem {
  const { parent, validFrom, validTo } = row;
  return {
    ...placeItem(row),
    ...(parent === null ? {} : { parent }),
    ...(validFrom === null ? {} : { validFrom }),
    ...(validTo === null ? {} : { validTo }),
  };
}

function heirItem(tree: DivisionTree, { code, share }: Heir): HeirItem {
  const row = tree.rows(code).at(-1);
  const place = row === undefined ? { code, name: '', level: '' } : placeItem(row);
  return { ...place, ...(share === null ? {} : { share }) };
}

function historyItem(tree: DivisionTree, row: Division): HistoryItem {
  const all = row.successor === null ? [] : [{ code: row.successor, share: row.parts?.length ? null : 1, on: null }];
  const successors = [...all, ...(row.parts ?? [])].map(({ on, ...heir }) => ({
    ...heirItem(tree, heir),
    ...(on === null ? {} : { on }),
  }));
  return { ...divisionItem(row), successors };
}
