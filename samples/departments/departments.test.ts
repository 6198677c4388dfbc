import { beforeAll, describe, expect, test } from '@jest/globals';
import { idNumberOf } from '../world/people.ts';
import { DEPARTMENTS } from './index.ts';
import { column, exportTwoMonths, plainNumber } from './testing.ts';

const PEOPLE = 6_000;
const APPENDED = ['civil-affairs.deaths', 'civil-affairs.marriages', 'grid.visits', 'housing.contracts', 'housing.mortgages'];
const BY_PERIOD = ['social-security.unemployment-benefits', 'tax.wages'];
const SOURCES = DEPARTMENTS.map(({ source }) => source);

let city: ReturnType<typeof exportTwoMonths>;
beforeAll(() => {
  city = exportTwoMonths(PEOPLE, 3);
});

/** Every column that holds people's numbers. */
const ID_COLUMNS: [string, string][] = [
  ['civil-affairs.assistance', '身份证号'],
  ['civil-affairs.deaths', '身份证号'],
  ['civil-affairs.marriages', '男方身份证号'],
  ['civil-affairs.marriages', '女方身份证号'],
  ['commerce.officers', 'personIdNumber'],
  ['grid.visits', 'personIdNumber'],
  ['housing.building-table', '权利人证件号'],
  ['housing.contracts', '买受人证件号'],
  ['housing.contracts', '出卖人证件号'],
  ['housing.mortgages', '抵押人证件号'],
  ['police.floating-population', '证件号码'],
  ['police.residents', 'GMSFHM'],
  ['social-security.insured', 'idNumber'],
  ['social-security.pension-payments', 'idNumber'],
  ['social-security.unemployment-benefits', '身份证号'],
  ['tax.wages', 'personIdNumber'],
];

describe('what the departments export', () => {
  test('keys are there, never twice, and in order', () => {
    for (const [source, rows] of Object.entries(city.first)) {
      const records = rows.map(({ record }) => record);
      expect([source, records.findIndex((record, i) => record === '' || (i > 0 && record <= records[i - 1]!))]).toEqual([source, -1]);
    }
  });

  test.each(SOURCES)('every row of %s has a value for each column and somebody of whom it speaks', (source) => {
    const { columns } = DEPARTMENTS.find((department) => department.source === source)!;
    const rows = city.first[source]!;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ cells, mentions }) => cells?.length !== columns.length || mentions.length === 0)).toEqual([]);
    const roles = rows.filter(({ mentions }) => mentions.some(({ role }, i) => i > 0 && role <= mentions[i - 1]!.role));
    expect(roles).toEqual([]);
  });

  test.each(ID_COLUMNS)('no number of %s, %s can be a real person’s: its area is invented, or its sequence 000', (source, name) => {
    const numbers = column(city.first[source]!, source, name)
      .filter((number) => number !== '')
      .map(plainNumber);
    expect(numbers.filter((number) => !/^(3399|39|49)|^(81|82|83|9).{12}0|^9/.test(number))).toEqual([]);
    const permits = numbers.filter((number) => /^[89]/.test(number));
    // A slip changes one digit, or leaves one sequence with a digit swapped into it.
    expect(permits.filter((number) => !/^.{14}000/.test(number)).length).toBeLessThanOrEqual(permits.length * 0.1 + 2);
  });

  test('no company number is of a registry that exists', () => {
    const codes = column(city.first['commerce.companies']!, 'commerce.companies', '统一社会信用代码').filter((code) => code !== '');
    expect(codes.filter((code) => !/^9[123]3399/.test(code))).toEqual([]);
    const numbers = column(city.first['commerce.companies']!, 'commerce.companies', '注册号');
    expect(numbers.filter((number) => !/^(3399\d{11})?$/.test(number))).toEqual([]);
    const taxIds = column(city.first['tax.taxpayers']!, 'tax.taxpayers', 'NSRSBH').map(plainNumber);
    expect(taxIds.filter((id) => !/^(|L?9[123]3399.{12}|3399.{11}|(3399|39|49|8[123]|9).{16,19})$/.test(id))).toEqual([]);
  });

  test('sole traders of one owner are told apart by the last two digits of their taxpayer numbers', () => {
    const taxIds = column(city.first['tax.taxpayers']!, 'tax.taxpayers', 'NSRSBH').filter((id) => id.length === 20);
    expect(taxIds.filter((id) => id.endsWith('00')).length).toBeGreaterThan(50);
    expect(taxIds.filter((id) => id.endsWith('01')).length).toBeGreaterThan(0);
    expect(new Set(taxIds).size).toBe(taxIds.length);
  });

  test('a number is given twice to two people out of ten thousand', () => {
    const { people } = city.view.world;
    const numbers = Array.from({ length: people.count }, (_, person) => idNumberOf(people, person));
    expect(numbers.length - new Set(numbers).size).toBe(Math.round(people.count / 10_000));
  });

  test.each(
    SOURCES.filter((source) => !APPENDED.includes(source) && !BY_PERIOD.includes(source) && source !== 'social-security.pension-payments'),
  )('the next list of %s changes by some 2 %', (source) => {
    const before = new Map(city.first[source]!.map(({ record, cells }) => [record, cells!.join('|')]));
    const after = new Map(city.second[source]!.map(({ record, cells }) => [record, cells!.join('|')]));
    const gone = [...before.keys()].filter((record) => !after.has(record)).length;
    const isShort = ['civil-affairs.assistance', 'police.floating-population'].includes(source);
    expect(gone / before.size).toBeLessThanOrEqual(isShort ? 0.05 : 0);
    const changed = [...after].filter(([record, cells]) => before.get(record) !== cells).length / before.size;
    expect(changed).toBeGreaterThan(source === 'civil-affairs.assistance' ? -1 : 0.001);
    expect(changed).toBeLessThan(0.05);
  });

  test.each([...APPENDED, 'social-security.pension-payments'])(
    'the next delivery of %s brings what is new and repeats nothing',
    (source) => {
      const before = new Set(city.first[source]!.map(({ record }) => record));
      const after = new Map(city.second[source]!.map(({ record, cells }) => [record, cells]));
      expect([...before].filter((record) => !after.has(record))).toEqual([]);
      expect([...after].filter(([record, cells]) => (cells === undefined) !== before.has(record))).toEqual([]);
      expect(after.size).toBeGreaterThan(before.size);
    },
  );

  test.each(BY_PERIOD)('the next delivery of %s brings its month, and the month before corrected and whole', (source) => {
    const monthOf = (record: string) => record.slice(-6);
    const before = new Map(city.first[source]!.map(({ record, cells }) => [record, cells!.join('|')]));
    const delivered = city.second[source]!.filter(({ cells }) => cells);
    expect([...new Set(delivered.map(({ record }) => monthOf(record)))].sort()).toEqual(['202609', '202610']);
    const repeated = delivered.filter(({ record }) => monthOf(record) === '202609');
    expect(
      [...before.keys()]
        .filter((record) => monthOf(record) === '202609')
        .filter((record) => !repeated.some((row) => row.record === record)),
    ).toEqual([]);
    const corrected = repeated.filter(({ record, cells }) => before.get(record) !== cells!.join('|')).length / repeated.length;
    expect(corrected).toBeLessThan(0.05);
    if (source === 'tax.wages') expect(corrected).toBeGreaterThan(0.005);
  });

  test('as many people live there as were asked for', () => {
    expect(Math.abs(city.view.world.present.length - PEOPLE) / PEOPLE).toBeLessThan(0.01);
  });
});
