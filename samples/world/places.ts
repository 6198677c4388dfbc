/** The city's map: 示范市 (3399), four districts, one of which had another name and code until 2016. */

export interface District {
  code: string;
  name: string;
  /** Code and name before the renaming; absent where there was none. */
  oldCode?: string;
  oldName?: string;
}

export interface Street {
  code: string;
  name: string;
  /** Index in `DISTRICTS`. */
  district: number;
  roads: string[];
  communities: { code: string; name: string }[];
}

export const CITY_NAME = '示范市';
export const RENAMED_ON = '2016-07-01';

export const DISTRICTS: District[] = [
  { code: '339901', name: '东城区' },
  { code: '339902', name: '滨江区', oldCode: '339912', oldName: '望江区' },
  { code: '339903', name: '南屏区' },
  { code: '339904', name: '高新区' },
];

const STREET_NAMES = [
  ['朝阳街道', '和平街道', '文昌街道', '东湖街道'],
  ['江滨街道', '望潮街道', '新塘街道', '柳林街道'],
  ['南屏街道', '青山街道', '石桥街道', '竹溪镇'],
  ['科创街道', '云岭街道', '双桥街道', '金谷镇'],
];

const ROADS = (
  '人民路 解放路 建设路 中山路 文化路 青年路 团结路 胜利路 新华路 光明路 育才路 学府路 府前路 站前路 环城路 滨河路 ' +
  '长江路 黄河路 泰山路 华山路 桃花路 梅园路 丹桂路 银杏路 香樟路 玉兰路 翠竹路 松柏路 康宁路 福安路'
).split(' ');
const COMMUNITIES = '晨曦 安泰 锦绣 和顺 丰泽 福星 春晓 明珠 翠苑 兴旺 永乐 长宁 吉祥 桂花 百合 石榴'.split(' ');
const ESTATE_FRONT = (
  '阳光 金色 翡翠 碧水 锦绣 绿地 中央 滨江 紫金 东方 枫林 天鹅 玫瑰 梧桐 星河 湖畔 盛世 书香 丽景 华府 ' +
  '云锦 江南 和风 清波 文澜 锦华 望湖 金桂 海棠 御景 康乐 幸福 永泰 宝龙 华庭 瑞景 芳草 景秀 桃源 银河 ' +
  '春江 秋月 听涛 观澜 凤凰 麒麟 百合 牡丹 芙蓉 茉莉 紫藤 红枫 青松 白云 蓝湾 绿茵 明月 朝晖 晚晴 长风 ' +
  '万和 千禧 九州 四季 五福 六合 八方 三江 两岸 一品 新世纪 大自然 小城故事 水岸 林语 山水 田园 都市 名门 世家'
).split(' ');
const ESTATE_BACK = '花园 新村 家园 小区 公寓 雅苑 名邸 佳苑 新城 嘉园'.split(' ');
const OFFICE_BACK = '大厦 广场 商务中心 创业园 科技园 商厦'.split(' ');

export const STREETS: Street[] = DISTRICTS.flatMap((_, d) => STREET_NAMES[d]!.map((name, s) => makeStreet(d, s, name)));

function makeStreet(district: number, order: number, name: string): Street {
  // 001–099 street offices, 100–199 towns.
  const code = DISTRICTS[district]!.code + String(name.endsWith('镇') ? 100 + order - 3 : order + 1).padStart(3, '0');
  const own = `${name.replace(/街道|镇/, '')}路`;
  const start = district * 4 + order;
  const roads = [own, ...Array.from({ length: 7 }, (_, k) => ROADS[(start * 7 + k) % ROADS.length]!)];
  const communities = Array.from({ length: 4 }, (_, k) => ({
    code: code + String(k + 1).padStart(3, '0'),
    name: `${COMMUNITIES[(start * 4 + k) % COMMUNITIES.length]}社区`,
  }));
  return { code, name, district, roads, communities };
}

/** The n-th estate of a street: no two in the city have the same name. */
export function estateName(street: number, n: number, office: boolean): string {
  const back = office ? OFFICE_BACK : ESTATE_BACK;
  const size = ESTATE_FRONT.length * back.length;
  const order = n * STREETS.length + street;
  // 37 has no divisor in common with the number of names: each comes once in a round.
  const at = ((order % size) * 37) % size;
  const round = Math.floor(order / size);
  const phase = round === 0 ? '' : `${round + 1}期`;
  return ESTATE_FRONT[at % ESTATE_FRONT.length]! + back[Math.floor(at / ESTATE_FRONT.length)]! + phase;
}

/** Where migrants' numbers come from: provinces 39 and 49 do not exist. */
export const MIGRANT_AREAS = ['390102', '390121', '390203', '390222', '490103', '490122', '490202', '490221'];

const MIGRANT_PLACES: [code: string, name: string, level: string][] = [
  ['39', '岭东省', 'province'],
  ['3901', '岭东市', 'city'],
  ['3902', '白河市', 'city'],
  ['390102', '城关区', 'district'],
  ['390121', '青石县', 'district'],
  ['390203', '河口区', 'district'],
  ['390222', '柳河县', 'district'],
  ['49', '原西省', 'province'],
  ['4901', '原西市', 'city'],
  ['4902', '红岩市', 'city'],
  ['490103', '新市区', 'district'],
  ['490122', '大坪县', 'district'],
  ['490202', '北关区', 'district'],
  ['490221', '马岭县', 'district'],
];

/** `青石县` for `390121`; '' for a code that is not in the table. */
export function divisionName(code: string): string {
  return MIGRANT_PLACES.find(([own]) => own === code)?.[1] ?? '';
}

/** Rows of `divisions.csv` without its header, sorted: code, name, level, parent, valid_from, valid_to, successor. */
export function divisionRows(): string[][] {
  const parentOf = (code: string) => (code.length <= 2 ? '' : code.slice(0, code.length <= 6 ? code.length - 2 : code.length - 3));
  const rows = [
    ['33', '示范省', 'province', '', '', '', ''],
    ['3399', CITY_NAME, 'city', '33', '', '', ''],
    ...MIGRANT_PLACES.map(([code, name, level]) => [code, name, level, parentOf(code), '', '', '']),
  ];
  const add = (code: string, name: string, level: string, oldCode?: string, oldName = name) => {
    rows.push([code, name, level, parentOf(code), oldCode ? RENAMED_ON : '', '', '']);
    if (oldCode) rows.push([oldCode, oldName, level, parentOf(oldCode), '', RENAMED_ON, code]);
  };
  for (const { code, name, oldCode, oldName } of DISTRICTS) add(code, name, 'district', oldCode, oldName);
  for (const street of STREETS) {
    const { oldCode } = DISTRICTS[street.district]!;
    const former = (code: string) => oldCode && oldCode + code.slice(6);
    add(street.code, street.name, 'street', former(street.code));
    for (const { code, name } of street.communities) add(code, name, 'community', former(code));
  }
  return rows.sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}
