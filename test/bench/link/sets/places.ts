/** Places of four guides: names with and without their kind, addresses now and then, coordinates some metres (now and then kilometres) off. Chains have many places of one name. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { slip, wordSlip } from '../slips.ts';
import { rareSurname, STREET_WORDS, SURNAMES, skewed, street, TOWNS } from '../words/english.ts';

const KINDS: readonly (readonly string[])[] = [
  ['hotel', 'inn', 'lodge'],
  ['restaurant', 'bistro', 'dining'],
  ['cafe', 'coffee', 'coffee shop'],
  ['museum', 'gallery'],
  ['school', 'primary school', 'academy'],
  ['hospital', 'medical centre', 'clinic'],
  ['park', 'gardens'],
  ['station', 'railway station'],
  ['church', 'parish church'],
  ['library', 'public library'],
  ['pharmacy', 'chemist'],
  ['lake', 'reservoir'],
  ['hill', 'mountain'],
  ['village', ''],
  ['river', 'creek'],
];
const CHAINS = Array.from(
  { length: 12 },
  (_, i) =>
    [
      'golden bean',
      'quickmart',
      'the red lion',
      'burger barn',
      'city bank',
      'freshway',
      'books & more',
      'petrol plus',
      'shoe world',
      'comfort stay',
      'daily bread',
      'green leaf',
    ][i]!,
);

interface Place {
  name: string;
  kind: readonly string[];
  address: string;
  town: string;
  lat: number;
  lon: number;
}

/** Where each town is, by the run that made it. */
const townsOf = new WeakMap<Random, Map<string, { lat: number; lon: number }>>();

function place(random: Random): Place {
  if (!townsOf.has(random)) townsOf.set(random, new Map());
  const centres = townsOf.get(random)!;
  const town = skewed(random, TOWNS, 1.4);
  if (!centres.has(town)) centres.set(town, { lat: 50.8 + 4 * random.next(), lon: -3.5 + 4.5 * random.next() });
  const { lat, lon } = centres.get(town)!;
  const { number, name, kind } = street(random);
  const share = random.next();
  const own =
    share < 0.12
      ? random.pick(CHAINS)
      : share < 0.4
        ? `${random.pick(STREET_WORDS)}`
        : share < 0.7
          ? rareSurname(random)
          : share < 0.85
            ? `${skewed(random, SURNAMES)}'s`
            : `${random.pick(['old', 'new', 'great', 'little', 'st'])} ${rareSurname(random)}`;
  return {
    name: own,
    kind: random.pick(KINDS),
    address: `${number} ${name} ${kind[0]}`,
    town,
    lat: lat + (random.next() + random.next() - 1) * 0.06,
    lon: lon + (random.next() + random.next() - 1) * 0.09,
  };
}

const METRES = 1 / 111_000;

function record(random: Random, one: Place): string[] {
  const word = random.chance(0.75) ? one.kind[0]! : random.pick(one.kind);
  let name = random.chance(0.12) ? one.name : random.chance(0.12) ? `${word} ${one.name}` : `${one.name} ${word}`;
  if (random.chance(0.1)) name = slip(random, name);
  if (random.chance(0.08)) name = `${name} ${one.town}`;
  if (random.chance(0.04)) name = wordSlip(random, name);
  const off = random.chance(0.03) ? 3000 : random.chance(0.2) ? 250 : 25;
  const shift = () => (random.next() + random.next() - 1) * 2 * off * METRES;
  const located = !random.chance(0.07);
  return [
    name.trim(),
    one.kind[0]!.replace(/.*/, (kind) => (random.chance(0.2) ? '' : kind)),
    random.chance(0.35) ? '' : random.chance(0.12) ? slip(random, one.address) : one.address,
    random.chance(0.15) ? '' : one.town,
    located ? (one.lat + shift()).toFixed(random.pick([4, 5, 6])) : '',
    located ? (one.lon + shift()).toFixed(random.pick([4, 5, 6])) : '',
  ];
}

export const set: LinkSet = {
  title: 'places with coordinates, four guides',
  columns: ['name', 'type', 'address', 'town', 'latitude', 'longitude'],
  model: `id: id
columns:
  name: text
  type: category
  address: address
  town: category
  position: {kind: coordinates, from: [latitude, longitude]}
`,
  records: 6000,
  seed: 555,
  make(records, random) {
    const entries: Entry[] = [];
    for (let entity = 0; entries.length < records; entity++) {
      const one = place(random);
      const guides = [0, 1, 2, 3].filter(() => random.chance(0.45));
      for (const _ of guides.length === 0 ? [0] : guides)
        if (entries.length < records) entries.push({ entity, values: record(random, one) });
    }
    return { guides: entries };
  },
};
