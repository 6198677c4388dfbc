/**
 * People of the past as they are found in old sources: about ten entries each, few fields, very many errors; other names, rounded dates, changed places and callings.
 * Brothers and namesakes share a surname, a birthplace and often a calling.
 */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { dateBetween, dateSlip, slip, two } from '../slips.ts';
import { GIVEN, OCCUPATIONS, skewed, surname, TOWNS } from '../words/english.ts';

interface Person {
  names: (typeof GIVEN)[number][];
  surname: string;
  born: string;
  place: string;
  postcode: string;
  callings: string[];
}

const AREAS =
  'ab al b ba bd bh bl bn br bs ca cb cf ch cm co cr ct cv cw da de dh dl dn dt dy e ec eh en ex fk g gl gu ha hd hg hp hr hu ig ip ka kt ky l la le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo'.split(
    ' ',
  );

function postcode(random: Random, area = random.pick(AREAS)): string {
  const letters = 'abdefghjlnpqrstuwxyz';
  return `${area}${1 + random.int(30)} ${1 + random.int(9)}${random.pick([...letters])}${random.pick([...letters])}`;
}

function person(random: Random, relative?: Person): Person {
  const place = relative && random.chance(0.7) ? relative.place : skewed(random, TOWNS, 1.5);
  const calling = skewed(random, OCCUPATIONS, 1.8)
    .split(/[:,]/)
    .map((word) => word.trim());
  return {
    names: Array.from({ length: random.chance(0.45) ? 2 : 1 }, () => skewed(random, GIVEN.slice(0, 70), 1.8)),
    surname: relative?.surname ?? surname(random),
    born: dateBetween(random, 1770, 1890),
    place,
    postcode: postcode(random),
    callings: calling.filter((word) => word !== ''),
  };
}

function given(random: Random, who: Person): string {
  const [first, second] = who.names as [Person['names'][number], Person['names'][number] | undefined];
  const kind = random.next();
  if (kind < 0.12 && first.forms.length > 0) return random.pick(first.forms);
  if (kind < 0.16 && second) return second.name;
  if (kind < 0.2) return first.name[0]!;
  if (kind < 0.3) return slip(random, first.name);
  return first.name;
}

function record(random: Random, who: Person): string[] {
  let last = who.surname;
  if (random.chance(0.13)) last = slip(random, last);
  else if (random.chance(0.04)) last = surname(random);
  let born = who.born;
  const kind = random.next();
  if (kind < 0.09) born = `${born.slice(0, 4)}-01-01`;
  else if (kind < 0.2) born = dateSlip(random, born);
  else if (kind < 0.24)
    born = `${Number(born.slice(0, 4)) + random.pick([-3, -2, -1, 1, 2, 3])}-${two(1 + random.int(12))}-${two(1 + random.int(28))}`;
  let first = given(random, who);
  if (random.chance(0.03)) [first, last] = [last, first];
  const middle = who.names[1] && random.chance(0.4) ? ` ${random.chance(0.4) ? who.names[1].name[0]! : who.names[1].name}` : '';
  const full = random.chance(0.06)
    ? `${random.pick(['sir', 'dr', 'rev', 'captain', 'mr'])} ${first}${middle} ${last}`
    : `${first}${middle} ${last}`;
  return [
    full,
    random.chance(0.03) ? '' : first,
    random.chance(0.03) ? '' : last,
    random.chance(0.22) ? '' : born,
    random.chance(0.25) ? '' : random.chance(0.1) ? slip(random, who.place) : random.chance(0.12) ? skewed(random, TOWNS, 1.5) : who.place,
    random.chance(0.3)
      ? ''
      : random.chance(0.2)
        ? postcode(random, who.postcode.replace(/\d.*/, ''))
        : random.chance(0.15)
          ? postcode(random)
          : random.chance(0.1)
            ? slip(random, who.postcode)
            : who.postcode,
    random.chance(0.4) ? '' : random.chance(0.7) ? who.callings[0]! : random.pick(who.callings),
  ];
}

export const set: LinkSet = {
  title: 'historical persons: sparse, about ten entries each',
  columns: ['full_name', 'first_name', 'surname', 'dob', 'birth_place', 'postcode', 'occupation'],
  model: `id: id
columns:
  first_name: given name
  surname: surname
  dob: date
  birth_place: category
  postcode: code
  occupation: category
`,
  records: 10_000,
  seed: 1851,
  make(records, random) {
    const entries: Entry[] = [];
    let last: Person | undefined;
    for (let entity = 0; entries.length < records; entity++) {
      const who: Person = person(random, random.chance(0.12) ? last : undefined);
      last = who;
      const copies = 1 + Math.floor(19 * random.next() ** 1.1);
      for (let i = 0; i < copies && entries.length < records; i++) entries.push({ entity, values: record(random, who) });
    }
    return { entries };
  },
};
