/** Wrongs of numbers: one on two people, two on one person. */
import { Clerk } from '../departments/clerk.ts';
import type { View } from '../departments/department.ts';
import { isInsuredOnFile } from '../departments/late.ts';
import { isOnFile } from '../departments/police-residents.ts';
import { idNumberOf, numberKey, personId } from '../world/people.ts';
import { inOrder, type Wrong } from './wrong.ts';

/** People of the same number, the older first. Numbers without a sequence are nobody else's. */
export function sharedNumbers({ world: { people } }: View): [number, number][] {
  const keys = Float64Array.from({ length: people.count }, (_, person) => numberKey(people, person));
  const sorted = keys.slice().sort();
  const twice = new Set<number>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) twice.add(sorted[i]!);
  const first = new Map<number, number>();
  const pairs: [number, number][] = [];
  keys.forEach((key, person) => {
    if (!twice.has(key)) return;
    const other = first.get(key);
    if (other === undefined) first.set(key, person);
    else pairs.push([other, person]);
  });
  return pairs;
}

export function sharedNumberWrongs(view: View): Wrong[] {
  const { people, seed } = view.world;
  const clerk = new Clerk(seed, 'police.residents');
  const isRight = (person: number) => isOnFile(view, person) && clerk.idNumberRight(idNumberOf(people, person), person);
  return inOrder(
    sharedNumbers(view).map(([one, other]) => ({
      comparison: 'shared-number',
      type: 'person',
      entity: personId(one),
      other: personId(other),
      from: people.birth[other]!,
      byNumber: isRight(one) && isRight(other),
    })),
  );
}

/** Those whom the police know under the new number and the insurance under the old one. Nothing but their names and birthdays tells. */
export function twoNumbersWrongs(view: View): Wrong[] {
  const { people, registrations } = view.world;
  const wrongs: Wrong[] = [];
  const seen = new Set<number>();
  registrations.forEach((person, registration) => {
    if (people.idSequenceBefore[person] === 0 || seen.has(person)) return;
    if (!isOnFile(view, person) || !isInsuredOnFile(view.world, registration)) return;
    seen.add(person);
    wrongs.push({
      comparison: 'two-numbers',
      type: 'person',
      entity: personId(person),
      from: people.insuredSince[person]!,
      byNumber: false,
    });
  });
  return inOrder(wrongs);
}
