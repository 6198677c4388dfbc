import { type Division, divisionTree, successorsOf } from '../config/index.ts';
import type { DepartmentGrants } from './grants.ts';

export interface Regions {
  /** Prefixes a key may see, other codes of the same places included; undefined = everywhere. */
  prefixes(grants: DepartmentGrants): string[] | undefined;
  /** What has no division is seen only by keys for all regions. */
  visible(grants: DepartmentGrants, division: string | null): boolean;
}

/**
 * A granted division also covers the codes that the same land bore before and bears since. It never grows:
 * backwards, an ended division is covered when all of its heirs are; forwards, a division is covered when nothing but covered land went
 * into it, so that a new code or name changes no right, while a merger into something larger, or one heir of a split, opens nothing more.
 */
export function createRegions(divisions: readonly Division[], today: string): Regions {
  const expanded = new WeakMap<DepartmentGrants, string[]>();
  const moved = movedDivisions(divisions, today);

  const expand = (prefixes: readonly string[]): string[] => {
    const covered = new Set(prefixes);
    const isCovered = (code: string) => [...covered].some((prefix) => code.startsWith(prefix));
    for (let grown = true; grown; ) {
      grown = false;
      for (const { code, into } of moved) {
        if (isCovered(code) || into.length === 0 || !into.every(isCovered)) continue;
        covered.add(code);
        grown = true;
      }
    }
    return [...covered].sort();
  };

  const prefixes = (grants: DepartmentGrants): string[] | undefined => {
    if (grants.regions === 'all') return undefined;
    let known = expanded.get(grants);
    if (known === undefined) {
      known = expand(grants.regions);
      expanded.set(grants, known);
    }
    return known;
  };

  return {
    prefixes,
    visible(grants, division) {
      const allowed = prefixes(grants);
      return allowed === undefined || (division !== null && allowed.some((prefix) => division.startsWith(prefix)));
    },
  };
}

/** A division that is covered as soon as all of `into` are. */
interface Moved {
  code: string;
  into: string[];
}

function movedDivisions(divisions: readonly Division[], today: string): Moved[] {
  const tree = divisionTree(divisions, today);
  const codes = [...new Set(divisions.map(({ code }) => code))];
  return codes.flatMap((code): Moved[] => {
    const rows = tree.rows(code);
    const last = rows.at(-1)!;
    const isOver = last.validTo !== null && last.validTo <= today;
    const heirs = successorsOf(last).map((heir) => heir.code);
    const backwards = isOver && rows.length === 1 ? [{ code, into: [...heirs, ...(last.parts ?? []).map((part) => part.code)] }] : [];
    const origins = originsOf(tree.predecessors(code), rows[0]!);
    return [...backwards, ...(origins === undefined ? [] : [{ code, into: origins }])];
  });
}

/** The divisions that a new one was made of, each of them wholly; undefined where it is more than they were. */
function originsOf(predecessors: readonly Division[], first: Division): string[] | undefined {
  if (predecessors.length === 0 || first.validFrom === null) return undefined;
  const isWhole = ({ code, successor, validTo }: Division) =>
    successor === first.code && validTo === first.validFrom && code !== first.code;
  return predecessors.every(isWhole) ? predecessors.map(({ code }) => code) : undefined;
}
