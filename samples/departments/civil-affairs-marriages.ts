import { isoDate, yearOf } from '../days.ts';
import { inOrderOfDays } from '../world/log.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';

export const civilAffairsMarriages: Department = {
  source: 'civil-affairs.marriages',
  columns: ['登记编号', '登记类型', '登记日期', '原登记编号', '男方姓名', '男方身份证号', '女方姓名', '女方身份证号'],
  form: { kind: 'xls', sheet: '婚姻登记', dateColumns: ['登记日期'] },
  *rows(view) {
    const { seed } = view.world;
    const clerk = new Clerk(seed, 'civil-affairs.marriages');
    const numbers: string[] = [];
    let year = 0;
    let order = 0;
    for (const { wedding, day, isEnd } of entriesInOrder(view)) {
      order = yearOf(day) === year ? order + 1 : 1;
      year = yearOf(day);
      const record = `HY${year}${pad(order, 6)}`;
      if (!isEnd) numbers[wedding] = record;
      yield rowOf(view, { wedding, day, record, original: isEnd ? numbers[wedding]! : '' }, clerk);
    }
  },
};

/** Weddings and divorces up to the day, in the order of the days. */
function* entriesInOrder({ world: { weddings }, asOf }: View): Generator<{ wedding: number; day: number; isEnd: boolean }> {
  const days = new Int32Array(weddings.count * 2);
  const what = new Int32Array(weddings.count * 2);
  let count = 0;
  for (let wedding = 0; wedding < weddings.count; wedding++) {
    for (const end of [0, 1]) {
      const day = end === 0 ? weddings.columns.day[wedding]! : weddings.columns.divorced[wedding]!;
      if (day === 0 || day > asOf) continue;
      days[count] = day;
      what[count++] = wedding * 2 + end;
    }
  }
  for (const at of inOrderOfDays(days, count)) yield { wedding: what[at]! >> 1, day: days[at]!, isEnd: what[at]! % 2 === 1 };
}

function rowOf(
  { world, month, asOfBefore }: View,
  { wedding, day, record, original }: { wedding: number; day: number; record: string; original: string },
  clerk: Clerk,
): Row {
  const { people, weddings } = world;
  const [husband, wife] = [weddings.columns.husband[wedding]!, weddings.columns.wife[wedding]!];
  const mentions: Row['mentions'] = [
    { role: 'husband', type: 'person', entity: personId(husband) },
    { role: 'wife', type: 'person', entity: personId(wife) },
  ];
  if (month > 1 && day <= asOfBefore) return { record, mentions };
  return {
    record,
    cells: [
      record,
      original === '' ? '结婚登记' : '离婚登记',
      isoDate(day),
      original,
      clerk.personName(people.name[husband]!, wedding * 2),
      clerk.idNumber(idNumberOf(people, husband), wedding * 2),
      clerk.personName(people.name[wife]!, wedding * 2 + 1),
      clerk.idNumber(idNumberOf(people, wife), wedding * 2 + 1),
    ],
    mentions,
  };
}
