/** The firms, one small object each: they are a tenth of the people. */
import { creditCodeCheckCharacter, organisationCodeCheckCharacter, registrationNumberCheckDigit } from '../../values/index.ts';
import type { Random } from '../random.ts';

export const FIRM_KINDS = ['company', 'branch', 'sole-trader', 'cooperative'] as const;
export type FirmKind = (typeof FIRM_KINDS)[number];

/** How the tax office names it: by credit code, the old 15 characters, the owner's number + 2 digits, or `L` + credit code. */
export type TaxForm = 'credit-code' | 'old' | 'owner' | 'temporary';

export interface Firm {
  kind: FirmKind;
  name: string;
  /** The name without place and legal form. */
  shortName: string;
  creditCode: string;
  registrationNo: string;
  founded: number;
  /** 0 while it is active. */
  closed: number;
  revoked: boolean;
  room: number;
  roomSince: number;
  /** -1 when it never moved. */
  roomBefore: number;
  roomBeforeSince: number;
  representative: number;
  /** People, the one with the most first; `shareOf` says how much. */
  shareholders: number[];
  /** In 10,000 yuan. */
  capital: number;
  trade: number;
  /** Day of tax registration; 0 never. */
  taxDay: number;
  taxForm: TaxForm;
  /** Under `owner`: 0 for the owner's first firm with the tax office, 1 for the second … */
  taxOrder: number;
  /** Never entered in the business register: it has no credit code, and pays tax under its owner's number. */
  unlicensed: boolean;
  /** Where it is for the tax office, and where it really sits; -1: where it is registered. */
  taxRoom: number;
  operatingRoom: number;
  /** First month for which it owes its employees' contributions; 0 none. */
  owesSince: number;
  /** Its papers are in the name of somebody who lends it: the address stays, and so does the representative. */
  nominal: boolean;
  isDeveloper: boolean;
}

export interface Trade {
  word: string;
  scope: string[];
}

export const TRADES: Trade[] = [
  { word: '商贸', scope: ['日用百货销售', '食品销售（凭许可证经营）', '货物进出口'] },
  { word: '科技', scope: ['软件开发', '信息技术咨询服务', '计算机系统服务'] },
  { word: '建筑工程', scope: ['房屋建筑工程施工', '室内装饰装修', '建筑材料销售'] },
  { word: '餐饮管理', scope: ['餐饮服务', '餐饮管理', '外卖递送服务'] },
  { word: '物流', scope: ['普通货运', '仓储服务', '国内货物运输代理'] },
  { word: '服饰', scope: ['服装制造', '服装服饰批发', '针纺织品销售'] },
  { word: '机械制造', scope: ['通用设备制造', '金属制品加工', '机械零部件销售'] },
  { word: '文化传媒', scope: ['广告设计、制作', '会议及展览服务', '图文设计'] },
  { word: '物业服务', scope: ['物业管理', '保洁服务', '停车场服务'] },
  { word: '医药', scope: ['药品零售', '第二类医疗器械销售', '健康咨询服务'] },
];
const SHOPS = '小吃店 理发店 便利店 五金店 水果店 服装店 汽修店 面馆 超市 茶馆'.split(' ');
const FRONT = '鼎宏瑞恒泰华盛兴隆达通利信诚和顺安康金鑫盈丰裕博远志杰创新联众合益嘉美佳悦欣荣昌茂源润泽天地海川山峰云龙凤祥'.split('');
/** Characters of an organisation code that a credit code may hold. */
const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export function tradeName(random: Random): string {
  return random.pick(FRONT) + random.pick(FRONT) + (random.chance(0.35) ? random.pick(FRONT) : '');
}

/** @returns the full name and the one it is known by. */
export function firmName(
  random: Random,
  { kind, trade, place, owner }: { kind: FirmKind; trade: number; place: string; owner: string },
): [string, string] {
  const word = TRADES[trade]!.word;
  const front = tradeName(random);
  if (kind === 'sole-trader') {
    const shop = random.pick(SHOPS);
    const known = random.chance(0.3) ? `${owner}${shop}` : `${front}${shop}`;
    return [`${place}${known}`, known];
  }
  if (kind === 'cooperative') return [`${place}${front}农产品专业合作社`, `${front}农产品合作社`];
  const known = `${front}${word}`;
  const form = random.chance(0.06) ? '股份有限公司' : '有限公司';
  return [random.chance(0.7) ? `${place}${known}${form}` : `${known}（示范）${form}`, known];
}

const AUTHORITY: Record<FirmKind, string> = { company: '91', branch: '91', 'sole-trader': '92', cooperative: '93' };

/** `serial` differs for every firm, so do the numbers. Division 3399xx is no real registry's. */
export function firmNumbers(
  random: Random,
  { kind, division, serial, newStyle }: { kind: FirmKind; division: string; serial: number; newStyle: boolean },
): {
  creditCode: string;
  registrationNo: string;
} {
  let body: string;
  if (newStyle) {
    let tail = '';
    for (let rest = serial * 2003 + random.int(2003), i = 0; i < 6; i++, rest = Math.floor(rest / 31))
      tail = CODE_CHARACTERS[rest % 31] + tail;
    body = `MA${tail}`;
  } else {
    body = String(10_000_000 + serial * 61 + random.int(61)).padStart(8, '0');
  }
  const first17 = AUTHORITY[kind] + division + body + organisationCodeCheckCharacter(body);
  const first14 = division + (kind === 'sole-trader' ? '6' : '0') + String(serial).padStart(7, '0');
  return { creditCode: first17 + creditCodeCheckCharacter(first17), registrationNo: first14 + registrationNumberCheckDigit(first14) };
}

/** Hundredths of the firm that its i-th shareholder holds. */
export function shareOf({ shareholders }: Firm, i: number): number {
  const others = shareholders.length - 1;
  const small = Math.floor(40 / Math.max(1, others));
  return i === 0 ? 100 - small * others : small;
}

export function firmId(firm: number): string {
  return `C${String(firm).padStart(7, '0')}`;
}
