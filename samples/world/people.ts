/** The people, one column per property. 0 means "not happened" for days, -1 "none" for indexes. */
import { residentIdCheckCharacter } from '../../values/index.ts';
import { compactDate } from '../days.ts';

export interface People {
  count: number;
  birth: Int32Array;
  death: Int32Array;
  /** Day on which they left the city for good. */
  gone: Int32Array;
  sex: Uint8Array;
  /** Index in `NATIONS`. */
  nation: Uint8Array;
  /** Index in `EDUCATIONS`, reached as an adult. */
  education: Uint8Array;
  spouse: Int32Array;
  married: Uint8Array;
  household: Int32Array;
  home: Int32Array;
  homeSince: Int32Array;
  homeBefore: Int32Array;
  homeBeforeSince: Int32Array;
  /** Room of the household registration; -1: registered elsewhere (a migrant). */
  hukou: Int32Array;
  hukouSince: Int32Array;
  employer: Int32Array;
  employerSince: Int32Array;
  employerBefore: Int32Array;
  insuredSince: Int32Array;
  /** Month of the first pension; 0 none. */
  pensionFrom: Int32Array;
  /** In 0.01 yuan, a month, as of 2026. */
  pension: Int32Array;
  /** First six digits and the three of the sequence of the ID number. */
  idArea: Int32Array;
  idSequence: Int16Array;
  name: string[];
  formerName: Map<number, string>;
}

export const NATIONS = ['han', 'hui', 'manchu', 'zhuang', 'miao', 'uygur', 'tujia', 'mongol'] as const;
export const UYGUR = NATIONS.indexOf('uygur');
export const EDUCATIONS = ['postgraduate', 'bachelor', 'college', 'secondary', 'high-school', 'junior', 'primary'] as const;

export function createPeople(most: number): People {
  const days = () => new Int32Array(most);
  const indexes = () => new Int32Array(most).fill(-1);
  return {
    count: 0,
    birth: days(),
    death: days(),
    gone: days(),
    sex: new Uint8Array(most),
    nation: new Uint8Array(most),
    education: new Uint8Array(most),
    spouse: indexes(),
    married: new Uint8Array(most),
    household: indexes(),
    home: indexes(),
    homeSince: days(),
    homeBefore: indexes(),
    homeBeforeSince: days(),
    hukou: indexes(),
    hukouSince: days(),
    employer: indexes(),
    employerSince: days(),
    employerBefore: indexes(),
    insuredSince: days(),
    pensionFrom: days(),
    pension: days(),
    idArea: days(),
    idSequence: new Int16Array(most),
    name: [],
    formerName: new Map(),
  };
}

export function isHere(people: People, person: number): boolean {
  return people.death[person] === 0 && people.gone[person] === 0;
}

export function personId(person: number): string {
  return `P${String(person).padStart(8, '0')}`;
}

const idNumberCache = new WeakMap<People, string[]>();

/** The 18 characters of the resident ID number. */
export function idNumberOf(people: People, person: number): string {
  let cache = idNumberCache.get(people);
  if (!cache) {
    cache = [];
    idNumberCache.set(people, cache);
  }
  let number = cache[person];
  if (number === undefined) {
    const first17 = `${people.idArea[person]}${compactDate(people.birth[person]!)}${String(people.idSequence[person]).padStart(3, '0')}`;
    number = first17 + residentIdCheckCharacter(first17);
    cache[person] = number;
  }
  return number;
}
