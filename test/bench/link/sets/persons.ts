/** A flat list of people as an office keeps it: names, birth, town, street and phone; moved houses, new phones, typed names. */

import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { dateBetween, dateSlip, digitSlip, digits, slip } from '../slips.ts';
import { GIVEN, rareSurname, skewed, street, surname, TOWNS } from '../words/english.ts';

interface Person {
  given: (typeof GIVEN)[number];
  surname: string;
  born: string;
  town: string;
  street: string;
  phone: string;
}

const streetText = (random: Random) => {
  const { number, name, kind } = street(random);
  return `${number} ${name}${rareSurname(random).slice(0, 3)} ${kind[0]}`;
};

function person(random: Random): Person {
  return {
    given: skewed(random, GIVEN, 1.6),
    surname: surname(random),
    born: dateBetween(random, 1928, 2012),
    town: skewed(random, TOWNS),
    street: streetText(random),
    phone: digits(random, 10),
  };
}

function record(random: Random, who: Person, isFirst: boolean): string[] {
  const values = [who.given.name, who.surname, who.born, who.town, who.street, who.phone];
  if (!isFirst) {
    if (random.chance(0.12)) values[0] = nameSlip(random, who.given);
    if (random.chance(0.09)) values[1] = random.chance(0.65) ? slip(random, who.surname) : surname(random);
    if (random.chance(0.07)) values[2] = dateSlip(random, who.born);
    if (random.chance(0.15)) values[3] = skewed(random, TOWNS);
    if (random.chance(0.28)) values[4] = streetText(random);
    else if (random.chance(0.18)) values[4] = slip(random, who.street);
    if (random.chance(0.28)) values[5] = digits(random, 10);
    else if (random.chance(0.06)) values[5] = digitSlip(random, who.phone);
  }
  if (random.chance(0.22)) values[5] = '';
  if (random.chance(0.04)) values[2] = '';
  if (random.chance(0.02)) values[3] = '';
  return values;
}

function nameSlip(random: Random, { name, forms }: Person['given']): string {
  const kind = random.next();
  if (kind < 0.25 && forms.length > 0) return random.pick(forms);
  if (kind < 0.35) return name[0]!;
  return kind < 0.5 ? '' : slip(random, name);
}

export const set: LinkSet = {
  title: 'persons: names, birth, town, street, phone',
  columns: ['given_name', 'surname', 'dob', 'town', 'street', 'phone'],
  model: `id: id
columns:
  given_name: given name
  surname: surname
  dob: date
  town: category
  street: address
  phone: phone
`,
  records: 20_000,
  seed: 4021,
  make(records, random) {
    const people: Entry[] = [];
    for (let entity = 0; people.length < records; entity++) {
      const who = person(random);
      const share = random.next();
      const copies = share < 0.55 ? 1 : share < 0.8 ? 2 : share < 0.92 ? 3 : 4 + random.int(3);
      for (let i = 0; i < copies && people.length < records; i++) people.push({ entity, values: record(random, who, i === 0) });
    }
    return { persons: people };
  },
};
