/** Two shops' lists: short texts with a maker, a kind and a model number; words in any order, colours added, prices near each other. Models of one line differ by a letter. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { slip } from '../slips.ts';
import { rareSurname, skewed } from '../words/english.ts';

const KINDS: readonly (readonly [string, string, number])[] = [
  ['LCD TV', 'flat panel television', 600],
  ['digital camera', 'compact camera', 220],
  ['headphones', 'stereo headphones', 70],
  ['microwave oven', 'countertop microwave', 130],
  ['laser printer', 'printer', 190],
  ['refrigerator', 'fridge freezer', 900],
  ['home theater system', 'surround speakers', 350],
  ['cordless phone', 'telephone', 60],
  ['vacuum cleaner', 'bagless vacuum', 160],
  ['car stereo', 'CD receiver', 140],
  ['washer', 'front load washing machine', 750],
  ['camcorder', 'video camera', 420],
  ['router', 'wireless router', 80],
  ['shaver', 'electric razor', 90],
  ['keyboard', 'wireless keyboard', 50],
  ['memory card', 'flash memory', 30],
];
const COLOURS = ['Black', 'White', 'Silver', 'Red', 'Blue', 'Stainless Steel'];
const PRAISE = [
  'with remote',
  'energy star',
  'refurbished',
  'new',
  '1080p',
  'high definition',
  'series 2',
  'compact design',
  'built in',
  'dual',
  'retail pack',
  'pack of 2',
];

interface Product {
  maker: string;
  kind: (typeof KINDS)[number];
  code: string;
  size: string;
  colour: string;
  price: number;
}

const makers = new WeakMap<Random, string[]>();

function makerOf(random: Random): string {
  if (!makers.has(random))
    makers.set(
      random,
      Array.from({ length: 60 }, () => {
        const name = rareSurname(random).slice(0, 4 + random.int(4));
        return name[0]!.toUpperCase() + name.slice(1);
      }),
    );
  return skewed(random, makers.get(random)!, 1.5);
}

function product(random: Random, before?: Product): Product {
  if (before && random.chance(0.35)) {
    // The same line: another size, colour or letter at the end of the number.
    const code = before.code.replace(/\d(\D*)$/, (_, end: string) => String(random.int(10)) + end);
    return { ...before, code, colour: random.pick(COLOURS), price: before.price * (0.85 + 0.4 * random.next()) };
  }
  const kind = random.pick(KINDS);
  const letters = () => String.fromCharCode(65 + random.int(26)) + String.fromCharCode(65 + random.int(26));
  return {
    maker: makerOf(random),
    kind,
    code: `${letters()}${random.chance(0.5) ? '-' : ''}${100 + random.int(9000)}${random.chance(0.5) ? letters().slice(0, 1 + random.int(2)) : ''}`,
    size: random.chance(0.4) ? `${10 + random.int(50)}"` : '',
    colour: random.pick(COLOURS),
    price: kind[2] * (0.5 + 1.2 * random.next()),
  };
}

function record(random: Random, one: Product, shop: number): string[] {
  const code = random.chance(0.25) ? one.code.replace('-', '') : one.code;
  const parts = [
    one.maker,
    one.size,
    one.kind[shop === 0 ? 0 : (random.int(2) as 0 | 1)],
    random.chance(0.35) ? one.colour : '',
    random.chance(shop === 0 ? 0.9 : 0.7) ? code : '',
    random.chance(0.35) ? random.pick(PRAISE) : '',
  ].filter((part) => part !== '');
  if (random.chance(0.3)) {
    const [word] = parts.splice(random.int(parts.length), 1);
    parts.push(word!);
  }
  const name = parts.join(' ');
  const price = one.price * (random.chance(0.4) ? 1 : 0.85 + 0.3 * random.next());
  return [
    random.chance(0.08) ? slip(random, name) : name,
    random.chance(0.25) ? '' : random.chance(0.06) ? slip(random, one.maker) : one.maker,
    random.chance(shop === 0 ? 0.4 : 0.15) ? '' : price.toFixed(2),
  ];
}

export const set: LinkSet = {
  title: 'products of two shops',
  columns: ['name', 'maker', 'price'],
  model: `id: id
columns:
  name: text
  maker: text
  price: number
`,
  records: 3000,
  seed: 31,
  make(records, random) {
    const shops: { first: Entry[]; second: Entry[] } = { first: [], second: [] };
    let before: Product | undefined;
    for (let entity = 0; shops.first.length + shops.second.length < records; entity++) {
      const one = product(random, before);
      before = one;
      const kind = random.next();
      if (kind < 0.85) shops.first.push({ entity, values: record(random, one, 0) });
      if (kind > 0.15) shops.second.push({ entity, values: record(random, one, 1) });
    }
    return { ...shops };
  },
};
