import { isoDate, isoDateOrEmpty } from '../days.ts';
import { keyOf } from '../random.ts';
import { type Firm, firmId, TRADES } from '../world/firms.ts';
import { Clerk, phoneOf } from './clerk.ts';
import { type Department, FILES_BEGIN, pad, type Row, type View } from './department.ts';

const KIND_CODES: Record<Firm['kind'], string> = { company: '1100', branch: '2100', 'sole-trader': '9500', cooperative: '9100' };

export const commerceCompanies: Department = {
  source: 'commerce.companies',
  columns: [
    '主体编号',
    '统一社会信用代码',
    '注册号',
    '名称',
    '主体类型',
    '成立日期',
    '注销日期',
    '登记状态',
    '住所',
    '住所登记日期',
    '法定代表人',
    '注册资本（元）',
    '联系电话',
    '经营范围',
  ],
  form: { kind: 'text', ending: 'csv', encoding: 'utf8', delimiter: ',', byteOrderMark: false },
  *rows(view) {
    const clerk = new Clerk(view.world.seed, 'commerce.companies');
    const phoneKey = keyOf(view.world.seed, 'firm-phone');
    for (let firm = 0; firm < view.world.firms.length; firm++) {
      if (isOnRegister(view.world.firms[firm]!)) yield rowOf(view, firm, { clerk, phoneKey });
    }
  },
};

export function isOnRegister({ closed, unlicensed }: Firm): boolean {
  return !unlicensed && (closed === 0 || closed >= FILES_BEGIN);
}

function rowOf({ world, month }: View, index: number, { clerk, phoneKey }: { clerk: Clerk; phoneKey: number }): Row {
  const firm = world.firms[index]!;
  const record = `M3399${pad(index + 1, 8)}`;
  const code = clerk.creditCode(firm.creditCode, index);
  const address = clerk.share('no-address', index) < 0.01 ? undefined : clerk.address(world.houses, firm.room, index);
  const mentions: Row['mentions'] = [{ role: 'company', type: 'company', entity: firmId(index) }];
  if (address) mentions.push({ role: 'registered-address', type: 'house', entity: address.house });
  return {
    record,
    cells: [
      record,
      code,
      // New firms have no registration number in most files, but one without a credit code is known by it.
      code === '' || firm.creditCode.slice(8, 10) !== 'MA' || index % 3 === 0 ? firm.registrationNo : '',
      clerk.companyName(firm, index),
      KIND_CODES[firm.kind],
      isoDate(firm.founded),
      isoDateOrEmpty(firm.closed),
      firm.closed === 0 ? '存续' : firm.revoked ? '吊销' : '注销',
      address?.text ?? '',
      isoDate(firm.roomSince),
      clerk.personName(world.people.name[firm.representative]!, index),
      String(firm.capital * 10_000),
      clerk.share('phone', index) < 0.9 ? phoneOf(phoneKey, index, month) : '',
      scopeOf(firm),
    ],
    mentions,
  };
}

/** One item a line, as the register prints it. */
function scopeOf({ trade, kind }: Firm): string {
  const items = TRADES[trade]!.scope.map((item, i) => `${i + 1}. ${item}`);
  return `${kind === 'branch' ? '受隶属企业委托从事：' : '许可项目与一般项目：'}\n${items.join('；\n')}。`;
}
