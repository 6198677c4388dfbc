import { type Division, divisionTree } from '../config/index.ts';
import type { DivisionChanges } from '../schema/index.ts';

export interface DivisionChange {
  code: string;
  name: string;
  change: keyof DivisionChanges;
  /** What it was and is: the name, the parent's code, or where it went. */
  before?: string;
  now?: string;
}

/** What a new table says otherwise than the present one, code by code in their order. `today`: `YYYY-MM-DD`. */
export function compareTables(before: readonly Division[], now: readonly Division[], today: string): DivisionChange[] {
  const [old, fresh] = [divisionTree(before, today), divisionTree(now, today)];
  const codes = [...new Set([...before, ...now].map(({ code }) => code))].sort();
  return codes.flatMap((code): DivisionChange[] => {
    const [rows, newRows] = [old.rows(code), fresh.rows(code)];
    if (JSON.stringify(rows.map(comparable)) === JSON.stringify(newRows.map(comparable))) return [];
    const [last, newLast] = [rows.at(-1), newRows.at(-1)];
    if (last === undefined) return [{ code, name: newLast!.name, change: 'added' }];
    if (newLast === undefined) return [{ code, name: last.name, change: 'removed' }];
    const { name } = newLast;
    const changed = (change: DivisionChange['change'], was: string | null, is: string | null): DivisionChange[] => [
      { code, name, change, before: was ?? '', now: is ?? '' },
    ];
    if (last.validTo === null && newLast.validTo !== null) {
      const heirs = fresh.heirs(code, newLast.validFrom ?? today).map((heir) => heir.code);
      return changed('ended', name, heirs.filter((heir) => heir !== code).join(';'));
    }
    if (last.name !== name) return changed('renamed', last.name, name);
    if (last.parent !== newLast.parent) return changed('moved', last.parent, newLast.parent);
    return [{ code, name, change: 'corrected' }];
  });
}

export function countChanges(changes: readonly DivisionChange[]): DivisionChanges {
  const counts = { added: 0, ended: 0, renamed: 0, moved: 0, corrected: 0, removed: 0 };
  for (const { change } of changes) counts[change]++;
  return counts;
}

function comparable({ name, level, parent, validFrom, validTo, successor, parts = [] }: Division): unknown[] {
  return [name, level, parent, validFrom, validTo, successor, parts];
}
