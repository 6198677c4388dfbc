/** Two lists of voters some years apart: name in parts, age, address, postcode, county. People marry, move, die and come; families share everything but the given name. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { digitSlip, digits, slip } from '../slips.ts';
import { GIVEN, STREET_KINDS, skewed, street, surname, TOWNS } from '../words/english.ts';

interface Voter {
  first: (typeof GIVEN)[number];
  middle: string;
  last: string;
  age: number;
  home: Home;
}
interface Home {
  address: string;
  town: string;
  zip: string;
}

const YEARS_APART = 2;
/** Postcodes of each town, by the run that made them. */
const townsOf = new WeakMap<Random, Map<string, string[]>>();

function home(random: Random): Home {
  if (!townsOf.has(random)) townsOf.set(random, new Map());
  const zips = townsOf.get(random)!;
  const { number, name, kind } = street(random);
  const town = skewed(random, TOWNS, 1.6);
  if (!zips.has(town))
    zips.set(
      town,
      Array.from({ length: 1 + random.int(5) }, () => `27${digits(random, 3)}`),
    );
  return {
    address: `${number * 7} ${name} ${kind[0]}${random.chance(0.15) ? ` apt ${1 + random.int(30)}` : ''}`,
    town,
    zip: random.pick(zips.get(town)!),
  };
}

function household(random: Random): Voter[] {
  const [where, name] = [home(random), surname(random)];
  const size = random.pick([1, 1, 2, 2, 2, 3, 4]);
  const elder = 25 + random.int(60);
  return Array.from({ length: size }, (_, i) => ({
    first: skewed(random, GIVEN, 1.5),
    middle: random.chance(0.2) ? '' : skewed(random, GIVEN, 1.5).name,
    last: i === 1 && random.chance(0.1) ? surname(random) : name,
    age: i < 2 ? elder + random.int(8) - 4 : Math.max(18, elder - 20 - random.int(15)),
    home: where,
  }));
}

function later(random: Random, voter: Voter): Voter {
  const moved = random.chance(0.12);
  return {
    ...voter,
    last: random.chance(0.03) ? surname(random) : voter.last,
    age: voter.age + YEARS_APART,
    home: moved ? home(random) : voter.home,
  };
}

function record(random: Random, { first, middle, last, age, home: where }: Voter): string[] {
  let address = where.address;
  if (random.chance(0.25)) for (const [long, short] of STREET_KINDS) address = address.replace(` ${long}`, ` ${short}`);
  return [
    random.chance(0.05) && first.forms.length > 0 ? random.pick(first.forms) : random.chance(0.05) ? slip(random, first.name) : first.name,
    random.chance(0.25) ? '' : random.chance(0.35) ? middle.slice(0, 1) : middle,
    random.chance(0.05) ? slip(random, last) : last,
    random.chance(0.02) ? '' : String(random.chance(0.06) ? age + random.pick([-1, 1, 1, 10]) : age),
    random.chance(0.03) ? '' : random.chance(0.06) ? slip(random, address) : address,
    random.chance(0.01) ? '' : where.town,
    random.chance(0.02) ? '' : random.chance(0.04) ? digitSlip(random, where.zip) : where.zip,
  ];
}

export const set: LinkSet = {
  title: 'voters, two lists some years apart',
  columns: ['first_name', 'middle_name', 'last_name', 'age', 'address', 'town', 'zip'],
  model: `id: id
columns:
  first_name: given name
  middle_name: given name
  last_name: surname
  age: number
  address: address
  town: category
  zip: code
`,
  records: 20_000,
  seed: 2004,
  make(records, random) {
    const lists: { earlier: Entry[]; now: Entry[] } = { earlier: [], now: [] };
    for (let entity = 0; lists.earlier.length + lists.now.length < records; ) {
      for (const voter of household(random)) {
        const kind = random.next();
        if (kind < 0.75) lists.earlier.push({ entity, values: record(random, voter) });
        if (kind > 0.2) lists.now.push({ entity, values: record(random, later(random, voter)) });
        entity++;
      }
    }
    return { ...lists };
  },
};
