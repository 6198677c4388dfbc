/** Firms in Chinese: registered names, short names and signboards, places moved or left out, credit codes missing, firms of one brand side by side. */

import type { Random } from '../../../../samples/random.ts';
import { creditCodeCheckCharacter } from '../../../../values/index.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { digitSlip, digits } from '../slips.ts';
import {
  type Address,
  address,
  addressText,
  BRANDS,
  CITIES,
  characterSlip,
  FEMALE,
  LEGAL_FORMS,
  MALE,
  misheardChinese,
  SURNAMES,
  TRADES,
} from '../words/chinese.ts';
import { skewed } from '../words/english.ts';

interface Firm {
  place: string;
  brand: string;
  trade: (typeof TRADES)[number];
  form: readonly string[];
  code: string;
  representative: string;
  phone: string;
  home: Address;
}

function firm(random: Random, sister?: Firm): Firm {
  const home = address(random, random.chance(0.6) ? CITIES[0]! : random.pick(CITIES));
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const front = `91${digits(random, 6)}${Array.from({ length: 9 }, () => letters[random.int(letters.length)]).join('')}`;
  return {
    place: random.chance(0.8) ? home.city : home.province,
    brand: sister?.brand ?? random.pick(BRANDS) + random.pick(BRANDS) + (random.chance(0.25) ? random.pick(BRANDS) : ''),
    trade: skewed(random, TRADES, 1.3),
    form: skewed(random, LEGAL_FORMS, 2.5),
    code: front + creditCodeCheckCharacter(front),
    representative:
      sister?.representative ?? skewed(random, SURNAMES, 2.2) + random.pick(random.chance(0.6) ? MALE : FEMALE) + random.pick(MALE),
    phone: `0574${digits(random, 8)}`,
    home: sister && random.chance(0.6) ? sister.home : home,
  };
}

function nameOf(random: Random, { place, brand, trade: [long, short], form }: Firm): string {
  const kind = random.next();
  const legal = random.pick(form);
  const without = place.replace(/[市省]$/, '');
  if (kind < 0.5) return `${place}${brand}${long}${legal}`;
  if (kind < 0.62) return `${without}${brand}${long}${legal}`;
  if (kind < 0.7) return `${brand}${random.chance(0.5) ? '（' : '('}${without}${random.chance(0.5) ? '）' : ')'}${long}${legal}`;
  if (kind < 0.77) return `${brand}${long}${legal}`;
  if (kind < 0.85) return `${without}${brand}${short}`;
  if (kind < 0.92) return `${brand}${short}`;
  const full = `${place}${brand}${long}${legal}`;
  return kind < 0.96 ? misheardChinese(random, full) : characterSlip(random, full, BRANDS);
}

function record(random: Random, one: Firm): string[] {
  const home = random.chance(0.15) ? address(random, CITIES[0]!) : one.home;
  return [
    nameOf(random, one),
    random.chance(0.55) ? '' : random.chance(0.04) ? digitSlip(random, one.code) : one.code,
    random.chance(0.25)
      ? ''
      : random.chance(0.1)
        ? characterSlip(random, one.representative, MALE)
        : random.chance(0.08)
          ? misheardChinese(random, one.representative)
          : one.representative,
    random.chance(0.12) ? '' : addressText(random, home),
    random.chance(0.4)
      ? ''
      : random.chance(0.2)
        ? `138${digits(random, 8)}`
        : random.chance(0.4)
          ? one.phone.replace(/^0574/, '0574-')
          : one.phone,
  ];
}

/** The set, with or without the column of credit codes. */
export function chineseCompanies({ codes, seed, title, model }: { codes: boolean; seed: number; title: string; model: string }): LinkSet {
  return {
    title,
    columns: ['name', ...(codes ? ['credit_code'] : []), 'representative', 'address', 'phone'],
    model,
    records: 8000,
    seed,
    make(records, random) {
      const entries: Entry[] = [];
      let before: Firm | undefined;
      for (let entity = 0; entries.length < records; entity++) {
        const one: Firm = firm(random, random.chance(0.08) ? before : undefined);
        before = one;
        const copies = random.pick([1, 1, 2, 2, 3, 3, 4]);
        for (let i = 0; i < copies && entries.length < records; i++)
          entries.push({ entity, values: record(random, one).filter((_, at) => codes || at !== 1) });
      }
      return { firms: entries };
    },
  };
}

export const set = chineseCompanies({
  codes: true,
  seed: 914,
  title: 'Chinese companies, credit codes often missing',
  model: `id: id
columns:
  name: company name
  credit_code: credit code
  representative: person name
  address: address
  phone: phone
`,
});
