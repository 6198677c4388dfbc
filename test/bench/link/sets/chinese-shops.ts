/** Shops as maps and guides list them: brand and trade with or without the branch, addresses short and long, phones, points some forty metres off; a quarter are chains. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { digits } from '../slips.ts';

const list = (text: string): string[] => text.split(' ');
const crossed = (firsts: string, seconds: string): string[] => list(firsts).flatMap((one) => list(seconds).map((other) => one + other));

const BRANDS = crossed('宏 福 金 鑫 美 佳 永 盛 华 天 兴 德 瑞 丰 顺 祥 万 新 大 小', '达 源 泰 和 发 隆 昌 乐 家 康 味 香 记 园 客');
const TRADES = list('便利店 超市 小吃店 面馆 饭店 美发店 药店 水果店 服装店 五金店 手机店 奶茶店 烘焙坊 火锅店 诊所 洗衣店');
const ROADS = crossed('中 人 解 建 江 东 西 北 南 海', '山 民 放 设 滨 方 湖 环 门 安').map((name) => `${name}路`);

interface Shop {
  brand: string;
  trade: string;
  branch: string;
  road: string;
  number: number;
  phone: string;
  point: readonly [latitude: number, longitude: number];
}

const phone = (random: Random) => (random.chance(0.5) ? `1${3 + random.int(7)}${digits(random, 9)}` : `0574-8${digits(random, 7)}`);

function shop(random: Random, brand: string, trade: string, isChain: boolean): Shop {
  const road = random.pick(ROADS);
  const point = [29.8 + random.next() * 0.2, 121.5 + random.next() * 0.2] as const;
  const branch = isChain && random.chance(0.5) ? `(${road.slice(0, 2)}店)` : '';
  return { brand, trade, branch, road, number: 1 + random.int(400), phone: phone(random), point };
}

function nameOf(random: Random, { brand, trade, branch }: Shop): string {
  const shownBranch = random.chance(0.1) ? '' : random.chance(0.15) ? branch.replace('(', '（').replace(')', '）') : branch;
  const name = random.chance(0.12) ? brand + random.pick(TRADES) : brand + trade + shownBranch;
  return random.chance(0.12) ? `宁波${name}` : name;
}

function addressOf(random: Random, { road, number }: Shop): string {
  const kind = random.next();
  if (kind < 0.12) return '';
  if (kind < 0.7) return `${road}${number}号`;
  return kind < 0.88 ? `宁波市海曙区${road}${number}号${1 + random.int(3)}楼` : `${road}${number + random.pick([-2, 2])}号`;
}

function record(random: Random, one: Shop): string[] {
  const off = () => (random.next() + random.next() + random.next() - 1.5) * 0.0008;
  const told = random.chance(0.7) ? one.phone : random.chance(0.8) ? '' : phone(random);
  const point = random.chance(0.85) ? one.point.map((degrees) => (degrees + off()).toFixed(6)) : ['', ''];
  return [nameOf(random, one), addressOf(random, one), told, ...point];
}

export const set: LinkSet = {
  title: 'Chinese shops with points, chains among them',
  columns: ['name', 'address', 'phone', 'lat', 'lon'],
  model: `id: id
columns:
  name: company name
  address: address
  phone: phone
  position: {kind: coordinates, from: [lat, lon]}
`,
  records: 8_000,
  seed: 6311,
  make(records, random) {
    const shops: Entry[] = [];
    for (let entity = 0; shops.length < records; ) {
      const [brand, trade, isChain] = [random.pick(BRANDS), random.pick(TRADES), random.chance(0.25)];
      for (let branches = isChain ? 2 + random.int(5) : 1; branches > 0; branches--, entity++) {
        const one = shop(random, brand, trade, isChain);
        for (let copies = random.pick([1, 1, 2, 2, 3, 4]); copies > 0 && shops.length < records; copies--)
          shops.push({ entity, values: record(random, one) });
      }
    }
    return { guides: shops };
  },
};
