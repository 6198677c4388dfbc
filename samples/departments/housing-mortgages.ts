import { isoDate, yearOf } from '../days.ts';
import { inOrderOfDays } from '../world/log.ts';
import { oldNumberOf, personId } from '../world/people.ts';
import { BANKS } from '../world/property.ts';
import { unitCodeOf } from '../world/unit-codes.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';

export const housingMortgages: Department = {
  source: 'housing.mortgages',
  columns: [
    '登记编号',
    '登记类型',
    '登记日期',
    '原登记编号',
    '不动产单元号',
    '房屋坐落',
    '抵押人',
    '抵押人证件号',
    '抵押权人',
    '债权数额（元）',
    '债务履行期限',
  ],
  form: { kind: 'text', ending: 'csv', encoding: 'utf8', delimiter: ',', byteOrderMark: true },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'housing.mortgages');
    const numbers: string[] = [];
    let year = 0;
    let order = 0;
    for (const { mortgage, day, isEnd } of entriesInOrder(view)) {
      order = yearOf(day) === year ? order + 1 : 1;
      year = yearOf(day);
      const record = `DY${year}${pad(order, 7)}`;
      if (!isEnd) numbers[mortgage] = record;
      yield rowOf(view, { mortgage, day, record, original: isEnd ? numbers[mortgage]! : '' }, clerk);
    }
  },
};

interface Entry {
  mortgage: number;
  day: number;
  /** The mortgage is paid off. */
  isEnd: boolean;
}

function* entriesInOrder({ world: { mortgages }, asOf }: View): Generator<Entry> {
  const days = new Int32Array(mortgages.count * 2);
  const what = new Int32Array(mortgages.count * 2);
  let count = 0;
  for (let mortgage = 0; mortgage < mortgages.count; mortgage++) {
    for (const end of [0, 1]) {
      const day = end === 0 ? mortgages.columns.day[mortgage]! : mortgages.columns.released[mortgage]!;
      if (day > asOf) continue;
      days[count] = day;
      what[count++] = mortgage * 2 + end;
    }
  }
  for (const at of inOrderOfDays(days, count)) yield { mortgage: what[at]! >> 1, day: days[at]!, isEnd: what[at]! % 2 === 1 };
}

function rowOf(
  { world, month, asOfBefore }: View,
  { mortgage, day, record, original }: { mortgage: number; day: number; record: string; original: string },
  clerk: Clerk,
): Row {
  const { columns } = world.mortgages;
  const { people } = world;
  const [room, owner] = [columns.room[mortgage]!, columns.owner[mortgage]!];
  const address = clerk.carefulAddress(world.houses, room, mortgage);
  const mentions: Row['mentions'] = [
    { role: 'owner', type: 'person', entity: personId(owner) },
    { role: 'unit', type: 'house', entity: address.house },
  ];
  if (month > 1 && day <= asOfBefore) return { record, mentions };
  return {
    record,
    cells: [
      record,
      original === '' ? '抵押权首次登记' : '抵押权注销登记',
      isoDate(day),
      original,
      clerk.unitCode(unitCodeOf(world, room, columns.day[mortgage]!), mortgage),
      address.text,
      clerk.personName(people.name[owner]!, mortgage),
      clerk.idNumber(oldNumberOf(people, owner), mortgage),
      BANKS[columns.bank[mortgage]!]!,
      String(columns.amount[mortgage]),
      // The term agreed is at least as long as what it lasted.
      isoDate(columns.day[mortgage]! + 25 * 365),
    ],
    mentions,
  };
}
