/** Families at one address with one surname and one phone, each member recorded once to three times: relatives who look like one person. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { dateBetween, digits, slip } from '../slips.ts';
import { GIVEN, skewed, street, surname } from '../words/english.ts';

interface Household {
  surname: string;
  street: string;
  phone: string;
}

interface Member {
  given: string;
  sex: string;
  born: string;
}

function streetText(random: Random): string {
  const { number, name, kind } = street(random);
  return `${number} ${name} ${kind[0]}`;
}

function record(random: Random, home: Household, { given, sex, born }: Member): string[] {
  const address = random.chance(0.1)
    ? ''
    : random.chance(0.14)
      ? streetText(random)
      : random.chance(0.08)
        ? slip(random, home.street)
        : home.street;
  return [
    random.chance(0.1) ? slip(random, given) : given,
    random.chance(0.1) ? slip(random, home.surname) : home.surname,
    sex,
    random.chance(0.15) ? '' : random.chance(0.04) ? dateBetween(random, 1935, 2015) : born,
    address,
    random.chance(0.4) ? '' : random.chance(0.12) ? digits(random, 10) : home.phone,
  ];
}

export const set: LinkSet = {
  title: 'households: relatives at one address',
  columns: ['given', 'surname', 'sex', 'dob', 'address', 'phone'],
  model: `id: id
columns:
  given: given name
  surname: surname
  sex: sex
  dob: date
  address: address
  phone: phone
`,
  records: 8_000,
  seed: 5203,
  make(records, random) {
    const people: Entry[] = [];
    let entity = 0;
    while (people.length < records) {
      const home = { surname: surname(random), street: streetText(random), phone: digits(random, 10) };
      for (let members = 1 + random.int(5); members > 0; members--, entity++) {
        const member = { given: skewed(random, GIVEN, 1.4).name, sex: random.pick(['m', 'f']), born: dateBetween(random, 1935, 2015) };
        for (let copies = random.pick([1, 1, 2, 2, 3]); copies > 0 && people.length < records; copies--)
          people.push({ entity, values: record(random, home, member) });
      }
    }
    return { persons: people };
  },
};
