/** One wrong that is true in the simulation, as a row of wrongs.csv. */
import { isoDateOrEmpty } from '../days.ts';
import type { People } from '../world/people.ts';

export interface Wrong {
  /** The comparison that looks for it. */
  comparison: string;
  type: 'person' | 'company' | 'house';
  entity: string;
  otherType?: 'person' | 'company' | 'house';
  other?: string;
  /** Days; `until` absent while it lasts. */
  from: number;
  until?: number;
  /** Exact identifiers suffice to see it. */
  byNumber: boolean;
}

export function rowOf({ comparison, type, entity, otherType = type, other, from, until = 0, byNumber }: Wrong): string[] {
  const second = other === undefined ? ['', ''] : [otherType, other];
  return [comparison, type, entity, ...second, isoDateOrEmpty(from), isoDateOrEmpty(until), String(byNumber)];
}

/** By entity, then the other one, then the first day: the order of truth within a comparison. */
export function inOrder(wrongs: Wrong[]): Wrong[] {
  return wrongs.sort((a, b) => compare(a.entity, b.entity) || compare(a.other ?? '', b.other ?? '') || a.from - b.from);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Whether one number, and nobody else's, names the person in every department, and one name does. */
export function isPlain(people: People, person: number, shared: ReadonlySet<number>): boolean {
  return people.idSequenceBefore[person] === 0 && !shared.has(person) && !people.formerName.has(person);
}
