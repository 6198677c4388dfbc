import { beforeAll, describe, expect, test } from '@jest/globals';
import { dayOf } from '../days.ts';
import { live, makeWorld } from '../world/make-world.ts';
import { idNumberOf, personId } from '../world/people.ts';
import { MONTH_1 } from '../world/world.ts';
import { findWrongs } from '../writers/wrongs.ts';
import type { Row, View } from './department.ts';
import { DEPARTMENTS } from './index.ts';

const PEOPLE = 8_000;
/** Rows with their cells, by source: of the first month and of the second. */
const first: Record<string, Row[]> = {};
const second: Record<string, Row[]> = {};
let wrongs: string[][];
let view: View;

beforeAll(() => {
  const world = makeWorld(PEOPLE, 3);
  view = { world, month: 1, asOf: MONTH_1, asOfBefore: 0 };
  for (const { source, rows } of DEPARTMENTS) first[source] = [...rows(view)];
  wrongs = [...findWrongs(view)];
  const next = dayOf(2026, 11, 1);
  live(world, next);
  for (const { source, rows } of DEPARTMENTS) second[source] = [...rows({ world, month: 2, asOf: next, asOfBefore: MONTH_1 })];
});

function column(rows: Row[], source: string, name: string): string[] {
  const at = DEPARTMENTS.find((department) => department.source === source)!.columns.indexOf(name);
  return rows.flatMap(({ cells }) => (cells ? [cells[at]!] : []));
}

const shareOf = (values: string[], holds: (value: string) => boolean) => values.filter(holds).length / values.length;
const toHalfWidth = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

const ID_COLUMNS = [
  ['police.residents', 'GMSFHM'],
  ['social-security.insured', 'idNumber'],
  ['social-security.pension-payments', 'idNumber'],
  ['commerce.officers', 'personIdNumber'],
  ['civil-affairs.deaths', '身份证号'],
] as const;

describe('what the departments export', () => {
  test('keys are there, never twice, and in order', () => {
    for (const [source, rows] of Object.entries(first)) {
      const records = rows.map(({ record }) => record);
      expect([source, records.findIndex((record, i) => record === '' || (i > 0 && record <= records[i - 1]!))]).toEqual([source, -1]);
    }
  });

  test.each(DEPARTMENTS.map(({ source }) => source))(
    'every row of %s has a value for each column and somebody of whom it speaks',
    (source) => {
      const { columns } = DEPARTMENTS.find((department) => department.source === source)!;
      const wrong = first[source]!.filter(({ cells, mentions }) => cells?.length !== columns.length || mentions.length === 0);
      expect(wrong).toEqual([]);
      const roles = first[source]!.filter(({ mentions }) => mentions.some(({ role }, i) => i > 0 && role <= mentions[i - 1]!.role));
      expect(roles).toEqual([]);
    },
  );

  test.each(ID_COLUMNS)('slips in the numbers of %s come as often as declared', (source, name) => {
    const numbers = column(first[source]!, source, name);
    const near = (found: number, share: number) => {
      expect(found).toBeGreaterThan(share * 0.5);
      expect(found).toBeLessThan(share * 1.6);
    };
    near(
      shareOf(numbers, (number) => number === ''),
      0.03,
    );
    near(
      shareOf(numbers, (number) => number.length === 15),
      source === 'civil-affairs.deaths' ? 0.0125 : 0.01,
    );
    near(
      shareOf(numbers, (number) => number !== '' && toHalfWidth(number) !== number),
      0.01,
    );
  });

  test.each(ID_COLUMNS)('no number of %s is of a province that exists', (source, name) => {
    const real = column(first[source]!, source, name).filter((number) => number !== '' && !/^(3399|39|49)/.test(toHalfWidth(number)));
    expect(real).toEqual([]);
  });

  test('no company number is of a registry that exists', () => {
    const codes = column(first['commerce.companies']!, 'commerce.companies', '统一社会信用代码').filter((code) => code !== '');
    expect(codes.filter((code) => !/^9[123]3399/.test(code))).toEqual([]);
    expect(
      column(first['commerce.companies']!, 'commerce.companies', '注册号').filter((number) => !/^(3399\d{11})?$/.test(number)),
    ).toEqual([]);
    const taxIds = column(first['tax.taxpayers']!, 'tax.taxpayers', 'NSRSBH').map(toHalfWidth);
    expect(taxIds.filter((id) => !/^(|L?9[123]3399.{12}|3399.{11}|(3399|39|49).{16,18})$/.test(id))).toEqual([]);
  });

  test('addresses are in estate form, without their unit or with the old district as often as declared', () => {
    const addresses = column(first['police.residents']!, 'police.residents', 'HKDZ');
    expect(shareOf(addresses, (address) => !address.includes('号'))).toBeCloseTo(0.3, 1);
    expect(shareOf(addresses, (address) => !address.includes('单元'))).toBeCloseTo(0.09, 1);
    expect(shareOf(addresses, (address) => address.includes('望江区'))).toBeGreaterThan(0.01);
  });

  test('names are misheard and companies’ names shortened as often as declared', () => {
    const { people } = view.world;
    const names = column(first['police.residents']!, 'police.residents', 'XM');
    const entities = first['police.residents']!.map(({ mentions }) => Number(mentions[1]!.entity.slice(1)));
    const bare = (name: string) => name.replace(/[\s·•・．]/g, '');
    const other = names.filter((name, i) => bare(name) !== bare(people.name[entities[i]!]!)).length / names.length;
    expect(other).toBeGreaterThan(0.009);
    expect(other).toBeLessThan(0.021);
    const companies = column(first['commerce.companies']!, 'commerce.companies', '名称');
    const full = new Set(view.world.firms.map(({ name }) => toHalfWidth(name)));
    expect(shareOf(companies, (name) => !full.has(toHalfWidth(name)))).toBeCloseTo(0.05, 1);
    expect(shareOf(column(first['commerce.companies']!, 'commerce.companies', '统一社会信用代码'), (code) => code === '')).toBeCloseTo(
      0.03,
      1,
    );
  });

  test('a number is given twice to two people out of ten thousand', () => {
    const { people } = view.world;
    const numbers = Array.from({ length: people.count }, (_, person) => idNumberOf(people, person));
    expect(numbers.length - new Set(numbers).size).toBe(Math.round(people.count / 10_000));
  });

  test('the next month changes about 2 % and keeps every earlier event', () => {
    for (const { source } of DEPARTMENTS) {
      const before = new Map(first[source]!.map(({ record, cells }) => [record, cells!.join('|')]));
      const after = new Map(second[source]!.map(({ record, cells }) => [record, cells?.join('|')]));
      expect([...before.keys()].filter((record) => !after.has(record))).toEqual([]);
      if (source === 'civil-affairs.deaths' || source === 'social-security.pension-payments') {
        expect([...after].filter(([record, cells]) => (cells === undefined) !== before.has(record))).toEqual([]);
        continue;
      }
      const changed = [...after].filter(([record, cells]) => before.get(record) !== cells).length / before.size;
      expect(changed).toBeGreaterThan(0.002);
      expect(changed).toBeLessThan(0.04);
    }
  });

  test('as many people live there as were asked for', () => {
    expect(Math.abs(view.world.present.length - PEOPLE) / PEOPLE).toBeLessThan(0.01);
  });
});

describe('the wrongs of truth', () => {
  test('pensions paid after death that are marked by number can be seen by numbers alone, and numbers show no others', () => {
    const death = new Map<string, number>();
    const dead = first['civil-affairs.deaths']!.map(({ cells }) => cells!);
    for (const [, , , number, , day] of dead) {
      const [year, month] = day!.split('-').map(Number);
      death.set(toHalfWidth(number!), year! * 12 + month! - 1);
    }
    const numbersOf = new Map<string, Set<string>>();
    const learn = (no: string, number: string) => numbersOf.set(no, (numbersOf.get(no) ?? new Set()).add(toHalfWidth(number)));
    for (const { cells } of first['social-security.insured']!) learn(cells![0]!, cells![1]!);
    for (const { cells } of first['social-security.pension-payments']!) learn(cells![1]!, cells![2]!);
    const shown = new Set<string>();
    for (const { cells, mentions } of first['social-security.pension-payments']!) {
      const month = Number(cells![4]!.slice(0, 4)) * 12 + Number(cells![4]!.slice(4)) - 1;
      const died = [...numbersOf.get(cells![1]!)!].map((number) => (number.length === 18 ? death.get(number) : undefined));
      if (died.some((day) => day !== undefined && month > day)) shown.add(mentions[0]!.entity);
    }
    const marked = wrongs
      .filter(([comparison, , , , , , , byNumber]) => comparison === 'pension-after-death' && byNumber === 'true')
      .map((row) => row[2]!);
    expect(marked.length).toBeGreaterThan(10);
    expect(marked.filter((person) => !shown.has(person))).toEqual([]);
    const all = new Set(wrongs.map((row) => row[2]));
    expect([...shown].filter((person) => !all.has(person) && !isShared(person))).toEqual([]);
  });

  test('some pensions are paid under a second, misspelled registration', () => {
    const people = new Set([...view.world.misspelled].map((registration) => personId(view.world.registrations[registration]!)));
    expect(wrongs.filter(([comparison, , person]) => comparison === 'pension-after-death' && people.has(person!)).length).toBeGreaterThan(
      0,
    );
  });

  test('a firm not in the tax roll is active, no branch and past its days of grace, and has no row there', () => {
    const taxed = new Set(first['tax.taxpayers']!.flatMap(({ mentions }) => mentions.map(({ entity }) => entity)));
    const rows = wrongs.filter(([comparison]) => comparison === 'firm-not-in-tax-roll');
    expect(rows.length).toBeGreaterThan(10);
    for (const [, , entity] of rows) {
      const firm = view.world.firms[Number(entity!.slice(1))]!;
      expect([firm.closed, firm.kind === 'branch', taxed.has(entity!), firm.founded + 30 <= view.asOf]).toEqual([0, false, false, true]);
    }
  });
});

function isShared(person: string): boolean {
  const { people } = view.world;
  const number = idNumberOf(people, Number(person.slice(1)));
  return Array.from({ length: people.count }, (_, other) => idNumberOf(people, other)).filter((other) => other === number).length > 1;
}
