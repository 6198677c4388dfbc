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
  /** 0 never, 1 married or widowed, 2 divorced. */
  married: Uint8Array;
  /** The last entry in `weddings`; -1 none. */
  wedding: Int32Array;
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
  /** The last entry in `jobs`, and in `benefits`; -1 none. */
  job: Int32Array;
  benefit: Int32Array;
  insuredSince: Int32Array;
  /** Month of the first pension; 0 none. */
  pensionFrom: Int32Array;
  /** In 0.01 yuan, a month, as of 2026. */
  pension: Int32Array;
  /** Day since which their household is given assistance through them; 0 none. */
  assistedSince: Int32Array;
  /** First six digits and the three of the sequence of the ID number. */
  idArea: Int32Array;
  idSequence: Int16Array;
  /** Sequence of the number they had before, which old files still hold; 0: none. */
  idSequenceBefore: Int16Array;
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
    wedding: indexes(),
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
    job: indexes(),
    benefit: indexes(),
    insuredSince: days(),
    pensionFrom: days(),
    pension: days(),
    assistedSince: days(),
    idArea: days(),
    idSequence: new Int16Array(most),
    idSequenceBefore: new Int16Array(most),
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

/** The 18 characters of the number: a citizen's, a residence permit's or a foreigner's card's. */
export function idNumberOf(people: People, person: number): string {
  return numberWith(people, person, people.idSequence[person]!);
}

/** The number that departments hold which were never told of the new one: it differs for a few. */
export function oldNumberOf(people: People, person: number): string {
  return numberWith(people, person, people.idSequenceBefore[person]! || people.idSequence[person]!);
}

function numberWith({ idArea, birth }: People, person: number, sequence: number): string {
  const first17 = `${idArea[person]}${compactDate(birth[person]!)}${String(sequence).padStart(3, '0')}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** A number as a number: who shares it has the same. */
export function numberKey({ idArea, birth, idSequence }: People, person: number): number {
  return (idArea[person]! * 1000 + idSequence[person]!) * 100_000 + birth[person]! + 50_000;
}
