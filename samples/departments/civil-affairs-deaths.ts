import { ageOn, isoDate, yearOf } from '../days.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';
import { deathReportedOn } from './late.ts';

export const civilAffairsDeaths: Department = {
  source: 'civil-affairs.deaths',
  columns: ['火化证号', '姓名', '性别', '身份证号', '年龄', '死亡日期', '火化日期'],
  form: { kind: 'xlsx', sheet: '火化登记', dateColumns: ['死亡日期'] },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'civil-affairs.deaths');
    let year = 0;
    let order = 0;
    for (const { person, day } of reportedDeaths(view)) {
      order = yearOf(day) === year ? order + 1 : 1;
      year = yearOf(day);
      yield rowOf(view, { person, day, record: `HH${year}${pad(order, 6)}` }, clerk);
    }
  },
};

/** In the order of the reports, which is the order of the certificates. */
function reportedDeaths({ world, asOf }: View): { person: number; day: number }[] {
  const found: { person: number; day: number }[] = [];
  for (let person = 0; person < world.people.count; person++) {
    const day = deathReportedOn(world, person);
    if (day !== 0 && day <= asOf) found.push({ person, day });
  }
  return found.sort((a, b) => a.day - b.day || a.person - b.person);
}

function rowOf(
  { world, month, asOfBefore }: View,
  { person, day, record }: { person: number; day: number; record: string },
  clerk: Clerk,
): Row {
  const { people } = world;
  const mentions: Row['mentions'] = [{ role: 'deceased', type: 'person', entity: personId(person) }];
  if (month > 1 && day <= asOfBefore) return { record, mentions };
  const death = people.death[person]!;
  return {
    record,
    cells: [
      record,
      clerk.personName(people.name[person]!, person),
      people.sex[person] === 1 ? '男' : '女',
      clerk.idNumber(idNumberOf(people, person), person),
      String(ageOn(people.birth[person]!, death)),
      isoDate(death),
      isoDate(Math.min(day, death + 1 + (person % 4))),
    ],
    mentions,
  };
}
