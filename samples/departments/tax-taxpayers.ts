import { isoDate } from '../days.ts';
import { keyOf } from '../random.ts';
import { firmId } from '../world/firms.ts';
import { idNumberOf } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { Clerk, phoneOf } from './clerk.ts';
import { type Department, FILES_BEGIN, pad, type Row, type View } from './department.ts';
import { inTaxRoll, statedTaxRoom, taxKnowsClosedOn } from './late.ts';

/** Widths in bytes of GB18030, as the tax office's programs of the nineties print them. */
const FIELDS: [string, number][] = [
  ['DJXH', 16],
  ['NSRSBH', 30],
  ['NSRMC', 120],
  ['SCJYDZ', 120],
  ['DJRQ', 10],
  ['NSRZT', 2],
  ['FDDBR', 40],
  ['LXDH', 12],
];

export const taxTaxpayers: Department = {
  source: 'tax.taxpayers',
  columns: FIELDS.map(([name]) => name),
  form: { kind: 'fixed', ending: 'txt', widths: FIELDS.map(([, width]) => width) },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'tax.taxpayers');
    const phoneKey = keyOf(view.world.seed, 'firm-phone');
    for (let firm = 0; firm < view.world.firms.length; firm++) {
      if (isTaxed(view, firm)) yield rowOf(view, firm, { clerk, phoneKey });
    }
  },
};

export function isTaxed({ world, asOf }: View, firm: number): boolean {
  const one = world.firms[firm]!;
  return inTaxRoll(one, asOf) && (one.closed === 0 || one.closed >= FILES_BEGIN);
}

function rowOf(view: View, index: number, { clerk, phoneKey }: { clerk: Clerk; phoneKey: number }): Row {
  const { world, month } = view;
  const firm = world.firms[index]!;
  const record = `10133${pad(index + 1, 10)}`;
  const address = clerk.share('no-address', index) < 0.02 ? undefined : clerk.address(world.houses, statedTaxRoom(view, index).room, index);
  const mentions: Row['mentions'] = address ? [{ role: 'address', type: 'house', entity: address.house }] : [];
  mentions.push({ role: 'taxpayer', type: 'company', entity: firmId(index) });
  const closed = taxKnowsClosedOn(world, index);
  const isClosed = closed !== 0 && closed <= view.asOf;
  const doubtful = clerk.share('status', index) < 0.015;
  return {
    record,
    cells: [
      record,
      taxId(world, index, clerk),
      clerk.companyName(firm, index),
      address?.text ?? '',
      isoDate(firm.taxDay),
      isClosed ? '07' : doubtful ? '05' : '03',
      clerk.personName(world.people.name[firm.representative]!, index),
      clerk.share('phone', index) < 0.9 ? phoneOf(phoneKey, index, month) : '',
    ],
    mentions,
  };
}

function taxId(world: World, index: number, clerk: Clerk): string {
  const firm = world.firms[index]!;
  switch (firm.taxForm) {
    case 'old':
      return firm.creditCode.slice(2, 17);
    case 'owner':
      return `${idNumberOf(world.people, firm.representative)}${pad(firm.taxOrder, 2)}`;
    case 'temporary':
      return `L${firm.creditCode}`;
    default:
      return clerk.creditCode(firm.creditCode, index);
  }
}
