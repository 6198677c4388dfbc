/** People in Chinese as several offices keep them: names misheard or in older characters, numbers that are missing or wrong by a digit, phones that change, addresses in many forms. */

import type { Random } from '../../../../samples/random.ts';
import { residentIdCheckCharacter } from '../../../../values/index.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { dateBetween, dateSlip, digitSlip, digits } from '../slips.ts';
import {
  type Address,
  address,
  addressText,
  CITIES,
  characterSlip,
  FEMALE,
  inLatin,
  inOlderForm,
  MALE,
  misheardChinese,
  SURNAMES,
} from '../words/chinese.ts';
import { skewed } from '../words/english.ts';

interface Person {
  name: string;
  sex: '男' | '女';
  born: string;
  number: string;
  phone: string;
  home: Address;
}

const AREAS = [
  '330203',
  '330205',
  '330106',
  '320102',
  '320508',
  '440304',
  '440106',
  '510104',
  '420106',
  '370202',
  '341225',
  '411524',
  '522121',
  '360481',
];

function idNumber(random: Random, born: string, sex: Person['sex']): string {
  const front = `${skewed(random, AREAS)}${born.replaceAll('-', '')}${String(random.int(100)).padStart(2, '0')}${random.int(5) * 2 + (sex === '男' ? 1 : 0)}`;
  return front + residentIdCheckCharacter(front);
}

function person(random: Random, family?: Person): Person {
  const sex = random.chance(0.5) ? '男' : '女';
  const born = dateBetween(random, 1935, 2018);
  const from = sex === '男' ? MALE : FEMALE;
  const surname = family?.name.slice(0, SURNAMES.includes(family.name.slice(0, 2)) ? 2 : 1) ?? skewed(random, SURNAMES, 2.2);
  const given = random.chance(0.2) ? random.pick(from) : random.pick(from) + random.pick(from);
  return {
    name: surname + given,
    sex,
    born,
    number: idNumber(random, born, sex),
    phone: `1${random.pick(['3', '5', '7', '8', '9'])}${digits(random, 9)}`,
    home: family?.home ?? address(random, CITIES[0]),
  };
}

function nameOf(random: Random, { name, sex }: Person): string {
  const kind = random.next();
  if (kind < 0.07) return misheardChinese(random, name);
  if (kind < 0.11) return inOlderForm(name);
  if (kind < 0.145) return characterSlip(random, name, sex === '男' ? MALE : FEMALE);
  if (kind < 0.155) return inLatin(name);
  return kind < 0.17 ? `${[...name][0]} ${[...name].slice(1).join('')}` : name;
}

function numberOf(random: Random, number: string, share: number): string {
  if (!random.chance(share)) return '';
  const kind = random.next();
  if (kind < 0.03) return digitSlip(random, number);
  if (kind < 0.06) return number.slice(0, 6) + number.slice(8, 17);
  return kind < 0.07 ? number.toLowerCase() : number;
}

/** @param share of records that carry the number */
function record(random: Random, who: Person, share: number): string[] {
  const born = random.chance(0.05) ? dateSlip(random, who.born) : who.born;
  const home = random.chance(0.2) ? address(random, CITIES[0]) : who.home;
  const phone = random.chance(0.25) ? `13${digits(random, 9)}` : random.chance(0.04) ? digitSlip(random, who.phone) : who.phone;
  return [
    nameOf(random, who),
    random.chance(0.04) ? '' : random.chance(0.01) ? (who.sex === '男' ? '女' : '男') : who.sex,
    random.chance(0.12)
      ? ''
      : random.chance(0.2)
        ? born.replaceAll('-', '')
        : random.chance(0.15)
          ? born.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日')
          : born,
    numberOf(random, who.number, share),
    random.chance(0.25) ? '' : phone,
    random.chance(0.1) ? '' : addressText(random, home),
  ];
}

/** The set, with the number in this share of its records. */
export function chinesePersons({ share, seed, title, model }: { share: number; seed: number; title: string; model: string }): LinkSet {
  const withNumber = share > 0;
  return {
    title,
    columns: ['name', 'sex', 'birth_date', ...(withNumber ? ['id_number'] : []), 'phone', 'address'],
    model,
    records: 10_000,
    seed,
    make(records, random) {
      const entries: Entry[] = [];
      let family: Person | undefined;
      for (let entity = 0; entries.length < records; entity++) {
        const who: Person = person(random, random.chance(0.4) ? family : undefined);
        family = who;
        const copies = random.pick([1, 1, 2, 2, 3, 4]);
        for (let i = 0; i < copies && entries.length < records; i++)
          entries.push({ entity, values: record(random, who, share).filter((_, at) => withNumber || at !== 3) });
      }
      return { offices: entries };
    },
  };
}

export const set = chinesePersons({
  share: 0,
  seed: 8808,
  title: 'Chinese persons without numbers',
  model: `id: id
columns:
  name: person name
  sex: category
  birth_date: date
  phone: phone
  address: address
`,
});
