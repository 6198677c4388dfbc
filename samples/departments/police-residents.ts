import { ageOn, compactDate } from '../days.ts';
import { keyOf } from '../random.ts';
import { EDUCATIONS, idNumberOf, personId } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { Clerk, phoneOf } from './clerk.ts';
import { type Department, FILES_BEGIN, pad, type Row, type View } from './department.ts';
import { policeKnowsOn } from './late.ts';

/** GB/T 3304, in the order of `NATIONS`. */
const NATION_CODES = ['01', '03', '11', '08', '06', '05', '15', '02'];
/** GB/T 4658, in the order of `EDUCATIONS`. */
const EDUCATION_CODES = ['10', '20', '30', '40', '60', '70', '80'];

export const policeResidents: Department = {
  source: 'police.residents',
  columns: ['RYBH', 'GMSFHM', 'XM', 'CYM', 'XB', 'CSRQ', 'MZ', 'WHCD', 'HYZK', 'LXDH', 'HKDZ', 'QRRQ', 'QCRQ', 'HKZT'],
  form: { kind: 'text', ending: 'csv', encoding: 'gb18030', delimiter: ',', byteOrderMark: false },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'police.residents');
    const phoneKey = keyOf(view.world.seed, 'phone');
    for (let person = 0; person < view.world.people.count; person++) {
      if (isOnFile(view, person)) yield rowOf(view, person, { clerk, phoneKey });
    }
  },
};

/** Registered in the city, and neither born too lately nor gone before the files begin. */
export function isOnFile({ world, asOf }: View, person: number): boolean {
  const { people } = world;
  if (people.hukou[person]! < 0) return false;
  const ended = people.death[person]! || people.gone[person]!;
  if (ended !== 0 && ended < FILES_BEGIN) return false;
  return people.birth[person]! + 10 + (person % 50) <= asOf;
}

function rowOf({ world, asOf, month }: View, person: number, { clerk, phoneKey }: { clerk: Clerk; phoneKey: number }): Row {
  const { people, houses } = world;
  const record = `339900${pad(person + 1, 8)}`;
  const known = policeKnowsOn(world, person);
  const ended = known !== 0 && known <= asOf;
  const address = clerk.address(houses, people.hukou[person]!, person);
  const age = ageOn(people.birth[person]!, asOf);
  const formerName = people.formerName.get(person);
  return {
    record,
    cells: [
      record,
      clerk.idNumber(idNumberOf(people, person), person),
      clerk.personName(people.name[person]!, person),
      formerName ?? '',
      String(people.sex[person]),
      compactDate(people.birth[person]!),
      NATION_CODES[people.nation[person]!]!,
      educationCode(world, person, age),
      maritalCode(world, person),
      age >= 16 && clerk.share('phone', person) < 0.85 ? phoneOf(phoneKey, person, month) : '',
      address.text,
      compactDate(people.hukouSince[person]!),
      ended ? compactDate(people.death[person]! || people.gone[person]!) : '',
      ended ? (people.death[person] !== 0 ? '3' : '2') : '1',
    ],
    mentions: [
      { role: 'residence', type: 'house', entity: address.house },
      { role: 'resident', type: 'person', entity: personId(person) },
    ],
  };
}

function educationCode({ people }: World, person: number, age: number): string {
  if (age < 6) return '';
  const reached = people.education[person]!;
  const atSchool = age < 12 ? 6 : age < 15 ? 5 : age < 19 ? 4 : 0;
  return EDUCATION_CODES[Math.min(EDUCATIONS.length - 1, Math.max(reached, atSchool))]!;
}

function maritalCode({ people }: World, person: number): string {
  if (people.married[person] === 0) return '10';
  return people.spouse[person]! >= 0 ? '20' : '30';
}
