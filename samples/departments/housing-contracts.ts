import { isoDate, yearOf } from '../days.ts';
import { firmId } from '../world/firms.ts';
import { inOrderOfDays } from '../world/log.ts';
import { oldNumberOf, personId } from '../world/people.ts';
import { DEVELOPER, developerOf } from '../world/property.ts';
import { unitCodeOf } from '../world/unit-codes.ts';
import type { World } from '../world/world.ts';
import { Clerk } from './clerk.ts';
import { type Department, pad, type Row, type View } from './department.ts';

export const housingContracts: Department = {
  source: 'housing.contracts',
  columns: [
    '备案编号',
    '业务类型',
    '业务日期',
    '原备案编号',
    '不动产单元号',
    '房屋坐落',
    '出卖人',
    '出卖人证件号',
    '开发企业',
    '开发企业统一社会信用代码',
    '买受人',
    '买受人证件号',
    '成交价（元）',
  ],
  form: { kind: 'text', ending: 'csv', encoding: 'gb18030', delimiter: ',', byteOrderMark: false },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'housing.contracts');
    const entries = listEntries(view);
    const numbers = new Map<number, string>();
    let year = 0;
    let order = 0;
    for (const entry of entries.order) {
      const day = entries.day[entry]!;
      order = yearOf(day) === year ? order + 1 : 1;
      year = yearOf(day);
      const deal = entries.deal[entry]!;
      const isEnd = entries.end[entry] === 1;
      const record = `HT${year}${pad(order, 7)}`;
      if (!isEnd && view.world.deals.columns.cancelled[deal] !== 0) numbers.set(deal, record);
      yield rowOf(view, { deal, day, record, original: isEnd ? numbers.get(deal)! : '' }, clerk);
    }
  },
};

interface Entries {
  day: Int32Array;
  deal: Int32Array;
  /** 1: the deal is undone. */
  end: Uint8Array;
  order: Int32Array;
}

/** Deals and their undoing up to the day, in the order of the days. */
function listEntries({ world: { deals }, asOf }: View): Entries {
  const { day, cancelled } = deals.columns;
  const most = deals.count * 2;
  const entries = { day: new Int32Array(most), deal: new Int32Array(most), end: new Uint8Array(most) };
  let count = 0;
  for (let deal = 0; deal < deals.count; deal++) {
    for (const end of [0, 1]) {
      const at = end === 0 ? day[deal]! : cancelled[deal]!;
      if (at === 0 || at > asOf) continue;
      entries.day[count] = at;
      entries.deal[count] = deal;
      entries.end[count++] = end;
    }
  }
  return { ...entries, order: inOrderOfDays(entries.day, count) };
}

function rowOf(
  { world, month, asOfBefore }: View,
  { deal, day, record, original }: { deal: number; day: number; record: string; original: string },
  clerk: Clerk,
): Row {
  const { columns } = world.deals;
  const { people } = world;
  const [room, seller, buyer] = [columns.room[deal]!, columns.seller[deal]!, columns.buyer[deal]!];
  const developer = seller === DEVELOPER ? developerOf(world, room) : undefined;
  const address = clerk.carefulAddress(world.houses, room, deal);
  const mentions: Row['mentions'] = [{ role: 'buyer', type: 'person', entity: personId(buyer) }];
  if (developer) mentions.push({ role: 'developer', type: 'company', entity: firmId(developer.index) });
  if (seller >= 0) mentions.push({ role: 'seller', type: 'person', entity: personId(seller) });
  mentions.push({ role: 'unit', type: 'house', entity: address.house });
  if (month > 1 && day <= asOfBefore) return { record, mentions };
  return {
    record,
    cells: [
      record,
      original === '' ? '网签备案' : '备案撤销',
      isoDate(day),
      original,
      clerk.unitCode(unitCodeOf(world, room, columns.day[deal]!), deal),
      address.text,
      ...party(world, seller, { clerk, subject: deal * 2 }),
      developer?.firm.name ?? '',
      developer ? clerk.creditCode(developer.firm.creditCode, deal) : '',
      clerk.personName(people.name[buyer]!, deal * 2 + 1),
      clerk.idNumber(oldNumberOf(people, buyer), deal * 2 + 1),
      String(columns.price[deal]),
    ],
    mentions,
  };
}

function party({ people }: World, person: number, { clerk, subject }: { clerk: Clerk; subject: number }): [string, string] {
  if (person < 0) return ['', ''];
  return [clerk.personName(people.name[person]!, subject), clerk.idNumber(oldNumberOf(people, person), subject)];
}
