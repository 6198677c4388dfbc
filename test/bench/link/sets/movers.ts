/** People recorded up to six times who move now and then, and with the house change town and phone: what differs, differs together. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { dateBetween, dateSlip, digits, slip } from '../slips.ts';
import { GIVEN, skewed, street, surname, TOWNS } from '../words/english.ts';

function home(random: Random): string[] {
  const { number, name, kind } = street(random);
  return [`${number} ${name} ${kind[0]}`, skewed(random, TOWNS), digits(random, 10)];
}

export const set: LinkSet = {
  title: 'people who move: address, town and phone change together',
  columns: ['given', 'surname', 'dob', 'address', 'town', 'phone'],
  model: `id: id
columns:
  given: given name
  surname: surname
  dob: date
  address: address
  town: category
  phone: phone
`,
  records: 8_000,
  seed: 8117,
  make(records, random) {
    const people: Entry[] = [];
    for (let entity = 0; people.length < records; entity++) {
      const [given, family, born] = [skewed(random, GIVEN, 1.4).name, surname(random), dateBetween(random, 1935, 2010)];
      let lives = home(random);
      for (let copies = random.pick([1, 2, 3, 5, 6]); copies > 0 && people.length < records; copies--) {
        if (random.chance(0.25)) lives = home(random);
        const values = [
          random.chance(0.08) ? slip(random, given) : given,
          random.chance(0.08) ? slip(random, family) : family,
          random.chance(0.1) ? '' : random.chance(0.03) ? dateSlip(random, born) : born,
          ...lives.map((one) => (random.chance(0.15) ? '' : one)),
        ];
        people.push({ entity, values });
      }
    }
    return { persons: people };
  },
};
