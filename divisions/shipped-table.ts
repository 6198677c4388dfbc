import type { Division, DivisionPart } from '../config/index.ts';
import { chinaDivisions } from '../values/index.ts';

/**
 * The table of China that ships with the program, as rows of the hub's. Its lists tell the year of a change only: a change is dated the
 * last day of its year, so that the old division is found through the whole of it.
 */
export function shippedDivisions(): Division[] {
  const china = chinaDivisions();
  const known = new Set(china.map(({ code }) => code));
  const above = (code: string | null): string | null => (code === null || known.has(code) ? code : above(code.slice(0, -2) || null));
  return china.map(({ code, name, level, parent, from, to, successors, movedParts }) => {
    // Renamed under its own code: the next row says so.
    const heirs = successors.filter((heir) => heir !== code && known.has(heir));
    const parts = movedParts.flatMap((part): DivisionPart[] =>
      part.code !== code && known.has(part.code) ? [{ code: part.code, share: null, on: day(part.year) }] : [],
    );
    const split = heirs.length > 1 ? heirs.map((heir): DivisionPart => ({ code: heir, share: null, on: null })) : [];
    const all = [...split, ...parts];
    return {
      ...{ code, name, level, parent: above(parent), validFrom: day(from), validTo: day(to) },
      successor: heirs.length === 1 ? heirs[0]! : null,
      ...(all.length === 0 ? {} : { parts: all }),
    };
  });
}

function day(year: number): string;
function day(year: number | null): string | null;
function day(year: number | null): string | null {
  return year === null ? null : `${year}-12-31`;
}
