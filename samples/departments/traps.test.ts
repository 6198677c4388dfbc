import { beforeAll, describe, expect, test } from '@jest/globals';
import { residentIdCheckCharacter } from '../../values/index.ts';
import { idNumberOf } from '../world/people.ts';
import { inTraditional } from '../world/spelling.ts';
import { SEPARATORS } from './slips.ts';
import { column, type Exports, exportOneMonth, plainNumber, records, shareOf } from './testing.ts';

/** Each trap of samples/README.md comes about as often as it promises. */
let city: Exports;
beforeAll(() => {
  city = exportOneMonth(9_000, 5);
});

/** Within three standard deviations of a share, and a tenth. */
function expectShare(found: number, promised: number, rows: number): void {
  const margin = 3 * Math.sqrt((promised * (1 - promised)) / rows) + promised * 0.1;
  expect(found).toBeGreaterThan(promised - margin);
  expect(found).toBeLessThan(promised + margin);
}

const PEOPLE_FEEDS = [
  ['civil-affairs.deaths', '身份证号', 0.06],
  ['commerce.officers', 'personIdNumber', 0.06],
  ['police.floating-population', '证件号码', 0.06],
  ['police.residents', 'GMSFHM', 0.06],
  ['social-security.insured', 'idNumber', 0.06],
] as const;
const holds18 = (number: string) => number.length === 18 && residentIdCheckCharacter(number.slice(0, 17)) === number[17];

describe('numbers of people', () => {
  test.each(PEOPLE_FEEDS)('of %s: missing, of 15 digits, oddly typed, with a wrong check character', (source, name, missing) => {
    const numbers = column(city.first[source]!, source, name);
    expectShare(
      shareOf(numbers, (number) => number === ''),
      missing,
      numbers.length,
    );
    // Deaths are of the old, who all were born in the nineteen-hundreds.
    const fifteen = shareOf(numbers, (number) => number.length === 15);
    expect(fifteen).toBeGreaterThan(0.005);
    expect(fifteen).toBeLessThan(0.018);
    expectShare(
      shareOf(numbers, (number) => number !== '' && plainNumber(number) !== number),
      0.01,
      numbers.length,
    );
    const zeroed = source === 'police.floating-population' ? 0.02 * (10 / 11) : 0;
    const second = source === 'social-security.insured' ? 0.003 : 0;
    const wrong = (number: string) => number.length > 15 && !holds18(plainNumber(number));
    expectShare(shareOf(numbers, wrong), 0.013 + zeroed + second, numbers.length);
  });

  test('of visits are missing for two people in five', () => {
    const people = column(city.first['grid.visits']!, 'grid.visits', 'personName');
    const numbers = column(city.first['grid.visits']!, 'grid.visits', 'personIdNumber').filter((_, i) => people[i] !== '');
    expectShare(
      shareOf(numbers, (number) => number === ''),
      0.4,
      numbers.length,
    );
  });

  test('in spreadsheets end with the zeros that Excel left', () => {
    const numbers = column(city.first['police.floating-population']!, 'police.floating-population', '证件号码');
    expectShare(
      shareOf(numbers, (number) => /^\d{15}000$/.test(number) && !/^[89]/.test(number)),
      0.02 * (10 / 11),
      numbers.length,
    );
  });

  test('are residence permits’ and foreigners’ cards’ for six migrants in a thousand, with a sequence that is never issued', () => {
    const rows = records(city.first['police.floating-population']!, 'police.floating-population');
    const kinds = rows.map((row) => row['证件种类'] as string);
    expectShare(
      shareOf(kinds, (kind) => kind === '港澳台居民居住证'),
      0.007,
      rows.length,
    );
    expectShare(
      shareOf(kinds, (kind) => kind === '外国人永久居留身份证'),
      0.007,
      rows.length,
    );
  });

  test('are two for one person in two thousand: the insurance holds the old one', () => {
    const { people } = city.view.world;
    const changed = people.idSequenceBefore.subarray(0, people.count).filter((sequence) => sequence !== 0).length;
    expectShare(changed / people.count, 0.0005, people.count);
  });
});

describe('names', () => {
  const names = () => {
    const { people } = city.view.world;
    return records(city.first['police.residents']!, 'police.residents').map((row) => {
      const person = Number(row.is['resident']!.slice(1));
      return { written: row['XM'] as string, name: people.name[person]! };
    });
  };
  const bare = (name: string) => [...name].filter((one) => !SEPARATORS.includes(one) && one !== '　').join('');
  const isLost = (name: string) => /[?？□\ue000-\uf8ff]/.test(name);

  test('have one character that sounds alike, a lost one, or the traditional form', () => {
    const all = names();
    const count = (holds: (one: { written: string; name: string }) => boolean) => all.filter(holds).length / all.length;
    expectShare(
      count(({ written }) => isLost(written)),
      0.0055,
      all.length,
    );
    const isTraditional = (one: { written: string; name: string }) => one.written !== one.name && one.written === inTraditional(one.name);
    expectShare(count(isTraditional), 0.0055, all.length);
    const isOther = (one: { written: string; name: string }) =>
      bare(one.written) !== bare(one.name) && !isLost(one.written) && !isTraditional(one);
    expectShare(count(isOther), 0.0145, all.length);
  });

  test('have their separator typed in ten ways', () => {
    const written = Object.entries(city.first).flatMap(([source, rows]) =>
      source === 'social-security.pension-payments' ? column(rows, source, 'fullName') : [],
    );
    const long = written.concat(names().map((one) => one.written)).join('|');
    expect(SEPARATORS.slice(0, 8).filter((separator) => !long.includes(separator))).toEqual([]);
  });

  test('have rare characters, some of which GBK has no place for', () => {
    const all = names();
    const rare = all.filter(({ name }) => /[喆堃犇翀祎赟淼懿曌煊翾彧昶㛃㐂𬭎𠀀]/u.test(name)).length / all.length;
    expect(rare).toBeGreaterThan(0.002);
    expect(rare).toBeLessThan(0.008);
    expect(all.filter(({ name }) => /[㛃㐂𬭎𠀀]/u.test(name)).length).toBeGreaterThan(0);
  });

  test('are shared with the birthday by as many different people as chance brings about', () => {
    const { people, present } = city.view.world;
    const seen = new Set<string>();
    const twice = present.filter((person) => {
      const key = `${people.name[person]} ${people.birth[person]}`;
      return seen.has(key) || !seen.add(key);
    });
    expect(twice.length).toBeLessThan(present.length * 0.003);
  });
});

describe('addresses', () => {
  const addresses = () => column(city.first['police.residents']!, 'police.residents', 'HKDZ');

  test('are in estate form, without their unit, or with the old name of their district', () => {
    const all = addresses();
    expectShare(
      shareOf(all, (address) => !address.includes('号')),
      0.3,
      all.length,
    );
    expectShare(
      shareOf(all, (address) => !address.includes('单元')),
      0.09,
      all.length,
    );
    expectShare(
      shareOf(all, (address) => !/室$/.test(address)),
      0.01,
      all.length,
    );
    const old = shareOf(all, (address) => address.includes('望江区'));
    expect(old).toBeGreaterThan(0.03);
    expect(old).toBeLessThan(0.07);
  });

  test('of deeds from before the renaming have unit codes of the old district', () => {
    const codes = column(city.first['housing.contracts']!, 'housing.contracts', '不动产单元号');
    expectShare(
      shareOf(codes, (code) => code === ''),
      0.03,
      codes.length,
    );
    expect(codes.filter((code) => code.startsWith('339912')).length).toBeGreaterThan(0);
    expect(codes.filter((code) => code !== '' && !/^3399\d{2}\d{6}GB\d{5}F\d{8}$/.test(code))).toEqual([]);
    expect(
      column(city.first['housing.building-table']!, 'housing.building-table', '不动产单元号').filter((code) => code.startsWith('339912')),
    ).toEqual([]);
  });

  test('have points in three data, of which the files name none but the legal one', () => {
    const table = records(city.first['housing.building-table']!, 'housing.building-table');
    const here = new Map(table.map((row) => [row.is['unit']!.slice(0, 7), [Number(row['经度']), Number(row['纬度'])]]));
    const far = (source: string, [longitude, latitude]: [string, string], role: string) => {
      const metres = records(city.first[source]!, source).map((row) => {
        const [x, y] = here.get(row.is[role]!.slice(0, 7))!;
        return Math.hypot((Number(row[longitude]) - x!) * 95_700, (Number(row[latitude]) - y!) * 110_900);
      });
      return [Math.min(...metres), Math.max(...metres)];
    };
    const visits = far('grid.visits', ['longitude', 'latitude'], 'place');
    const migrants = far('police.floating-population', ['经度', '纬度'], 'home');
    expect(visits[0]).toBeGreaterThan(100);
    expect(visits[1]).toBeLessThan(800);
    expect(migrants[0]).toBeGreaterThan(500);
    expect(migrants[1]).toBeLessThan(2000);
  });
});

describe('companies', () => {
  test('have no credit code, or a shorter name', () => {
    const full = new Set(city.view.world.firms.map(({ name }) => plainNumber(name)));
    const names = column(city.first['commerce.companies']!, 'commerce.companies', '名称');
    expectShare(
      shareOf(names, (name) => !full.has(plainNumber(name))),
      0.047,
      names.length,
    );
    const codes = column(city.first['commerce.companies']!, 'commerce.companies', '统一社会信用代码');
    expectShare(
      shareOf(codes, (code) => code === ''),
      0.03,
      codes.length,
    );
  });

  test('pay tax under owners’ numbers where they were never entered in the register', () => {
    const unlicensed = city.view.world.firms.filter((firm) => firm.unlicensed && firm.closed === 0);
    expect(unlicensed.length).toBeGreaterThan(3);
    const registered = new Set(city.first['commerce.companies']!.map(({ record }) => record));
    expect(unlicensed.filter((firm) => registered.has(`M3399${String(city.view.world.firms.indexOf(firm) + 1).padStart(8, '0')}`))).toEqual(
      [],
    );
  });
});

test('every number of a person in the world is right in itself', () => {
  const { people } = city.view.world;
  expect(Array.from({ length: people.count }, (_, person) => idNumberOf(people, person)).filter((number) => !holds18(number))).toEqual([]);
});
