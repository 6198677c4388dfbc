import { isoDate } from '../days.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';
import { statedHome } from './late.ts';

export const civilAffairsAssistance: Department = {
  source: 'civil-affairs.assistance',
  columns: ['救助证号', '户主姓名', '身份证号', '救助类别', '保障人口', '月救助金额', '批准日期', '家庭住址', '居住起始日期'],
  form: { kind: 'text', ending: 'csv', encoding: 'utf16le', delimiter: ',', byteOrderMark: true },
  *rows(view) {
    const { people, seed } = view.world;
    const clerk = new Clerk(seed, 'civil-affairs.assistance');
    for (let person = 0; person < people.count; person++) {
      if (people.assistedSince[person] !== 0) yield rowOf(view, person, clerk);
    }
  },
};

function rowOf(view: View, person: number, clerk: Clerk): Row {
  const { people, houses, households } = view.world;
  const record = `DB3399${pad(person + 1, 8)}`;
  const home = statedHome(view, person);
  const address = clerk.address(houses, home.room, person);
  const members = households.members(people.household[person]!).length;
  return {
    record,
    cells: [
      record,
      clerk.personName(people.name[person]!, person),
      clerk.idNumber(idNumberOf(people, person), person),
      clerk.share('kind', person) < 0.8 ? '最低生活保障' : '特困人员',
      String(members),
      String(members * 86_000).replace(/(\d\d)$/, '.$1'),
      isoDate(people.assistedSince[person]!),
      address.text,
      isoDate(home.since),
    ],
    mentions: [
      { role: 'head', type: 'person', entity: personId(person) },
      { role: 'home', type: 'house', entity: address.house },
    ],
  };
}
