/** Firms and bodies of several countries: legal forms long, short and missing, initials, places in the name, addresses in two orders. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { digits, slip, typo, wordSlip } from '../slips.ts';
import { rareSurname, SURNAMES, skewed, street, TOWNS } from '../words/english.ts';

const FORMS: readonly (readonly string[])[] = [
  ['Limited', 'Ltd', 'Ltd.', 'LTD'],
  ['Incorporated', 'Inc', 'Inc.'],
  ['Public Limited Company', 'PLC', 'plc'],
  ['Limited Liability Company', 'LLC', 'L.L.C.'],
  ['Corporation', 'Corp', 'Corp.'],
  ['Company', 'Co', 'Co.'],
  ['Gesellschaft mit beschränkter Haftung', 'GmbH'],
  ['Aktiengesellschaft', 'AG'],
  ['Société Anonyme', 'SA', 'S.A.'],
  ['Limited Partnership', 'LP', 'L.P.'],
  ['B.V.', 'BV'],
  ['S.r.l.', 'Srl', 'SRL'],
];
const FIELDS: readonly (readonly [string, string])[] = [
  ['International', 'Intl'],
  ['Engineering', 'Eng'],
  ['Manufacturing', 'Mfg'],
  ['Technologies', 'Tech'],
  ['Services', 'Svcs'],
  ['Management', 'Mgmt'],
  ['Associates', 'Assoc'],
  ['Brothers', 'Bros'],
  ['Industries', 'Ind'],
  ['Logistics', 'Logistics'],
  ['Consulting', 'Consulting'],
  ['Holdings', 'Hldgs'],
  ['Pharmaceuticals', 'Pharma'],
  ['Construction', 'Constr'],
  ['Properties', 'Props'],
  ['Systems', 'Sys'],
  ['Solutions', 'Solutions'],
  ['Trading', 'Trading'],
  ['Foods', 'Foods'],
  ['Energy', 'Energy'],
  ['Insurance', 'Ins'],
  ['Investments', 'Invest'],
  ['Transport', 'Transp'],
  ['Laboratories', 'Labs'],
  ['Development', 'Dev'],
  ['Electronics', 'Electronics'],
  ['Textiles', 'Textiles'],
];
const COUNTRIES = ['GB', 'US', 'DE', 'FR', 'NL', 'IT', 'SG', 'IE'];
const upper = (word: string) => word.replace(/(^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());

interface Organisation {
  brand: string;
  fields: (readonly [string, string])[];
  place: string;
  form: readonly string[];
  street: ReturnType<typeof street>;
  town: string;
  postcode: string;
  country: string;
  phone: string;
  site: string;
}

function brand(random: Random): string {
  const kind = random.next();
  if (kind < 0.3) return upper(skewed(random, SURNAMES, 1.3));
  if (kind < 0.45) return `${upper(random.pick(SURNAMES))} & ${upper(random.pick(SURNAMES))}`;
  if (kind < 0.75) return upper(rareSurname(random));
  return `${upper(rareSurname(random).slice(0, 5))}${random.pick(['ex', 'tec', 'ium', 'ora', 'max', 'net', 'soft', 'gen', 'via'])}`;
}

function organisation(random: Random): Organisation {
  const name = brand(random);
  const town = skewed(random, TOWNS, 1.4);
  return {
    brand: name,
    fields: Array.from({ length: random.pick([0, 1, 1, 1, 2]) }, () => random.pick(FIELDS)),
    place: random.chance(0.12) ? upper(town) : '',
    form: skewed(random, FORMS, 1.6),
    street: street(random),
    town: upper(town),
    postcode: digits(random, 5),
    country: skewed(random, COUNTRIES, 1.8),
    phone: `+44 ${digits(random, 4)} ${digits(random, 6)}`,
    site: `${name.toLowerCase().replace(/\W/g, '')}.${random.pick(['com', 'co.uk', 'net', 'eu'])}`,
  };
}

function nameOf(random: Random, { brand: own, fields, place, form }: Organisation): string {
  const words = fields.map(([long, short]) => (random.chance(0.2) ? short : long)).filter(() => !random.chance(0.07));
  const parts = [own.replace('&', random.chance(0.35) ? 'and' : '&'), ...words];
  if (place !== '' && random.chance(0.6)) parts.splice(random.chance(0.5) ? 0 : parts.length, 0, random.chance(0.4) ? `(${place})` : place);
  if (random.chance(0.8)) parts.push(random.pick(form));
  if (random.chance(0.03)) parts.unshift('The');
  const name = parts.join(' ');
  if (random.chance(0.12)) return slip(random, name);
  if (random.chance(0.04) && parts.length > 2) return wordSlip(random, name);
  return random.chance(0.12) ? name.toUpperCase() : name;
}

function addressOf(random: Random, { street: { number, name, kind } }: Organisation): string {
  const text = `${number} ${upper(name)} ${upper(random.chance(0.4) ? kind[1] : kind[0])}`;
  if (random.chance(0.1)) return typo(random, text);
  return random.chance(0.12) ? `${random.pick(['Unit', 'Suite', 'Floor'])} ${1 + random.int(20)}, ${text}` : text;
}

function record(random: Random, one: Organisation): string[] {
  const moved = random.chance(0.1) ? { ...one, street: street(random), postcode: digits(random, 5) } : one;
  return [
    nameOf(random, one),
    random.chance(0.08) ? '' : addressOf(random, moved),
    random.chance(0.05) ? '' : random.chance(0.05) ? slip(random, moved.town) : moved.town,
    random.chance(0.15) ? '' : random.chance(0.05) ? typo(random, moved.postcode) : moved.postcode,
    random.chance(0.05) ? '' : moved.country,
    random.chance(0.45)
      ? ''
      : random.chance(0.12)
        ? `+44 ${digits(random, 4)} ${digits(random, 6)}`
        : random.chance(0.4)
          ? one.phone.replaceAll(' ', '')
          : one.phone,
    random.chance(0.6) ? '' : random.chance(0.3) ? `www.${one.site}` : one.site,
  ];
}

export const set: LinkSet = {
  title: 'organisations in Latin script',
  columns: ['name', 'address', 'city', 'postcode', 'country', 'phone', 'website'],
  model: `id: id
columns:
  name: company name
  address: address
  city: category
  postcode: code
  country: category
  phone: phone
  website: text
`,
  records: 8000,
  seed: 6006,
  make(records, random) {
    const entries: Entry[] = [];
    let before: Organisation | undefined;
    for (let entity = 0; entries.length < records; entity++) {
      const one = organisation(random);
      // A sister firm under the same roof: same brand and address, another field or form.
      if (before && random.chance(0.06))
        Object.assign(one, {
          brand: before.brand,
          street: before.street,
          town: before.town,
          postcode: before.postcode,
          country: before.country,
          site: before.site,
        });
      before = one;
      const copies = random.pick([1, 1, 1, 2, 2, 3, 4]);
      for (let i = 0; i < copies && entries.length < records; i++) entries.push({ entity, values: record(random, one) });
    }
    return { firms: entries };
  },
};
