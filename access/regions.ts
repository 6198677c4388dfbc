import type { Division } from '../config/index.ts';
import type { DepartmentGrants } from './grants.ts';

export interface Regions {
  /** Prefixes a key may see, old codes of the same places included; undefined = everywhere. */
  prefixes(grants: DepartmentGrants): string[] | undefined;
  /** What has no division is seen only by keys for all regions. */
  visible(grants: DepartmentGrants, division: string | null): boolean;
}

/**
 * A granted division also covers the codes it bore before. The other way round a grant stays as narrow as it was written:
 * an old code whose land went into a larger division does not open the larger one.
 */
export function createRegions(divisions: readonly Division[]): Regions {
  const expanded = new WeakMap<DepartmentGrants, string[]>();

  const expand = (prefixes: readonly string[]): string[] => {
    const covered = new Set(prefixes);
    const isCovered = (code: string) => [...covered].some((prefix) => code.startsWith(prefix));
    for (let grown = true; grown; ) {
      const older = divisions.filter(({ code, successor }) => successor !== null && isCovered(successor) && !isCovered(code));
      for (const { code } of older) covered.add(code);
      grown = older.length > 0;
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
