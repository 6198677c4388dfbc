import type { Config } from '../../config/index.ts';
import type { Bilingual } from '../../core/errors.ts';
import type { GuessedColumn } from './guess-columns.ts';
import { KNOWN_CODES, type Meaning } from './header-words.ts';

export interface GuessedMention {
  role: string;
  entity: 'person' | 'company' | 'house';
  /** Attribute → column. */
  attributes: Record<string, string>;
}

export interface GuessedRelation {
  type: string;
  subject: string;
  house: string;
  from?: string;
  to?: string;
  why: Bilingual;
}

type Entities = Config['entities'];

/** Column meanings that feed an attribute of the same name, by entity; where the names differ, both stand. */
const FEEDS: Record<GuessedMention['entity'], [attribute: string, meaning: Meaning][]> = {
  person: [
    ...(['formerName', 'sex', 'birthDate', 'phone', 'socialSecurityNo', 'hukouStatus'] as const).map((each): [string, Meaning] => [
      each,
      each,
    ]),
  ],
  company: [
    ...(['establishedOn', 'cancelledOn', 'representative', 'capital'] as const).map((each): [string, Meaning] => [each, each]),
    ['status', 'companyStatus'],
  ],
  house: (['dwellingCode', 'area', 'floors', 'usage'] as const).map((each): [string, Meaning] => [each, each]),
};

/** Of whom and what a row speaks, as far as its columns tell. */
export function guessMentions(columns: readonly GuessedColumn[], entities: Entities): GuessedMention[] {
  const of = (type: string) => columns.filter((column) => column.type === type);
  const [creditCode] = of('credit-code');
  const [companyName] = of('company-name');
  const [registrationNo, taxId] = [of('registration-number')[0], of('tax-id')[0]];
  const isCompany = [creditCode, companyName, registrationNo, taxId].some((column) => column !== undefined);
  const persons = personsOf(columns, { entities, isCompany });
  const company = feed('company', { creditCode, name: companyName, registrationNo, taxId }, { columns, entities });
  const mentions = [...persons];
  if (isCompany && Object.keys(company.attributes).length > 0) {
    const [phone] = of('phone');
    if (persons.length === 0 && phone !== undefined && takes(entities, 'company', { attribute: 'phone', column: phone }))
      company.attributes['phone'] = phone.name;
    mentions.push(company);
    const [only] = persons;
    const employs = only?.attributes['idNumber'] !== undefined && companyName !== undefined && persons.length === 1;
    if (employs && takes(entities, 'person', { attribute: 'employer', column: companyName }))
      only.attributes['employer'] = companyName.name;
  }
  return [...mentions, ...housesOf(columns, { entities, isAlone: mentions.length === 0 })].filter(
    ({ attributes }) => Object.keys(attributes).length > 0,
  );
}

interface Parts {
  columns: readonly GuessedColumn[];
  entities: Entities;
}

function feed(
  entity: GuessedMention['entity'],
  named: Record<string, GuessedColumn | undefined>,
  { columns, entities }: Parts,
): GuessedMention {
  const wanted: [string, GuessedColumn | undefined][] = [
    ...Object.entries(named),
    ...FEEDS[entity].map(([attribute, meaning]): [string, GuessedColumn | undefined] => [
      attribute,
      columns.find((column) => column.meaning === meaning),
    ]),
  ];
  const found = wanted.filter(
    (pair): pair is [string, GuessedColumn] => pair[1] !== undefined && takes(entities, entity, { attribute: pair[0], column: pair[1] }),
  );
  return { role: entity, entity, attributes: Object.fromEntries(found.map(([attribute, column]) => [attribute, column.name])) };
}

/** Whether the entity has such an attribute, of the column's type, and the column's codes can be said in its words. */
function takes(
  entities: Entities,
  entity: GuessedMention['entity'],
  { attribute, column }: { attribute: string; column: GuessedColumn },
): boolean {
  const known = entities[entity].attributes.find(({ name }) => name === attribute);
  if (known === undefined || known.type !== column.type) return false;
  if (column.type !== 'code' || known.codes === undefined) return true;
  const table = KNOWN_CODES[attribute] ?? {};
  return (column.codes ?? []).every((code) => table[code] !== undefined && known.codes![table[code]] !== undefined);
}

function personsOf(
  columns: readonly GuessedColumn[],
  { entities, isCompany }: { entities: Entities; isCompany: boolean },
): GuessedMention[] {
  const numbers = columns.filter(({ type }) => type === 'id-number');
  const isOfCompany = ({ meaning }: GuessedColumn) => meaning === 'representative' && isCompany;
  const names = columns.filter((column) => column.type === 'person-name' && column.meaning !== 'formerName' && !isOfCompany(column));
  const count = Math.max(numbers.length, names.length);
  if (count <= 1) return count === 0 ? [] : [feed('person', { idNumber: numbers[0], name: names[0] }, { columns, entities })];
  // Several people in a row: a number belongs to the name whose header it shares most letters with.
  const left = [...numbers];
  const pairs = names.map((person) => {
    const number = left.sort((a, b) => sharedLetters(b.name, person.name) - sharedLetters(a.name, person.name))[0];
    if (number === undefined || sharedLetters(number.name, person.name) === 0) return { idNumber: undefined, name: person };
    left.shift();
    return { idNumber: number, name: person };
  });
  const all = [...pairs, ...left.map((idNumber) => ({ idNumber, name: undefined }))];
  return all.map((pair, i) => ({ ...feed('person', pair, { columns: [], entities }), role: `person-${i + 1}` }));
}

/** Letters with which two headers begin alike: 男方姓名, 男方身份证号. */
function sharedLetters(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

function housesOf(columns: readonly GuessedColumn[], { entities, isAlone }: { entities: Entities; isAlone: boolean }): GuessedMention[] {
  const addresses = columns.filter(({ type }) => type === 'address');
  const estate = addresses.length > 1 ? addresses.find(({ meaning }) => meaning === 'estateAddress') : undefined;
  const others = addresses.filter((column) => column !== estate);
  return others.map((address, i) => {
    const role = others.length === 1 ? 'house' : `house-${i + 1}`;
    const named = { address, ...(i === 0 ? { estateAddress: estate } : {}) };
    const about = isAlone || columns.some(({ meaning }) => meaning === 'dwellingCode') ? columns : [];
    return { ...feed('house', named, { columns: i === 0 ? about : [], entities }), role };
  });
}

const OF_PERSON: Meaning[] = ['registered', 'living', 'owning', 'renting'];
const OF_COMPANY: Meaning[] = ['registeredAddress', 'operatingAddress', 'taxAddress'];

/** Who is tied to which house, where a header says how, or where nothing else can be meant. */
export function guessRelations(columns: readonly GuessedColumn[], mentions: readonly GuessedMention[]): GuessedRelation[] {
  const [person, company] = (['person', 'company'] as const).map((entity) => mentions.find((mention) => mention.entity === entity));
  const relations: GuessedRelation[] = [];
  for (const house of mentions.filter(({ entity }) => entity === 'house')) {
    const address = columns.find(({ name }) => name === house.attributes['address']);
    if (address === undefined) continue;
    const { meaning } = address;
    const said = { en: `the header ${address.name} says so`, zh: `列名“${address.name}”表明` };
    const isOnlyCompany = person === undefined && company !== undefined;
    const found: Omit<GuessedRelation, 'house'> | undefined =
      meaning !== null && OF_PERSON.includes(meaning) && person !== undefined
        ? { type: meaning, subject: person.role, why: said }
        : meaning !== null && OF_COMPANY.includes(meaning) && company !== undefined
          ? { type: meaning, subject: company.role, why: said }
          : isOnlyCompany
            ? { type: 'registeredAddress', subject: company.role, why: { en: 'an address beside a company', zh: '企业所附地址' } }
            : undefined;
    if (found === undefined || relations.some(({ type }) => type === found.type)) continue;
    relations.push({ ...found, house: house.role, ...datesFor(columns, columns.indexOf(address)) });
  }
  return relations;
}

/** The nearest dates after the address that say from when and to when. */
function datesFor(columns: readonly GuessedColumn[], after: number): { from?: string; to?: string } {
  const isDate = ({ type }: GuessedColumn) => type === 'date' || type === 'month';
  const nearest = (meaning: Meaning) => columns.find((column, i) => i > after && column.meaning === meaning && isDate(column));
  const [from, to] = [nearest('from'), nearest('to')];
  return { ...(from === undefined ? {} : { from: from.name }), ...(to === undefined ? {} : { to: to.name }) };
}
