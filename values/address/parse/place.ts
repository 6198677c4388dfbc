/** A division as it was from one day to another, and the forms of its name. */

/** How a name stands in the trie: in full; short (宁波, 鄞州); the stem of a street or town, behind which 街道, 镇 or 乡 must follow. */
export const FULL = 0;
export const SHORT = 1;
export const STEM_OF_STREET = 2;
export type Form = 0 | 1 | 2;

export const PROVINCE = 0;
export const CITY = 1;
export const DISTRICT = 2;
export const STREET = 3;
export const COMMUNITY = 4;

export interface Place {
  id: number;
  code: string;
  name: string;
  /** 0 province … 4 community */
  level: number;
  /** First day in force, and the first day no more; '' = always, '9' = still. */
  from: string;
  to: string;
  successors: string[];
  /** Of the city's own table. */
  isOwn: boolean;
  /** Its code in twelve digits, and the first that does not begin with it: what lies in it has a code between. */
  first: number;
  beyond: number;
}

/** A name, and the places that bear it in each form. */
export class DivisionName {
  readonly forms: readonly [Place[], Place[], Place[]] = [[], [], []];
  /** Those that lie in a place, by the place's id and the form, on the day asked last. */
  readonly lying = new Map<number, readonly Place[]>();
  day = '';
}

/** The codes that begin with one. */
export function codesWithin(code: string): Pick<Place, 'first' | 'beyond'> {
  const digit = 10 ** (12 - code.length);
  const first = Number(code) * digit;
  return { first, beyond: first + digit };
}

export function inForceFirst(places: readonly Place[], day: string): readonly Place[] {
  if (places.length < 2) return places;
  return [...places.filter((place) => isInForce(place, day)), ...places.filter((place) => !isInForce(place, day))];
}

export function isInForce(place: Place, day: string): boolean {
  return place.from <= day && day < place.to;
}
