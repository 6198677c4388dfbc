/** Many fields, up to five copies of a person with several slips each; some slips fall on the same copy, some empty a field or swap two. */
import type { Random } from '../../../../samples/random.ts';
import type { LinkSet } from '../link-set.ts';
import { dateBetween, digitSlip, digits, slip, wordSlip } from '../slips.ts';
import { GIVEN, rareSurname, skewed, street, surname, TOWNS } from '../words/english.ts';

export const COLUMNS = [
  'given_name',
  'surname',
  'street_number',
  'address_1',
  'address_2',
  'suburb',
  'postcode',
  'state',
  'date_of_birth',
  'soc_sec_id',
];
const STATES = ['nsw', 'vic', 'qld', 'wa', 'sa', 'tas', 'act', 'nt'];

export const MODEL = `id: id
columns:
  given_name: given name
  surname: surname
  street_number: category
  address_1: address
  address_2: address
  suburb: text
  postcode: code
  state: category
  date_of_birth: date
  soc_sec_id: id number
`;

export function original(random: Random): string[] {
  const { number, name, kind } = street(random);
  const town = random.chance(0.5) ? skewed(random, TOWNS, 1.3) : rareSurname(random);
  return [
    skewed(random, GIVEN, 1.3).name,
    surname(random),
    random.chance(0.05) ? '' : String(number),
    random.chance(0.05) ? '' : `${name} ${kind[0]}`,
    random.chance(0.35)
      ? ''
      : random.chance(0.3)
        ? `unit ${1 + random.int(40)}`
        : `${rareSurname(random)} ${random.pick(['villa', 'court', 'park', 'house', 'farm', 'gardens'])}`,
    town,
    String(2000 + random.int(7000)),
    random.chance(0.08) ? '' : skewed(random, STATES),
    random.chance(0.06) ? '' : dateBetween(random, 1900, 1999).replaceAll('-', ''),
    digits(random, 7),
  ];
}

/** @param slips how many fields go wrong */
export function copyOf(random: Random, values: readonly string[], slips: number): string[] {
  const copy = [...values];
  for (let i = 0; i < slips; i++) {
    const at = random.int(copy.length);
    const value = copy[at]!;
    if (value === '') continue;
    const kind = random.next();
    if (kind < 0.12) copy[at] = '';
    else if (kind < 0.18 && at < 2) [copy[0], copy[1]] = [copy[1]!, copy[0]!];
    else if (kind < 0.22 && (at === 3 || at === 4)) [copy[3], copy[4]] = [copy[4]!, copy[3]!];
    else if (kind < 0.3) copy[at] = original(random)[at]!;
    else
      copy[at] = /^\d+$/.test(value)
        ? digitSlip(random, value)
        : value.includes(' ') && random.chance(0.3)
          ? wordSlip(random, value)
          : slip(random, value);
  }
  return copy;
}

export const set: LinkSet = {
  title: 'persons, many fields, up to five copies with several slips',
  columns: COLUMNS,
  model: MODEL,
  records: 5000,
  seed: 733,
  make(records, random) {
    const entries: { entity: number; values: string[] }[] = [];
    for (let entity = 0; entries.length < records; entity++) {
      const values = original(random);
      entries.push({ entity, values });
      const copies = random.chance(0.4) ? 0 : 1 + random.int(5);
      for (let i = 0; i < copies && entries.length < records; i++)
        entries.push({ entity, values: copyOf(random, values, 1 + random.int(8)) });
    }
    return { people: entries };
  },
};
